/** Page: the loss. */
import { sample } from '../diagram.ts';
import type { Page } from '../page.ts';

export const loss: Page = {
  id: 'loss',
  title: { ja: '損失(誤差関数)', en: 'The loss' },
  topic: 'loss',
  text: {
    ja: `学習には、「どれだけ間違えたか」を表す 1 つの数が必要です。記事のプログラムは**二乗誤差**を使います。時刻ごとに ½(d − y)² を計算し、全時刻で**足し合わせた**ものが損失 E です。1 つの時刻だけでなく、系列全体の損失であることに注意しましょう。E を重みの関数と見たものが、**損失関数**(誤差関数)です。

目安を 1 つ。どの桁でも y = 0.5 と答えるネットワークの損失は、8 × ½ × 0.5² = **1.0** です。E が 1 のあたりなら、まだ何も学んでいないのと変わりません。記事のプログラム(seed=0)では、学習前の 1.7073 から、9,900 組目には 0.0030 まで下がります。

0 か 1 かを当てる問題では、**交差エントロピー**もよく使われます。図のように、自信満々の間違い(d = 1 なのに y ≈ 0)へのペナルティは、二乗誤差では 0.5 で頭打ちですが、交差エントロピーではいくらでも大きくなります。さらに、v で微分すると g′ が消えて y − d だけが残るので、出力が飽和していても学習が止まりません。`,
    en: `To learn, a network needs one number that says how wrong it was. The article's program uses the **squared error**: ½(d − y)² at every step, **added up** over all T steps. So the loss E is that of the whole sequence, not of one step.

A yardstick: a network that says y = 0.5 for every bit has the loss 8 × ½ × 0.5² = **1.0**. While E is around 1, nothing has been learned yet. In the article's run (seed=0) it starts at 1.7073 and has come down to 0.0030 by pair 9,900.

For a yes-or-no answer **cross-entropy** is the usual alternative. The picture shows why: being sure and wrong (y ≈ 0 where d = 1) costs at most 0.5 with the squared error, but without limit with cross-entropy. And when you differentiate it by v, g′ cancels and only y − d remains, so a saturated output still learns.`,
  },
  picture: {
    finding: {
      ja: '自信満々の間違いに、どれだけペナルティを与えるか',
      en: 'What does it cost to be sure and wrong?',
    },
    diagram: {
      kind: 'charts',
      span: 'half',
      panels: [
        {
          title: {
            kind: 'words',
            words: { ja: '正解が d = 1 のときの損失', en: 'Loss of one bit when d = 1' },
          },
          x: {
            min: 0,
            max: 1,
            scale: 'linear',
            ticks: [0, 0.5, 1].map((value) => ({ value, label: String(value) })),
            label: { kind: 'tex', tex: 'y' },
          },
          y: {
            min: 0,
            max: 3,
            scale: 'linear',
            ticks: [0, 0.5, 1, 2, 3].map((value) => ({ value, label: String(value) })),
            label: { kind: 'words', words: { ja: '', en: '' } },
          },
          curves: [
            {
              points: sample((y) => (1 - y) ** 2 / 2, 0, 1, 40),
              tone: 'delta',
              line: 'solid',
              marks: 'none',
              label: { kind: 'words', words: { ja: '二乗誤差', en: 'squared error' } },
              at: [0.2, 0.62],
            },
            {
              points: sample((y) => -Math.log(y), Math.exp(-3), 1, 60),
              tone: 'input',
              line: 'dashed',
              marks: 'none',
              label: { kind: 'words', words: { ja: '交差エントロピー', en: 'cross-entropy' } },
              at: [0.5, 1.75],
            },
          ],
        },
      ],
    },
    seen: {
      ja: '正解が 1 のときの 1 ビット分の損失。y が 0 に近づくと、二乗誤差は 0.5 までしか上がらないが、交差エントロピーは限りなく大きくなる。',
      en: 'Loss of one bit whose right value is 1. As y nears 0 the squared error rises to 0.5 only, while cross-entropy grows without limit.',
    },
    listing: 'picture only',
    rows: [
      {
        tex: 'E = \\sum_{t=1}^{T} \\tfrac{1}{2}\\,(d^t - y^t)^2',
        say: {
          ja: '二乗誤差。E は、t が 1 から T まで、d ひく y の 2 乗の 2 分の 1 を足し合わせたもの。',
          en: 'Squared error: E is the sum over t from 1 to T of one half of d minus y, squared.',
        },
        code: ['E += 0.5 * (d - y[0, t])**2'],
      },
      {
        tex: 'E = -\\sum_{t=1}^{T} \\bigl( d^t \\ln y^t + (1 - d^t) \\ln(1 - y^t) \\bigr)',
        say: {
          ja: '交差エントロピー。E は、d かける ln y と、1 ひく d かける ln(1 ひく y)の和を、全時刻で足し合わせて符号を変えたもの。',
          en: 'Cross-entropy: E is minus the sum over t of d times the logarithm of y plus one minus d times the logarithm of one minus y.',
        },
        code: ['p = y[0, t]', 'E -= d * np.log(p) + (1-d) * np.log(1-p)'],
      },
    ],
  },
  experiment: {
    command: '/train seed=0 gradient=article',
    look: {
      ja: '記事とまったく同じ乱数での学習です。1.7073 から 0.0030 まで下がります。',
      en: "the article's own run, number for number: 1.7073 down to 0.0030.",
    },
  },
};
