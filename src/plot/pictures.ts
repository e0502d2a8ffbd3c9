/** Pictures on demand: drawn in threads of their own, so that the bot never waits for one. */
import { Piscina } from 'piscina';
import { UserError } from '../chat/error.ts';
import type { Attachment } from '../chat/reply.ts';
import { loadingOf } from '../threads.ts';
import { altOf } from './alt.ts';
import type { PictureSpec } from './spec.ts';

export interface Pictures {
  /**
   * Draws a picture. Throws a UserError when too many are waiting, an Error when it cannot be drawn
   * or the pictures are closed.
   */
  draw(spec: PictureSpec): Promise<Attachment>;
  /** Ends the threads, after the pictures that were asked for, or after 4 s; draws no more. */
  close(): Promise<void>;
}

/** Pictures that may wait for a thread; at 60 ms each, about 4 s on one. */
const MAX_WAITING = 64;
/** Patience with unfinished pictures at the end, ms. */
const CLOSE_TIMEOUT = 4000;

const BUSY = {
  en: 'Many pictures are being drawn right now. Please try again in a few seconds.',
  ja: 'いま画像の作成が混み合っています。数秒おいて、もう一度お試しください。',
};

/** Starts `threads` (≥ 1) drawing threads; they load fonts and warm up at once. */
export function createPictures({ threads }: { readonly threads: number }): Pictures {
  const pool = new Piscina<PictureSpec, Uint8Array>({
    filename: new URL('./worker.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    maxQueue: MAX_WAITING,
    closeTimeout: CLOSE_TIMEOUT,
    // Polling shared memory would keep an idle core busy.
    atomics: 'disabled',
  });
  // A fault of a thread without work, and patience that has run out at the end. Whoever waits for a picture is
  // told by its own promise, so there is nobody else to tell.
  pool.on('error', () => undefined);
  const loaded = loadingOf(pool);
  let closed = false;
  return {
    draw: async (spec) => {
      // A closed pool would start new threads.
      if (closed) throw new Error('no pictures any more: the drawing threads are closed');
      if (pool.queueSize >= MAX_WAITING) throw new UserError(BUSY);
      const bytes = await pool.run(spec);
      const format = spec.kind === 'training' ? 'gif' : 'png';
      return { name: `${spec.kind}.${format}`, type: `image/${format}`, alt: altOf(spec), bytes };
    },
    close: async () => {
      closed = true;
      await loaded();
      await pool.close();
    },
  };
}
