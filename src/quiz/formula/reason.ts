/** The sentences of the diagnosis: one code and one sentence for each mistake. */
import type { Words } from '../../chat/locale.ts';
import { quoted } from './fault.ts';
import { showName } from './node.ts';
import type { Part } from './part.ts';

/** Why an answer is wrong (or cannot be read): a code for programs, a sentence for people. */
export type Reason = { readonly code: string; readonly words: Words };

/** A code with its sentence in both languages. */
export const reason = (code: string, ja: string, en: string): Reason => ({ code, words: { ja, en } });

const showFunction = (fn: string): string => fn.replace("'", '′');

export const outerMissing = (fn: string): Reason =>
  reason(
    'outer-missing',
    `いちばん外側の \`${showFunction(fn)}(…)\` がありません。出力は活性化関数を通した値です。`,
    `The outer \`${showFunction(fn)}(…)\` is missing: the output is what comes out of the activation function.`,
  );

export const callMissing = (fn: string): Reason =>
  reason(
    'activation-missing',
    `\`${showFunction(fn)}(…)\` がありません。`,
    `The activation \`${showFunction(fn)}(…)\` is missing.`,
  );

export const outside = (fn: string): Reason =>
  reason(
    'outside',
    `\`${showFunction(fn)}(…)\` の外に項が出ています。バイアスも含めて、すべて \`${showFunction(fn)}\` の中に入ります。`,
    `Something stands outside \`${showFunction(fn)}(…)\`. All of it belongs inside, the bias too.`,
  );

export const innerMissing = (): Reason =>
  reason(
    'inner-missing',
    '中間層の活性化関数 `f(…)` がありません。',
    'The activation `f(…)` of the hidden layer is missing.',
  );

export const otherFunction = (wanted: string, given: string): Reason =>
  reason(
    'other-function',
    `ここで使う関数は \`${showFunction(wanted)}\` です。${quoted(showFunction(given))} ではありません。`,
    `The function here is \`${showFunction(wanted)}\`, not ${quoted(showFunction(given))}.`,
  );

export const slope = (wanted: string): Reason =>
  reason(
    'slope',
    `ここに必要なのは、関数そのものではなく、その微分 \`${showFunction(wanted)}\` です。`,
    `What is needed here is the derivative \`${showFunction(wanted)}\`, not the function itself.`,
  );

export const recurrentMissing = ({ shown: term }: Part): Reason =>
  reason(
    'recurrent-missing',
    `前の中間層から来る項 \`${term}\` がありません。これがないと、ただの順伝播ネットワークです。`,
    `The recurrent term \`${term}\`, which brings the previous hidden state, is missing. Without it this is a plain feed-forward network.`,
  );

export const inputMissing = ({ shown: term }: Part): Reason =>
  reason('input-missing', `入力の項 \`${term}\` がありません。`, `The input term \`${term}\` is missing.`);

export const biasMissing = (): Reason =>
  reason(
    'bias-missing',
    'バイアスが足りません。バイアスは層ごとに 1 つあります。',
    'A bias is missing: each layer has its own.',
  );

export const timeMissing = (given: string, timed: string): Reason =>
  reason(
    'time-index',
    `\`${given}\` がどの時刻のものかわかりません。\`${showName(timed)}\` のように書いてください。`,
    `I cannot tell which time step \`${given}\` is from. Write it like \`${showName(timed)}\`.`,
  );

export const extraBias = (): Reason =>
  reason(
    'extra-bias',
    '余分なバイアス(または意味のわからない項)があります。バイアスは層ごとに 1 つです。',
    'There is a bias too many (or a term I cannot place): each layer has one.',
  );

export const termMissing = ({ shown: term }: Part): Reason =>
  reason('term-missing', `項 \`${term}\` がありません。`, `The term \`${term}\` is missing.`);

export const swapped = (a: string, b: string): Reason =>
  reason(
    'weights-swapped',
    `\`${a}\` と \`${b}\` が入れ替わっています。何に掛ける重みかを思い出しましょう。`,
    `\`${a}\` and \`${b}\` are swapped. Think of what each weight multiplies.`,
  );

export const otherWeight = ({ shown: term }: Part, given: string): Reason =>
  reason(
    'other-weight',
    `\`${given}\` では接続が違います。正しくは \`${term}\` です。`,
    `\`${given}\` is the weight of another connection: it should be \`${term}\`.`,
  );

/** What each weight connects. */
const CONNECTION: Readonly<Record<string, readonly [ja: string, en: string]>> = {
  W_in: ['入力から中間層へ', 'from the input to the hidden layer'],
  W: ['前の中間層から今の中間層へ', 'from the previous hidden layer to this one'],
  W_out: ['中間層から出力へ', 'from the hidden layer to the output'],
};

export function weightMissing(weight: string): Reason {
  const [ja, en] = CONNECTION[weight] ?? ['', ''];
  return reason(
    'weight-missing',
    `重み \`${weight}\`(${ja})が掛かっていません。`,
    `The weight \`${weight}\` (${en}) is missing.`,
  );
}

/** As `weightMissing`, where the same weight may well stand elsewhere. */
export function weightMissingIn(weight: string, { shown: term }: Part): Reason {
  const [ja, en] = CONNECTION[weight] ?? ['', ''];
  return reason(
    'weight-missing',
    `項 \`${term}\` の重み \`${weight}\`(${ja})が掛かっていません。`,
    `In the term \`${term}\` the weight \`${weight}\` (${en}) is missing.`,
  );
}

export const misplaced = ({ shown: weight }: Part, { shown: bare }: Part): Reason =>
  reason(
    'weight-misplaced',
    `\`${weight}\` の位置が違います。\`${bare}\` にも掛かるように、中間層全体に掛けます。`,
    `\`${weight}\` is in the wrong place: it multiplies the whole hidden layer, \`${bare}\` too.`,
  );

export const shapes = (): Reason =>
  reason(
    'product-order',
    '行列の形が合わない積か和があります。掛ける順と相手を確かめましょう。',
    'Some product or sum has shapes that do not fit. Check the order and what is multiplied with what.',
  );

export const transpose = ({ shown: wanted }: Part): Reason =>
  reason(
    'transpose',
    `転置が違います。ここは \`${wanted}\` です。`,
    `The transpose is wrong: it should be \`${wanted}\` here.`,
  );

export const time = (given: string, { shown: wanted }: Part): Reason =>
  reason(
    'time-index',
    `時刻がずれています。\`${showName(given)}\` ではなく \`${wanted}\` です。`,
    `The time step is off: \`${wanted}\`, not \`${showName(given)}\`.`,
  );

export const sign = ({ shown: term }: Part): Reason =>
  reason('sign', `\`${term}\` の符号が逆です。`, `The sign of \`${term}\` is the wrong way round.`);

export const factor = ({ shown: term }: Part): Reason =>
  reason('factor', `\`${term}\` の係数が違います。`, `\`${term}\` has the wrong factor.`);

export const otherSymbol = ({ shown: term }: Part, given: string): Reason =>
  reason(
    'other-symbol',
    `${quoted(showName(given))} ではなく、ここは \`${term}\` です。`,
    `It should be \`${term}\` here, not ${quoted(showName(given))}.`,
  );

export const different = (): Reason =>
  reason(
    'different',
    '正しい式とは違う値になります。項を 1 つずつ見直しましょう。',
    'It gives other values than the right formula. Go through it term by term.',
  );

export const sameBiasLetter = (name: string): Reason =>
  reason(
    'same-bias-letter',
    `中間層と出力層のバイアスは別のものなので、${quoted(name)} とは違う文字で書き分けるとより正確です。`,
    `The two biases are different things: two letters instead of ${quoted(name)} twice would be more exact.`,
  );

export const writtenOut = (answer: string): Reason =>
  reason('written-out', `すべて書き下すと \`${answer}\` です。`, `Written out in full it is \`${answer}\`.`);

export const unfinished = (): Reason =>
  reason(
    'unfinished',
    'ここまでは合っていますが、まだ途中です。まだ回答には数えていないので、続きを書いてもう一度答えてください。',
    'This is right as far as it goes, but it is not finished. It does not count yet: please go on and answer again.',
  );

/**
 * @param known symbols of the question
 * @param biases how many biases there are besides
 */
export function stillOpen(name: string, known: readonly string[], biases: number): Reason {
  const list = known.map((symbol) => `\`${symbol}\``);
  const more = biases > 0;
  const last = list.at(-1) ?? '';
  const all = list.length > 1 ? `${list.slice(0, -1).join(', ')} and ${last}` : last;
  return reason(
    'still-open',
    `\`${name}\` を ${list.join('、')} ${more ? 'とバイアスで' : 'で'}書き表しましょう。`,
    `\`${name}\` still has to be written with ${more ? `${list.join(', ')} and ${biases > 1 ? 'biases' : 'a bias'}` : all}.`,
  );
}

export const besideWrong = (name: string): Reason =>
  reason(
    'beside',
    `添えられた \`${showName(name)}\` の式が違います。`,
    `The equation for \`${showName(name)}\` that stands beside it is not right.`,
  );
