/** Pictures on demand: drawn as jobs, so that the bot never waits for one. */
import { UserError } from '../chat/error.ts';
import type { Attachment } from '../chat/reply.ts';
import { endOf, errorOf } from '../jobs/perform.ts';
import type { End, Jobs, Refused, Submission } from '../jobs/port.ts';
import { program } from '../jobs/program.ts';
import { altOf } from './alt.ts';
import { whoGivesWay } from './crowd.ts';
import type { PictureOwner, PictureSpec } from './spec.ts';

export interface Pictures {
  /**
   * Draws a picture.
   * @param owner turns and places to wait go by it: workspaces share equally, and within each its people
   * @throws UserError when too many are waiting; Error when it cannot be drawn or no more are taken
   */
  draw(spec: PictureSpec, owner: PictureOwner): Promise<Attachment>;
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

/** Size of a film as a job, in multiplications: long beside pictures that stand still, which go before it. */
const FILM = 1e10;

type Settings = { readonly jobs: Jobs; newId(): string };

export function createPictures({ jobs, newId }: Settings): Pictures {
  /** Those that were taken and are not there yet, by job, the newest last. */
  const awaited = new Map<string, PictureOwner>();

  async function submit(id: string, spec: PictureSpec, owner: PictureOwner): Promise<Submission> {
    const submission = await jobs.submit(PICTURE, {
      id,
      input: spec,
      owner: { workspace: owner.workspace, person: owner.userId },
      ...(spec.kind === 'training' ? { size: FILM } : {}),
    });
    if (submission.kind === 'accepted') awaited.set(id, owner);
    return submission;
  }

  /** Takes the place of a picture of who has asked for more. */
  async function push(id: string, spec: PictureSpec, owner: PictureOwner): Promise<Submission> {
    const other = whoGivesWay(awaited, owner);
    if (other === undefined) return FULL;
    awaited.delete(other);
    await jobs.cancel(other);
    return submit(id, spec, owner);
  }

  return {
    async draw(spec, owner) {
      const id = newId();
      let submission = await submit(id, spec, owner);
      if (isFull(submission)) submission = await push(id, spec, owner);
      if (isFull(submission)) throw new UserError(BUSY);
      const end: End<Uint8Array> | Refused =
        submission.kind === 'refused' ? submission : await endOf(jobs, PICTURE, id);
      awaited.delete(id);
      if (end.kind === 'dropped' && end.why === 'cancelled') throw new UserError(BUSY);
      if (!('result' in end)) throw errorOf('the picture', end);
      const format = spec.kind === 'training' ? 'gif' : 'png';
      return { name: `${spec.kind}.${format}`, type: `image/${format}`, alt: altOf(spec), bytes: end.result };
    },
  };
}

const FULL: Submission = { kind: 'refused', why: 'full' };

const isFull = (submission: Submission) => submission.kind === 'refused' && submission.why === 'full';
