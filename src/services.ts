/** What commands are handed: the rooms behind them, as interfaces. `main.ts` builds the real ones. */
import type { Locale } from './chat/locale.ts';
import type { Platform } from './chat/platform.ts';
import type { Attachment } from './chat/reply.ts';
import type { CommandShape } from './chat/shape.ts';
import type { Cards } from './classroom/cards.ts';
import type { Classroom } from './classroom/classroom.ts';
import type { Decks } from './classroom/decks.ts';
import type { Scores } from './classroom/scores.ts';
import type { Clock } from './clock.ts';
import type { Lab } from './lab/lab.ts';
import type { Lessons } from './lessons/lessons.ts';
import type { Pictures } from './plot/pictures.ts';
import type { PictureOwner } from './plot/spec.ts';
import type { PictureSpec as QuestionPictureSpec } from './quiz/picture.ts';
import type { SettingsService } from './settings/settings.ts';
import type { Asked, Store } from './store/port.ts';
import type { Models } from './training/models.ts';
import type { Trainer } from './training/trainer.ts';

export type Services = {
  /** The outside of every command, for `/help`. */
  readonly commands: readonly CommandShape[];
  readonly store: Store;
  readonly trainer: Trainer;
  readonly lab: Lab;
  readonly models: Models;
  readonly pictures: Pictures;
  readonly lessons: Lessons;
  readonly classroom: Classroom;
  readonly cards: Cards;
  readonly decks: Decks;
  readonly scores: Scores;
  readonly settings: SettingsService;
  /** Draws the picture that goes with a question, training the networks that it shows on the workspace's account. */
  questionPicture(spec: QuestionPictureSpec, locale: Locale, asker: PictureOwner): Promise<Attachment>;
  /** Closes a question before its time; the end of one that a schedule asked is told in its channel. */
  closeQuestion(asked: Asked): Promise<void>;
  readonly examine: Platform['examine'];
  /** Of this program, e.g. `0.1.0`. */
  readonly version: string;
  readonly clock: Clock;
  /** A short unique id. */
  newId(): string;
  /** A fresh seed for who gives none, 0…9999: short enough to say. */
  newSeed(): number;
  /** The zone for schedules that name none. */
  readonly defaultZone: string;
};
