/** Page: what the trained network remembers. */
import type { Page } from '../page.ts';

/**
 * zᵗ, t = 1…8, of one hidden unit of the default network (seed 0) while it adds 45 + 77, to 2 places.
 * The tests train the network again and find the unit that follows the carry best.
 */
export const HELD = { unit: 13, values: [1, 0.12, 0.81, 0.99, 0.31, 0.24, 0.13, 0.01] } as const;

export const memory: Page = {
  id: 'memory',
  title: { ja: '学習したネットワークは何を覚えているか', en: 'What the trained network remembers' },
  topic: 'memory',
  text: {
    ja: `桁上がりのことは、誰も教えていません。与えたのは入力と答えだけです。では、学習を終えたネットワークの中で、桁上がりはどこにあるのでしょうか。

図は、初期設定(seed=0)のネットワークが 45 + 77 を解くときの、中間層のユニット 13(0 から数えて)の値です。**桁上がりが起きた時刻では 1 に近く、起きない時刻では 0.5 より小さく**なっています。「桁上がり係」が、ひとりでに生まれたのです。

ただし、分業は完全ではありません。
- 16,384 通りすべてで調べると、このユニットと桁上がりの相関は 0.79。これだけを見て桁上がりを当てると、正解率は 93 % です。
- 16 ユニットの値を重み付きで**足し合わせる**(線形プローブ)と、桁上がりを 100 % 言い当てられます。

つまり記憶は、1 つのユニットではなく、中間層全体に**分散して**書かれています。こうした読み取り方は、大きなモデルの中身を調べる研究でも使われます。

最後にもう一度: 次の時刻へ運ぶのは、たった 1 ビット。それを見つけたのは、通時的逆伝播(BPTT)です。`,
    en: `Nobody told the network about carries; it was given inputs and answers. So where, in the trained network, is the carry?

The picture shows hidden unit 13 (counting from 0) of the default network (seed=0) as it works out 45 + 77. **Where a carry leaves the column its value is near 1; where none does it is below 0.5.** A carry clerk has come into being all by itself.

The division of labour is not perfect, though.
- Over all 16,384 sums, this unit and the carry correlate at 0.79. Read the carry off it alone and you are right 93 % of the time.
- A weighted **sum** of all 16 units (a linear probe) tells the carry 100 % of the time.

So the memory is not in one unit; it is **spread over** the hidden layer. The same way of reading is used in research on what goes on inside large models.

One last time: a single bit has to be carried from step to step. It was backpropagation through time that found it.`,
  },
  picture: {
    finding: {
      ja: 'ユニット 13 が、桁上がりを覚えている',
      en: 'Hidden unit 13 has learned to hold the carry',
    },
    diagram: { kind: 'memory', a: 45, b: 77, ...{ unit: HELD.unit, held: HELD.values } },
    seen: {
      ja: '45 足す 77 を解くときの、時刻 1 から 8 の桁上がりとユニット 13 の値。桁上がりが出る時刻 1、3、4 では 1.00、0.81、0.99。ない時刻 2、5、6、7、8 では 0.12、0.31、0.24、0.13、0.01。',
      en: 'Adding 45 and 77, steps 1 to 8: the carry and the value of unit 13. Where a carry leaves the column, at steps 1, 3 and 4, the unit holds 1.00, 0.81 and 0.99. Where there is none, at steps 2, 5, 6, 7 and 8, it holds 0.12, 0.31, 0.24, 0.13 and 0.01.',
    },
    listing: 'picture only',
    rows: [],
  },
  experiment: {
    command: '/inside',
    look: {
      ja: 'いまのネットワークの「桁上がり係」を探します。',
      en: 'find the carry clerk of your own network.',
    },
  },
};
