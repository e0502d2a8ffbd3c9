/** Page: activation functions and their slopes. */
import { type Axis, type Curve, type Panel, sample } from '../diagram.ts';
import type { Page } from '../page.ts';

const sigmoid = (u: number): number => 1 / (1 + Math.exp(-u));

const input: Axis = {
  min: -4,
  max: 4,
  scale: 'linear',
  ticks: [-4, 0, 4].map((value) => ({ value, label: String(value).replace('-', '−') })),
  label: { kind: 'tex', tex: 'u' },
};

const output: Axis = {
  min: -1.1,
  max: 2.1,
  scale: 'linear',
  ticks: [-1, 0, 1, 2].map((value) => ({ value, label: String(value).replace('-', '−') })),
  label: { kind: 'words', words: { ja: '', en: '' } },
};

function panel(title: string, f: Curve['points'], slope: Curve['points'], at: Pick<Curve, 'at'>[]): Panel {
  const [fAt = { at: [0, 0] as const }, slopeAt = { at: [0, 0] as const }] = at;
  return {
    title: { kind: 'tex', tex: title },
    x: input,
    y: output,
    curves: [
      { points: f, tone: 'input', line: 'solid', marks: 'none', label: { kind: 'tex', tex: 'f' }, ...fAt },
      {
        points: slope,
        tone: 'delta',
        line: 'dashed',
        marks: 'none',
        label: { kind: 'tex', tex: "f'" },
        ...slopeAt,
      },
    ],
  };
}

export const activation: Page = {
  id: 'activation',
  title: { ja: '活性化関数とその傾き', en: 'Activation functions and their slopes' },
  topic: 'activation',
  text: {
    ja: `中間層の f には 3 つの候補があります。順伝播では f の**値**が、逆伝播では f の**傾き** f′ が効きます。図の実線が f、破線が f′ です。

- **シグモイド**: 値は 0〜1、傾きは最大 0.25(u = 0)。両端では傾きがほぼ 0 になり、学習が進みにくくなります(飽和)
- **tanh**: 値は −1〜1、傾きは最大 1(u = 0)。シグモイドより誤差が遠くまで届きます
- **ReLU**: 傾きは 0 か 1。誤差は縮みませんが、値に上限がなく、傾き 0 の側に落ちたユニットは動かなくなります

傾きが、計算済みの**値 z だけ**で書けることにも注目してください。順伝播で求めた z を取っておけば、逆伝播で f を計算し直す必要はありません。

「最大の傾きが大きいほどよい」とは限りません。同じシード 10 個で比べると、シグモイドはどの初期値でも全問正解。tanh は Xavier と He で全問正解、標準正規分布では 0 個でした。相性は次のページで見ます。`,
    en: `There are three candidates for f of the hidden layer. Going forward, its **value** counts; going back, its **slope** f′. In the picture f is solid and f′ dashed.

- **Sigmoid:** values 0 to 1, slope at most 0.25 (at u = 0). Towards both ends the slope is nearly 0 and learning stalls: the unit is saturated.
- **tanh:** values −1 to 1, slope at most 1 (at u = 0). Errors reach further back than through a sigmoid.
- **ReLU:** slope 0 or 1. It shrinks nothing, but its value has no ceiling, and a unit that falls to the flat side stops learning.

Note that each slope can be written with the **value z alone**. Keep z from the forward pass and there is no need to compute f again on the way back.

A steeper slope is not simply better. With the same ten seeds, sigmoid got every sum right from any kind of initial weights; tanh did with Xavier and He, but never with standard normal weights. How the two go together is the next page.`,
  },
  picture: {
    finding: {
      ja: '傾きの最大値: シグモイド 0.25、tanh 1、ReLU 1',
      en: 'Steepest slope: sigmoid 0.25, tanh 1, ReLU 1',
    },
    diagram: {
      kind: 'charts',
      span: 'full',
      panels: [
        panel(
          '\\text{sigmoid}\\ \\ \\sigma(u)',
          sample(sigmoid, -4, 4, 60),
          sample((u) => sigmoid(u) * (1 - sigmoid(u)), -4, 4, 60),
          [{ at: [3, 1.3] }, { at: [1.6, -0.35] }],
        ),
        panel(
          '\\tanh(u)',
          sample(Math.tanh, -4, 4, 60),
          sample((u) => 1 - Math.tanh(u) ** 2, -4, 4, 60),
          [{ at: [3, 1.3] }, { at: [-1.3, 0.9] }],
        ),
        panel(
          '\\text{ReLU}\\ \\ \\max(0, u)',
          [
            [-4, 0],
            [0, 0],
            [2.1, 2.1],
          ],
          [
            [-4, 0],
            [0, 0],
            [0, 1],
            [4, 1],
          ],
          [{ at: [0.8, 1.75] }, { at: [3.2, 0.65] }],
        ),
      ],
    },
    seen: {
      ja: '3 つの関数とその傾きのグラフ。シグモイドの傾きは u = 0 で最大 0.25、tanh の傾きは u = 0 で最大 1、ReLU の傾きは u が正なら 1、負なら 0。',
      en: 'Graphs of three functions with their slopes. The slope of the sigmoid peaks at 0.25 where u is 0, that of tanh at 1; that of ReLU is 1 for positive u and 0 for negative u.',
    },
    listing: 'picture only',
    rows: [
      {
        tex: "\\sigma'(u) = z\\,(1 - z)",
        say: {
          ja: 'シグモイドの傾きは、z かける 1 ひく z。',
          en: 'The slope of the sigmoid is z times one minus z.',
        },
        code: ['z * (1 - z)'],
      },
      {
        tex: "\\tanh'(u) = 1 - z^2",
        say: { ja: 'tanh の傾きは、1 ひく z の 2 乗。', en: 'The slope of tanh is one minus z squared.' },
        code: ['1 - z**2'],
      },
      {
        tex: "\\mathrm{ReLU}'(u) = 1 \\;(u > 0),\\ \\ 0 \\;(u \\le 0)",
        say: {
          ja: 'ReLU の傾きは、u が 0 より大きければ 1、そうでなければ 0。',
          en: 'The slope of ReLU is one if u is above zero, else zero.',
        },
        code: ['(z > 0) * 1.0'],
      },
    ],
  },
  experiment: {
    command: '/compare vary=activation',
    look: {
      ja: '標準正規分布の初期値のまま、3 つを 10 個のシードで競わせます。',
      en: 'the three race over ten seeds, all from standard normal weights.',
    },
  },
};
