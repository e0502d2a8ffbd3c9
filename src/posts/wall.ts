/** What a teacher projects on the wall: today's question as it is answered, and how the class is doing. */
import { topicName } from '../answers/score.ts';
import { UserError } from '../chat/error.ts';
import type { Locale } from '../chat/locale.ts';
import type { Attachment } from '../chat/reply.ts';
import type { ClassQuestion, LeaguePlace, ToldAnswer, Wall } from '../chat/wall.ts';
import type { Classroom, Standing } from '../classroom/classroom.ts';
import { type Counted, isCounting } from '../classroom/counting.ts';
import type { Scores } from '../classroom/scores.ts';
import type { Clock } from '../clock.ts';
import { correctAnswer } from '../quiz/correct.ts';
import type { Posed } from '../quiz/pose.ts';
import { present } from '../quiz/present.ts';
import { coveredDistribution, distribution } from '../quiz/tally.ts';
import { markdownOf } from '../quiz/typed.ts';
import type { Asked, QuizStore } from '../store/port.ts';
import { botIn, type QuestionPictures } from './question-picture.ts';

type Parts = {
  readonly classroom: Classroom;
  readonly quiz: QuizStore;
  readonly scores: Scores;
  readonly clock: Clock;
  /** Closes a question and lets those know who are told of its end. */
  close(asked: Asked): Promise<void>;
  readonly questionPicture: QuestionPictures;
  /** The best of the laboratory's league, best first. */
  league(workspace: string, locale: Locale): Promise<readonly LeaguePlace[]>;
};

/** A question counts as today's for so long after it was asked. */
const TODAY_MS = 24 * 3_600_000;
/** From this share right on, with at least so many answers, a learner has mastered a topic. */
const MASTERED = { share: 0.8, answers: 3 };

/** The question alone where its options stand below with their counts; else with what it needs to be understood. */
function questionOf(posed: Posed, locale: Locale): string {
  const { kind, text } = posed.question;
  return kind === 'choice' || kind === 'picture' ? text[locale].trim() : present(posed, locale).text;
}

function toldOf(posed: Posed, answers: readonly Counted[], locale: Locale): ToldAnswer {
  const right = distribution(posed, answers).filter(({ verdict }) => verdict === 'right');
  return {
    right: right.map(({ answer }) => answer),
    answer: correctAnswer(posed, locale),
    why: posed.question.explanation[locale],
  };
}

export function createWall(parts: Parts): Wall {
  const { classroom, quiz, scores, clock, league } = parts;
  /** The picture last drawn for each language: the view is asked for all the time. */
  const drawn = new Map<Locale, { readonly id: string; readonly picture: Promise<Attachment> }>();

  async function newest(workspace: string): Promise<Standing | undefined> {
    const asked = await quiz.newest(workspace, clock.now() - TODAY_MS);
    try {
      return asked && (await classroom.standing(workspace, asked.id));
    } catch (error) {
      // Its deck was removed: the rest of the class still stands on the wall.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  async function pictureOf({ asked, posed }: Standing, locale: Locale): Promise<Attachment | undefined> {
    const { picture: spec } = present(posed, locale);
    if (spec === undefined) return undefined;
    const last = drawn.get(locale);
    const picture =
      last?.id === asked.id
        ? last.picture
        : parts.questionPicture(spec, locale, botIn(asked.place.workspace));
    drawn.set(locale, { id: asked.id, picture });
    try {
      return await picture;
    } catch (error) {
      // The laboratory may be busy: the next look at the wall tries again.
      drawn.delete(locale);
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  async function question(workspace: string, locale: Locale): Promise<ClassQuestion | null> {
    const standing = await newest(workspace);
    if (standing === undefined) return null;
    const { posed, asked } = standing;
    const picture = await pictureOf(standing, locale);
    const answers = (await quiz.answers(asked.id)).filter(isCounting);
    const texts = new Map(posed.options.map(({ letter, text }) => [letter, markdownOf(text[locale])]));
    const isTold = asked.closedAt !== null;
    const bars = isTold ? distribution(posed, answers) : coveredDistribution(posed, answers);
    return {
      id: asked.id,
      picture: picture === undefined ? null : { alt: picture.alt },
      text: questionOf(posed, locale),
      choices: bars.map(({ answer, count }) => ({ letter: answer, text: texts.get(answer) ?? '', count })),
      answers: answers.length,
      told: isTold ? toldOf(posed, answers, locale) : null,
    };
  }

  return {
    async tell(workspace, id) {
      const asked = await quiz.newest(workspace, clock.now() - TODAY_MS);
      if (asked?.id !== id) return 'gone';
      await parts.close(asked);
      return 'told';
    },
    async picture(workspace, id, locale) {
      const standing = await newest(workspace);
      return standing?.asked.id === id ? pictureOf(standing, locale) : undefined;
    },
    async view(workspace, locale) {
      const [today, bank, learners, places] = await Promise.all([
        question(workspace, locale),
        classroom.bank(workspace),
        scores.learners(workspace),
        league(workspace, locale),
      ]);
      const topics = new Map<string, { mastered: number; started: number }>();
      for (const shares of learners) {
        for (const [topic, { right, wrong }] of shares) {
          const row = topics.get(topic) ?? { mastered: 0, started: 0 };
          const mastered = right + wrong >= MASTERED.answers && right / (right + wrong) >= MASTERED.share;
          topics.set(topic, { started: row.started + 1, mastered: row.mastered + (mastered ? 1 : 0) });
        }
      }
      return {
        question: today,
        learners: learners.length,
        topics: [...topics].map(([topic, row]) => ({ name: topicName(topic, bank, locale), ...row })),
        league: places.slice(0, 10),
      };
    },
  };
}
