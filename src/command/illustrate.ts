/** An answer in words with a picture: the words do not wait long for the picture, and are not lost with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LimitError } from '../chat/limits.ts';
import type { Words } from '../chat/locale.ts';
import type { Attachment, Reply } from '../chat/reply.ts';
import type { Clock } from '../clock.ts';
import type { PictureSpec } from '../plot/spec.ts';
import type { Answer, Context } from './define.ts';

/** How long the words wait for the picture, ms: it is mostly there by then. */
const PATIENCE_MS = 300;

const BUSY: Words = {
  en: 'There is no picture with it: too many are being drawn right now.',
  ja: '画像の作成が混み合っているため、今回は画像がありません。',
};
/** @param seconds when there may be a place again; undefined if nothing is known of it */
const again = (seconds: number | undefined): Words => ({
  en: `For the picture, ask again in ${seconds === undefined || seconds === 1 ? 'a few' : seconds} seconds.`,
  ja: `画像を見るには、${seconds === undefined || seconds === 1 ? '数' : `${seconds} `}秒後にもう一度お試しください。`,
});

/**
 * Ends an answer that says all in words: with its pictures, or with a line that says why there are none.
 * @param words the end, without the pictures
 * @param later how the picture can be had after all; empty words where it cannot
 */
export async function* illustrated(
  words: Reply,
  pictures: readonly PictureSpec[],
  { services, caller, say, report }: Context,
  later?: Words,
): Answer {
  const drawing = Promise.allSettled(pictures.map((spec) => services.pictures.draw(spec, caller)));
  if (!(await comesSoon(drawing, services.clock))) yield { ...words, kind: 'progress', buttons: [] };
  const files: Attachment[] = [];
  const trouble: Words[] = [];
  for (const each of await drawing) {
    if (each.status === 'fulfilled') files.push(each.value);
    else if (each.reason instanceof LimitError) trouble.push(BUSY, later ?? again(each.reason.seconds));
    else trouble.push(broken(report(each.reason)), later ?? again(undefined));
  }
  // Of several it is said once.
  const lines = trouble
    .slice(0, 2)
    .map(say)
    .filter((line) => line !== '');
  yield { ...words, text: [words.text, ...lines].join('\n'), files: [...words.files, ...files] };
}

/** Whether it is done before the patience is over, by the clock. */
async function comesSoon(work: Promise<unknown>, clock: Clock): Promise<boolean> {
  const done = work.then(() => true);
  const patience = new AbortController();
  const late = (ms: number) => sleep(ms, false, { signal: patience.signal }).catch(() => false);
  const until = clock.now() + PATIENCE_MS;
  let soon = false;
  for (let left = PATIENCE_MS; !soon && left > 0; left = Math.min(until - clock.now(), PATIENCE_MS))
    soon = await Promise.race([done, late(left)]);
  patience.abort();
  return soon;
}

function broken(reference: string): Words {
  return {
    en: `There is no picture with it: drawing failed on my side (reference \`${reference}\`).`,
    ja: `こちらの不具合で画像を作成できませんでした(参照番号 \`${reference}\`)。`,
  };
}
