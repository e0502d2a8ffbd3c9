/** Pictures on demand: drawn as jobs, so that the bot never waits for one. */
import { asAsked, beyond, full } from '../chat/limits.ts';
import type { Attachment } from '../chat/reply.ts';
import { endOf, errorOf } from '../jobs/perform.ts';
import type { End, Jobs, Owner, Refused, Submission } from '../jobs/port.ts';
import { program } from '../jobs/program.ts';
import { type Cancelled, createUnderway } from '../jobs/underway.ts';
import { altOf } from './alt.ts';
import { whoGivesWay } from './crowd.ts';
import type { PictureOwner, PictureSpec } from './spec.ts';

export interface Pictures {
  /**
   * Draws a picture.
   * @param owner turns and places to wait go by it: workspaces share equally, and within each its people
   * @param id what it can be cancelled by
   * @throws LimitError when too many are waiting or were asked for; UserError when it is cancelled; Error when it cannot
   * be drawn or no more are taken
   */
  draw(spec: PictureSpec, owner: PictureOwner, id?: string): Promise<Attachment>;
  /** Ends the drawing of what has this id; only its owner may. */
  cancel(id: string, owner: PictureOwner): Promise<Cancelled>;
}

/** From a specification to the bytes of the picture's file. */
export const PICTURE = program<PictureSpec, never, Uint8Array>(
  'picture',
  new URL('./draw/work.ts', import.meta.url),
  { ends: { stopAfterMs: 60_000 }, most: { person: 24, workspace: 200 } },
);

/** Size of a film as a job, in multiplications: long beside pictures that stand still, which go before it. */
const FILM = 1e10;

type Settings = { readonly jobs: Jobs; newId(): string };

export function createPictures({ jobs, newId }: Settings): Pictures {
  /** Those that were taken and are not there yet, by job, the newest last. */
  const awaited = new Map<string, PictureOwner>();

  const underway = createUnderway();

  async function submit(id: string, spec: PictureSpec, owner: PictureOwner): Promise<Submission> {
    const submission = await jobs.submit(PICTURE, {
      id,
      input: spec,
      owner: ownerOf(owner),
      ...(spec.kind === 'training' ? { size: FILM } : {}),
    });
    if (submission.kind === 'accepted') awaited.set(id, owner);
    return submission;
  }

  /** Takes the place of a picture of who has asked for more. */
  async function push(
    id: string,
    spec: PictureSpec,
    owner: PictureOwner,
    refused: Submission,
  ): Promise<Submission> {
    const other = whoGivesWay(awaited, owner);
    if (other === undefined) return refused;
    awaited.delete(other);
    await jobs.cancel(other);
    return submit(id, spec, owner);
  }

  async function draw(spec: PictureSpec, owner: PictureOwner, cancelled: AbortSignal): Promise<Attachment> {
    const id = newId();
    let submission = await submit(id, spec, owner);
    if (isFull(submission)) submission = await push(id, spec, owner, submission);
    const cancel = () => void jobs.cancel(id).catch(() => undefined);
    if (cancelled.aborted) cancel();
    cancelled.addEventListener('abort', cancel);
    const end: End<Uint8Array> | Refused =
      submission.kind === 'refused' ? submission : await endOf(jobs, PICTURE, id);
    awaited.delete(id);
    if ('result' in end) {
      const format = spec.kind === 'training' ? 'gif' : 'png';
      return { name: `${spec.kind}.${format}`, type: `image/${format}`, alt: altOf(spec), bytes: end.result };
    }
    if (end.kind === 'refused' && end.why === 'limit') throw beyond(end);
    if (end.kind === 'refused' && end.why === 'full') throw full(end.seconds);
    // Its place was given to somebody else.
    if (end.kind === 'dropped' && end.why === 'cancelled')
      throw cancelled.aborted ? asAsked() : full(undefined);
    throw errorOf('the picture', end);
  }

  return {
    draw: (spec, owner, id) => underway.run(id, ownerOf(owner), (cancelled) => draw(spec, owner, cancelled)),
    cancel: async (id, owner) => underway.cancel(id, ownerOf(owner)),
  };
}

const ownerOf = ({ workspace, userId }: PictureOwner): Owner => ({ workspace, person: userId });

const isFull = (submission: Submission) => submission.kind === 'refused' && submission.why === 'full';
