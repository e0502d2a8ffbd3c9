/** What the diagrams of a page draw with: a board, a language, and formulas on it. */
import { type Image, loadImage } from 'canvas';
import type { Locale, Words } from '../../chat/locale.ts';
import type { Board } from '../../plot/draw/board.ts';
import { drawText, type TextStyle, widthOf } from '../../plot/draw/text.ts';
import { COLOUR, SCALE } from '../../plot/style.ts';
import type { Label } from '../diagram.ts';
import type { Style, Typeset, Typesetter } from '../formula/typeset.ts';

/** Size of a formula on the board, CSS px. */
export type Extent = { readonly width: number; readonly ascent: number; readonly descent: number };

export type FormulaStyle = {
  /** Type size, CSS px. */
  readonly size: number;
  readonly style?: Style;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** What y is: the baseline, or the middle of the formula's box. */
  readonly anchor?: 'baseline' | 'middle';
};

export interface Pen {
  readonly board: Board;
  readonly ctx: Board['ctx'];
  readonly locale: Locale;
  say(words: Words): string;
  /** How large a formula comes out. Throws an Error when the TeX is wrong. */
  extent(tex: string, style: FormulaStyle): Promise<Extent>;
  /** Draws a formula at x, y. */
  formula(tex: string, x: number, y: number, style: FormulaStyle): Promise<void>;
  /** Draws a label, words at the text's size and TeX a little larger, as text is read. */
  label(label: Label, x: number, y: number, style: TextStyle): Promise<void>;
  /** Width of a label as `label` draws it. */
  labelWidth(label: Label, style: TextStyle): Promise<number>;
}

/** New Computer Modern beside Noto at the same size looks small. */
const TEX_IN_TEXT = 1.2;

export function createPen(board: Board, locale: Locale, typesetter: Typesetter): Pen {
  const say = (words: Words): string => words[locale];
  const set = (tex: string, { style = 'display' }: FormulaStyle): Promise<Typeset> =>
    typesetter.set(tex, style);
  const inText = (style: TextStyle): FormulaStyle => ({
    style: 'inline',
    size: style.size * TEX_IN_TEXT,
    colour: style.colour ?? COLOUR.ink,
    align: style.align ?? 'left',
    anchor: style.anchor ?? 'baseline',
  });

  async function extent(tex: string, style: FormulaStyle): Promise<Extent> {
    const { width, ascent, descent } = await set(tex, style);
    return { width: width * style.size, ascent: ascent * style.size, descent: descent * style.size };
  }

  async function formula(tex: string, x: number, y: number, style: FormulaStyle): Promise<void> {
    const { svg } = await set(tex, style);
    const { width, ascent, descent } = await extent(tex, style);
    const image = await picture(svg, width, ascent + descent, style.colour ?? COLOUR.ink);
    const left = x - { left: 0, center: width / 2, right: width }[style.align ?? 'left'];
    const top = style.anchor === 'middle' ? y - (ascent + descent) / 2 : y - ascent;
    board.ctx.drawImage(image, left, top, width, ascent + descent);
  }

  return {
    board,
    ctx: board.ctx,
    locale,
    say,
    extent,
    formula,
    async label(label, x, y, style) {
      if (label.kind === 'tex') await formula(label.tex, x, y, inText(style));
      else drawText(board.ctx, say(label.words), x, y, style);
    },
    async labelWidth(label, style) {
      if (label.kind === 'tex') return (await extent(label.tex, inText(style))).width;
      return widthOf(board.ctx, say(label.words), style);
    },
  };
}

/** The SVG as an image with the board's device pixels, its uncoloured parts in `colour`. */
function picture(svg: string, width: number, height: number, colour: string): Promise<Image> {
  const sized = svg
    .replace(/ width="[^"]*" height="[^"]*"/, ` width="${width * SCALE}" height="${height * SCALE}"`)
    .replaceAll('currentColor', colour);
  return loadImage(Buffer.from(sized));
}
