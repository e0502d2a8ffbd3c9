/** What a teacher projects on the wall: the port to whatever keeps questions, progress and scores. */
import type { Locale } from './locale.ts';
import type { Attachment } from './reply.ts';

/** Today's question and how the class has answered so far. */
export type ClassQuestion = {
  readonly id: string;
  /** Small Markdown, as in replies. */
  readonly text: string;
  readonly choices: readonly {
    /** `A`, `B`, … */
    readonly letter: string;
    readonly text: string;
    /** How many chose it. */
    readonly count: number;
  }[];
  /** How many answered. */
  readonly answers: number;
  /** Null while the question takes answers: until then, nothing in the view tells the right one. */
  readonly told: ToldAnswer | null;
  /** What the question's picture shows, in words; null where it has none. */
  readonly picture: { readonly alt: string } | null;
};

/** The answer to a closed question, for everyone to see. */
export type ToldAnswer = {
  /** Letters of the choices that are right; none where nobody gave a right one that was typed. */
  readonly right: readonly string[];
  /** The right answer in words; small Markdown. */
  readonly answer: string;
  /** Why it is right; small Markdown. */
  readonly why: string;
};

/** One topic: how many of the class are how far. */
export type ClassTopic = { readonly name: string; readonly mastered: number; readonly started: number };

/** One place in the league of the laboratory, best first. */
export type LeaguePlace = {
  readonly name: string;
  /** The settings of the run, in a few words. */
  readonly what: string;
  /** The result, in a few words, e.g. `100 % · 4,200 pairs`. */
  readonly score: string;
};

export type WallView = {
  /** Null: nothing has been asked today. */
  readonly question: ClassQuestion | null;
  readonly learners: number;
  readonly topics: readonly ClassTopic[];
  /** At most 10. */
  readonly league: readonly LeaguePlace[];
};

export interface Wall {
  /** The class of a workspace at this moment. Asked every two seconds while a teacher looks. */
  view(workspace: string, locale: Locale): Promise<WallView>;
  /**
   * Tells the answer to the question in the view, to everyone, and so closes it: nobody can answer it any more.
   * `gone`: another is in the view, or none. Telling what is told changes nothing.
   */
  tell(workspace: string, question: string): Promise<'told' | 'gone'>;
  /** The picture of the question, if it is the one in the view and has one. */
  picture(workspace: string, question: string, locale: Locale): Promise<Attachment | undefined>;
}
