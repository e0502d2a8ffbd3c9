/** The one visual language of all pictures: palette, type scale, sizes. CSS pixels; drawn at SCALE. */

/** Device pixels per CSS pixel. */
export const SCALE = 2;

/** Size of an ordinary picture, CSS px. Chats show it about 500 px wide, so the type below is large. */
export const WIDTH = 800;
export const HEIGHT = 450;

/** Free edge around everything, CSS px. */
export const MARGIN = 28;

/**
 * Colours that stay apart for colour-blind eyes: Okabe and Ito (2008), the yellow left out because it fades on
 * paper. `paper` is the picture's own ground: a warm white that reads on light and dark chats alike.
 */
export const COLOUR = {
  paper: '#fbfaf6',
  /** A panel or an empty cell on the paper. */
  panel: '#f1efe8',
  ink: '#1b2530',
  /** Secondary text; 5.6 : 1 on paper. */
  muted: '#5a6673',
  /** Grid lines and hairlines. */
  line: '#dcd9d0',
  blue: '#0072b2',
  sky: '#56b4e9',
  /** Right, solved, accuracy. */
  green: '#007f5f',
  /** Wrong, diverged. */
  red: '#d55e00',
  orange: '#e69f00',
  /** The carry. */
  purple: '#9a4f87',
} as const;

/** The three weights and the error on its way back, in diagrams and formulas alike. */
export const PART = {
  input: COLOUR.blue,
  recurrent: COLOUR.purple,
  output: COLOUR.green,
  delta: '#b84a00',
} as const;

/** Colours of series, in the order in which they are given out. */
export const SERIES = [
  COLOUR.blue,
  COLOUR.red,
  COLOUR.green,
  COLOUR.orange,
  COLOUR.purple,
  COLOUR.sky,
] as const;

/** Colour and dash of series i: after the six colours, the same again dashed, then dotted. */
export function seriesStyle(i: number): { readonly colour: string; readonly dash: readonly number[] } {
  const dashes: readonly (readonly number[])[] = [[], [9, 5], [3, 4]];
  return {
    colour: SERIES[i % SERIES.length] ?? COLOUR.blue,
    dash: dashes[Math.floor(i / SERIES.length) % dashes.length] ?? [],
  };
}

/** Type scale, CSS px. */
export const TYPE = { title: 25, body: 16, label: 15, small: 13 } as const;

type Rgb = readonly [number, number, number];

/** Red, green, blue, 0…255, of `#rrggbb`. */
export function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The colour `share` (0…1, clamped) of the way from one `#rrggbb` to another, linear in sRGB. */
export function mix(from: string, to: string, share: number): string {
  const s = Math.min(1, Math.max(0, share));
  const a = rgb(from);
  const b = rgb(to);
  const part = (i: 0 | 1 | 2): string =>
    Math.round(a[i] + (b[i] - a[i]) * s)
      .toString(16)
      .padStart(2, '0');
  return `#${part(0)}${part(1)}${part(2)}`;
}

/** Sequential scale for 0…1: paper to deep blue, with a bend so that its lightness falls evenly. */
export function sequential(value: number): string {
  return value < 0.5 ? mix('#f4f2ea', COLOUR.sky, value * 2) : mix(COLOUR.sky, '#003f6b', value * 2 - 1);
}

/** Diverging scale for −1…1: red, paper at 0, blue. */
export function diverging(value: number): string {
  return value < 0 ? mix('#f4f2ea', '#b84a00', -value) : mix('#f4f2ea', '#00568a', value);
}
