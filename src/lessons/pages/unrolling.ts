/** Page: unrolling in time. */
import type { Page } from '../page.ts';

export const unrolling: Page = {
  id: 'unrolling',
  title: { ja: '時間展開', en: 'Unrolling in time' },
  topic: 'unrolling',
  text: {
    ja: `ループがあるままでは、計算の順番が見えません。そこで、時刻ごとにネットワークを 1 つずつ描き、左から右へ並べます。これが**時間展開**です。

- 左端の z⁰ は 0。最初の時刻には、まだ過去がないからです。
- 時刻 t = 1 には、いちばん**下の位**の 2 ビットが入ります。筆算を右端から始めるのと同じです。
- 横向きの矢印が、次の時刻へ記憶を渡します。

大事なのは、**どの時刻でも同じ \`W_in\`・\`W\`・\`W_out\` を使う**こと(重み共有)です。ここから 3 つのことがわかります。
- ビット数が増えても、重みの数は 304 個のまま。
- 8 ビットで学習したネットワークを、そのまま 16 ビットで動かせる。
- 展開した図は、8 層の深いネットワークと変わらない。だから誤差逆伝播法がそのまま使えて、深いネットワークと同じ悩み(勾配消失・勾配爆発)も抱えます。`,
    en: `A loop hides the order of the computation. So we draw the network once per time step, side by side from left to right. That is **unrolling in time**.

- z⁰ on the far left is 0: before the first step there is no past.
- Step t = 1 gets the **least significant** bits, just as you start a sum on paper at the right.
- The arrows across hand the memory to the next step.

The point to keep: **every step uses the same \`W_in\`, \`W\` and \`W_out\`** (weight sharing). Three things follow:
- Longer numbers need no more weights; there are still 304.
- A network trained on 8 bits runs on 16 bits as it is.
- Unrolled, it is simply a network 8 layers deep. So ordinary backpropagation works on it, and it has the ordinary trouble of deep networks too: gradients that vanish or explode.`,
  },
  picture: {
    finding: {
      ja: '展開すると、同じ重みが時刻の数だけ並ぶ',
      en: 'Unrolled: the same weights at every time step',
    },
    diagram: { kind: 'unrolled', flow: 'forward' },
    seen: {
      ja: '時間展開の図。z の 0 から z の 1、z の 2、…、z の T へと、W の矢印が左から右へつながる。どの時刻でも、下の x から W_in の矢印が z に入り、z から W_out の矢印が上の y に出る。',
      en: 'The network unrolled: arrows named W lead from z 0 to z 1, z 2 and on to z T, left to right. At every step an arrow W_in comes up from x into z, and an arrow W_out goes up from z to y.',
    },
    listing: 'picture only',
    rows: [],
  },
  experiment: {
    command: '/stretch bits=16',
    look: {
      ja: '8 ビットで学習したネットワークは、16 ビットの数でも足せるでしょうか。',
      en: 'can a network trained on 8 bits add numbers of 16?',
    },
  },
};
