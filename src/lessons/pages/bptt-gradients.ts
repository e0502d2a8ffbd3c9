/** Page: BPTT 1, the gradients of the weights from the deltas. */
import type { Page } from '../page.ts';

export const bpttGradients: Page = {
  id: 'bptt',
  title: { ja: 'BPTT 1: 勾配は δ から', en: 'BPTT 1: gradients from the deltas' },
  topic: 'bptt',
  text: {
    ja: `時間展開した RNN の誤差逆伝播を、**通時的逆伝播(BPTT)**と呼びます。誤差も、時間をさかのぼって伝えます。

求めたいのは、各重みを少し動かしたとき E がどれだけ変わるか、つまり勾配です。その部品になるのが δ です。
- δᵗ = ∂E/∂uᵗ: 時刻 t の中間層の入力 uᵗ を動かしたときの、E の変わり方
- \`δ_outᵗ\` = ∂E/∂vᵗ: 出力層で同じことをしたもの

δ がわかれば、勾配の式はどれも同じ形になります。

> 勾配 = (矢印の**先**の δ) × (矢印の**元**の値)を、全時刻で**足す**

足すのは、同じ重みを毎時刻使っているからです。\`W\` を動かすと、すべての時刻の u が変わります。だから影響も全時刻分を合計します。

図の式とコードを見比べてください。Σ は、コードでは \`+=\` になっています。行ベクトルで持つコードでは積の並びが逆になり、\`np.outer(元の値, δ)\` と書きます。`,
    en: `Backpropagation through the unrolled RNN is called **backpropagation through time (BPTT)**: the error, too, travels back through time.

We want to know how E changes when a weight is nudged: the gradient. The parts it is made of are the deltas.
- δᵗ = ∂E/∂uᵗ: how E changes with uᵗ, the input of the hidden layer at step t
- \`δ_outᵗ\` = ∂E/∂vᵗ: the same at the output

Once you have the deltas, every gradient has the same form.

> gradient = (δ where the arrow **ends**) × (value where it **starts**), **summed** over all steps

It is a sum because each weight is used at every step: nudge \`W\` and the u of every step moves, so all the effects add up.

Compare formulas and code in the picture. Σ has turned into \`+=\`. The code keeps vectors as rows, so the product is turned round: \`np.outer(value, δ)\`.`,
  },
  picture: {
    finding: {
      ja: 'どの勾配も「先の δ × 元の値」の合計',
      en: 'Every gradient: δ at the end × value at the start, summed',
    },
    diagram: { kind: 'none' },
    seen: { ja: '', en: '' },
    listing: 'in text',
    rows: [
      {
        tex: '\\frac{\\partial E}{\\partial \\Win} = \\sum_t \\del{t} (x^t)^\\top',
        say: {
          ja: 'E を W in で偏微分すると、全時刻の、δ かける x の転置の和。',
          en: 'The derivative of E by W in is the sum over t of delta times x transposed.',
        },
        code: ['W_in_grad += np.outer(x, delta[:, t])'],
      },
      {
        tex: '\\frac{\\partial E}{\\partial \\Wrec} = \\sum_t \\del{t} (z^{t-1})^\\top',
        say: {
          ja: 'W で偏微分すると、δ かける 1 つ前の z の転置の和。',
          en: 'By W: the sum of delta times the previous z transposed.',
        },
        code: ['W_grad += np.outer(z[:, t], delta[:, t])'],
      },
      {
        tex: '\\frac{\\partial E}{\\partial \\Wout} = \\sum_t \\delout{t} (z^t)^\\top',
        say: {
          ja: 'W out で偏微分すると、δ out かける z の転置の和。',
          en: 'By W out: the sum of delta out times z transposed.',
        },
        code: ['W_out_grad += np.outer(z[:, t+1], delta_out[:, t])'],
      },
      {
        tex: '\\frac{\\partial E}{\\partial b} = \\sum_t \\del{t},\\quad \\frac{\\partial E}{\\partial c} = \\sum_t \\delout{t}',
        say: {
          ja: 'b で偏微分すると δ の和、c で偏微分すると δ out の和。',
          en: 'By b: the sum of delta. By c: the sum of delta out.',
        },
        code: ['b_grad += delta[:, t]', 'c_grad += delta_out[:, t]'],
      },
    ],
  },
  experiment: {
    command: '/gradients',
    look: {
      ja: '時刻ごとの δ の大きさを、コマ送りで見られます。',
      en: 'the size of δ, step by step like a film strip.',
    },
  },
};
