/** The sentences of mistakes that are found by trying them, and of what is said when none is found. */
import { quoted } from './fault.ts';
import type { Node } from './node.ts';
import type { Part } from './part.ts';
import { type Reason, reason } from './reason.ts';
import { show } from './show.ts';

/**
 * @param values `W = 2`, `x₁ = 1`, …
 * @param kind whether matrices and vectors are taken for single numbers here
 */
export function differentAt(
  values: readonly string[],
  kind: 'numbers' | 'matrices',
  given: string,
  right: string,
): Reason {
  const [ja, en] =
    kind === 'matrices' ? ['どの記号も 1 つの数とみなして ', 'Take every symbol for one number. '] : ['', ''];
  return reason(
    'different',
    `${ja}\`${values.join('`、`')}\` とすると、この式は \`${given}\`、正しい式は \`${right}\` になります。`,
    `${en}With \`${values.join('`, `')}\` yours gives \`${given}\`, the right one \`${right}\`.`,
  );
}

export const slopeMissing = ({ shown: slope }: Part): Reason =>
  reason(
    'slope-missing',
    `傾き \`${slope}\` が掛かっていません。活性化関数をさかのぼるときは、その微分を掛けます。`,
    `The slope \`${slope}\` is missing: going back through an activation multiplies by its derivative.`,
  );

/** The derivative of what has already gone through the activation; at the output it is the article's slip. */
export function slopeOfOutput(layer: 'hidden' | 'output', wanted: Part, given: Node): Reason {
  const [ja, en] =
    layer === 'output'
      ? [
          '記事のプログラムにあるのと同じ取り違えで、活性化関数を通した後の値を入れています。',
          "This is the slip in the article's program: what has already gone through the activation is put in.",
        ]
      : [
          '活性化関数を通した後の値を入れています。',
          'What has already gone through the activation is put in.',
        ];
  return reason(
    'slope-of-output',
    `微分に入れる値は、\`${show(given)}\` ではなく \`${wanted.shown}\` です。${ja}`,
    `The slope is taken at the wrong value: \`${wanted.shown}\`, not \`${show(given)}\`. ${en}`,
  );
}

export const signOfAll = (): Reason =>
  reason('sign', '全体の符号が逆です。', 'The sign of the whole is the wrong way round.');

export const factorOfAll = (times: string): Reason =>
  reason(
    'factor',
    `全体が正しい式の ${times} 倍になっています。`,
    `The whole is ${times} times what it should be.`,
  );

export const factorMissing = ({ shown }: Part): Reason =>
  reason('factor-missing', `\`${shown}\` が掛かっていません。`, `It is not multiplied by \`${shown}\`.`);

export const factorMisplaced = ({ shown: factor }: Part, { shown: bare }: Part): Reason =>
  reason(
    'factor-misplaced',
    `\`${factor}\` は全体に掛かります。\`${bare}\` にも掛けましょう。`,
    `\`${factor}\` multiplies all of it, \`${bare}\` too.`,
  );

export const biasInside = (): Reason =>
  reason(
    'bias-inside',
    '出力層のバイアスがかっこの中に入っています。`W_out` を掛けた後、かっこの外で足します。',
    'The bias of the output stands inside the bracket. It is added outside, after `W_out` has been multiplied.',
  );

export const biasOutside = (): Reason =>
  reason(
    'bias-outside',
    '中間層のバイアスがかっこの外に出ています。`W_out` を掛ける前、かっこの中で足します。',
    'The bias of the hidden layer stands outside the bracket. It is added inside, before `W_out` is multiplied.',
  );

export const activationExtra = (fn: string, target: string): Reason =>
  reason(
    'activation-extra',
    `\`${target}\` は活性化関数を通す前の値なので、${quoted(`${fn}(…)`)} は要りません。`,
    `\`${target}\` is the value before the activation, so ${quoted(`${fn}(…)`)} does not belong here.`,
  );

export const numberExtra = (number: string): Reason =>
  reason('number-extra', `\`${number}\` が余分です。`, `The \`${number}\` is too much.`);

export const numberShort = (number: string): Reason =>
  reason('number-short', `\`${number}\` だけ足りません。`, `It is too small by \`${number}\`.`);

/** A remark: W s written with matrices that all stand the other way round. */
export const allTransposed = (): Reason =>
  reason(
    'all-transposed',
    '重みをすべて転置する書き方(行ベクトルの流儀の重み)でも正解です。',
    'With all weights transposed (weights that stand for row vectors) this is right, too.',
  );

export const transposeNone = (): Reason =>
  reason(
    'transpose',
    '転置がそろっていません。この式では、どの重みも転置せずに掛けます。',
    'The transposes are not consistent. In this formula no weight is transposed.',
  );

/** A remark: f′(u) and Wᵀ δ side by side. */
export const meantElementwise = (): Reason =>
  reason(
    'elementwise',
    '`f′` は要素ごとに掛けるので、`⊙` で書くとより正確です。',
    '`f′` multiplies element by element; `⊙` would say so exactly.',
  );
