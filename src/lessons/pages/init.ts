/** Page: initial weights. */
import type { Cell } from '../diagram.ts';
import type { Page } from '../page.ts';

/**
 * Of the seeds 0…9, how many end with all 16,384 sums right (10,000 pairs, ε = 0.1, H = 16). The tests count again.
 * ReLU from Xavier or He is chaotic: the last bit of a rounding decides over single runs, so its counts are those of
 * the kernel that trains in the chat (the reference has 7 and 5).
 */
export const SOLVED = {
  sigmoid: { normal: 10, xavier: 10, he: 10 },
  tanh: { normal: 0, xavier: 10, he: 10 },
  relu: { normal: 0, xavier: 8, he: 5 },
} as const;

function cell(count: number): Cell {
  const text = `${count} / 10`;
  return { text: { ja: text, en: text }, share: count / 10 };
}

const cells = ({
  normal,
  xavier,
  he,
}: Readonly<Record<'normal' | 'xavier' | 'he', number>>): readonly Cell[] => [normal, xavier, he].map(cell);

export const init: Page = {
  id: 'init',
  title: { ja: '重みの初期値', en: 'Initial weights' },
  topic: 'init',
  text: {
    ja: `最初の重みは乱数です。問題は、どれくらいの**幅**で散らばらせるかです。

uᵗ は n 個の値に重みを掛けて足したものなので、重みの幅が同じでも、n が多いほど u は大きく散らばります(√n 倍)。16 個なら 4 倍。u が大きすぎると、シグモイドや tanh は傾きのない端に張り付きます。

- **標準正規分布**: 幅 1。n を考えません(記事のプログラム)
- **Xavier**: 1/√n 倍。u の幅が、入ってきた値と同じくらいに保たれます。シグモイドや tanh 向け
- **He**: さらに √2 倍。ReLU が負の半分を 0 にするのを補います

n は、その矢印の**元**のユニット数です。\`W_in\` なら 2、\`W\` と \`W_out\` なら H。

図は、シード 0〜9 の 10 回のうち、すべての足し算に正解するようになった回数です。tanh は初期値を変えるだけで 0 回から 10 回になりました。ReLU は Xavier や He でも、シードによって成功したり失敗したりします。**1 回の結果だけで決めつけず、シードを変えて比べる**習慣を付けましょう。`,
    en: `Weights start as random numbers. The question is how **widely** to scatter them.

uᵗ adds up n values times their weights, so for the same weights it spreads wider the larger n is: √n times, which is 4 times for 16 units. When u is too large, sigmoid and tanh sit at their ends, where there is no slope.

- **Standard normal:** width 1, whatever n is (the article's program).
- **Xavier:** divided by √n. u spreads about as much as what came in. For sigmoid and tanh.
- **He:** times √2 as well, to make up for the half that ReLU sets to 0.

n is the number of units the arrows **come from**: 2 for \`W_in\`, H for \`W\` and \`W_out\`.

The table counts, out of the ten seeds 0 to 9, the networks that ended up with every sum right. Other initial weights alone take tanh from none to all ten. With ReLU it is hit or miss even from Xavier or He. **Never judge by a single run; compare several seeds.**`,
  },
  picture: {
    finding: {
      ja: 'tanh は初期値しだいで 0 勝にも 10 勝にもなる',
      en: 'Initial weights decide: tanh 0 of 10, or all 10',
    },
    diagram: {
      kind: 'table',
      corner: { ja: '活性化関数', en: 'activation' },
      columns: ['normal', 'Xavier', 'He'],
      rows: [
        { name: 'sigmoid', cells: cells(SOLVED.sigmoid) },
        { name: 'tanh', cells: cells(SOLVED.tanh) },
        { name: 'ReLU', cells: cells(SOLVED.relu) },
      ],
      caption: {
        ja: '10 個のシードのうち、全問正解した数',
        en: 'of ten seeds, how many got every sum right',
      },
    },
    seen: {
      ja: '10 個のシードのうち全問正解した数の表。シグモイドは normal、Xavier、He の順に 10、10、10。tanh は 0、10、10。ReLU は 0、8、5。',
      en: 'A table of how many of ten seeds got every sum right, with normal, Xavier and He in that order: sigmoid 10, 10, 10; tanh 0, 10, 10; ReLU 0, 8, 5.',
    },
    listing: 'picture only',
    rows: [
      {
        tex: '\\text{normal:}\\ N(0, 1)',
        say: { ja: '標準正規分布: 平均 0、幅 1。', en: 'Normal: mean zero, width one.' },
        code: ['W = np.random.randn(n, m)'],
      },
      {
        tex: '\\text{Xavier:}\\ \\tfrac{1}{\\sqrt{n}}\\,N(0, 1)',
        say: {
          ja: 'Xavier: その、ルート n 分の 1 倍。',
          en: 'Xavier: that divided by the square root of n.',
        },
        code: ['W = np.random.randn(n, m) / np.sqrt(n)'],
      },
      {
        tex: '\\text{He:}\\ \\sqrt{\\tfrac{2}{n}}\\,N(0, 1)',
        say: { ja: 'He: ルート n 分の 2 倍。', en: 'He: that times the square root of two over n.' },
        code: ['W = np.random.randn(n, m) * np.sqrt(2 / n)'],
      },
    ],
  },
  experiment: {
    command: '/train activation=tanh init=normal seed=0',
    look: {
      ja: 'tanh + 標準正規分布では学べません。次は init=xavier を試しましょう。',
      en: 'tanh does not learn from normal weights. Then try init=xavier.',
    },
  },
};
