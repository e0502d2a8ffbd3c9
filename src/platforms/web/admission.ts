/** How much is taken on: counted for one session, for one address, and for all. */
import { createAllowance, takeFromAll } from '../../allowance/allowance.ts';
import type { Clock } from '../../clock.ts';
import { ACTS, ANSWERS } from './limits.ts';
import { Refusal } from './refusal.ts';
import type { Visitor } from './visitor.ts';

/** Whom an answer is made for. */
export type Asker = Pick<Visitor, 'session' | 'address'>;

export type Admission = {
  /** Counts one act. @throws Refusal (429) if it is too much at once */
  admit(asker: Asker): Promise<void>;
  /** Counts an answer as under way until `work` ends. */
  count(asker: Asker, work: Promise<unknown>): void;
};

export function createAdmission(clock: Clock): Admission {
  const bySession = createAllowance(ACTS.session, clock.now);
  const byAddress = createAllowance(ACTS.address, clock.now);
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
    async admit(asker) {
      const shares = [
        { allowance: bySession, key: asker.session },
        { allowance: byAddress, key: asker.address },
      ];
      const taken = await takeFromAll(shares);
      if (taken.giveBack === undefined) throw busy(taken.wait);
      if (hasRoom(asker)) return;
      await taken.giveBack();
      throw busy(2);
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
