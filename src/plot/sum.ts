/** One sum worked from right to left by the network: what the picture says, and where its cells are. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Prediction } from '../rnn/result.ts';
import { count, percent } from './number.ts';

export type SumSpec = {
  readonly kind: 'sum';
  readonly locale: Locale;
  readonly config: TrainConfig;
  readonly prediction: Prediction;
};

/** One time step, drawn as a column. */
export type Column = {
  /** Place of the bit: 0 = least significant, at time t = 1. */
  readonly t: number;
  /** True carry into this step. */
  readonly carryIn: 0 | 1;
  readonly a: 0 | 1;
  readonly b: 0 | 1;
  /** zᵗ, H values. */
  readonly hidden: readonly number[];
  /** yᵗ, 0…1. NaN in a network that diverged. */
  readonly probability: number;
  readonly answer: 0 | 1;
  readonly truth: 0 | 1;
};

/** Some columns side by side, the most significant first, as a number is written. */
export type Band = { readonly columns: readonly Column[] };

/** Columns of one band when a number takes several, and the most that one large band can show. */
const WRAP = 32;
const LARGE = 12;

export type SumFigure = {
  /** `large`: one band with all details. `wrapped`: several bands of 32 steps, the most significant first. */
  readonly kind: 'large' | 'wrapped';
  readonly bands: readonly Band[];
  readonly wrong: number;
  /** Largest |z|, at least 1: the end of the heatmap's scale. */
  readonly reach: number;
};

function bit(n: bigint, t: number): 0 | 1 {
  return (n >> BigInt(t)) & 1n ? 1 : 0;
}

/** The columns of a sum, most significant first, in one band or in several. */
export function sumFigure({ prediction }: SumSpec): SumFigure {
  const { a, b, bits, probabilities, hidden, carries } = prediction;
  const truth = a + b;
  const columns = bits.map(
    (answer, t): Column => ({
      t,
      carryIn: t === 0 ? 0 : (carries[t - 1] ?? 0),
      a: bit(a, t),
      b: bit(b, t),
      hidden: hidden[t] ?? [],
      probability: probabilities[t] ?? Number.NaN,
      answer,
      truth: bit(truth, t),
    }),
  );
  const bands: Band[] = [];
  const width = columns.length <= LARGE ? LARGE : WRAP;
  for (let t = 0; t < columns.length; t += width) {
    bands.unshift({ columns: columns.slice(t, t + width).reverse() });
  }
  const sizes = hidden.flat().map(Math.abs).filter(Number.isFinite);
  return {
    kind: columns.length <= LARGE ? 'large' : 'wrapped',
    bands,
    wrong: columns.filter((c) => c.answer !== c.truth).length,
    reach: sizes.reduce((top, v) => Math.max(top, v), 1),
  };
}

/** A long number as its first and last digits: 12 digits and more are shortened. */
export function shortNumber(n: bigint): string {
  const digits = n.toString();
  return digits.length <= 12 ? count(n) : `${digits.slice(0, 4)}…${digits.slice(-4)}`;
}

/** The finding: `45 + 77 = 122, all 8 bits right`, or what came out instead. */
export function sumFinding(spec: SumSpec): string {
  const { a, b, sum, bits, right } = spec.prediction;
  const { wrong } = sumFigure(spec);
  const left = `${shortNumber(a)} + ${shortNumber(b)}`;
  const n = bits.length;
  if (right) {
    const result = `${left} = ${shortNumber(sum)}`;
    const all = n === 1 ? 'its one bit is right' : `all ${n} bits right`;
    return { en: `${result}: ${all}`, ja: `${result}: ${n} ビットすべて正解` }[spec.locale];
  }
  const bitsWrong = {
    en: wrong === 1 ? `1 of ${n} bits wrong` : `${wrong} of ${n} bits wrong`,
    ja: `${n} ビット中 ${wrong} ビットが誤り`,
  }[spec.locale];
  const truth = shortNumber(a + b);
  if (wrong === 0) {
    return {
      en: `${left} = ${truth} needs more than ${n} bits: the network says ${shortNumber(sum)}`,
      ja: `${left} = ${truth} は ${n} ビットに収まらず、答えは ${shortNumber(sum)}`,
    }[spec.locale];
  }
  return {
    en: `${left} is ${truth}, the network says ${shortNumber(sum)}: ${bitsWrong}`,
    ja: `${left} は ${truth}、ネットワークの答えは ${shortNumber(sum)}(${bitsWrong})`,
  }[spec.locale];
}

/** The bit the network was least sure of: its certainty is |2y − 1| turned into the share for its answer. */
function leastSure(spec: SumSpec): { t: number; certainty: number } {
  let least = { t: 0, certainty: 1 };
  spec.prediction.probabilities.forEach((y, t) => {
    const certainty = Math.max(y, 1 - y);
    if (certainty < least.certainty) least = { t, certainty };
  });
  return least;
}

/** Second line of the picture. */
export function sumRemark(spec: SumSpec): string {
  if (spec.prediction.probabilities.some(Number.isNaN)) {
    return {
      en: 'The outputs are not numbers: the network has diverged',
      ja: '出力が数値になりません。発散したネットワークです',
    }[spec.locale];
  }
  const { t, certainty } = leastSure(spec);
  const share = percent(certainty);
  return {
    en: `Read from right to left, one bit a step. Least certain at t = ${t + 1} (${share})`,
    ja: `右から左へ、1 ステップに 1 桁ずつ。最も自信がないのは t = ${t + 1} で ${share}`,
  }[spec.locale];
}

/** Alt text: the finding, the bits (shortened beyond 32), where a carry comes in, the least certain bit. */
export function sumAlt(spec: SumSpec): string {
  const { bits } = spec.prediction;
  const { t, certainty } = leastSure(spec);
  const diverged = spec.prediction.probabilities.some(Number.isNaN);
  const sure = diverged
    ? { en: sumRemark(spec), ja: sumRemark(spec) }
    : {
        en: `Least certain at t = ${t + 1}: ${percent(certainty)}`,
        ja: `最も自信がないのは t = ${t + 1} で ${percent(certainty)}`,
      };
  const word = [...bits].reverse().join('');
  const shown = word.length <= 32 ? word : `${word.slice(0, 16)}…${word.slice(-8)}`;
  const carried = sumFigure(spec)
    .bands.flatMap(({ columns }) => columns)
    .flatMap((column) => (column.carryIn === 1 ? [column.t + 1] : []))
    .sort((x, y) => x - y);
  const listed = carried.slice(0, 24).join(', ') + (carried.length > 24 ? ' …' : '');
  return {
    en: `${sumFinding(spec)}. Answer in bits: ${shown}. ${
      carried.length === 0 ? 'No carry' : `A carry comes in at t = ${listed}`
    }. ${sure.en}.`,
    ja: `${sumFinding(spec)}。答えのビット: ${shown}。${
      carried.length === 0 ? '桁上がりなし' : `下の桁から桁上がりが来るのは t = ${listed}`
    }。${sure.ja}。`,
  }[spec.locale];
}
