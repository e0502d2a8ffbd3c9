/** How much is taken on: counted for one session, for one address, and for all. */
import type { Clock } from '../../clock.ts';
import { ACTS, ANSWERS } from './limits.ts';
import { createRate } from './rate.ts';
import { Refusal } from './refusal.ts';
import type { Visitor } from './visitor.ts';

/** Whom an answer is made for. */
export type Asker = Pick<Visitor, 'session' | 'address'>;

export type Admission = {
  /** Counts one act. @throws Refusal (429) if it is too much at once */
  admit(asker: Asker): void;
  /** Counts an answer as under way until `work` ends. */
  count(asker: Asker, work: Promise<unknown>): void;
};

export function createAdmission(clock: Clock): Admission {
  const bySession = createRate(clock, ACTS.session);
  const byAddress = createRate(clock, ACTS.address);
  const running = new Map<Promise<unknown>, Asker>();

  /** Whether one more answer may be under way. */
  function hasRoom({ session, address }: Asker): boolean {
    const all = [...running.values()];
    const own = all.filter((each) => each.session === session).length;
    const near = all.filter((each) => each.address === address).length;
    return (
      own < ANSWERS.perSession &&
      near < ANSWERS.perAddress &&
      all.length < (own === 0 ? ANSWERS.least : ANSWERS.inAll)
    );
  }

  return {
    admit(asker) {
      const wait = Math.max(bySession.wait(asker.session), byAddress.wait(asker.address));
      if (wait > 0) throw busy(wait);
      if (!hasRoom(asker)) throw busy(2);
      bySession.take(asker.session);
      byAddress.take(asker.address);
    },
    count(asker, work) {
      running.set(work, asker);
      const forget = () => void running.delete(work);
      work.then(forget, forget);
    },
  };
}

function busy(seconds: number): Refusal {
  return new Refusal(
    429,
    {
      en: 'That was a lot at once: wait a moment and send it again.',
      ja: '短い時間に送りすぎです。少し待ってから、もう一度送ってください。',
    },
    { 'retry-after': String(seconds) },
  );
}
