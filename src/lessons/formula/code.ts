/** A line of NumPy as TeX, in typewriter letters with the course's colours. Pure. */
import { COLOUR } from '../../plot/style.ts';
import { INK, inked } from './symbols.ts';

/** Names that have a colour. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^W_in(_grad)?$/, INK.input],
  [/^W_out(_grad)?$/, INK.output],
  [/^W(_grad)?$/, INK.recurrent],
  [/^delta(_out)?$/, INK.delta],
];

/** Signs that mean themselves inside \texttt. */
const PLAIN = /^[\w ()[\]:;,.+\-*/=@<>#]*$/;

function typewriter(text: string, colour: string | undefined): string {
  // No-break spaces, because TeX takes several spaces for one.
  const set = `\\texttt{${text.replaceAll(' ', '\u00a0')}}`;
  return colour === undefined ? set : inked(colour, set);
}

/** TeX of one line of code; comments are pale. Throws an Error for a sign that TeX would read otherwise. */
export function codeTex(line: string): string {
  if (!PLAIN.test(line)) throw new Error(`code that TeX would read otherwise: ${line}`);
  const [, code = '', comment = ''] = /^([^#]*)(#.*)?$/.exec(line) ?? [];
  const pieces = code.match(/[A-Za-z_]\w*|[^A-Za-z_]+/g) ?? [];
  const set = pieces.map((piece) => typewriter(piece, NAMES.find(([name]) => name.test(piece))?.[1]));
  return [...set, ...(comment === '' ? [] : [typewriter(comment, COLOUR.muted)])].join('');
}
