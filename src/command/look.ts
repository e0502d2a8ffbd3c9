/** A look into a network that takes its time says how far it is, and can be cancelled. */

import { button } from '../chat/buttons.ts';
import type { Words } from '../chat/locale.ts';
import { type Audience, type Reply, reply } from '../chat/reply.ts';
import type { LabAnswers, LabTask } from '../lab/lab-task.ts';
import type { Context } from './define.ts';

/** Before this time has passed nothing is said of it, ms: most looks are over by then. */
const SILENT_MS = 1_000;
/** Cells of the bar. */
const BAR = 20;

const LOOKING: Words = { en: 'Looking into the network…', ja: 'ネットワークを調べています…' };
const CANCEL: Words = { en: 'Cancel', ja: '中止' };

/**
 * Has the laboratory do a task; yields progress meanwhile.
 * @param audience who will see the answer
 * @returns what it found
 * @throws what `Lab.look` throws
 */
export async function* look<K extends LabTask['kind']>(
  task: Extract<LabTask, { kind: K }>,
  { caller, services, key, say }: Context,
  audience: Audience = 'channel',
): AsyncGenerator<Reply, LabAnswers[K], undefined> {
  const begunAt = services.clock.now();
  let share: number | undefined;
  let news = Promise.withResolvers<void>();
  const answer = services.lab.look(task, caller, {
    id: key,
    told(now) {
      share = now;
      news.resolve();
    },
  });
  // It is awaited below; until then a failure must not count as unhandled.
  answer.catch(() => undefined);
  const over = answer.then(
    () => 'over' as const,
    () => 'over' as const,
  );
  for (;;) {
    const next = await Promise.race([over, news.promise]);
    if (next === 'over') return answer;
    news = Promise.withResolvers();
    if (share === undefined || services.clock.now() - begunAt < SILENT_MS) continue;
    const filled = Math.floor(share * BAR);
    const bar = `\`${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}\` ${Math.floor(share * 100)} %`;
    yield reply(`${say(LOOKING)}\n${bar}`, {
      kind: 'progress',
      audience,
      buttons: [button(['train', 'cancel', key], say(CANCEL), 'danger')],
      data: { share },
    });
  }
}
