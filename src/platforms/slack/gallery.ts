/** Puts a reply with its pictures and files into a message, as far as Slack has them ready. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attachment, Reply } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import type { Api } from './api.ts';
import { faultOf, isInvalidBlocks, wordOf } from './fault.ts';
import type { Pace } from './limits.ts';
import { type Dress, isPicture, type Message, type Picture, render } from './render.ts';
import type { Fetch } from './response-url.ts';
import type { LiveSurface, Surface } from './surface.ts';
import { shareFile, uploadPicture } from './upload.ts';

export type GalleryTools = {
  readonly fetch: Fetch;
  readonly pace: Pace;
  readonly log: Log;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
};

type Loaded = { readonly pictures: readonly Picture[]; readonly failed: readonly Attachment[] };

/**
 * Shows a reply: pictures in the message itself, so that an edit replaces them; other files right after it.
 * What cannot be shown is named in words.
 */
export async function showWithFiles(
  surface: LiveSurface,
  reply: Reply,
  dress: Dress,
  api: Api,
  tools: GalleryTools,
): Promise<void> {
  const files = reply.files.filter((file) => !isPicture(file));
  const { pictures, failed } = await load(reply.files.filter(isPicture), api, tools);
  const isShown = await putPictures(surface, reply, { ...dress, unseen: failed }, pictures, tools);
  const loose = isShown ? files : reply.files.filter((file) => !failed.includes(file));
  const lost: Attachment[] = [];
  for (const file of loose) {
    try {
      await shareFile(file, surface.share, api, tools.fetch);
    } catch (error) {
      if (!warned(error, 'Slack: a file could not be shared', tools.log)) throw error;
      lost.push(file);
    }
  }
  if (lost.length === 0) return;
  const shown = { ...dress, pictures: isShown ? pictures : [], unseen: [...failed, ...lost] };
  await putMessage(surface, render(reply, shown), tools.log);
}

async function load(files: readonly Attachment[], api: Api, tools: GalleryTools): Promise<Loaded> {
  const pictures: Picture[] = [];
  const failed: Attachment[] = [];
  const loading = files.map(async (file) => {
    try {
      return await uploadPicture(file, api, tools.fetch);
    } catch (error) {
      if (!warned(error, 'Slack: a picture could not be uploaded', tools.log)) throw error;
      failed.push(file);
      return undefined;
    }
  });
  for (const picture of await Promise.all(loading)) if (picture !== undefined) pictures.push(picture);
  return { pictures, failed };
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
