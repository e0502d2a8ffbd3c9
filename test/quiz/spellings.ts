/** Ways in which people write one and the same answer: what the marker must take for the same. */
import { type Posed, pose } from '../../src/quiz/pose.ts';
import type { Question } from '../../src/quiz/question.ts';

/** Full-width letters, digits and signs. */
export function wide(text: string): string {
  return text
    .replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    .replace(/ /g, '\u3000');
}

const KANA = 'アイウエオカキク';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉';

/** Ten or more spellings of one letter (or line number). */
export function spellLetter(letter: string, place: number): string[] {
  const kana = KANA[place] ?? '';
  return [
    letter,
    letter.toLowerCase(),
    wide(letter),
    wide(letter.toLowerCase()),
    ` ${letter}  `,
    `${letter}.`,
    `(${letter})`,
    `「${letter}」`,
    `${letter}です`,
    `答えは${letter}です。`,
    `answer: ${letter}`,
    kana,
    String(place + 1),
  ];
}

/** Spellings of several letters; `ordered` ones keep their order. */
export function spellLetters(letters: readonly string[], sequence: 'ordered' | 'any'): string[] {
  const kana = letters.map((letter) => KANA[letter.charCodeAt(0) - 65] ?? '');
  const ways = [
    letters.join(' '),
    letters.join(''),
    letters.join(', '),
    letters.join('、'),
    letters.join('・'),
    letters.join('\n'),
    letters.join(' → '),
    letters.join('>'),
    letters.join(' and ').toLowerCase(),
    wide(letters.join(' ')),
    wide(letters.join('').toLowerCase()),
    kana.join(' '),
    kana.join(''),
    ` ${letters.join('  ')} .`,
  ];
  return sequence === 'any' ? [...ways, [...letters].reverse().join(' ')] : ways;
}

/** Spellings of a number that lose no digits. */
export function spellNumber(value: number, unit: string): string[] {
  const plain = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(8)));
  const [digits = '', exponent = '0'] = value.toExponential(8).split('e');
  const power = Number(exponent);
  const raised = [...String(power)].map((s) => (s === '-' ? '⁻' : (RAISED[Number(s)] ?? ''))).join('');
  const ways = [
    plain,
    wide(plain),
    ` ${plain} `,
    `= ${plain}`,
    `x = ${plain}`,
    `約${plain}`,
    `${plain}。`,
    `${digits}e${power}`,
    `${digits}E${power}`,
    `${digits}×10^${power}`,
    `${digits} × 10${raised}`,
    `${digits}*10**(${power})`,
    `${plain}/1`,
    plain.replace('-', '−'),
    `${plain} ${unit}`,
    `${plain}${unit}`,
  ];
  if (!plain.includes('e') && plain.includes('.')) ways.push(plain.replace('.', ','));
  if (Number.isInteger(value) && value >= 1000) ways.push(value.toLocaleString('en-US'));
  return ways;
}

/** Spellings of a formula that is written in the course's plain way, e.g. `y1 = g(W_out s1 + c)`. */
export function spellFormula(formula: string): string[] {
  const lowered = formula
    .replace(/(?<=[a-z])_?(\d)(?=[^0-9])/g, (_, d: string) => LOWERED[Number(d)] ?? d)
    .replace(/W_in/g, 'Wᵢₙ')
    .replace(/W_out/g, 'Wₒᵤₜ');
  const times = (sign: string): string => formula.replace(/(?<=[\w)}]) (?=[A-Za-zδ∂(])(?![^=]*=)/g, sign);
  const starred = times('*');
  const latex = formula
    .replace(/W_(in|out)/g, 'W_{\\mathrm{$1}}')
    .replace(/\bg\(/g, '\\sigma(')
    .replace(/⊙/g, '\\odot')
    .replace(/([a-z])(\d)/g, '$1_{$2}')
    .replace(/\^T/g, '^{\\top}');
  return [
    formula,
    formula.slice(formula.indexOf('=') + 1),
    formula.replace(/ = /, '='),
    formula.replace(/ = /, ' := '),
    formula.replace(/ = /, ' ← '),
    formula.replace(/ /g, '  '),
    `${formula}。`,
    formula.replace(/ ?([+=⊙]) ?/g, '$1'),
    starred,
    times('·'),
    times('×'),
    times('⋅'),
    wide(formula),
    lowered,
    latex,
    `$${latex}$`,
    formula.replace(/W_in/g, 'Win').replace(/W_out/g, 'Wout'),
    formula.replace(/W_in/g, 'W_{in}').replace(/W_out/g, 'W_{out}'),
    formula.replace(/\bb\b/g, 'b_1').replace(/\bc\b/g, 'b_2'),
    formula.replace(/\bb\b/g, 'θ').replace(/\bc\b/g, 'β'),
    formula.replace(/\bg\(/g, 'sigmoid('),
    formula.replace(/\bg\(/g, 'σ('),
    formula.replace(/\(/g, '[').replace(/\)/g, ']'),
    `${formula}  (g はシグモイド関数)`,
    `${formula} where b and c are biases`,
  ];
}

/** What answers a question right, in ten or more spellings each. */
export function rightSpellings(posed: Posed): string[] {
  const { question, options } = posed;
  const right = options.filter((option) => option.verdict === 'right');
  switch (question.kind) {
    case 'choice':
    case 'picture':
    case 'code':
      return right.flatMap((option) => [
        // Where options are numbers themselves, a number means the option, not its place.
        ...spellLetter(option.letter, options.indexOf(option)).filter(
          (spelling) => !options.some(({ text }) => text.en === spelling),
        ),
        option.text.ja,
        option.text.en,
      ]);
    case 'several':
      return spellLetters(
        right.map((option) => option.letter),
        'any',
      );
    case 'order':
      return spellLetters(
        [...options].sort((a, b) => a.place - b.place).map((option) => option.letter),
        'ordered',
      );
    case 'number':
      return spellNumber(question.answer, question.unit?.en ?? '').concat(
        spellNumber(question.answer, question.unit?.ja ?? '').slice(-3),
      );
    case 'formula':
      return question.answers.flatMap(spellFormula);
    case 'own-words':
      return [];
  }
}

/** A question posed with a seed of its own, so that tests do not all see one order. */
export function posed(question: Question): Posed {
  return pose(question, question.id.length * 7919);
}
