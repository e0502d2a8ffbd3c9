/** What `/hunt` says: the hunt, a guess, the find, the board. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import { type Json, plain } from '../chat/reply.ts';
import { accuracyOf, type Checkpoint } from '../lab/checkpoint.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Prediction } from '../rnn/result.ts';
import type { Find, Hunt } from '../store/games.ts';
import { count, percent } from './figures.ts';
import { trainLine } from './line.ts';
import { isNamed } from './names.ts';

/** The hunt as everyone sees it: how much is wrong and where to look, but no sum. */
export function huntText(found: Checkpoint, locale: Locale): string {
  const all = found.map.size ** 2;
  const [wrong, sums, share] = [count(found.wrong), count(all), percent(found.wrong / all)];
  const largest = found.map.size - 1;
  const { carries, share: part } = found.weakness;
  const often = percent(part);
  const weak: Words =
    carries === 0
      ? {
          en: `it is weakest where nothing is carried at all: ${often} of those sums are wrong.`,
          ja: `苦手なのは桁上がりがまったくない足し算で、その ${often} を間違えます。`,
        }
      : {
          en: `it is weakest at sums with ${carries} ${carries === 1 ? 'carry' : 'carries'}: ${often} of those are wrong.`,
          ja: `苦手なのは桁上がりが ${carries} 回ある足し算で、その ${often} を間違えます。`,
        };
  return {
    en: `**Bug hunt!** This network was stopped half-trained: it gets ${wrong} of ${sums} sums wrong (${share}). The first to name one wins: two numbers from 0 to ${largest}.\nHint: ${weak.en}`,
    ja: `**バグ探し!** 学習の途中で止めた RNN です。${sums} 通りの足し算のうち ${wrong} 通り(${share})を間違えます。間違える組(0〜${largest} の数 2 つ)を最初に見つけた人の勝ちです。\nヒント: ${weak.ja}`,
  }[locale];
}

/** Nothing here tells a wrong sum, or how to make the network again. */
export function huntData({ id }: Pick<Hunt, 'id'>, found: Checkpoint): { readonly [key: string]: Json } {
  return {
    hunt: id,
    found: false,
    wrong: found.wrong,
    pairs: found.map.size ** 2,
    accuracy: accuracyOf(found),
    largest: found.map.size - 1,
    hint: { ...found.weakness },
  };
}

/** To the one whose pair the network gets right. */
export function missText({ a, b, sum }: Prediction): Words {
  return {
    en: `**${a} + ${b} = ${sum}: that one it gets right.** Try another.`,
    ja: `**${a} + ${b} = ${sum} は正しく計算できます。** 別の組を試してみてください。`,
  };
}

/** To those who come after the first. */
export function lateText(find: Find, guess: 'wrong sum' | 'not looked at'): Words {
  const name = isNamed(find) ? plain(find.userName) : undefined;
  const pair = `${find.a} + ${find.b}`;
  const yours: Words =
    guess === 'wrong sum'
      ? { en: 'Yours is wrong too, but a moment late. ', ja: 'その組も間違いですが、一歩遅れました。' }
      : { en: '', ja: '' };
  return {
    en: `${yours.en}This hunt is over: ${name ?? 'someone'} named ${pair}.`,
    ja: `${yours.ja}このバグ探しは終わりました。${name === undefined ? '' : `${name} さんが `}${pair} を見つけています。`,
  };
}

/** To all: who found what, and where the sum goes wrong. */
export function findText(find: Find, at: Moment, locale: Locale): string {
  const { prediction, found, config } = at;
  const { a, b, sum } = prediction;
  const name = isNamed(find) ? plain(find.userName) : undefined;
  const all = found.map.size ** 2;
  const [iteration, share] = [count(found.iteration), percent(found.wrong / all)];
  const line = trainLine(config);
  const { place, carry } = firstFault(prediction);
  const worth = 2 ** place;
  const why: Words =
    carry === 1
      ? {
          en: `Its first wrong bit is the one worth ${worth}: as if the carry into it had been forgotten.`,
          ja: `最初に誤ったのは ${worth} の位で、そこへの桁上がりを忘れたかのようです。`,
        }
      : {
          en: `Its first wrong bit is the one worth ${worth}: as if a carry came into it that was never there.`,
          ja: `最初に誤ったのは ${worth} の位で、ありもしない桁上がりを足したかのようです。`,
        };
  return {
    en: `**${name ?? 'Someone'} found a bug: ${a} + ${b}.** The network says ${sum}; it is ${a + b}.\n${why.en}\nIt was stopped after ${iteration} updates of \`${line}\`; on the map are all its mistakes (${share}).`,
    ja: `**${name === undefined ? '' : `${name} さんが`}発見! ${a} + ${b}** RNN の答えは ${sum} ですが、正しくは ${a + b} です。\n${why.ja}\n\`${line}\` を ${iteration} 回の更新で止めたものでした。地図がすべての間違い(${share})です。`,
  }[locale];
}

/** A guess and the network that it was about. */
export type Moment = {
  readonly config: TrainConfig;
  readonly found: Checkpoint;
  readonly prediction: Prediction;
};

/** The first wrong bit (0 = least significant), and the true carry into it. */
function firstFault({ bits, carries, a, b }: Prediction): { readonly place: number; readonly carry: 0 | 1 } {
  const truth = a + b;
  const place = bits.findIndex((bit, t) => BigInt(bit) !== ((truth >> BigInt(t)) & 1n));
  return { place, carry: carries[place - 1] ?? 0 };
}

export function guessData(
  { id }: Pick<Hunt, 'id'>,
  { a, b, sum, right }: Prediction,
): { readonly [key: string]: Json } {
  return { hunt: id, a: Number(a), b: Number(b), answer: Number(sum), correct: Number(a + b), right };
}

/** How many hunts someone has won; equals share a place (1, 1, 3). */
export type Hunter = {
  readonly rank: number;
  readonly userId: string;
  readonly userName: string;
  readonly finds: number;
};

/** Best first; people who hide themselves are left out. Names are those of the latest find. */
export function hunters(finds: readonly Find[], hidden: ReadonlySet<string>): readonly Hunter[] {
  const people = [...Map.groupBy(finds, ({ userId }) => userId)]
    .filter(([userId]) => !hidden.has(userId))
    .map(([userId, own]) => ({ userId, userName: own.at(-1)?.userName ?? '', finds: own.length }));
  return people
    .map((person) => ({ ...person, rank: 1 + people.filter((other) => other.finds > person.finds).length }))
    .sort((x, y) => x.rank - y.rank || (x.userId < y.userId ? -1 : 1));
}

/** Places listed. */
const LISTED = 20;

export function boardText(places: readonly Hunter[], locale: Locale): string {
  const head: Words = { en: '**Bug hunters**', ja: '**バグ探しランキング**' };
  if (places.length === 0) {
    const none: Words = { en: 'Nobody is listed yet.', ja: 'まだ誰も載っていません。' };
    return `${head[locale]}\n${none[locale]}`;
  }
  const lines = places.slice(0, LISTED).map(
    ({ rank, userName, finds }) =>
      ({
        en: `${rank}. ${plain(userName)} — ${finds} found`,
        ja: `${rank} 位 ${plain(userName)} — ${finds} 個`,
      })[locale],
  );
  return [head[locale], ...lines].join('\n');
}
