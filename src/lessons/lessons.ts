/** The course as commands see it: pages with their pictures, drawn once each, as jobs. */
import { UserError } from '../chat/error.ts';
import type { Locale, Words } from '../chat/locale.ts';
import type { Attachment } from '../chat/reply.ts';
import { errorOf, perform } from '../jobs/perform.ts';
import type { Jobs } from '../jobs/port.ts';
import { program } from '../jobs/program.ts';
import { NOBODY } from '../jobs/rota.ts';
import type { Topic } from '../quiz/topic.ts';
import { COURSE } from './course.ts';
import { altOf, textOf } from './words.ts';

/** A page in one language, ready to be posted. */
export type Lesson = {
  readonly id: string;
  readonly title: string;
  /** At most 1,500 characters, in the small Markdown of `chat/reply.ts`. */
  readonly text: string;
  readonly picture: Attachment;
  /** 0…count − 1. */
  readonly index: number;
  readonly count: number;
  /** Ids of the neighbours; null at the ends. */
  readonly previous: string | null;
  readonly next: string | null;
  /** The command line that shows the point of the page. */
  readonly experiment: string;
  /** What to ask the reader about. */
  readonly topic: Topic;
};

export interface Lessons {
  /** Every page, in reading order. */
  readonly pages: readonly { readonly id: string; readonly title: Words; readonly topic: Topic }[];
  /** Throws a UserError when there is no such page, an Error when it cannot be drawn or no more are taken. */
  page(id: string, locale: Locale): Promise<Lesson>;
}

/** From a page in a language to the bytes of its picture, a PNG file. Fails for an id that no page has. */
export const PAGE = program<{ readonly id: string; readonly locale: Locale }, never, Uint8Array>(
  'lesson',
  new URL('./drawing/work.ts', import.meta.url),
  // Nobody asks for these: each is drawn once, for all.
  { ends: { endAfterMs: 60_000 }, most: { person: 0, workspace: 0 } },
);

type Settings = { readonly jobs: Jobs; newId(): string };

/** The course. Nothing is drawn before the first page is asked for. */
export function createLessons({ jobs, newId }: Settings): Lessons {
  /** PNG files by page and language: at most two a page, and so are the pictures that can wait. */
  const drawn = new Map<string, Promise<Uint8Array>>();

  async function draw(id: string, locale: Locale): Promise<Uint8Array> {
    const end = await perform(jobs, PAGE, { id: newId(), input: { id, locale }, owner: NOBODY });
    if ('result' in end) return end.result;
    throw errorOf(`the page ${id}`, end);
  }

  function pictureOf(id: string, locale: Locale): Promise<Uint8Array> {
    const key = `${id}/${locale}`;
    const kept = drawn.get(key);
    if (kept !== undefined) return kept;
    const drawing = draw(id, locale);
    drawn.set(key, drawing);
    // A failure is the asker's to hear; the next asker gets a new attempt.
    drawing.catch(() => drawn.delete(key));
    return drawing;
  }

  return {
    pages: COURSE.map(({ id, title, topic }) => ({ id, title, topic })),
    async page(id, locale) {
      const index = COURSE.findIndex((page) => page.id === id);
      const page = COURSE[index];
      if (page === undefined) throw unknownPage();
      const bytes = await pictureOf(id, locale);
      const count = COURSE.length;
      return {
        id,
        title: page.title[locale],
        text: textOf(page, locale, index, count),
        picture: { name: `lesson-${id}.png`, type: 'image/png', alt: altOf(page, locale), bytes },
        index,
        count,
        previous: COURSE[index - 1]?.id ?? null,
        next: COURSE[index + 1]?.id ?? null,
        experiment: page.experiment.command,
        topic: page.topic,
      };
    },
  };
}

function unknownPage(): UserError {
  return new UserError({
    en: 'There is no such page. `/explain` opens the first one.',
    ja: 'そのページはありません。`/explain` で最初のページが開きます。',
  });
}
