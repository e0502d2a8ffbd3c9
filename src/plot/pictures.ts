/** Pictures on demand: drawn as jobs, so that the bot never waits for one. */
import { UserError } from '../chat/error.ts';
import type { Attachment } from '../chat/reply.ts';
import { errorOf, perform } from '../jobs/perform.ts';
import type { Jobs } from '../jobs/port.ts';
import { program } from '../jobs/program.ts';
import { altOf } from './alt.ts';
import type { PictureSpec } from './spec.ts';

export interface Pictures {
  /**
   * Draws a picture. Throws a UserError when too many are waiting, an Error when it cannot be drawn
   * or no more are taken.
   */
  draw(spec: PictureSpec): Promise<Attachment>;
}

/** From a specification to the bytes of the picture's file. */
export const PICTURE = program<PictureSpec, never, Uint8Array>(
  'picture',
  new URL('./draw/work.ts', import.meta.url),
);

const BUSY = {
  en: 'Many pictures are being drawn right now. Please try again in a few seconds.',
  ja: 'いま画像の作成が混み合っています。数秒おいて、もう一度お試しください。',
};

type Settings = { readonly jobs: Jobs; newId(): string };

export function createPictures({ jobs, newId }: Settings): Pictures {
  return {
    async draw(spec) {
      const end = await perform(jobs, PICTURE, { id: newId(), input: spec });
      if (end.kind === 'refused' && end.why === 'full') throw new UserError(BUSY);
      if (!('result' in end)) throw errorOf('the picture', end);
      const format = spec.kind === 'training' ? 'gif' : 'png';
      return { name: `${spec.kind}.${format}`, type: `image/${format}`, alt: altOf(spec), bytes: end.result };
    },
  };
}
