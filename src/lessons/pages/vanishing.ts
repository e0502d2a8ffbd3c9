/** Page: vanishing and exploding gradients. */
import type { Axis, Curve, Label, Tone } from '../diagram.ts';
import type { Page } from '../page.ts';

/**
 * ‖δ⁸⁻ᵏ‖ / ‖δ⁸‖ for k = 0…7 steps back, when the error enters at t = 8 only: median over 100 untrained networks
 * (seeds 0…99, H = 16, each with the first pair its seed draws). Two digits; the tests compute them again.
 */
export const FADING = {
  'sigmoid/xavier': [1, 0.22, 0.047, 0.0098, 0.0019, 0.00045, 0.000089, 0.000019],
  'tanh/xavier': [1, 0.73, 0.49, 0.3, 0.2, 0.15, 0.1, 0.077],
  'relu/he': [1, 0.93, 0.9, 0.85, 0.8, 0.73, 0.7, 0.48],
  'relu/normal': [1, 2.9, 8.2, 22, 55, 150, 440, 1000],
} as const;

const words = (ja: string, en = ja): Label => ({ kind: 'words', words: { ja, en } });

function curve(key: keyof typeof FADING, tone: Tone, ja: string, en: string, y: number): Curve {
  return {
    points: FADING[key].map((value, k) => [k, value] as const),
    tone,
    line: 'solid',
    marks: 'dots',
    label: words(ja, en),
    at: [7.15, y],
  };
}

const steps: Axis = {
  min: 0,
  max: 9.2,
  scale: 'linear',
  ticks: [0, 1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: String(value) })),
  label: { kind: 'words', words: { ja: 'さかのぼったステップ数', en: 'steps back in time' } },
};

const ratio: Axis = {
  min: 1e-6,
  max: 1e4,
  scale: 'logarithmic',
  ticks: [
    { value: 1e-6, label: '10⁻⁶' },
    { value: 1e-4, label: '10⁻⁴' },
    { value: 1e-2, label: '10⁻²' },
    { value: 1, label: '1' },
    { value: 1e2, label: '10²' },
    { value: 1e4, label: '10⁴' },
  ],
  label: { kind: 'words', words: { ja: '', en: '' } },
};

export const vanishing: Page = {
  id: 'vanishing',
  title: { ja: '勾配消失と勾配爆発', en: 'Vanishing and exploding gradients' },
  topic: 'vanishing',
  text: {
    ja: `δ は、1 ステップさかのぼるたびに Wᵀ と f′ が掛かります。同じような数を何度も掛けると、どうなるでしょう。1 より小さければ 0 へ、1 より大きければ無限大へ向かいます。

**勾配消失**: シグモイドの傾きは最大でも 0.25。それだけで、8 ステップさかのぼると 0.25⁸ ≈ 1.5 × 10⁻⁵ になります。遠い過去での間違いが、ほとんど学習に生かされません。

**勾配爆発**: ReLU の傾きは u > 0 なら 1 で、f′ では縮みません。そこに大きな W が重なると、δ は倍々に増えていきます。

図は、学習前のネットワークで実際に測った値です(シード 100 個の中央値)。7 ステップで、シグモイド + Xavier は約 5 万分の 1、ReLU + 標準正規分布は約 1,000 倍になりました。

**対策**
- 消失には: 活性化関数と初期値を選ぶ。記憶専用の道を持つ LSTM や GRU を使う
- 爆発には: **勾配クリッピング**(勾配のノルムに上限を付ける)。\`/train clip=1\` で使えます`,
    en: `Each step back in time multiplies δ by Wᵀ and f′ once more. Multiply by much the same number again and again, and what is below 1 goes to 0, what is above 1 goes to infinity.

**Vanishing:** the slope of a sigmoid is at most 0.25. That alone leaves 0.25⁸ ≈ 1.5 × 10⁻⁵ after 8 steps, and whatever went wrong in the distant past cannot be put right.

**Exploding:** the slope of ReLU is 1 where u > 0, so f′ shrinks nothing. Add a large W, and δ grows and grows.

The picture shows what we measured in untrained networks (median over 100 seeds). Over 7 steps, δ shrinks to about 1/50,000 with sigmoid and Xavier, and grows about 1,000-fold with ReLU and standard normal weights.

**Remedies**
- Vanishing: choose activation and initial weights well; or use LSTM or GRU, cells with a separate road for memory.
- Exploding: **gradient clipping**, an upper limit on the norm of the gradient; \`/train clip=1\` has it.`,
  },
  picture: {
    finding: {
      ja: '7 ステップで 5 万分の 1 にも、1,000 倍にもなる',
      en: 'In 7 steps δ fades to 1/50,000, or grows 1,000-fold',
    },
    diagram: {
      kind: 'charts',
      span: 'full',
      panels: [
        {
          title: {
            kind: 'words',
            words: {
              ja: '最後の時刻を 1 としたときの δ の大きさ',
              en: 'Size of δ, the last step taken as 1',
            },
          },
          x: steps,
          y: ratio,
          curves: [
            curve('relu/normal', 'wrong', 'ReLU・正規分布', 'ReLU, normal', 1000),
            curve('relu/he', 'right', 'ReLU・He', 'ReLU, He', 0.9),
            curve('tanh/xavier', 'recurrent', 'tanh・Xavier', 'tanh, Xavier', 0.04),
            curve('sigmoid/xavier', 'input', 'シグモイド・Xavier', 'sigmoid, Xavier', 0.000019),
          ],
        },
      ],
    },
    seen: {
      ja: 'δ の大きさの折れ線グラフ。7 ステップで、ReLU と標準正規分布では約 1,000 倍、ReLU と He では約 0.48 倍、tanh と Xavier では約 0.077 倍、シグモイドと Xavier では約 5 万分の 1 になる。',
      en: 'A chart of the size of delta. After 7 steps it is about 1,000-fold with ReLU and normal weights, 0.48 with ReLU and He, 0.077 with tanh and Xavier, and 1/50,000 with sigmoid and Xavier.',
    },
    listing: 'picture only',
    rows: [
      {
        tex: "\\del{T-k} = \\Bigl( \\prod_{t=T-k}^{T-1} \\operatorname{diag} f'(u^t)\\, \\WrecT \\Bigr) \\del{T}",
        say: {
          ja: 'T から k ステップさかのぼった δ は、時刻 T の δ に、f プライムと W の転置を k 回掛けたもの。',
          en: 'Delta k steps before T is delta at T times k factors, each of them f prime times W transposed.',
        },
        code: [],
      },
    ],
  },
  experiment: {
    command: '/train activation=relu seed=4 gradient=article',
    look: {
      ja: '数組のうちに勾配が爆発し、損失が NaN になります。',
      en: 'the gradient explodes and the loss is NaN within a few pairs.',
    },
  },
};
