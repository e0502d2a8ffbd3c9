/** Generated questions on binary addition: where the carries are, and what one column gives. */
import { type Sequence, sequenceOf } from '../../rnn/sequence.ts';
import type { Chance } from '../chance.ts';
import type { ChoiceQuestion, SeveralQuestion } from '../question.ts';
import type { Generator } from './generator.ts';
import { numberQuestion, settle, slip } from './settle.ts';

const STEPS = 6;

/** Two numbers below 2^(STEPS − 1), and their addition column by column. */
function addition(chance: Chance): { a: number; b: number; columns: Sequence } {
  const [a, b] = [chance.integer(3, 2 ** (STEPS - 1) - 1), chance.integer(3, 2 ** (STEPS - 1) - 1)];
  const columns = sequenceOf(a, b, STEPS);
  return { a, b, columns };
}

function binary(value: number, digits: number): string {
  return value.toString(2).padStart(digits, '0');
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** "Out of which steps does a carry go?" */
export const whereCarriesAre: Generator = {
  id: 'gen-carries',
  topic: 'carry',
  make: (seed) =>
    settle('gen-carries', seed, (chance): SeveralQuestion | undefined => {
      const { a, b, columns } = addition(chance);
      const steps = Array.from({ length: STEPS - 1 }, (_, i) => i + 1);
      const option = (t: number) => {
        const [x1 = 0, x2 = 0, carried = 0, out = 0] = [
          columns.a[t],
          columns.b[t],
          columns.carry[t - 1],
          columns.carry[t],
        ];
        const sum = `${x1} + ${x2} + ${carried} = ${x1 + x2 + carried}`;
        return {
          text: { ja: `t = ${t}`, en: `t = ${t}` },
          why: {
            ja: `\`${sum}\`(最後の項は下からの桁上がり)なので桁上がりは${out === 1 ? '出ます' : '出ません'}。`,
            en: `\`${sum}\` (the last term is the carry from below), so there is ${out === 1 ? 'a' : 'no'} carry.`,
          },
        };
      };
      const right = steps.filter((t) => columns.carry[t] === 1);
      const wrong = steps.filter((t) => columns.carry[t] === 0);
      if (right.length < 2 || wrong.length < 2) return undefined;
      return {
        kind: 'several',
        id: 'gen-carries',
        topic: 'carry',
        text: {
          ja: `\`${binary(a, STEPS)} + ${binary(b, STEPS)}\`(${a} + ${b})を最下位の桁(\`t = 1\`)から順に足します。次の桁へ**桁上がりが出る**時刻をすべて選んでください。`,
          en: `Add \`${binary(a, STEPS)} + ${binary(b, STEPS)}\` (${a} + ${b}) from the lowest digit (\`t = 1\`) upwards. Choose all steps **that send a carry on** to the next.`,
        },
        right: right.map(option),
        wrong: wrong.map(option),
        explanation: {
          ja: `桁上がりが出るのは \`t = ${right.join(', ')}\`。この 1 ビットだけを、ネットワークは次の時刻まで覚えておけばよいのです。`,
          en: `Carries leave \`t = ${right.join(', ')}\`. This one bit is all that the network has to remember until the next step.`,
        },
        experiment: `/add ${a} ${b}`,
      };
    }),
};

/** How many carries an addition has; forgetting the carried-on ones is the usual slip. */
export const howManyCarries: Generator = {
  id: 'gen-carry-count',
  topic: 'carry',
  make: (seed) =>
    settle('gen-carry-count', seed, (chance) => {
      const { a, b, columns } = addition(chance);
      const count = columns.carry.reduce((sum, carry) => sum + carry, 0);
      const made = columns.a.reduce((sum, x, t) => sum + (x & (columns.b[t] ?? 0)), 0);
      return numberQuestion({
        id: 'gen-carry-count',
        topic: 'carry',
        text: {
          ja: `\`${binary(a, STEPS)} + ${binary(b, STEPS)}\`(${a} + ${b})を筆算すると、桁上がりは何回起きますか。`,
          en: `Add \`${binary(a, STEPS)} + ${binary(b, STEPS)}\` (${a} + ${b}) on paper. How many carries are there?`,
        },
        answer: count,
        tolerance: { absolute: 0 },
        unit: { ja: '回', en: 'carries' },
        slips: [
          slip(
            'carried-on',
            made,
            '`1 + 1` の桁だけを数えています。`1 + 0` の桁も、下から桁上がりが来れば桁上がりを出します。',
            'You counted the `1 + 1` digits only. A `1 + 0` digit sends a carry on, too, when one comes in from below.',
          ),
        ],
        explanation: {
          ja: `桁上がりの出る桁(下から)は ${places(columns)}。答えは ${binary(a + b, STEPS)}(${a + b})です。`,
          en: `Counted from below, carries leave digits ${places(columns)}. The sum is ${binary(a + b, STEPS)} (${a + b}).`,
        },
        experiment: `/add ${a} ${b}`,
      });
    }),
};

function places(columns: Sequence): string {
  return Array.from(columns.carry.entries())
    .filter(([, carry]) => carry === 1)
    .map(([t]) => t)
    .join(', ');
}

/** What one column gives: the bit dᵗ and the carry. */
export const oneColumn: Generator = {
  id: 'gen-column',
  topic: 'carry',
  make: (seed) =>
    settle('gen-column', seed, (chance): ChoiceQuestion | undefined => {
      const { columns } = addition(chance);
      const t = chance.integer(2, STEPS - 1);
      const [x1 = 0, x2 = 0, carried = 0, d = 0, out = 0] = [
        columns.a[t],
        columns.b[t],
        columns.carry[t - 1],
        columns.d[t],
        columns.carry[t],
      ];
      const sum = x1 + x2 + carried;
      if (sum === 0) return undefined;
      const at = RAISED[t] ?? '';
      const words = (bit: number, carry: number) => ({
        ja: `出力 ${bit}、桁上がり${carry === 1 ? 'あり' : 'なし'}`,
        en: `Output ${bit}, ${carry === 1 ? 'a carry' : 'no carry'}`,
      });
      const others = [0, 1, 2, 3].filter((code) => code !== sum);
      return {
        kind: 'choice',
        id: 'gen-column',
        topic: 'carry',
        text: {
          ja: `足し算のある時刻に、入力が \`x${at} = (${x1}, ${x2})\`、下の桁からの桁上がりは ${carried} です。ネットワークが出すべきビットと、次へ渡す桁上がりは?`,
          en: `At one step of an addition the input is \`x${at} = (${x1}, ${x2})\` and the carry from the digit below is ${carried}. Which bit should the network put out, and which carry goes on?`,
        },
        right: words(d, out),
        wrong: others.map((code) => ({
          text: words(code & 1, code >> 1),
          why: {
            ja: `それは合計が ${code} のときです。ここでは ${x1} + ${x2} + ${carried} = ${sum}。`,
            en: `That would be a total of ${code}; here it is ${x1} + ${x2} + ${carried} = ${sum}.`,
          },
        })),
        explanation: {
          ja: `\`${x1} + ${x2} + ${carried} = ${sum}\`、2 進数で \`${binary(sum, 2)}\`。下の桁 ${d} が出力、上の桁 ${out} が桁上がりです。`,
          en: `\`${x1} + ${x2} + ${carried} = ${sum}\`, in binary \`${binary(sum, 2)}\`: the lower digit ${d} is put out, the upper one ${out} is the carry.`,
        },
      };
    }),
};
