/** The drawn part of a page's picture, as data: what is in it, not where its lines go. */
import type { Words } from '../chat/locale.ts';

/** A short inscription: TeX, or words. */
export type Label =
  | { readonly kind: 'tex'; readonly tex: string }
  | { readonly kind: 'words'; readonly words: Words };

/** What a line or a cell stands for; `drawing/tone.ts` gives each its colour. */
export type Tone = 'input' | 'recurrent' | 'output' | 'delta' | 'plain' | 'faint' | 'right' | 'wrong';

export type Point = readonly [x: number, y: number];

/** A line through points; with `marks: 'dots'` each point is marked. */
export type Curve = {
  readonly points: readonly Point[];
  readonly tone: Tone;
  readonly line: 'solid' | 'dashed' | 'none';
  readonly marks: 'none' | 'dots' | 'arrows';
  readonly label: Label;
  /** Where the label stands: its middle, in the panel's values. */
  readonly at: Point;
};

export type Axis = {
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'logarithmic';
  /** Values that get a tick, with what is written there. */
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  readonly label: Label;
};

/** One chart. Its title may be a formula. */
export type Panel = {
  readonly title: Label;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
};

/** A cell of a table: what is written, and how full it is coloured, 0…1. */
export type Cell = { readonly text: Words; readonly share: number };

export type Diagram =
  | { readonly kind: 'none' }
  /** Sums in binary columns, least significant right; `column` t = 1… is pointed out in each. */
  | {
      readonly kind: 'sums';
      readonly sums: readonly { readonly a: number; readonly b: number; readonly bits: number }[];
      readonly column: number | null;
    }
  /** Input, hidden layer with its loop, output, and the three weights on their arrows. */
  | { readonly kind: 'network'; readonly hidden: number }
  /** The same network once per time step, with the error's way back or without it. */
  | { readonly kind: 'unrolled'; readonly flow: 'forward' | 'backward' }
  /** `half`: one chart that leaves the right half of the sheet to the formulas. */
  | { readonly kind: 'charts'; readonly span: 'full' | 'half'; readonly panels: readonly Panel[] }
  | {
      readonly kind: 'table';
      readonly corner: Words;
      readonly columns: readonly string[];
      readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[];
      readonly caption: Words;
    }
  /** A sum worked by a trained network: its bits, its true carries, and what one hidden unit holds, t = 1… */
  | {
      readonly kind: 'memory';
      readonly a: number;
      readonly b: number;
      /** 0…H − 1. */
      readonly unit: number;
      /** Above it the unit tells of a carry. */
      readonly bound: number;
      /** zᵗ of that unit, rounded to 2 places. */
      readonly held: readonly number[];
    };

/** Points of y = f(x) at n + 1 even places from min to max. */
export function sample(f: (x: number) => number, min: number, max: number, n: number): Point[] {
  return Array.from({ length: n + 1 }, (_, i) => {
    const x = min + ((max - min) * i) / n;
    return [x, f(x)] as const;
  });
}
