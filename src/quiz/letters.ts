/** Letters of options as people type them: `B`, `ｂ`, `イ`, `2`, `A C`, `B→D→A→C`. */
import type { Option } from './pose.ts';
import { looksOf } from './typed.ts';

/** Longest list of letters that is read, in characters. */
const LONGEST = 80;
/** Japanese exams letter their options ア, イ, ウ, …. */
const KATAKANA = 'アイウエオカキク';
const LEAD_IN = /^(?:答えは|答え|解答|answer|my answer is|option|line|l(?=\d)|選択肢)\s*[:は]?\s*/i;
const LEAD_OUT = /\s*(?:です|だと思います|と思います|番目|番|行目|行)?[。.!)]*$/;

/**
 * The options whose letters were typed, in the order typed; undefined if anything else was typed, or a
 * letter that no option has, or one twice.
 */
export function readLetters(text: string, options: readonly Option[]): readonly Option[] | undefined {
  if ([...text].length > LONGEST) return undefined;
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(LEAD_IN, '')
    .replace(LEAD_OUT, '')
    .replace(/\band\b|\bthen\b/gi, ' ')
    .replace(/[ぁ-ん]+/g, ' ');
  const signs = plain.replace(/[\s,、.;:>→⇒|/+&・()[\]{}「」"'`ー-]+/g, ' ').trim();
  // Without signs between them every sign is a letter of its own: `BDAC`.
  const parts = signs.includes(' ') ? signs.split(' ').flatMap(apart) : apart(signs);
  const chosen = parts.map((part) => options.find((option) => isLetter(part, option, options)));
  if (chosen.length === 0 || new Set(chosen).size < chosen.length) return undefined;
  return chosen.every((option) => option !== undefined) ? chosen : undefined;
}

function apart(part: string): string[] {
  return [...part];
}

/** Lines of code go by number, or by letter; options by letter, kana or number. */
function isLetter(part: string, option: Option, options: readonly Option[]): boolean {
  const place = options.indexOf(option);
  const upper = part.toUpperCase();
  return (
    upper === option.letter ||
    upper === String.fromCharCode(65 + place) ||
    part === KATAKANA[place] ||
    part === String(place + 1)
  );
}

/** The option whose whole text was typed, in either language. */
export function readLabel(text: string, options: readonly Option[]): Option | undefined {
  const typed = bare(text);
  if (typed === '') return undefined;
  // Signs tell options apart, too: `1 - t ** 2` is not `1 - t * 2`.
  const looks = looksOf(text);
  const exact = options.filter((option) => [option.text.ja, option.text.en].map(looksOf).includes(looks));
  if (exact.length === 1) return exact[0];
  const found = options.filter((option) => {
    const labels = [bare(option.text.ja), bare(option.text.en)];
    return labels.some((label) => label === typed || bare(`${option.letter}${label}`) === typed);
  });
  return found.length === 1 ? found[0] : undefined;
}

/** Letters and digits only, in one width and case. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s`*_.,、。:;()「」"']/g, '');
}
