/** Page: the RNN and its three weights. */
import type { Page } from '../page.ts';

export const weights: Page = {
  id: 'weights',
  title: { ja: 'RNN と 3 つの重み', en: 'The RNN and its three weights' },
  topic: 'weights',
  text: {
    ja: `入力層、中間層、出力層があるところは、ふつうのニューラルネットワークと同じです。違いは 1 つだけ。**中間層に、1 つ前の時刻の自分自身も入ってきます。**

そのため、重みは 3 種類あります。
- \`W_in\`: 入力 → 中間層。ここでは 2 × 16(2 つの数から 1 ビットずつ)
- \`W\`: 1 つ前の中間層 → 現在の中間層。16 × 16
- \`W_out\`: 中間層 → 出力。16 × 1

\`W_in\` と \`W_out\` はどのネットワークにもあります。RNN を RNN にしているのは \`W\` です。過去が現在に届く道は、これしかありません。確認テストの定番でもあるので、「前の中間層から現在の中間層を計算するときに掛ける重み」と自分の言葉で言えるようにしておきましょう。

重みの数は 2H + H² + H 個。H = 16 なら 304 個で、うち 256 個が \`W\` です。

では、学習を終えたネットワーク(初期設定、seed=0)の \`W\` をすべて 0 にしたら? 100 % だった正解率が 13.3 % まで落ちます。正解が残るのは、桁上がりのない 2,187 通りだけです。`,
    en: `Like any other network, an RNN has an input, a hidden and an output layer. One thing is new: **the hidden layer also receives its own state from the step before.**

So there are three weight matrices:
- \`W_in\`: input → hidden, here 2 × 16 (one bit of each number)
- \`W\`: previous hidden → present hidden, 16 × 16
- \`W_out\`: hidden → output, 16 × 1

Every network has the first and the last. \`W\` is what makes it recurrent: it is the only road by which the past reaches the present. Confirmation tests love to ask for it, so be able to say it in your own words: "the weight that multiplies the previous hidden state when the present one is made".

There are 2H + H² + H weights in all; for H = 16 that is 304, of which 256 are in \`W\`.

And if you set all of \`W\` to 0 in the trained network (default settings, seed=0)? It drops from 100 % of the sums right to 13.3 %. What survives is exactly the 2,187 sums that never carry.`,
  },
  picture: {
    finding: {
      ja: '過去は W を通って中間層に戻ってくる',
      en: 'The past comes back to the hidden layer through W',
    },
    diagram: { kind: 'network', hidden: 16 },
    seen: {
      ja: '入力 x から中間層 z へ W_in、中間層 z から出力 y へ W_out の矢印が伸びている。中間層からは W の矢印が出て、1 ステップ遅れて中間層自身に戻る。大きさは W_in が 2 × 16、W が 16 × 16、W_out が 16 × 1。',
      en: 'An arrow named W_in leads from the input x to the hidden layer z, and one named W_out from z to the output y. A third, W, leaves the hidden layer and comes back to it one time step later. Shapes: W_in 2 by 16, W 16 by 16, W_out 16 by 1.',
    },
    listing: 'picture only',
    rows: [],
  },
  experiment: {
    command: '/ablate memory',
    look: { ja: 'W を 0 にすると、何が残るでしょう。', en: 'what is left when W is set to 0?' },
  },
};
