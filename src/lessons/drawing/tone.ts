/** The colours of the diagrams: what a line stands for, as a colour. */
import { COLOUR } from '../../plot/style.ts';
import type { Tone } from '../diagram.ts';
import { INK } from '../formula/symbols.ts';

export const TONES: Readonly<Record<Tone, string>> = {
  input: INK.input,
  recurrent: INK.recurrent,
  output: INK.output,
  delta: INK.delta,
  plain: COLOUR.ink,
  faint: '#a9a79e',
  right: COLOUR.green,
  wrong: INK.delta,
};
