/** Page: the forward equations. */
import type { Page } from '../page.ts';

export const forward: Page = {
  id: 'forward',
  title: { ja: '順伝播の式', en: 'The forward equations' },
  topic: 'forward',
  text: {
    ja: `1 ステップ分の順伝播は、4 つの式で書けます。図では、式とそれを計算する NumPy の行を並べました。

1. いまの入力 xᵗ と、1 つ前の中間層 zᵗ⁻¹ を合わせて uᵗ を作る
2. 活性化関数 f を通して、中間層の出力 zᵗ にする
3. 重み \`W_out\` を掛けて vᵗ を作る
4. シグモイド関数 g を通して、yᵗ にする

yᵗ は「和の、下から t 桁目が 1 である確率」です。0.5 より大きければ 1 と答えます。これを t = 1 から T まで順に繰り返します。

**コードを読むときの注意**
- コードの \`t\` は 0 から数えます。式の zᵗ は \`z[:, t+1]\`、yᵗ は \`y[:, t]\`、z⁰ は \`z[:, 0]\` です。
- ベクトルを行として持つので、掛ける順番が式と逆です(\`x @ W_in\`)。
- 記事のプログラムは f も g もシグモイドで、バイアス b と c を省いています。\`/train biases=on\` で加えられます。`,
    en: `One step forward is four equations. The picture sets each beside the line of NumPy that computes it.

1. Combine the present input xᵗ and the previous hidden state zᵗ⁻¹ into uᵗ.
2. Pass it through the activation function f: the hidden state zᵗ.
3. Multiply by \`W_out\`: vᵗ.
4. Pass that through the sigmoid g: yᵗ.

yᵗ is the probability that bit t of the sum is 1; above 0.5 the network answers 1. Do this for t = 1, 2, … T in turn.

**Reading the code**
- In code \`t\` counts from 0: zᵗ of the formulas is \`z[:, t+1]\`, yᵗ is \`y[:, t]\`, and z⁰ is \`z[:, 0]\`.
- Vectors are kept as rows, so products are written the other way round (\`x @ W_in\`).
- In the article's program f and g are both sigmoids, and the biases b and c are left out; \`/train biases=on\` adds them.`,
  },
  picture: {
    finding: { ja: '順伝播: 1 ステップ分の 4 つの式', en: 'Forward pass: four equations per time step' },
    diagram: { kind: 'none' },
    seen: { ja: '', en: '' },
    listing: 'in text',
    rows: [
      {
        tex: 'u^t = \\Win x^t + \\Wrec z^{t-1} + b',
        say: {
          ja: '時刻 t の u は、W in かける時刻 t の x、たす W かける時刻 t マイナス 1 の z、たす b。',
          en: 'u at time t equals W in times x at t, plus W times z at t minus one, plus b.',
        },
        code: ['u[:, t+1] = x @ W_in + z[:, t] @ W + b'],
      },
      {
        tex: 'z^t = f(u^t)',
        say: { ja: '時刻 t の z は、f の u。', en: 'z at t equals f of u at t.' },
        code: ['z[:, t+1] = sigmoid(u[:, t+1])'],
      },
      {
        tex: 'v^t = \\Wout z^t + c',
        say: {
          ja: '時刻 t の v は、W out かける z、たす c。',
          en: 'v at t equals W out times z at t, plus c.',
        },
        code: ['v = z[:, t+1] @ W_out + c'],
      },
      {
        tex: 'y^t = g(v^t)',
        say: { ja: '時刻 t の y は、g の v。', en: 'y at t equals g of v at t.' },
        code: ['y[:, t] = sigmoid(v)'],
      },
    ],
  },
  experiment: {
    command: '/add 100 27',
    look: {
      ja: '各桁の確率 yᵗ が、どれだけ 0 か 1 に近いかを見てください。',
      en: 'how close is each probability yᵗ to 0 or 1?',
    },
  },
};
