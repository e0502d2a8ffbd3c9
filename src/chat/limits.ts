/** What people are told whose work is not taken, or was ended: each says what to do, and when. */
import { UserError } from './error.ts';
import type { Words } from './locale.ts';

export type Limit = {
  /** Whose limit it is. */
  readonly scope: 'person' | 'workspace' | 'all';
  /** Too much is under way, or was asked for within a short time. */
  readonly over: 'under way' | 'often';
  /** When to try again, whole seconds, ≥ 1. */
  readonly seconds: number;
};

/** Thrown for what is refused now and would be taken later; nothing was begun. */
export class LimitError extends UserError {
  /** When to try again, whole seconds, ≥ 1; undefined if nothing is known of it. */
  readonly seconds: number | undefined;
  constructor(words: Words, seconds: number | undefined) {
    super(words);
    this.seconds = seconds;
  }
}

/** Unless something is known of when there will be a place, seconds. */
const A_WHILE = 10;

/** Somebody has asked for more than they may have. */
export function beyond({ scope, over, seconds }: Limit): LimitError {
  return scope === 'all' ? full(seconds) : new LimitError(WHY[scope][over](seconds), seconds);
}

/** All places are taken. @param seconds until the next one is free, if that is known */
export function full(seconds: number | undefined): LimitError {
  const wait = seconds ?? A_WHILE;
  return new LimitError(
    {
      en: `I have as much to do as I can take right now. Please try again in ${inSeconds(wait)}.`,
      ja: `いま処理が大変混み合っています。${wait} 秒後にもう一度お試しください。`,
    },
    seconds,
  );
}

const crowded = (seconds: number): Words => ({
  en: `Very much is being done in this workspace right now. Please try again in ${inSeconds(seconds)}.`,
  ja: `いまこのワークスペースでは処理が混み合っています。${seconds} 秒後にもう一度お試しください。`,
});

const WHY: Readonly<
  Record<Exclude<Limit['scope'], 'all'>, Readonly<Record<Limit['over'], (seconds: number) => Words>>>
> = {
  person: {
    often: (seconds) => ({
      en: `You have asked for very much in a short time. Please try again in ${inSeconds(seconds)}.`,
      ja: `短い時間に実行しすぎです。${seconds} 秒後にもう一度お試しください。`,
    }),
    'under way': (seconds) => ({
      en: `You already have as much under way as one person may. Wait for something to end, or press Cancel on it; then, or in about ${inSeconds(seconds)}, please try again.`,
      ja: `一度に実行できる数を超えています。どれかが終わるのを待つか「中止」を押してから、または ${seconds} 秒ほどしてから、もう一度お試しください。`,
    }),
  },
  workspace: { often: crowded, 'under way': crowded },
};

/** Work was ended at its time limit. @param seconds of computing */
export function tookTooLong(seconds: number): UserError {
  return new UserError({
    en: `I stopped after ${seconds} s of computing: that takes too long. Try it with a smaller network (\`hidden\`), fewer \`bits\` or fewer \`iterations\`.`,
    ja: `計算が ${seconds} 秒を超えたため打ち切りました。ネットワークを小さくする(\`hidden\`)、\`bits\` や \`iterations\` を減らすなどして、もう一度お試しください。`,
  });
}

function inSeconds(seconds: number): string {
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

/** Its owner has cancelled it. */
export function asAsked(): UserError {
  return new UserError({ en: 'Cancelled, as you asked.', ja: '中止しました。' });
}
