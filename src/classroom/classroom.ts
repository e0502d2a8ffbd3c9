/** The quiz with a memory: asks, takes one answer of each person, closes. The pure part is in `quiz/`. */
import { UserError } from '../chat/error.ts';
import type { Caller, Place } from '../chat/invocation.ts';
import type { Locale } from '../chat/locale.ts';
import type { Clock } from '../clock.ts';
import type { Bank } from '../quiz/bank.ts';
import { isCounted, type Mark, mark } from '../quiz/mark.ts';
import type { Posed } from '../quiz/pose.ts';
import { lettersPrint } from '../quiz/print.ts';
import type { Answered, Asked, GivenAnswer, Learned, QuizStore, Rating } from '../store/port.ts';
import type { Cards } from './cards.ts';
import type { About, Chooser } from './choose.ts';

/** A question that stands somewhere, with its options as they are shown. */
export type Standing = { readonly asked: Asked; readonly posed: Posed };

/** What became of an answer. */
export type Taken =
  /** It counts. `changed`: it took the place of an earlier one. */
  | {
      readonly kind: 'counted' | 'changed';
      readonly standing: Standing;
      readonly mark: Mark;
      readonly may: 'change' | 'not-change';
    }
  /** It cannot be read, or stops early; nothing was used up. */
  | { readonly kind: 'unreadable' | 'unfinished'; readonly standing: Standing; readonly mark: Mark }
  /** There was one before, which stays; `mark` is that one's. */
  | {
      readonly kind: 'kept';
      readonly standing: Standing;
      readonly before: GivenAnswer;
      readonly mark: Mark;
      readonly may: 'change' | 'not-change';
    };

export type AskRequest = {
  readonly place: Place;
  readonly locale: Locale;
  readonly about: About;
  readonly origin: Asked['origin'];
  /** Who asks, and the key of what is done, after which a person who was forgotten is not noted; left out for a schedule. */
  readonly by?: { readonly userId: string; readonly key: string };
  /** Names the asking: asked again under it, the same question is asked once. Not guessable. */
  readonly id: string;
  /** Seeds of the choice and of the question's numbers. */
  newSeed(): number;
};

export interface Classroom {
  bank(workspace: string): Promise<Bank>;
  /** Chooses a question and notes that it was asked. @throws UserError if nothing fits `about`. */
  ask(request: AskRequest): Promise<Standing>;
  /** A question that was asked. @throws UserError if it is unknown here (any more). */
  standing(workspace: string, id: string): Promise<Standing>;
  /**
   * Marks and keeps an answer: one of each person; that to a posted question may be changed once while it is open.
   * @param key names the giving: given again under it, the answer is told as the first time
   * @throws UserError if the question is closed or unknown.
   */
  answer(id: string, text: string, caller: Caller, key?: string): Promise<Taken>;
  /** Rates one's own-words answer. @throws UserError if there is none of the caller. */
  rate(id: string, verdict: Rating, caller: Caller): Promise<Standing>;
}

type Parts = {
  readonly bankOf: (workspace: string) => Promise<Bank>;
  readonly quiz: QuizStore;
  readonly choose: Chooser;
  readonly clock: Clock;
  /** What an answer that counts makes of the question's card, for reviews. */
  readonly learned: Cards['learned'];
};

/** Answers that may replace an earlier one, to a posted question. */
const MAY_CHANGE = 1;

export function createClassroom({ bankOf, quiz, choose, clock, learned }: Parts): Classroom {
  async function standing(workspace: string, id: string): Promise<Standing> {
    const asked = await quiz.asked(workspace, id);
    const posed = asked && (await bankOf(workspace)).get(asked.questionId, asked.seed);
    if (asked === undefined || posed === undefined) throw unknownQuestion();
    if (asked.print !== null && asked.print !== lettersPrint(posed)) throw changedQuestion();
    return { asked, posed };
  }

  /** Keeps an answer, or puts it in the place of the one before if that was changed less than `mayChange` times. */
  async function keep(
    given: Omit<GivenAnswer, 'changes'>,
    mayChange: number,
    learn: () => Promise<Learned | undefined>,
    key: string | undefined,
  ): Promise<Exclude<Answered, { kind: 'moved' }>> {
    for (;;) {
      const kept = await quiz.answer(given, await learn(), key);
      // Another answer of the same person came between: both count, one upon the other.
      if (kept.kind === 'moved') continue;
      if (kept.kind !== 'before') return kept;
      const { answer, changes } = kept.answer;
      if (changes >= mayChange || answer === given.answer) return kept;
      // Otherwise another press of the same person was quicker: what that one left is looked at anew.
      if ((await quiz.change({ ...given, changes }, key)) === 'changed') return { kind: 'changed' };
    }
  }

  return {
    bank: bankOf,
    standing,
    async ask({ place, locale, about, origin, id, newSeed, by }) {
      if ((await quiz.asked(place.workspace, id)) !== undefined) return standing(place.workspace, id);
      const bank = await bankOf(place.workspace);
      const [questionId, seed] = [await choose(bank, place, about, newSeed), newSeed()];
      const posed = bank.get(questionId, seed);
      if (posed === undefined) throw unknownQuestion();
      const asked: Asked = {
        id,
        place,
        questionId,
        topic: posed.question.topic,
        seed,
        locale,
        print: lettersPrint(posed),
        askedAt: clock.now(),
        userId: by?.userId ?? '',
        origin,
        closedAt: null,
        message: null,
      };
      await quiz.ask(asked, by?.key);
      return { asked, posed };
    },
    async answer(id, text, caller, key) {
      const found = await standing(caller.workspace, id);
      const { asked, posed } = found;
      const marked = mark(posed, text, caller.locale);
      if (!isCounted(marked.verdict)) {
        if (asked.closedAt !== null) throw closed();
        return { kind: marked.verdict, standing: found, mark: marked };
      }
      const verdict = marked.verdict === 'self-rated' ? 'unrated' : marked.verdict;
      const given: Omit<GivenAnswer, 'changes'> = {
        askedId: id,
        userId: caller.userId,
        userName: caller.userName,
        answer: marked.answer,
        verdict,
        answeredAt: clock.now(),
      };
      const mayChange = asked.origin === 'schedule' ? MAY_CHANGE : 0;
      const learn = async () =>
        verdict === 'unrated' ? undefined : learned(caller, asked.questionId, verdict);
      const kept = await keep(given, mayChange, learn, key);
      switch (kept.kind) {
        case 'closed':
          throw closed();
        case 'first':
          return {
            kind: 'counted',
            standing: found,
            mark: marked,
            may: mayChange > 0 ? 'change' : 'not-change',
          };
        case 'changed':
          return { kind: 'changed', standing: found, mark: marked, may: 'not-change' };
        case 'before':
          return {
            kind: 'kept',
            standing: found,
            before: kept.answer,
            may: kept.answer.changes < mayChange ? 'change' : 'not-change',
            mark: markKept(mark(posed, kept.answer.answer, caller.locale), kept.answer),
          };
      }
    },
    async rate(id, verdict, caller) {
      const found = await standing(caller.workspace, id);
      for (;;) {
        const card = await learned(caller, found.asked.questionId, verdict);
        switch (await quiz.rate(id, caller.userId, verdict, card)) {
          case 'none':
            throw unknownQuestion();
          case 'rated':
          case 'corrected':
            return found;
          case 'moved':
        }
      }
    },
  };
}

/** What has counted stays as it counted, though its question may ask for more since. */
function markKept(marked: Mark, { answer, verdict }: GivenAnswer): Mark {
  if (isCounted(marked.verdict)) return marked;
  const counted = verdict === 'right' || verdict === 'self-right' ? 'right' : 'wrong';
  return { ...marked, verdict: counted, reasons: [], answer };
}

function unknownQuestion(): UserError {
  return new UserError({
    en: 'That question is no longer there. `/quiz` asks a new one.',
    ja: 'この問題はもうありません。`/quiz` で新しい問題を出せます。',
  });
}

function changedQuestion(): UserError {
  return new UserError({
    en: 'The options of that question were changed after it was asked: its letters no longer fit. `/quiz` asks a new one.',
    ja: 'この問題は、出題後に選択肢が変更されたため、記号が合わなくなりました。`/quiz` で新しい問題を出せます。',
  });
}

function closed(): UserError {
  return new UserError({
    en: 'That question is closed, its answer has been shown. `/quiz` asks another.',
    ja: 'この問題は締め切られ、答えが公開されています。`/quiz` で別の問題を出せます。',
  });
}
