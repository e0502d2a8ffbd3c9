/** Entry of the drawing thread of the lessons: starts MathJax and the fonts once, then draws the pages asked for. */
import type { Locale } from '../../chat/locale.ts';
import { loadFonts } from '../../plot/draw/fonts.ts';
import { COURSE } from '../course.ts';
import { createTypesetter } from '../formula/typeset.ts';
import { paintPage } from './sheet.ts';

loadFonts();
const typesetter = createTypesetter();

/** Bytes of the PNG file of a page. Throws an Error for an id that no page has. */
export default function draw({ id, locale }: { id: string; locale: Locale }): Promise<Uint8Array> {
  const page = COURSE.find((each) => each.id === id);
  if (page === undefined) throw new Error(`no page ${id}`);
  return paintPage(page, locale, typesetter);
}
