/** What is known of one job, for any number of readers: where it stands, and what is new. */
import type { Plain } from './plain.ts';
import type { End, JobEvent, Place } from './port.ts';

export type Feed = {
  /** Name of the program. */
  readonly program: string;
  readonly begun: boolean;
  readonly ended: boolean;
  /** Whether it has ended, and nothing came of it: it may be done again. */
  readonly isVain: boolean;
  /** Resolves when the job has ended. */
  readonly over: Promise<void>;
  /** Its place, while it waits. */
  wait(place: Place): void;
  begin(): void;
  report(progress: Plain): void;
  /** The first end counts. */
  end(end: End<Plain>): void;
  events(): AsyncGenerator<JobEvent<Plain, Plain>, void, undefined>;
};

/** The feed of a job that waits. */
export function createFeed(program: string): Feed {
  let place: Place = { ahead: 0, seconds: undefined };
  let begun = false;
  let progress: { readonly value: Plain } | undefined;
  let end: End<Plain> | undefined;
  let news = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();

  /** Every reader that waits reads on. */
  function tell(): void {
    const { resolve } = news;
    news = Promise.withResolvers();
    resolve();
  }

  return {
    program,
    get begun() {
      return begun;
    },
    get ended() {
      return end !== undefined;
    },
    get isVain() {
      return end !== undefined && end.kind !== 'done' && end.kind !== 'stopped';
    },
    over: over.promise,
    wait(next) {
      if (next.ahead === place.ahead && next.seconds === place.seconds) return;
      place = next;
      tell();
    },
    begin() {
      begun = true;
      tell();
    },
    report(value) {
      progress = { value };
      tell();
    },
    end(how) {
      if (end !== undefined) return;
      end = how;
      over.resolve();
      tell();
    },
    async *events() {
      let told: Place | 'nothing' | 'begun' = 'nothing';
      let toldProgress: typeof progress;
      for (;;) {
        if (end !== undefined) {
          yield { kind: 'ended', end };
          return;
        }
        if (!begun && told !== place) {
          told = place;
          yield { kind: 'queued', ...place };
        } else if (begun && told !== 'begun') {
          told = 'begun';
          yield { kind: 'begun' };
        } else if (progress !== undefined && progress !== toldProgress) {
          toldProgress = progress;
          yield { kind: 'progress', progress: progress.value };
        } else {
          await news.promise;
        }
      }
    },
  };
}
