/** Page: what the trained network remembers. */
import type { Page } from '../page.ts';

/**
 * zᵗ, t = 1…8, of one hidden unit of the default network with biases (seed 0) while it adds 45 + 77, to 2 places.
 * The tests train this and the other networks of the page again, and find the unit that tells the carry best.
 */
export const HELD = { unit: 13, bound: 0.6, values: [0.93, 0.21, 0.84, 1, 0.27, 0.16, 0.14, 0.01] } as const;

export const memory: Page = {
  id: 'memory',
  title: { ja: '学習したネットワークは何を覚えているか', en: 'What the trained network remembers' },
  topic: 'memory',
  text: {
    ja: `桁上がりのことは、誰も教えていません。与えたのは入力と答えだけです。では、学習を終えたネットワークの中で、桁上がりはどこにあるのでしょうか。

図は、バイアスありのネットワーク(\`biases=on seed=0\`)が 45 + 77 を解くときの、中間層のユニット 13(0 から数えて)の値です。**桁上がりが起きた時刻では 0.6 より大きく、起きない時刻では小さく**なっています。16,384 通りの足し算の全 114,688 状態で調べても、この境目で桁上がりを 100 % 言い当てられます。「桁上がり係」が、ひとりでに生まれたのです。

いつもこれほどはっきりしているとは限りません。
- 初期設定(バイアスなし、\`seed=0\`)では、ユニット 11 だけで 100 % わかりますが、境目は 0.997 という紙一重のところです。
- 同じ設定の \`seed=2\` では、単独で最もよいユニット 7 でも 93 % です。それでも、16 ユニットの値を重み付きで**足し合わせる**(線形プローブ)と、100 % 言い当てられます。

つまり桁上がりは、1 つのユニットから読み取れることもあれば、中間層全体に**分散して**書かれていることもあります。こうした読み取り方は、大きなモデルの中身を調べる研究でも使われます。

最後にもう一度: 次の時刻へ運ぶのは、たった 1 ビット。それを見つけたのは、通時的逆伝播(BPTT)です。`,
    en: `Nobody told the network about carries; it was given inputs and answers. So where, in the trained network, is the carry?

The picture shows hidden unit 13 (counting from 0) of a network with biases (\`biases=on seed=0\`) as it works out 45 + 77. **Where a carry leaves the column its value is above 0.6; where none does it is below.** Over all 114,688 states of all 16,384 sums that bound tells the carry 100 % of the time. A carry clerk has come into being all by itself.

It is not always so plain, though.
- In the default network (no biases, \`seed=0\`) unit 11 alone tells it 100 % of the time, too, but by a hair's breadth: the bound is at 0.997.
- With \`seed=2\` the best single unit, number 7, tells it 93 % of the time. Yet a weighted **sum** of all 16 units (a linear probe) tells it 100 % of the time.

So the carry can sometimes be read off one unit, and sometimes it is **spread over** the hidden layer. The same way of reading is used in research on what goes on inside large models.

One last time: a single bit has to be carried from step to step. It was backpropagation through time that found it.`,
  },
  picture: {
    finding: {
      ja: 'ユニット 13 が、桁上がりを覚えている',
      en: 'Hidden unit 13 has learned to hold the carry',
    },
    diagram: { kind: 'memory', a: 45, b: 77, ...{ unit: HELD.unit, bound: HELD.bound, held: HELD.values } },
    seen: {
      ja: '45 足す 77 を解くときの、時刻 1 から 8 の桁上がりとユニット 13 の値。桁上がりが出る時刻 1、3、4 では 0.93、0.84、1.00。ない時刻 2、5、6、7、8 では 0.21、0.27、0.16、0.14、0.01。',
      en: 'Adding 45 and 77, steps 1 to 8: the carry and the value of unit 13. Where a carry leaves the column, at steps 1, 3 and 4, the unit holds 0.93, 0.84 and 1.00. Where there is none, at steps 2, 5, 6, 7 and 8, it holds 0.21, 0.27, 0.16, 0.14 and 0.01.',
    },
    listing: 'picture only',
    rows: [],
  },
  experiment: {
    command: '/inside',
    look: {
      ja: 'いまのネットワークの「桁上がり係」を探します。',
      en: 'find the carry clerk of your own network.',
    },
  },
};
