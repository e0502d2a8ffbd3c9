/** A page of the course as it is written: plain data in both languages. */
import type { Words } from '../chat/locale.ts';
import type { Topic } from '../quiz/topic.ts';
import type { Diagram } from './diagram.ts';

/** A formula, how it is said, and the lines of NumPy that compute it. */
export type Row = {
  /** TeX, with the symbols of `formula/symbols.ts`. */
  readonly tex: string;
  /** The formula read aloud. */
  readonly say: Words;
  /** Lines of at most 50 characters; none where there is nothing to compute. */
  readonly code: readonly string[];
};

/** What a page's picture shows: a diagram, formulas beside their code, or the one above the other. */
export type PageContent = {
  /** Heading of the picture, one sentence without a full stop: what is to be seen. */
  readonly finding: Words;
  readonly diagram: Diagram;
  /** What the diagram shows, for those who do not see it; empty where there is none. */
  readonly seen: Words;
  readonly rows: readonly Row[];
  /** Whether the code also stands in the text, to be copied: where its lines are statements of one program. */
  readonly listing: 'in text' | 'picture only';
};

/** An experiment that shows the point of a page. */
export type Experiment = {
  /** A command line, e.g. `/train activation=relu seed=4`. */
  readonly command: string;
  /** What to look for. */
  readonly look: Words;
};

export type Page = {
  /** Lower-case letters, digits and hyphens; a choice of `/explain`. */
  readonly id: string;
  readonly title: Words;
  /** What "Ask me" asks about. */
  readonly topic: Topic;
  /** The body, in the small Markdown of `chat/reply.ts`, without title, code and experiment. */
  readonly text: Words;
  readonly picture: PageContent;
  readonly experiment: Experiment;
};
