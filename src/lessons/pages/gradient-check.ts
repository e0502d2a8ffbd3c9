/** Page: the gradient check, and the slip in the article's program that it finds. */
import { sample } from '../diagram.ts';
import type { Page } from '../page.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export const gradientCheck: Page = {
  id: 'gradient-check',
  title: { ja: '勾配チェックと、記事のうっかりミス', en: 'Gradient check, and a slip in the article' },
  topic: 'gradient-check',
  text: {
    ja: `BPTT のコードは、間違っていてもエラーになりません。少しおかしな勾配でも、それなりに学習してしまうからです。そこで**勾配チェック**をします。重みを 1 つだけ ±h 動かして E の変化を測り、BPTT の勾配と比べます。遅いので、確認のときだけ使います。

これで、記事のプログラムのうっかりミスが見つかります。出力層で掛けるべきなのは g′(v) = y(1 − y)。ところが記事は \`d_sigmoid(y)\` を掛けています。\`y\` はもうシグモイドを**通ったあと**の値なので、シグモイドを 2 回通すことになり、傾きが σ(y)(1 − σ(y)) になってしまいます。

図で比べると、正しい傾きは y が 0 や 1 に近づくと 0 になりますが、記事の傾きは 0.197〜0.25 でほとんど変わりません。y = 0.99 では 20 倍も違います。

それでも学習は進みます。符号が正しいからです。しかも飽和しないので、かえって速いことも多いのです。そこが、気づきにくい理由でもあります。

このボットでは、\`gradient=article\` で記事どおり、\`gradient=true\` で正しい勾配になります。`,
    en: `Wrong BPTT code does not crash. It learns tolerably with a slightly wrong gradient, and nobody notices. Hence the **gradient check**: move one weight by ±h, measure how E changes, and compare with the gradient from BPTT. It is slow, so only use it to check.

It finds a slip in the article's program at once. The output error should be multiplied by g′(v) = y(1 − y), but the article multiplies by \`d_sigmoid(y)\`. Its \`y\` has **already been through** the sigmoid, so the sigmoid is taken twice: σ(y)(1 − σ(y)).

Compare the two in the picture. The true slope falls to 0 as y nears 0 or 1; the article's stays between 0.197 and 0.25. At y = 0.99 it is 20 times too large.

The network learns all the same, since the sign is right. It often learns faster, because this slope never saturates. That is just what makes such a slip hard to see.

Here, \`gradient=article\` does as the article does and \`gradient=true\` uses the right slope.`,
  },
  picture: {
    finding: {
      ja: 'シグモイドを 2 回通すと、傾きはほぼ一定になる',
      en: 'Take the sigmoid twice and the slope hardly changes',
    },
    diagram: {
      kind: 'charts',
      span: 'half',
      panels: [
        {
          title: { kind: 'words', words: { ja: '出力層で掛ける傾き', en: 'Slope at the output' } },
          x: {
            min: 0,
            max: 1,
            scale: 'linear',
            ticks: [0, 0.5, 1].map((value) => ({ value, label: String(value) })),
            label: { kind: 'tex', tex: 'y' },
          },
          y: {
            min: 0,
            max: 0.3,
            scale: 'linear',
            ticks: [0, 0.1, 0.2, 0.3].map((value) => ({ value, label: String(value) })),
            label: { kind: 'words', words: { ja: '', en: '' } },
          },
          curves: [
            {
              points: sample((y) => y * (1 - y), 0, 1, 50),
              tone: 'right',
              line: 'solid',
              marks: 'none',
              label: { kind: 'tex', tex: 'y(1 - y)' },
              at: [0.5, 0.19],
            },
            {
              points: sample((y) => sigmoid(y) * (1 - sigmoid(y)), 0, 1, 50),
              tone: 'wrong',
              line: 'dashed',
              marks: 'none',
              label: { kind: 'tex', tex: '\\sigma(y)(1 - \\sigma(y))' },
              at: [0.77, 0.265],
            },
          ],
        },
      ],
    },
    seen: {
      ja: '正しい傾き y(1 − y) は y = 0.5 で 0.25、両端で 0 になる山形。記事の傾き σ(y)(1 − σ(y)) は 0.25 から 0.197 へゆるやかに下がるだけ。',
      en: "The true slope y(1 − y) is a hill: 0.25 at y = 0.5 and 0 at both ends. The article's slope σ(y)(1 − σ(y)) only falls from 0.25 to 0.197.",
    },
    listing: 'picture only',
    rows: [
      {
        tex: '\\frac{\\partial E}{\\partial w} \\approx \\frac{E(w + h) - E(w - h)}{2h}',
        say: {
          ja: '数値微分: E の w プラス h での値から w マイナス h での値を引き、2h で割る。',
          en: 'Numerical gradient: E at w plus h, minus E at w minus h, divided by two h.',
        },
        code: ['(loss(w + h) - loss(w - h)) / (2 * h)'],
      },
      {
        tex: "g'(v) = y\\,(1 - y)",
        say: { ja: '正しい傾き: y かける 1 ひく y。', en: 'True slope: y times one minus y.' },
        code: ['(y - d) * y * (1 - y)  # gradient=true'],
      },
      {
        tex: "\\sigma'(y) = \\sigma(y)\\,(1 - \\sigma(y))",
        say: {
          ja: '記事の傾き: シグモイド y かける、1 ひくシグモイド y。',
          en: "The article's: sigma of y times one minus sigma of y.",
        },
        code: ['(y - d) * d_sigmoid(y)  # gradient=article'],
      },
    ],
  },
  experiment: {
    command: '/check gradient=article',
    look: {
      ja: '勾配チェックが、ずれている重みを名指しします。',
      en: 'the check names the weights whose gradients are off.',
    },
  },
};
