/** Page: binary addition and the carry. */
import type { Page } from '../page.ts';

export const carry: Page = {
  id: 'carry',
  title: { ja: '2 進数の足し算と桁上がり', en: 'Binary addition and the carry' },
  topic: 'carry',
  text: {
    ja: `2 進数の足し算では、1 つの桁で 3 つのビットを足します。a の桁、b の桁、そして右隣から来た桁上がりです。

- 合計が 1 か 3 なら、答えのビットは 1
- 合計が 2 か 3 なら、左隣へ 1 を桁上げ

図は 45 + 77 = 122。右端の t = 1 から始めて、左へ進みます。

ネットワークに与えるのは、各時刻の a と b の 2 ビットだけ。桁上がりは**教えません**。それでも正しく答えるには、自分で桁上がりを計算して、次の時刻まで覚えておくしかありません。

> 時刻から時刻へ覚えておくべきことは、桁上がりの **1 ビット**だけです。

学習では、128 未満の数の組を毎回ランダムに 1 つ選びます。和が 8 ビットに収まるので T = 8。組は 128 × 128 = 16,384 通りあり、10,000 回の学習で見るのは多くても 61 % です。それでも初期設定(seed=0)のネットワークは、全部の組に正解します。答えを丸暗記したのではなく、**足し算のやり方を学んだ**のです。`,
    en: `In binary, a column adds three bits: one of a, one of b, and the carry from the column to its right.

- If they make 1 or 3, the answer bit is 1.
- If they make 2 or 3, a 1 is carried to the left.

The picture works out 45 + 77 = 122, from t = 1 at the right edge towards the left.

The network is given only the two bits of a and b. **Nobody tells it the carry.** To be right it has to work the carry out itself and remember it until the next step.

> All there is to remember from one step to the next is **one bit**: the carry.

Each round of training shows one random pair of numbers below 128, so the sum fits into 8 bits and T = 8. There are 128 × 128 = 16,384 pairs, of which 10,000 rounds show at most 61 %. Yet with the default settings (seed=0) the network ends up adding every pair correctly. It did not learn the answers by heart; **it learned how to add**.`,
  },
  picture: {
    finding: {
      ja: '45 + 77: 右から左へ、桁上がりが進む',
      en: '45 + 77: the carry travels from right to left',
    },
    diagram: { kind: 'sums', sums: [{ a: 45, b: 77, bits: 8 }], column: null },
    seen: {
      ja: '2 進数の筆算。45 は 00101101、77 は 01001101、和の 122 は 01111010。時刻 1 が右端で、左へ進む。時刻 1、3、4 で桁上がりが起き、1 つ左の桁に足される。',
      en: 'A sum in binary columns: 45 is 00101101, 77 is 01001101, their sum 122 is 01111010. Time step 1 is the rightmost column. Steps 1, 3 and 4 carry a 1 into the column to their left.',
    },
    listing: 'picture only',
    rows: [
      {
        tex: 'k^t = \\left\\lfloor \\tfrac{1}{2}\\,(a^t + b^t + k^{t-1}) \\right\\rfloor,\\qquad d^t = a^t + b^t + k^{t-1} - 2k^t',
        say: {
          ja: '桁上がり k は、a と b と 1 つ前の k の合計を 2 で割った商。答えのビット d は、その余り。',
          en: 'The carry k is the quotient when a plus b plus the previous k is divided by two; the answer bit d is the remainder.',
        },
        code: [],
      },
    ],
  },
  experiment: {
    command: '/add 127 1',
    look: {
      ja: '右端で生まれた桁上がりが、7 桁を渡りきれるでしょうか。',
      en: 'does a carry born at the right edge make it through seven columns?',
    },
  },
};
