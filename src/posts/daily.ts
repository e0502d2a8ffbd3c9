/** The daily question: the old one closes with its answer, the new one is asked. */
import { closedText, reminderText, resultText } from '../answers/daily.ts';
import { questionButtons, questionText } from '../answers/quiz.ts';
import { UserError } from '../chat/error.ts';
import type { Place } from '../chat/invocation.ts';
import type { Locale } from '../chat/locale.ts';
import { wordsOf } from '../chat/markdown.ts';
import type { Posted } from '../chat/platform.ts';
import { type Attachment, type Reply, reply } from '../chat/reply.ts';
import type { About } from '../classroom/choose.ts';
import type { Classroom, Standing } from '../classroom/classroom.ts';
import { type Counted, isCounting } from '../classroom/counting.ts';
import type { Scores } from '../classroom/scores.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Pictures } from '../plot/pictures.ts';
import type { PictureSpec } from '../plot/spec.ts';
import { present } from '../quiz/present.ts';
import { distribution } from '../quiz/tally.ts';
import { labelOf } from '../quiz/typed.ts';
import { Unfollowable } from '../schedule/fault.ts';
import type { Asked, QuizStore } from '../store/port.ts';

type Parts = {
  readonly classroom: Classroom;
  readonly quiz: QuizStore;
  readonly clock: Clock;
  readonly log: Log;
  post(place: Place, reply: Reply): Promise<Posted>;
  edit(posted: Posted, reply: Reply): Promise<void>;
  newId(): string;
  newSeed(): number;
  /** Draws the picture of a question, if it has one. */
  picture(standing: Standing): Promise<readonly Attachment[]>;
  readonly pictures: Pictures;
  readonly scores: Scores;
  /** What the workspace's people want to be reminded of. */
  due(workspace: string): Promise<readonly { readonly userName: string; readonly count: number }[]>;
};

/** How long a question may stand without another after it: a daily one closes with the next, a weekly one by itself. */
const OPEN_MS = 25 * 3_600_000;

/** Questions that come within this time of each other stand side by side. */
const MOMENT_MS = 10 * 60_000;

type Asking = {
  readonly place: Place;
  readonly locale: Locale;
  readonly about: About;
  readonly note: string;
};

export type Daily = {
  /**
   * Posts a question, after closing those before it in the same channel.
   * @param asking `note`: lines above it, or empty
   * @throws Unfollowable if there is no such topic or deck any more
   */
  post(asking: Asking): Promise<void>;
  /** Closes a question before its time; one that is closed stays as it is. */
  close(asked: Asked): Promise<void>;
  /** Closes the questions whose time is over. */
  sweep(): Promise<void>;
};

export function createDaily(parts: Parts): Daily {
  const { classroom, quiz, clock, log } = parts;

  /** Closes one question. Where a schedule posted it, its buttons go, and the answer comes with how it went. */
  async function close(standing: Standing): Promise<void> {
    const { asked } = standing;
    if ((await quiz.close(asked.id, clock.now())) === 'was-closed' || asked.origin !== 'schedule') return;
    const given = await quiz.answers(asked.id);
    const answers = given.filter(isCounting);
    const files = answers.length === 0 ? [] : await spread(standing, answers);
    if (asked.message !== null) {
      try {
        const text = closedText(standing, asked.locale);
        await parts.edit(
          { ...asked.place, message: asked.message },
          reply(text, { files: await parts.picture(standing) }),
        );
      } catch (error) {
        // The message may have been deleted; the answer below is what matters.
        log.warn({ err: error, workspace: asked.place.workspace }, 'a closed question could not be edited');
      }
    }
    const streaks = await parts.scores.streaks(
      asked.place.workspace,
      answers.map(({ userId }) => userId),
    );
    await parts.post(asked.place, reply(resultText(standing, given, streaks, asked.locale), { files }));
  }

  async function spread(standing: Standing, answers: readonly Counted[]): Promise<readonly Attachment[]> {
    try {
      return [await parts.pictures.draw(spreadOf(standing, answers))];
    } catch (error) {
      // The question is closed by now: its answer has to come, without a picture if need be.
      log.warn({ err: error, workspace: standing.asked.place.workspace }, 'answers could not be drawn');
      return [];
    }
  }

  async function closeAll(questions: readonly Asked[]): Promise<void> {
    for (const { id, place } of questions) {
      try {
        await close(await classroom.standing(place.workspace, id));
      } catch (error) {
        // Its deck was removed or its options changed: there is no answer left to tell.
        if (error instanceof UserError) await quiz.close(id, clock.now());
        // The others close, and today's question comes, whatever became of this one.
        log.error({ err: error, workspace: place.workspace }, 'a question could not be closed');
      }
    }
  }

  async function post({ place, locale, about, note }: Asking): Promise<void> {
    // What another schedule asked here a moment ago is today's, too.
    const isOver = ({ askedAt }: Asked) => askedAt < clock.now() - MOMENT_MS;
    await closeAll((await quiz.open(place)).filter(isOver));
    const standing = await classroom
      .ask({
        place,
        locale,
        about,
        origin: 'schedule',
        id: parts.newId(),
        newSeed: parts.newSeed,
      })
      .catch((error: unknown) => {
        // Its deck was removed, or names its topics otherwise by now: so it will be tomorrow.
        throw error instanceof UserError ? new Unfollowable(error.words) : error;
      });
    const posted = await parts.post(
      place,
      reply(
        `${note}${questionText(standing, locale)}${reminderText(await parts.due(place.workspace), locale)}`,
        {
          files: await parts.picture(standing),
          buttons: questionButtons(standing, locale),
        },
      ),
    );
    await quiz.posted(standing.asked.id, posted.message);
  }

  return {
    post,
    close: (asked) => closeAll([asked]),
    sweep: async () => closeAll(await quiz.overdue(clock.now() - OPEN_MS)),
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
