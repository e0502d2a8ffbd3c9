/**
 * The course's own TeX symbols. A weight or a delta has the same colour in every formula, in every line of code
 * and on every arrow, so that the eye finds it again.
 */
import { COLOUR, rgb } from '../../plot/style.ts';

/** Colours of what the course talks about; each at least 4.5 : 1 on paper. */
export const INK = {
  /** W_in. */
  input: COLOUR.blue,
  /** W, the road of the memory. */
  recurrent: COLOUR.purple,
  /** W_out. */
  output: COLOUR.green,
  /** δ, the error. */
  delta: '#b84a00',
} as const;

/** TeX in a colour `#rrggbb`. */
export function inked(colour: string, tex: string): string {
  return `\\textcolor[RGB]{${rgb(colour).join(',')}}{${tex}}`;
}

/** TeX macros: `\Win`, `\Wrec`, `\Wout`, two of them transposed, `\del{t}` for δᵗ and `\delout{t}` for δ_outᵗ. */
export const MACROS: Readonly<Record<string, string | readonly [definition: string, args: number]>> = {
  Win: inked(INK.input, 'W_{\\mathrm{in}}'),
  Wrec: inked(INK.recurrent, 'W'),
  Wout: inked(INK.output, 'W_{\\mathrm{out}}'),
  WrecT: inked(INK.recurrent, 'W^{\\top}'),
  WoutT: inked(INK.output, 'W_{\\mathrm{out}}^{\\top}'),
  del: [inked(INK.delta, '\\delta^{#1}'), 1],
  delout: [inked(INK.delta, '\\delta_{\\mathrm{out}}^{#1}'), 1],
};
