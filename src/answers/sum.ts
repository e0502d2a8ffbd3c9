/** What is said of one sum that a network has worked out: pure, from a prediction to words. */
import type { Locale, Words } from '../chat/locale.ts';
import { type Json, plain } from '../chat/reply.ts';
import type { Prediction } from '../rnn/result.ts';
import type { Run } from '../store/port.ts';
import { percent } from './figures.ts';
import { trainLine } from './line.ts';

/** Longest sum whose bits are written out in the text; longer ones are in the picture. */
const WRITTEN_BITS = 32;

/** The answer to `/add`: the sum, whether it is right, the bits one under the other, the least certain bit. */
export function sumReport(prediction: Prediction, run: Run, locale: Locale): string {
  const { a, b, sum, right, bits, probabilities } = prediction;
  const verdict: Words = right
    ? { en: `**${a} + ${b} = ${sum}** ✓ right`, ja: `**${a} + ${b} = ${sum}** ✓ 正解` }
    : {
        en: `**${a} + ${b} = ${sum}** ✗ wrong: it is ${a + b}`,
        ja: `**${a} + ${b} = ${sum}** ✗ 不正解(正しくは ${a + b})`,
      };
  const parts = [verdict[locale]];
  if (bits.length <= WRITTEN_BITS) parts.push(columns(prediction, locale));
  const sure = doubt(probabilities);
  const who: Words = {
    en: `Run ${run.number}${run.userName === '' ? '' : ` by ${plain(run.userName)}`}: \`${trainLine(run.result.config)}\``,
    ja: `実行番号 ${run.number}${run.userName === '' ? '' : `(${plain(run.userName)})`}: \`${trainLine(run.result.config)}\``,
  };
  parts.push(`${sure[locale]}${stretched(prediction, run)[locale]}`.trimEnd(), who[locale]);
  return parts.join('\n');
}

/** The bit that the network is least certain of, or that there is none because it has diverged. */
function doubt(probabilities: readonly number[]): Words {
  if (probabilities.some(Number.isNaN)) {
    return {
      en: 'The outputs are not numbers: this network has diverged. ',
      ja: '出力が数値になっていません。発散したネットワークです。',
    };
  }
  const certainties = probabilities.map(certainty);
  const least = certainties.indexOf(Math.min(...certainties));
  const share = percent(certainties[least] ?? 0);
  return {
    en: `Least certain of bit ${least + 1} from the right (${share}). `,
    ja: `最も自信がないのは、下から ${least + 1} 桁目です(${share})。`,
  };
}

/** Certainty of a bit: the probability of the answer that was given, ½…1. */
function certainty(probability: number): number {
  return Math.max(probability, 1 - probability);
}

/** Most significant bit first, as sums are written; wrong bits are pointed at. */
function columns({ a, b, sum, bits, carries, right }: Prediction, locale: Locale): string {
  const width = bits.length;
  const binary = (value: bigint) => value.toString(2).padStart(width, '0').slice(-width);
  // carries[t] leaves step t, so it stands over bit t + 1.
  const over = Array.from({ length: width }, (_, t) =>
    t === 0 ? ' ' : carries[t - 1] === 1 ? '1' : '·',
  ).reverse();
  const names: Record<'carry' | 'net' | 'truth', Words> = {
    carry: { en: 'carry  ', ja: '桁上がり' },
    net: { en: 'network', ja: 'RNN     ' },
    truth: { en: 'correct', ja: '正解    ' },
  };
  const pad = locale === 'ja' ? 8 : 7;
  const line = (name: string, digits: string, value: string) => `${name}  ${digits}  ${value}`.trimEnd();
  const rows = [
    line(names.carry[locale], over.join(''), ''),
    line(' '.repeat(pad), binary(a), String(a)),
    line(`${' '.repeat(pad - 1)}+`, binary(b), String(b)),
    line(names.net[locale], [...bits].reverse().join(''), String(sum)),
  ];
  if (!right) {
    const truth = binary(a + b);
    const marks = [...truth].map((digit, place) => (Number(digit) === bits[width - 1 - place] ? ' ' : '^'));
    rows.push(line(names.truth[locale], truth, String(a + b)), line(' '.repeat(pad), marks.join(''), ''));
  }
  return `\`\`\`\n${rows.join('\n')}\n\`\`\``;
}

/** Said when the sum is longer than those that were trained. */
function stretched({ bits }: Prediction, run: Run): Words {
  const trained = run.result.config.bits;
  if (bits.length <= trained) return { en: '', ja: '' };
  return {
    en: `It was trained on ${trained} bits and has just run ${bits.length} steps with the same weights. `,
    ja: `学習したのは ${trained} ビットの足し算だけですが、同じ重みのまま ${bits.length} ステップ動かしました。`,
  };
}

/** The figures of a sum, for programs; least significant bit first. Numbers over 2⁵³ are text. */
export function sumData(prediction: Prediction, run: Run): { readonly [key: string]: Json } {
  const { a, b, sum, right, bits, probabilities, hidden, carries } = prediction;
  return {
    run: run.number,
    a: whole(a),
    b: whole(b),
    sum: whole(sum),
    correct: whole(a + b),
    right,
    bits,
    probabilities,
    hidden,
    carries,
  };
}

function whole(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}
