/** The work of drawing the lessons: starts MathJax and the fonts once, then draws the pages asked for. */
import type { WorkOf } from '../../jobs/program.ts';
import { loadFonts } from '../../plot/draw/fonts.ts';
import { COURSE } from '../course.ts';
import { createTypesetter } from '../formula/typeset.ts';
import type { PAGE } from '../lessons.ts';
import { paintPage } from './sheet.ts';

loadFonts();
const typesetter = createTypesetter();

const draw: WorkOf<typeof PAGE> = ({ id, locale }) => {
  const page = COURSE.find((each) => each.id === id);
  if (page === undefined) throw new Error(`no page ${id}`);
  return paintPage(page, locale, typesetter);
};

export default draw;
