/** Page: BPTT 2, what is differentiated: the forward equations, link by link. */
import type { Page } from '../page.ts';

export const bpttChain: Page = {
  id: 'bptt-2',
  title: { ja: 'BPTT 2: 何を微分するのか', en: 'BPTT 2: what is differentiated' },
  topic: 'bptt',
  text: {
    ja: `微分する相手は、順伝播の 4 つの式です。長い式を一度に微分する必要はありません。1 つずつ微分して、**連鎖律**でつなぎます。

図は、式を後ろから順に並べたものです。右のコードが、それぞれの微分(つなぎの 1 つ分)を計算します。
- シグモイドの微分は、値そのものから計算できます: g′(v) = y(1 − y)
- 一次式の微分は、掛けている重みそのものです

逆伝播のとき、zᵗ から E へ至る道は **2 本**あります。
1. 上へ: \`W_out\` を通って、同じ時刻の出力 yᵗ へ
2. 右へ: \`W\` を通って、次の時刻の uᵗ⁺¹ へ

> 道に沿って**掛け**、道どうしは**足す**

ふつうのネットワークとの違いは、2 本目の道があることだけです。この 2 本を足したものが、次のページの δ になります。`,
    en: `What gets differentiated are the four forward equations. No need to do it all at once: differentiate one link at a time and join them with the **chain rule**.

The picture lists the equations from last to first, each with its derivative. The code on the right computes that one link.
- The slope of a sigmoid follows from its value: g′(v) = y(1 − y).
- The derivative of a linear equation is the weight it multiplies by.

From zᵗ there are **two roads** to E.
1. Up: through \`W_out\` to the output yᵗ of the same step.
2. Across: through \`W\` to uᵗ⁺¹ of the next step.

> **Multiply** along a road, **add** the roads.

The second road is all that sets an RNN apart from an ordinary network. The sum of the two becomes δ on the next page.`,
  },
  picture: {
    finding: {
      ja: '順伝播の式を後ろから 1 つずつ微分する',
      en: 'Differentiate the forward equations, last one first',
    },
    diagram: { kind: 'none' },
    seen: { ja: '', en: '' },
    listing: 'picture only',
    rows: [
      {
        tex: "y^t = g(v^t) \\;\\Rightarrow\\; \\frac{\\partial y^t}{\\partial v^t} = g'(v^t)",
        say: {
          ja: 'y は g の v。y を v で微分すると、g プライムの v。',
          en: 'y equals g of v, so the derivative of y by v is g prime of v.',
        },
        code: ['y[:, t] * (1 - y[:, t])'],
      },
      {
        tex: 'v^t = \\Wout z^t + c \\;\\Rightarrow\\; \\frac{\\partial v^t}{\\partial z^t} = \\Wout',
        say: {
          ja: 'v は W out かける z たす c。v を z で微分すると、W out。',
          en: 'v equals W out times z plus c, so the derivative of v by z is W out.',
        },
        code: ['W_out.T'],
      },
      {
        tex: "z^t = f(u^t) \\;\\Rightarrow\\; \\frac{\\partial z^t}{\\partial u^t} = f'(u^t)",
        say: {
          ja: 'z は f の u。z を u で微分すると、f プライムの u。',
          en: 'z equals f of u, so the derivative of z by u is f prime of u.',
        },
        code: ['z[:, t+1] * (1 - z[:, t+1])'],
      },
      {
        tex: 'u^{t+1} = \\Win x^{t+1} + \\Wrec z^t + b \\;\\Rightarrow\\; \\frac{\\partial u^{t+1}}{\\partial z^t} = \\Wrec',
        say: {
          ja: '次の時刻の u は W in かける x たす W かける z たす b。それを z で微分すると、W。',
          en: 'The next u equals W in times x plus W times z plus b, so its derivative by z is W.',
        },
        code: ['W.T'],
      },
    ],
  },
  experiment: {
    command: '/check',
    look: {
      ja: '連鎖律で求めた勾配を、数値微分と 1 つずつ見比べます。',
      en: 'gradients by the chain rule against numerical ones, one by one.',
    },
  },
};
