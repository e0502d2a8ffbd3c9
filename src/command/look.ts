/** Work that takes its time says how far it is, and can be cancelled. */
import { setTimeout as sleep } from 'node:timers/promises';
import { button } from '../chat/buttons.ts';
import type { Words } from '../chat/locale.ts';
import { type Button, type Reply, reply } from '../chat/reply.ts';
import type { LookOptions } from '../lab/lab.ts';
import type { LabAnswers, LabTask } from '../lab/lab-task.ts';
import type { Context } from './define.ts';

/** Before this time has passed nothing is said of it, ms: most of it is over by then. */
const SILENT_MS = 1_000;
/** Cells of the bar. */
const BAR = 20;

const LOOKING: Words = { en: 'Looking into the network…', ja: 'ネットワークを調べています…' };
const CANCEL: Words = { en: 'Cancel', ja: '中止' };

/** What is said meanwhile, and to whom. */
type Meanwhile = Partial<Pick<Reply, 'audience' | 'target'>> & { readonly words?: Words };

/** Ends what is done under this invocation's key; only its owner may. */
export function cancelButton({ key, say }: Pick<Context, 'key' | 'say'>): Button {
  return button(['train', 'cancel', key], say(CANCEL), 'danger');
}

/**
 * Does what can be cancelled by the id that it is given; yields progress meanwhile, with the button to cancel it.
 * @returns what comes of it
 * @throws what it throws
 */
export async function* watched<T>(
  work: (how: Required<Pick<LookOptions, 'id' | 'told'>>) => Promise<T>,
  context: Context,
  { words = LOOKING, audience = 'channel', target = 'new' }: Meanwhile = {},
): AsyncGenerator<Reply, T, undefined> {
  const { services, key, say } = context;
  const begunAt = services.clock.now();
  let share: number | undefined;
  let news = Promise.withResolvers<'news'>();
  const answer = work({
    id: key,
    told(now) {
      share = now;
      news.resolve('news');
    },
  });
  // It is awaited below; until then a failure must not count as unhandled.
  answer.catch(() => undefined);
  const over = answer.then(
    () => 'over' as const,
    () => 'over' as const,
  );
  /** What was told of it last: that it waits, too. */
  let told: number | 'waits' | undefined;
  for (;;) {
    const patience = new AbortController();
    const late = sleep(SILENT_MS, 'late' as const, { signal: patience.signal }).catch(() => 'late' as const);
    const next = await Promise.race([over, news.promise, late]);
    patience.abort();
    if (next === 'over') return answer;
    if (next === 'news') news = Promise.withResolvers();
    const now = share ?? 'waits';
    if (now === told || services.clock.now() - begunAt < SILENT_MS) continue;
    told = now;
    yield reply(share === undefined ? say(words) : `${say(words)}\n${barOf(share)}`, {
      kind: 'progress',
      audience,
      target,
      buttons: [cancelButton(context)],
      data: share === undefined ? {} : { share },
    });
  }
}

function barOf(share: number): string {
  const filled = Math.floor(share * BAR);
  return `\`${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}\` ${Math.floor(share * 100)} %`;
}

/**
 * Has the laboratory do a task; yields progress meanwhile.
 * @returns what it found
 * @throws what `Lab.look` throws
 */
export function look<K extends LabTask['kind']>(
  task: Extract<LabTask, { kind: K }>,
  context: Context,
  meanwhile?: Meanwhile,
): AsyncGenerator<Reply, LabAnswers[K], undefined> {
  const { services, caller } = context;
  return watched((how) => services.lab.look(task, caller, how), context, meanwhile);
}
