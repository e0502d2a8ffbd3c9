/** The course as commands see it: pages with their pictures, drawn once each in a thread of its own. */
import { setTimeout } from 'node:timers/promises';
import { Piscina } from 'piscina';
import { UserError } from '../chat/error.ts';
import type { Locale, Words } from '../chat/locale.ts';
import type { Attachment } from '../chat/reply.ts';
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
  /** Throws a UserError when there is no such page, an Error when it cannot be drawn or the lessons are closed. */
  page(id: string, locale: Locale): Promise<Lesson>;
  /** Ends the drawing thread, after the pictures that were asked for. */
  close(): Promise<void>;
}

/** A thread with nothing to draw ends after this time, ms; its memory (about 60 MB) is worth more elsewhere. */
const IDLE_TIMEOUT = 60_000;
/** Patience with unfinished pictures at the end, ms. */
const CLOSE_TIMEOUT = 3000;

/** The course. Nothing is started before the first page is asked for. */
export function createLessons(): Lessons {
  const pool = new Piscina<{ id: string; locale: Locale }, Uint8Array>({
    filename: new URL('./drawing/worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_TIMEOUT,
    // Polling shared memory would keep an idle core busy.
    atomics: 'disabled',
  });
  /** PNG files by page and language: at most two a page, and so are the pictures that can wait. */
  const drawn = new Map<string, Promise<Uint8Array>>();
  let state: 'open' | 'closed' = 'open';

  function draw(id: string, locale: Locale): Promise<Uint8Array> {
    const key = `${id}/${locale}`;
    const kept = drawn.get(key);
    if (kept !== undefined) return kept;
    const drawing = pool.run({ id, locale });
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
      if (state === 'closed') throw new Error('the lessons are closed');
      const bytes = await draw(id, locale);
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
    async close() {
      state = 'closed';
      // The pool's own `close` drops what waits for a thread that is still starting.
      await Promise.race([
        Promise.allSettled(drawn.values()),
        setTimeout(CLOSE_TIMEOUT, undefined, { ref: false }),
      ]);
      await pool.destroy();
    },
  };
}

function unknownPage(): UserError {
  return new UserError({
    en: 'There is no such page. `/explain` opens the first one.',
    ja: 'そのページはありません。`/explain` で最初のページが開きます。',
  });
}
