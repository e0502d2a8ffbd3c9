/** Puts a reply with its pictures and files into a message, as far as Slack has them ready. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attachment, Reply } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Api } from './api.ts';
import { faultOf, isInvalidBlocks, wordOf } from './fault.ts';
import type { Pace } from './limits.ts';
import { type Dress, isPicture, type Message, type Picture, render } from './render.ts';
import type { Fetch } from './response-url.ts';
import type { LiveSurface, Surface } from './surface.ts';
import { beginUpload, endUpload } from './upload.ts';

export type GalleryTools = {
  readonly fetch: Fetch;
  readonly pace: Pace;
  readonly log: Log;
  readonly clock: Clock;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
};

/** After so long, what could not be brought to Slack is named in words; in ms. */
const PATIENCE_MS = 15 * 60_000;

/** What became of bringing a file to Slack. */
type Brought =
  | { readonly kind: 'there'; readonly file: Attachment; readonly id: string }
  | { readonly kind: 'refused'; readonly file: Attachment }
  | { readonly kind: 'unreachable'; readonly file: Attachment; readonly error: unknown };

/**
 * Shows a reply: pictures in the message itself, so that an edit replaces them; other files right after it.
 * What cannot be shown is named in words.
 * @param since when it was asked for, in ms since 1970, if it is called again after it has thrown
 * @throws what says that Slack cannot be reached, if files are missing for that and were asked for a short while ago:
 * the words are shown then, and called again it shows all
 */
export async function showWithFiles(
  surface: LiveSurface,
  reply: Reply,
  dress: Dress,
  api: Api,
  tools: GalleryTools,
  since: number | undefined,
): Promise<void> {
  const isPatient = since !== undefined && tools.clock.now() - since < PATIENCE_MS;
  const brought = await Promise.all(reply.files.map((file) => bring(file, api, tools)));
  for (const each of brought) {
    if (each.kind !== 'unreachable' || !isPatient) continue;
    await putMessage(surface, render(reply, dress), tools.log);
    throw each.error;
  }
  const there = brought.filter((each) => each.kind === 'there');
  const missing = brought.filter((each) => each.kind !== 'there').map(({ file }) => file);
  const pictures = there
    .filter(({ file }) => isPicture(file))
    .map(({ file, id }) => ({ file: id, alt: file.alt }));
  const isShown = await putPictures(surface, reply, { ...dress, unseen: missing }, pictures, tools);
  const loose = isShown ? there.filter(({ file }) => !isPicture(file)) : there;
  const lost: Attachment[] = [];
  for (const { file, id } of loose) {
    try {
      // A picture that no message could show is brought once more: its upload has ended.
      const mine = isPicture(file) ? await beginUpload(file, api, tools.fetch) : id;
      await endUpload(file, mine, surface.share, api);
    } catch (error) {
      // Not tried again: it may be there, and nobody wants it twice.
      if (!warned(error, 'Slack: a file could not be shared', tools.log)) throw error;
      lost.push(file);
    }
  }
  if (lost.length === 0) return;
  const shown = { ...dress, pictures: isShown ? pictures : [], unseen: [...missing, ...lost] };
  await putMessage(surface, render(reply, shown), tools.log);
}

/** Pictures are done with then; other files are shared once the message is there. */
async function bring(file: Attachment, api: Api, { fetch, log }: GalleryTools): Promise<Brought> {
  try {
    const id = await beginUpload(file, api, fetch);
    if (isPicture(file)) await endUpload(file, id, undefined, api);
    return { kind: 'there', file, id };
  } catch (error) {
    if (!warned(error, 'Slack: a file could not be uploaded', log)) throw error;
    const isRefused = faultOf(error)?.kind === 'refused';
    return isRefused ? { kind: 'refused', file } : { kind: 'unreachable', file, error };
  }
}

/** @returns false if Slack had not processed the pictures in time, so that the message is without them */
async function putPictures(
  surface: LiveSurface,
  reply: Reply,
  dress: Dress,
  pictures: readonly Picture[],
  { pace, signal, log }: GalleryTools,
): Promise<boolean> {
  if (pictures.length === 0) {
    await putMessage(surface, render(reply, dress), log);
    return true;
  }
  const whole = render(reply, { ...dress, pictures });
  for (const waitMs of [0, ...pace.pictureMs]) {
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    try {
      await surface.put(whole);
      return true;
    } catch (error) {
      if (!isInvalidBlocks(error)) throw error;
      // The words need not wait for the picture.
      if (waitMs === 0) await putMessage(surface, render(reply, dress), log);
    }
  }
  log.warn('Slack: a picture was not processed in time, so it is shared as a file');
  return false;
}

/** Shows a message; should Slack refuse its blocks, at least its words. */
export async function putMessage(surface: Surface, message: Message, log: Log): Promise<void> {
  try {
    await surface.put(message);
  } catch (error) {
    if (!isInvalidBlocks(error)) throw error;
    log.error(
      { blocks: message.blocks.map((block) => block.type) },
      'Slack: refused the blocks of a message',
    );
    await surface.put({ text: message.text, blocks: [] });
  }
}

/** Logs a fault of Slack's. @returns false if it is something else, which the caller must not swallow */
export function warned(error: unknown, what: string, log: Log): boolean {
  const fault = faultOf(error);
  if (fault === undefined) return false;
  log.warn({ reason: wordOf(fault) }, what);
  return true;
}
