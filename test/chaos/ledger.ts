/** What people were promised, and what they saw of it: read from what the platforms hold, never from the bot. */

/**
 * `unpromised`: it was not acknowledged, and the platform told the person so. `owed`: it was, and has not ended once
 * as it should; `seen` is what there is of it. `again`: it was told once more where nobody can look whether it has
 * come, after its receipt was lost or its process was killed.
 */
export type Sight =
  | { readonly kind: 'unpromised' }
  | { readonly kind: 'kept'; readonly told: 'once' | 'again' }
  | { readonly kind: 'owed'; readonly fault: string; readonly seen: readonly string[] };

export const kept: Sight = { kind: 'kept', told: 'once' };
export const unpromised: Sight = { kind: 'unpromised' };
export const owed = (fault: string, seen: readonly string[] = []): Sight => ({ kind: 'owed', fault, seen });

type Entry = {
  readonly what: string;
  /** After so many ms of the whole. */
  readonly at: number;
  /** The process that was asked, from 1. */
  readonly life: number;
  /** The processes that were killed while it was owed. */
  readonly cutBy: number[];
  look(): Sight;
};

export type Counts = {
  /** Acknowledged, and of these those that ended once as they should, and those that a kill has cut. */
  readonly promised: number;
  readonly kept: number;
  readonly cut: number;
  readonly unpromised: number;
  /** Of those kept. */
  readonly again: number;
};

export type Ledger = {
  /** Writes down what somebody is promised. */
  add(what: string, look: () => Sight): void;
  /** A process begins. */
  begin(): void;
  /** The process is killed. */
  kill(): void;
  /** Whether one was killed between two moments, in ms since 1970. */
  killedIn(from: number, to: number): boolean;
  counts(): Counts;
  /** What was told once more. */
  again(): readonly string[];
  /** All that is owed, each with what, when, which kills cut it and what was seen. */
  faults(): readonly string[];
};

export function createLedger(): Ledger {
  const since = performance.now();
  const entries: Entry[] = [];
  const killedAt: number[] = [];
  let life = 0;
  return {
    add(what, look) {
      entries.push({ what, at: Math.round(performance.now() - since), life, cutBy: [], look });
    },
    begin() {
      life += 1;
    },
    killedIn: (from, to) => killedAt.some((at) => from <= at && at <= to),
    kill() {
      killedAt.push(Date.now());
      for (const { cutBy, look } of entries) if (look().kind === 'owed') cutBy.push(life);
    },
    counts() {
      const sights = entries.map(({ look, cutBy }) => ({ sight: look(), isCut: cutBy.length > 0 }));
      const promised = sights.filter(({ sight }) => sight.kind !== 'unpromised');
      return {
        promised: promised.length,
        kept: promised.filter(({ sight }) => sight.kind === 'kept').length,
        cut: promised.filter(({ isCut }) => isCut).length,
        unpromised: sights.length - promised.length,
        again: promised.filter(({ sight }) => sight.kind === 'kept' && sight.told === 'again').length,
      };
    },
    again: () =>
      entries.flatMap(({ what, look }) => {
        const sight = look();
        return sight.kind === 'kept' && sight.told === 'again' ? [what] : [];
      }),
    faults: () =>
      entries.flatMap(({ what, at, life: asked, cutBy, look }) => {
        const sight = look();
        if (sight.kind !== 'owed') return [];
        const cut = cutBy.length === 0 ? 'cut by no kill' : `cut by the kills ${cutBy.join(', ')}`;
        const seen = sight.seen.map((text) => JSON.stringify(text.slice(0, 100))).join(' | ') || 'nothing';
        return [
          `${what}, after ${(at / 1_000).toFixed(1)} s in life ${asked}, ${cut}: ${sight.fault}; seen: ${seen}`,
        ];
      }),
  };
}

/** Progress, which must not be the end. */
export function isProgress(text: string): boolean {
  return /^\**(Training|Looking|Drawing|Making|Waiting|Yours )/.test(text);
}

/** Ends in which the bot says that it has failed. */
const FAILED = /which is my fault|did not take my answer|restarted before this/;
/** Four processes have died of it: whoever asked knows that nothing will come of it. */
const GIVEN_UP = /restarted several times/;
/** Said at once by a process that ends by itself: nothing was begun. */
const TURNED_AWAY = /^I am just restarting/;

/**
 * Judges an answer that is told in one message.
 * @param messages all that there is of it
 */
export function sightOf(messages: readonly Answer[], judge: Judge): Sight {
  const seen = messages.map(({ text }) => text);
  const [answer] = messages;
  if (answer === undefined || messages.length > 1) return owed(`told ${messages.length} times`, seen);
  if (TURNED_AWAY.test(answer.text)) return unpromised;
  if (GIVEN_UP.test(answer.text)) return kept;
  if (isProgress(answer.text) || answer.isCancellable) return owed('still under way', seen);
  const fault = FAILED.test(answer.text) ? 'it failed' : judge(answer);
  return fault === undefined ? kept : owed(fault, seen);
}

export type Answer = {
  readonly text: string;
  readonly pictures: number;
  /** Whether it has a Cancel. */
  readonly isCancellable: boolean;
};

/** What has to be seen of an answer. @returns what is wrong with it */
export type Judge = (answer: Answer) => string | undefined;

/** Any end. */
export const anything: Judge = () => undefined;

/** A training ends in its curve, or in words: withdrawn, or without room to draw. */
export const curve: Judge = ({ text, pictures }) =>
  pictures > 0 || /Cancelled before|nothing to keep of it|There is no picture|too much to do/.test(text)
    ? undefined
    : 'neither a curve nor words of why there is none';

export function saying(words: RegExp): Judge {
  return ({ text }) => (words.test(text) ? undefined : `it does not say ${words}`);
}
