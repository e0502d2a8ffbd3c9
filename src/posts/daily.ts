/** The daily question: the old one closes with its answer, the new one is asked. */
import { closedText, reminderText, resultText } from '../answers/daily.ts';
import { questionButtons, questionText } from '../answers/quiz.ts';
import { PlaceError, UserError } from '../chat/error.ts';
import type { Place } from '../chat/invocation.ts';
import type { Locale } from '../chat/locale.ts';
import { wordsOf } from '../chat/markdown.ts';
import type { Posted, PostKey } from '../chat/platform.ts';
import { type Attachment, type Reply, reply } from '../chat/reply.ts';
import type { About } from '../classroom/choose.ts';
import type { Classroom, Standing } from '../classroom/classroom.ts';
import { type Counted, isCounting } from '../classroom/counting.ts';
import type { Scores } from '../classroom/scores.ts';
import type { Clock } from '../clock.ts';
import { drawFrom } from '../draw.ts';
import type { Log } from '../log.ts';
import type { Pictures } from '../plot/pictures.ts';
import type { PictureSpec } from '../plot/spec.ts';
import { present } from '../quiz/present.ts';
import { distribution } from '../quiz/tally.ts';
import { labelOf } from '../quiz/typed.ts';
import { Unfollowable } from '../schedule/fault.ts';
import { isTimely } from '../schedule/plan.ts';
import type { Endings } from '../schedule/runner.ts';
import type { SettingsService } from '../settings/settings.ts';
import type { Asked, QuizStore } from '../store/port.ts';
import type { Pending } from '../store/schedules.ts';
import { postKey } from './once.ts';
import { botIn } from './question-picture.ts';

type Parts = {
  readonly classroom: Classroom;
  readonly quiz: QuizStore;
  readonly clock: Clock;
  readonly log: Log;
  post(place: Place, reply: Reply, as: PostKey): Promise<Posted>;
  edit(posted: Posted, reply: Reply): Promise<void>;
  /** Draws the picture of a question, if it has one. */
  picture(standing: Standing): Promise<readonly Attachment[]>;
  readonly pictures: Pictures;
  readonly scores: Scores;
  /** What organisers have chosen. */
  readonly settings: Pick<SettingsService, 'of'>;
  /** What the workspace's people want to be reminded of. */
  due(workspace: string): Promise<readonly { readonly userName: string; readonly count: number }[]>;
};

/** How long a question may stand without another after it: a daily one closes with the next, a weekly one by itself. */
const OPEN_MS = 25 * 3_600_000;

/** For so long after its end a question's buttons are tried to be taken away, before its answer is told all the same. */
const EDIT_MS = 10 * 60_000;

/** Questions that come within this time of each other stand side by side. */
const MOMENT_MS = 10 * 60_000;

type Asking = {
  readonly place: Place;
  readonly locale: Locale;
  readonly about: About;
  readonly note: string;
  readonly pending: Pending;
};

export type Daily = {
  /**
   * Posts a question, once, after closing those before it in the same channel.
   * @param asking `note`: lines above it, or empty
   * @throws Unfollowable if there is no such topic or deck any more
   */
  post(asking: Asking): Promise<void>;
  /** Closes a question before its time; one that is closed stays as it is. */
  close(asked: Asked): Promise<void>;
  /** Closes the questions whose time is over, and tells the ends of those that were closed and not told. */
  readonly endings: Endings;
};

export function createDaily(parts: Parts): Daily {
  const { classroom, quiz, clock, log } = parts;

  const overdue = () => clock.now() - OPEN_MS;
  /** Questions whose end is being told. */
  const telling = new Set<string>();

  /** Closes one question and tells its end. */
  async function close({ id }: Asked): Promise<void> {
    const closed = await quiz.close(id, clock.now());
    if (telling.has(id)) return;
    telling.add(id);
    try {
      // As it is now: an answer may have come, or its message, since it was read.
      const asked = await quiz.untold(id);
      if (asked === undefined || asked.closedAt === null) return;
      await tellEnd(asked, asked.closedAt, closed === 'closed' ? 'none' : 'unknown');
    } finally {
      telling.delete(id);
    }
  }

  /** Closed and told are one step: what fails here is done again with the next minute, until its grace is over. */
  async function tellEnd(asked: Asked, closedAt: number, past: PostKey['past']): Promise<void> {
    const now = clock.now();
    // To what nobody has seen there is nothing to tell.
    if (asked.message !== null && isTimely(closedAt, now)) {
      try {
        const standing = await classroom.standing(asked.place.workspace, asked.id);
        await takeButtons(standing, asked.message, closedAt);
        await tellAnswer(standing, { key: `${asked.id}-answer`, since: closedAt, past });
      } catch (error) {
        // Its deck was removed or its options changed, or its channel is gone: there is no answer left to tell.
        if (!(error instanceof UserError || error instanceof PlaceError)) throw error;
        log.error(
          { err: error, workspace: asked.place.workspace },
          'the end of a question could not be told',
        );
      }
    }
    await quiz.told(asked.id);
  }

  async function takeButtons(standing: Standing, message: string, closedAt: number): Promise<void> {
    const { place, locale } = standing.asked;
    try {
      const text = closedText(standing, locale);
      await parts.edit({ ...place, message }, reply(text, { files: await parts.picture(standing) }));
    } catch (error) {
      // The message may have been deleted; the answer below is what matters.
      if (!(error instanceof PlaceError) && clock.now() - closedAt < EDIT_MS) throw error;
      log.warn({ err: error, workspace: place.workspace }, 'a closed question could not be edited');
    }
  }

  async function tellAnswer(standing: Standing, as: PostKey): Promise<void> {
    const { place, locale, id } = standing.asked;
    const given = await quiz.answers(id);
    const answers = given.filter(isCounting);
    const files = answers.length === 0 ? [] : await spread(standing, answers);
    const streaks = await parts.scores.streaks(
      place.workspace,
      answers.map(({ userId }) => userId),
    );
    await parts.post(place, reply(resultText(standing, given, streaks, locale), { files }), as);
  }

  async function spread(standing: Standing, answers: readonly Counted[]): Promise<readonly Attachment[]> {
    try {
      return [await parts.pictures.draw(spreadOf(standing, answers), botIn(standing.asked.place.workspace))];
    } catch (error) {
      // The question is closed by now: its answer has to come, without a picture if need be.
      log.warn({ err: error, workspace: standing.asked.place.workspace }, 'answers could not be drawn');
      return [];
    }
  }

  async function closeAll(questions: readonly Asked[]): Promise<void> {
    for (const asked of questions) {
      try {
        await close(asked);
      } catch (error) {
        // The others close, and today's question comes, whatever became of this one.
        log.error({ err: error, workspace: asked.place.workspace }, 'a question could not be closed');
      }
    }
  }

  async function post({ place, locale, about, note, pending }: Asking): Promise<void> {
    const { newId, newSeed } = drawFrom(pending.key);
    const id = newId();
    // What another schedule asked here a moment ago is today's, too.
    const isOver = (asked: Asked) => asked.id !== id && asked.askedAt < clock.now() - MOMENT_MS;
    await closeAll((await quiz.open(place)).filter(isOver));
    const untold = await quiz.ending(place.workspace, overdue());
    await closeAll(untold.filter(({ place: { channel } }) => channel === place.channel));
    const standing = await classroom
      .ask({ place, locale, about, origin: 'schedule', id, newSeed })
      .catch((error: unknown) => {
        // Its deck was removed, or names its topics otherwise by now: so it will be tomorrow.
        throw error instanceof UserError ? new Unfollowable(error.words) : error;
      });
    const { mention } = await parts.settings.of(place);
    const posted = await parts.post(
      place,
      reply(
        `${note}${questionText(standing, locale)}${reminderText(await parts.due(place.workspace), locale)}`,
        {
          files: await parts.picture(standing),
          buttons: questionButtons(standing, locale),
          mention: mention ?? undefined,
        },
      ),
      postKey(pending),
    );
    await quiz.posted(id, posted.message);
  }

  return {
    post,
    close: (asked) => closeAll([asked]),
    endings: {
      waiting: () => quiz.endingIn(overdue()),
      end: async (workspace) => closeAll(await quiz.ending(workspace, overdue())),
    },
  };
}

/** Whether a question has a picture, and which. */
export function pictureOf(standing: Standing) {
  return present(standing.posed, standing.asked.locale).picture;
}

/** How the answers to a question are spread, without names. */
function spreadOf({ posed, asked }: Standing, answers: readonly Counted[]): PictureSpec {
  const { locale } = asked;
  const texts = new Map(posed.options.map(({ letter, text }) => [letter, labelOf(text[locale])]));
  return {
    kind: 'distribution',
    locale,
    question: wordsOf(posed.question.text[locale]).trim().split('\n')[0] ?? '',
    options: distribution(posed, answers)
      .slice(0, 8)
      .map(({ answer, count, verdict }) => ({
        letter: answer,
        text: texts.get(answer) ?? '',
        count,
        verdict,
      })),
  };
}
