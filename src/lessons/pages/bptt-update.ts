/** Page: BPTT 4, the update of the weights. */
import type { Page } from '../page.ts';

export const bpttUpdate: Page = {
  id: 'bptt-4',
  title: { ja: 'BPTT 4: 重みを更新する', en: 'BPTT 4: updating the weights' },
  topic: 'bptt',
  text: {
    ja: `最後に、集めた勾配で重みを更新します。

> 新しい重み = 古い重み − ε × 勾配

ε は**学習率**(記事では 0.1)。勾配は E が**増える**向きなので、引けば E は減ります。

図の式では、いまの時刻 T から τ ステップさかのぼった分までを足しています。「BPTT 1」の Σ を後ろから数えて書き直しただけで、中身は同じです。

コードでは、順番に注意しましょう。
1. 全時刻を順伝播して、損失を出す
2. 時刻 T から 1 へ逆伝播して、勾配を**ためる**(\`+=\`)
3. **すべてたまってから**、重みを 1 回だけ更新する
4. 勾配を 0 に戻して、次の組へ

途中で重みを変えてはいけません。どの時刻も同じ重みを使っているので、順伝播のときと違う重みで逆伝播することになるからです。4 を忘れると、前の組の勾配が残ったまま足されていきます。

1 組ごとに更新するこの方法が、もっとも単純な確率的勾配降下法(SGD)です。`,
    en: `Finally, the gradients that were gathered change the weights.

> new weight = old weight − ε × gradient

ε is the **learning rate** (0.1 in the article). The gradient points to where E **grows**, so we subtract it.

The formulas in the picture sum from the present step T back over τ steps. It is the Σ of the page BPTT 1, only counted from the end.

In code, the order matters.
1. Forward through all steps; find the loss.
2. Backward from T to 1; **gather** the gradients (\`+=\`).
3. **Only then** change the weights, once.
4. Set the gradients back to 0 for the next pair.

Never change weights halfway: all steps share them, so you would go back through other weights than you came by. And without number 4, the gradients of earlier pairs would keep being added in.

Updating after every single pair is the plainest form of stochastic gradient descent (SGD).`,
  },
  picture: {
    finding: {
      ja: '全時刻の勾配をためてから、1 回だけ更新',
      en: 'Gather the gradient of all steps, then update once',
    },
    diagram: { kind: 'none' },
    seen: { ja: '', en: '' },
    listing: 'in text',
    rows: [
      {
        tex: '\\Win \\leftarrow \\Win - \\varepsilon \\sum_{\\tau=0}^{T-1} \\del{T-\\tau} (x^{T-\\tau})^\\top',
        say: {
          ja: 'W in を、W in ひく ε かける、τ が 0 から T マイナス 1 までの、δ かける x の転置の和、に置き換える。',
          en: 'W in becomes W in minus epsilon times the sum, from zero to T minus one steps back, of delta times x transposed.',
        },
        code: ['W_in -= learning_rate * W_in_grad'],
      },
      {
        tex: '\\Wrec \\leftarrow \\Wrec - \\varepsilon \\sum_{\\tau=0}^{T-1} \\del{T-\\tau} (z^{T-\\tau-1})^\\top',
        say: {
          ja: 'W を、W ひく ε かける、δ かける 1 つ前の z の転置の和、に置き換える。',
          en: 'W becomes W minus epsilon times the sum of delta times the previous z transposed.',
        },
        code: ['W -= learning_rate * W_grad'],
      },
      {
        tex: '\\Wout \\leftarrow \\Wout - \\varepsilon \\sum_{\\tau=0}^{T-1} \\delout{T-\\tau} (z^{T-\\tau})^\\top',
        say: {
          ja: 'W out を、W out ひく ε かける、δ out かける z の転置の和、に置き換える。',
          en: 'W out becomes W out minus epsilon times the sum of delta out times z transposed.',
        },
        code: ['W_out -= learning_rate * W_out_grad', 'W_in_grad[:] = W_grad[:] = W_out_grad[:] = 0'],
      },
    ],
  },
  experiment: {
    command: '/train iterations=2000 seed=0',
    look: {
      ja: '2,000 回の更新で、どこまで足せるようになるでしょう。',
      en: 'how far do 2,000 updates get it?',
    },
  },
};
