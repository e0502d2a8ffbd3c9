/** What a wrong formula is told is true: each claim of the bot's reply is checked against the key by an oracle. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../src/chat/locale.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { readDeck } from '../../src/quiz/deck.ts';
import type { Node } from '../../src/quiz/formula/node.ts';
import type { FormulaQuestion } from '../../src/quiz/question.ts';
import { shareBot } from '../support/shared-bot.ts';
import { formulaOf, standsIn, valueAt } from './oracle.ts';

const bot = shareBot();
let learners = 0;

const folder = new URL('../../questions/', import.meta.url);
const questions = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => readDeck(readFileSync(new URL(name, folder), 'utf8'), name).questions)
  .filter((question) => question.kind === 'formula');

/** The form of a question, which many may answer. */
async function formOf(id: string): Promise<string> {
  const asked = (await bot.type(`/quiz ${id}`)).at(-1);
  return asked?.buttons[0]?.id ?? '';
}

/** What a new learner is told of an answer. */
async function told(form: string, answer: string, locale: Locale): Promise<Reply | undefined> {
  learners += 1;
  return (await bot.submit(form, { answer }, { userId: `learner-${learners}`, locale })).at(-1);
}

type Claim = { readonly code: string; readonly text: string };

function claimsOf(reply: Reply | undefined): readonly Claim[] {
  const reasons = reply?.data['reasons'];
  if (!Array.isArray(reasons)) throw new Error('no reasons');
  return reasons.map((reason: unknown) => {
    if (typeof reason !== 'object' || reason === null || !('code' in reason) || !('text' in reason))
      throw new Error('no reason');
    return { code: String(reason.code), text: String(reason.text) };
  });
}

/**
 * Every sentence that quotes formulas. `right…` must stand in a right formula, `typed…` in the answer, `missing` in
 * the one and not in the other.
 */
const QUOTING: Readonly<Record<string, Readonly<Record<Locale, RegExp>>>> = {
  'other-weight': {
    en: /^`(?<typed>.+)` is the weight of another connection: it should be `(?<right>.+)`\.$/,
    ja: /^`(?<typed>.+)` では接続が違います。正しくは `(?<right>.+)` です。$/,
  },
  'other-symbol': {
    en: /^It should be `(?<right>.+)` here, not `(?<typed>.+)`\.$/,
    ja: /^`(?<typed>.+)` ではなく、ここは `(?<right>.+)` です。$/,
  },
  'time-index': {
    en: /^The time step is off: `(?<right>.+)`, not `(?<typed>.+)`\.$/,
    ja: /^時刻がずれています。`(?<typed>.+)` ではなく `(?<right>.+)` です。$/,
  },
  'weights-swapped': {
    en: /^`(?<typed>.+)` and `(?<typed2>.+)` are swapped\. Think of what each weight multiplies\.$/,
    ja: /^`(?<typed>.+)` と `(?<typed2>.+)` が入れ替わっています。何に掛ける重みかを思い出しましょう。$/,
  },
  'recurrent-missing': {
    en: /^The recurrent term `(?<missing>.+)`, which brings the previous hidden state, is missing\. .*$/,
    ja: /^前の中間層から来る項 `(?<missing>.+)` がありません。.*$/,
  },
  'input-missing': {
    en: /^The input term `(?<missing>.+)` is missing\.$/,
    ja: /^入力の項 `(?<missing>.+)` がありません。$/,
  },
  'term-missing': {
    en: /^The term `(?<missing>.+)` is missing\.$/,
    ja: /^項 `(?<missing>.+)` がありません。$/,
  },
  'weight-missing': {
    en: /^(?:In the term `(?<missing>.+)` the weight `.+` \(.+\) is missing|The weight `(?<missing2>.+)` \(.+\) is missing)\.$/,
    ja: /^(?:項 `(?<missing>.+)` の重み `.+`\(.+\)|重み `(?<missing2>.+)`\(.+\))が掛かっていません。$/,
  },
  'factor-missing': {
    en: /^It is not multiplied by `(?<missing>.+)`\.$/,
    ja: /^`(?<missing>.+)` が掛かっていません。$/,
  },
  'slope-missing': {
    en: /^The slope `(?<missing>.+)` is missing: .*$/,
    ja: /^傾き `(?<missing>.+)` が掛かっていません。.*$/,
  },
  'slope-of-output': {
    en: /^The slope is taken at the wrong value: `(?<right>.+)`, not `(?<typed>.+)`\. .*$/,
    ja: /^微分に入れる値は、`(?<typed>.+)` ではなく `(?<right>.+)` です。.*$/,
  },
  sign: {
    en: /^The sign of (?:`(?<right>.+)`|the whole) is the wrong way round\.$/,
    ja: /^(?:`(?<right>.+)` の|全体の)符号が逆です。$/,
  },
  factor: {
    en: /^(?:`(?<right>.+)` has the wrong factor|The whole is [−.\d]+ times what it should be)\.$/,
    ja: /^(?:`(?<right>.+)` の係数が違います|全体が正しい式の [−.\d]+ 倍になっています)。$/,
  },
  transpose: {
    en: /^The transpose is wrong: it should be `(?<right>.+)` here\.$|^The transposes are not consistent\. In this formula no weight is transposed\.$/,
    ja: /^転置が違います。ここは `(?<right>.+)` です。$|^転置がそろっていません。この式では、どの重みも転置せずに掛けます。$/,
  },
  'factor-misplaced': {
    en: /^`(?<right>.+)` multiplies all of it, `(?<right2>.+)` too\.$/,
    ja: /^`(?<right>.+)` は全体に掛かります。`(?<right2>.+)` にも掛けましょう。$/,
  },
  'weight-misplaced': {
    en: /^`(?<right>.+)` is in the wrong place: it multiplies the whole hidden layer, `(?<right2>.+)` too\.$/,
    ja: /^`(?<right>.+)` の位置が違います。`(?<right2>.+)` にも掛かるように、中間層全体に掛けます。$/,
  },
  // The bracket of W_out, by its name only.
  'bias-inside': { en: /`W_out`/, ja: /`W_out`/ },
  'bias-outside': { en: /`W_out`/, ja: /`W_out`/ },
};

/** An example in numbers, where no mistake is certain. */
const EXAMPLE: Readonly<Record<Locale, RegExp>> = {
  en: /`(?<values>[^`]+ = .+)` yours gives `(?<typed>[^`]+)`, the right one `(?<right>[^`]+)`\.$/,
  ja: /`(?<values>[^`]+ = .+)` とすると、この式は `(?<typed>[^`]+)`、正しい式は `(?<right>[^`]+)` になります。$/,
};

/** Whether both values of an example are those of the formulas, to the three digits that are shown. */
function isExample(text: string, right: readonly Node[], typed: Node, locale: Locale): boolean {
  const groups = EXAMPLE[locale].exec(text)?.groups;
  if (groups === undefined) return /^It gives other values|^正しい式とは違う値/.test(text);
  const number = (shown: string | undefined): number => Number(shown?.replace('−', '-'));
  const values = new Map<string, number>();
  for (const equation of groups['values']?.split('`, `').flatMap((some) => some.split('`、`')) ?? []) {
    const sides = equation.split(' = ');
    for (const name of sides.slice(0, -1)) {
      const symbol = /^[fg]$/.test(name) ? undefined : formulaOf(name);
      if (symbol?.kind === 'symbol') values.set(symbol.name, number(sides.at(-1)));
    }
  }
  const near = (shown: number, value: number): boolean =>
    Math.abs(shown - value) <= 0.02 * Math.max(0.1, Math.abs(value));
  return (
    near(number(groups['typed']), valueAt(typed, values)) &&
    right.some((formula) => near(number(groups['right']), valueAt(formula, values)))
  );
}

/** Sentences on functions, numbers and letters: none of them quotes a formula. */
const PLAIN =
  /^(?:outer-missing|inner-missing|outside|other-function|slope|activation-extra|bias-missing|extra-bias|number-(?:extra|short)|product-order|unknown-symbol)$/;

/** What is false in what was said of an answer. */
function falsehoods(
  claims: readonly Claim[],
  keys: readonly string[],
  answer: string,
  locale: Locale,
): string[] {
  const right = keys.map((key) => formulaOf(key.slice(key.indexOf('=') + 1)));
  const typed = formulaOf(answer.slice(answer.indexOf('=') + 1));
  return claims.flatMap(({ code, text }) => {
    if (PLAIN.test(code)) return [];
    if (code === 'different') return isExample(text, right, typed, locale) ? [] : [text];
    const groups = QUOTING[code]?.[locale].exec(text)?.groups ?? (/^bias-/.test(code) ? {} : undefined);
    if (groups === undefined) return [`not known: ${code} ${text}`];
    return Object.entries(groups).flatMap(([claim, piece]) => {
      if (piece === undefined) return [];
      const inKey = right.some((formula) => standsIn(piece, formula, 'apart'));
      const inAnswer = standsIn(piece, typed, 'alike');
      const isTrue = claim.startsWith('typed')
        ? inAnswer
        : inKey && !(claim.startsWith('missing') && inAnswer);
      return isTrue ? [] : [`${claim} ${piece}: ${text}`];
    });
  });
}

const PIECES =
  /W(?:_in|_out)?(?:\^T)?|∂E\/∂W|δ(?:_out)?_(?:\{t[-+]1\}|t)|[uvxyz]_(?:\{t[-+]1\}|t)|[dxsy](?:_t|\d)|[fg]'?\(|H(?:\^2)?|\d|[-+⊙()bcε]/gu;
/** What may be put where it does not belong. */
const STRANGERS = ['W', 'W_in', 'W_out', 'W^T', 'b', '2', "f'(", 'g(', '-', '+', ')'];

type Slip = {
  readonly how: 'leave out' | 'replace' | 'swap' | 'insert';
  readonly at: number;
  readonly by: number;
};

const slip: fc.Arbitrary<Slip> = fc.record({
  how: fc.constantFrom('leave out', 'replace', 'replace', 'swap', 'insert'),
  at: fc.nat(999),
  by: fc.nat(999),
});

function withSlip(pieces: readonly string[], { how, at, by }: Slip, pool: readonly string[]): string[] {
  const i = at % pieces.length;
  const other = pool[by % pool.length] ?? '';
  switch (how) {
    case 'leave out':
      return pieces.toSpliced(i, 1);
    case 'replace':
      return pieces.with(i, turned(pieces[i] ?? '', other));
    case 'insert':
      return pieces.toSpliced(i, 0, other);
    case 'swap': {
      const j = by % pieces.length;
      return pieces.with(i, pieces[j] ?? '').with(j, pieces[i] ?? '');
    }
  }
}

/** A weight is taken for another weight, a vector for another vector. */
function kindOf(piece: string): 'weight' | 'vector' | 'other' {
  return /^W/.test(piece) ? 'weight' : /[_\d]/.test(piece) ? 'vector' : 'other';
}

/** A sign becomes the other sign, a bracket stays; anything else becomes the stranger. */
function turned(piece: string, other: string): string {
  if (piece === '+') return '-';
  if (piece === '-') return '+';
  return /[()⊙]$/.test(piece) ? piece : other;
}

/** Answers that stop early, by their questions. */
const HALVES: Readonly<Record<string, readonly string[]>> = {
  'confirmation-2': ['y1 = g(W_out s1 + c)'],
  'confirmation-2-next': ['y2 = g(W_out s2 + c)'],
  'forward-output-formula': ['y_t = g(v_t)'],
};

const KEYS = questions.flatMap((question: FormulaQuestion) =>
  [...question.answers, ...(HALVES[question.id] ?? [])].map((key) => [question.id, key, question] as const),
);

/** The formula with up to `most` weights and vectors taken for others of the key, in every way. */
function mistaken(pieces: readonly string[], pool: readonly string[], most: number, from = 0): string[][] {
  if (most === 0) return [];
  return pieces.flatMap((piece, i) => {
    const kind = kindOf(piece);
    if (i < from || kind === 'other') return [];
    const others = new Set(pool.filter((one) => kindOf(one) === kind && one !== piece));
    return [...others].flatMap((other) => {
      const taken = pieces.with(i, other);
      return [taken, ...mistaken(taken, pool, most - 1, i + 1)];
    });
  });
}

describe.each(KEYS)('%s, answered as %s with one to three slips,', (id, key, { target, answers }) => {
  const pieces: readonly string[] = key.slice(key.indexOf('=') + 1).match(PIECES) ?? [];
  const pool = [...new Set(pieces.filter((piece) => !/[-+⊙()]$/.test(piece)))];
  let form = '';
  beforeAll(async () => {
    form = await formOf(id);
  });

  async function expectTruth(slipped: readonly string[], locale: Locale): Promise<void> {
    const answer = `${target} = ${slipped.join(' ')}`;
    const reply = await told(form, answer, locale);
    if (reply?.data['verdict'] !== 'wrong') return;
    const claims = claimsOf(reply);
    for (const { text } of claims) expect(reply.text).toContain(text);
    expect([answer, falsehoods(claims, answers, answer, locale)]).toEqual([answer, []]);
  }

  it('is cut into all of its pieces', () => {
    expect(pieces.join('')).toBe(key.slice(key.indexOf('=') + 1).replace(/ /g, ''));
  });

  it('is told nothing false where weights and vectors are taken for others', async () => {
    const transposed = pieces.some((piece) => piece.endsWith('^T'));
    const weights = ['W', 'W_in', 'W_out'].map((weight) => (transposed ? `${weight}^T` : weight));
    const all = mistaken(pieces, [...pool, ...weights], 3);
    for (const [i, slipped] of all.entries()) await expectTruth(slipped, i % 2 === 0 ? 'en' : 'ja');
  });

  it.each<Locale>(['en', 'ja'])('is told nothing false whatever slips there are (%s)', async (locale) => {
    await fc.assert(
      fc.asyncProperty(fc.array(slip, { minLength: 1, maxLength: 3 }), async (slips) => {
        const strange = [...pool, ...STRANGERS];
        await expectTruth(
          slips.reduce<readonly string[]>((some, one) => withSlip(some, one, strange), pieces),
          locale,
        );
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

describe('several slips at once', () => {
  it.each([
    [
      'confirmation-2',
      'y1 = g(Wout*s1+b), s1 = Wout*s0 + W*x1 + c',
      [
        '`W_out` is the weight of another connection: it should be `W s₀`.',
        '`W` is the weight of another connection: it should be `W_in x₁`.',
      ],
      [
        '`W_out` では接続が違います。正しくは `W s₀` です。',
        '`W` では接続が違います。正しくは `W_in x₁` です。',
      ],
    ],
    [
      'bptt-delta-formula',
      "f'(u_t) * (W^T delta_out_t + W_in^T delta_{t+1})",
      [
        '`W` is the weight of another connection: it should be `W_outᵀ δ_outᵗ`.',
        '`W_in` is the weight of another connection: it should be `Wᵀ δᵗ⁺¹`.',
      ],
      [
        '`W` では接続が違います。正しくは `W_outᵀ δ_outᵗ` です。',
        '`W_in` では接続が違います。正しくは `Wᵀ δᵗ⁺¹` です。',
      ],
    ],
    [
      'forward-hidden-formula',
      'W_out z_{t-1} + W x_t + b',
      [
        '`W` is the weight of another connection: it should be `W_in xᵗ`.',
        '`W_out` is the weight of another connection: it should be `W zᵗ⁻¹`.',
      ],
      [
        '`W` では接続が違います。正しくは `W_in xᵗ` です。',
        '`W_out` では接続が違います。正しくは `W zᵗ⁻¹` です。',
      ],
    ],
    [
      'confirmation-2-state',
      'W_out s_0 + W x_1 + b',
      [
        '`W_out` is the weight of another connection: it should be `W s₀`.',
        '`W` is the weight of another connection: it should be `W_in x₁`.',
      ],
      [
        '`W_out` では接続が違います。正しくは `W s₀` です。',
        '`W` では接続が違います。正しくは `W_in x₁` です。',
      ],
    ],
  ])('%s ← %s', async (id, answer, en, ja) => {
    const form = await formOf(id);
    for (const [locale, sentences] of [
      ['en', en],
      ['ja', ja],
    ] as const) {
      const reply = await told(form, answer, locale);
      expect(reply?.data['right']).toBe(false);
      expect(claimsOf(reply).map(({ text }) => text)).toEqual(sentences);
      expect(reply?.text).toContain(sentences.join('\n'));
    }
  });
});
