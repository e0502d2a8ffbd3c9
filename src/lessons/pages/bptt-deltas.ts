/** Page: BPTT 3, the deltas and their way back through time. */
import type { Page } from '../page.ts';

export const bpttDeltas: Page = {
  id: 'bptt-3',
  title: { ja: 'BPTT 3: δ が過去へさかのぼる', en: 'BPTT 3: the deltas travel back' },
  topic: 'bptt',
  text: {
    ja: `いよいよ δ を計算します。最後の時刻 T から始めて、t = T, T − 1, …, 1 と**逆順に**進みます。δᵗ の計算に、1 つ先の δᵗ⁺¹ を使うからです。

**出力層**の \`δ_outᵗ\` は、(出力と正解のずれ)×(g の傾き)です。

**中間層**の δᵗ は、前のページの 2 本の道を足して、f の傾きを掛けたものです。
- \`now\`: 同じ時刻の出力から来る誤差
- \`later\`: 次の時刻から戻ってくる誤差

最後の時刻より先はないので、δᵀ⁺¹ = 0 とします。⊙ は要素ごとの積です。

\`later\` の道だけをさかのぼると、1 ステップごとに Wᵀ と f′ が 1 回ずつ掛かります(図の 3 つ目の式)。2 ステップさかのぼれば 2 回、7 ステップなら 7 回。

> 1 ステップさかのぼるたびに、Wᵀ と f′ がもう 1 回掛かる。

この「掛け算の繰り返し」が、あとで出てくる勾配消失・勾配爆発の正体です。`,
    en: `Now for the deltas themselves. Start at the last step T and go **backwards**, t = T, T − 1, …, 1, because δᵗ needs δᵗ⁺¹.

**Output:** \`δ_outᵗ\` is (output minus right answer) × (slope of g).

**Hidden layer:** δᵗ adds the two roads of the last page and multiplies by the slope of f.
- \`now\`: error from the output of the same step
- \`later\`: error that comes back from the next step

After the last step there is nothing more, so δᵀ⁺¹ = 0. The sign ⊙ multiplies element by element.

Follow the \`later\` road alone (third formula): each step into the past multiplies once by Wᵀ and once by f′. Two steps, twice; seven steps, seven times.

> Every step back in time is one more factor Wᵀ and one more f′.

That repeated multiplication is what makes gradients vanish or explode. More of it soon.`,
  },
  picture: {
    finding: {
      ja: 'δ は未来から過去へ、1 ステップずつ戻る',
      en: 'The deltas go back in time, one step after another',
    },
    diagram: { kind: 'unrolled', flow: 'backward' },
    seen: {
      ja: '時間展開の図に逆向きの矢印。δ out が出力から中間層へ降り、δ が右の時刻から左の時刻へ戻る。',
      en: 'The unrolled network with arrows reversed: delta out comes down from each output, and delta returns from each step to the one before.',
    },
    listing: 'in text',
    rows: [
      {
        tex: "\\delout{t} = (y^t - d^t)\\, g'(v^t)",
        say: {
          ja: 'δ out は、y ひく d、かける g プライムの v。',
          en: 'Delta out at t equals y minus d, times g prime of v.',
        },
        code: ['slope = y[:, t] * (1 - y[:, t])', 'delta_out[:, t] = (y[:, t] - d) * slope'],
      },
      {
        tex: "\\del{t} = f'(u^t) \\odot \\bigl( \\WoutT \\delout{t} + \\WrecT \\del{t+1} \\bigr)",
        say: {
          ja: '時刻 t の δ は、f プライムの u に、「W out の転置かける δ out、たす W の転置かける時刻 t プラス 1 の δ」を要素ごとに掛けたもの。',
          en: 'Delta at t equals f prime of u, times element by element: W out transposed times delta out, plus W transposed times delta at t plus one.',
        },
        code: [
          'now = delta_out[:, t] @ W_out.T',
          'later = delta[:, t+1] @ W.T',
          'delta[:, t] = (now + later) * d_sigmoid(u[:, t+1])',
        ],
      },
      {
        tex: "\\del{t-1} = f'(u^{t-1}) \\odot \\WrecT \\del{t} + \\cdots",
        say: {
          ja: 'W の道だけを見ると、時刻 t マイナス 1 の δ は、f プライムの u に、W の転置かける時刻 t の δ を掛けたもの。',
          en: 'Along the road through W alone, delta at t minus one is f prime of u times W transposed times delta at t.',
        },
        code: [],
      },
    ],
  },
  experiment: {
    command: '/gradients',
    look: {
      ja: '過去へさかのぼるほど、‖δᵗ‖ はどう変わるでしょう。',
      en: 'how does ‖δᵗ‖ change on its way into the past?',
    },
  },
};
