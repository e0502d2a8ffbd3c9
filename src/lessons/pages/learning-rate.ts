/** Page: the learning rate. */
import type { Words } from '../../chat/locale.ts';
import { type Axis, type Panel, type Point, sample } from '../diagram.ts';
import type { Page } from '../page.ts';

const E = (w: number): number => (w * w) / 2;

/** Gradient descent on E = ½w², whose slope is w: w ← w − εw, from w = start. */
function descent(rate: number, start: number, steps: number): Point[] {
  const points: Point[] = [];
  let w = start;
  for (let k = 0; k <= steps; k += 1) {
    points.push([w, E(w)]);
    w -= rate * w;
  }
  return points;
}

const axis = (tex: string, min: number, max: number): Axis => ({
  min,
  max,
  scale: 'linear',
  ticks: [],
  label: { kind: 'tex', tex },
});

function panel(rate: number, start: number, steps: number, verdict: Words): Panel {
  return {
    title: {
      kind: 'words',
      words: { ja: `ε = ${rate}: ${verdict.ja}`, en: `ε = ${rate}: ${verdict.en}` },
    },
    x: axis('w', -3.2, 3.2),
    y: axis('E', -0.4, 5.2),
    curves: [
      {
        points: sample(E, -3.2, 3.2, 60),
        tone: 'faint',
        line: 'solid',
        marks: 'none',
        label: { kind: 'words', words: { ja: '', en: '' } },
        at: [0, 0],
      },
      {
        points: descent(rate, start, steps),
        tone: rate > 2 ? 'wrong' : 'input',
        line: 'solid',
        marks: 'arrows',
        label: { kind: 'words', words: { ja: '', en: '' } },
        at: [0, 0],
      },
    ],
  };
}

export const learningRate: Page = {
  id: 'learning-rate',
  title: { ja: '学習率', en: 'The learning rate' },
  topic: 'learning-rate',
  text: {
    ja: `勾配が教えてくれるのは、坂の**向きと急さ**だけ。どれだけ進むかは、学習率 ε で決めます。

図は、いちばん簡単な谷 E = ½w² を下る様子です。傾きは w なので、1 回の更新で w は (1 − ε) 倍になります。
- ε が小さい: 確実に下るが、とても遅い
- ちょうどよい: 数歩で谷底に着く
- ε > 2: 谷を飛び越え、そのたびに高く登ってしまう(**発散**)

RNN でも同じことが起きます。初期設定(seed=0、10,000 組)で ε だけを変えると、正解率は次のようになりました。
- ε = 0.001 → 1.5 %、0.01 → 2.1 %: 学習が間に合わない
- ε = 0.1 → 100 %、1 → 100 %
- ε = 10 → 5 % 未満: 出力が 0 や 1 に張り付き、g′ がほぼ 0 になって動けない

ちょうどよい値は問題ごとに違います。10 倍ずつ変えて試し、損失の曲線を見て決めるのが定石です。動きが激しいときは、勾配クリッピングや Adam も助けになります。`,
    en: `The gradient says which way is downhill and **how steep** it is. How far to go is up to the learning rate ε.

The picture goes down the simplest valley there is, E = ½w². Its slope is w, so one update multiplies w by (1 − ε).
- ε small: sure, but slow.
- Just right: at the bottom in a few steps.
- ε > 2: every step leaps across the valley and ends up higher (**divergence**).

An RNN does the same. The default run (seed=0, 10,000 pairs) with only ε changed gets this share of all sums right:
- ε = 0.001 → 1.5 %, 0.01 → 2.1 %: not enough time to learn
- ε = 0.1 → 100 %, 1 → 100 %
- ε = 10 → under 5 %: outputs stick at 0 or 1, where g′ is nearly 0, and nothing moves

The right value differs from problem to problem. Try steps of ten and look at the loss curve. If it jumps about, gradient clipping or Adam can help.`,
  },
  picture: {
    finding: {
      ja: '小さいと進まず、大きいと谷を飛び越える',
      en: 'Too small crawls, too large leaps out of the valley',
    },
    diagram: {
      kind: 'charts',
      span: 'full',
      panels: [
        panel(0.1, -3, 8, { ja: '遅い', en: 'slow' }),
        panel(0.7, -3, 4, { ja: 'ちょうどよい', en: 'just right' }),
        panel(2.2, -1.4, 4, { ja: '発散', en: 'diverges' }),
      ],
    },
    seen: {
      ja: '谷 E = ½w² を下る 3 つの図。学習率 0.1 では 8 歩進んでも斜面の途中、0.7 では 4 歩で谷底、2.2 では左右に飛び移りながら登っていく。',
      en: 'Three walks down the valley E = ½w². With rate 0.1, eight steps do not reach the bottom; with 0.7, four steps do; with 2.2 each step leaps to the other side and higher.',
    },
    listing: 'picture only',
    rows: [
      {
        tex: 'w \\leftarrow w - \\varepsilon \\frac{\\partial E}{\\partial w} = (1 - \\varepsilon)\\, w',
        say: {
          ja: 'w を、w ひく ε かける E の w での微分、つまり 1 ひく ε かける w に置き換える。',
          en: 'w becomes w minus epsilon times the derivative of E by w, which is one minus epsilon, times w.',
        },
        code: ['w -= learning_rate * w_grad'],
      },
    ],
  },
  experiment: {
    command: '/compare vary=rate values=0.01,0.1,1,10',
    look: {
      ja: '10 倍ずつ変えた 4 つの学習率を、10 個のシードで競わせます。',
      en: 'four rates, each ten times the last, race over ten seeds.',
    },
  },
};
