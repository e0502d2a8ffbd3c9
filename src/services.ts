/** What commands are handed: the rooms behind them, as interfaces. `main.ts` builds the real ones. */
import type { CommandShape } from './chat/shape.ts';
import type { Clock } from './clock.ts';
import type { Lessons } from './lessons/lessons.ts';
import type { Pictures } from './plot/pictures.ts';
import type { QuizRoom } from './quiz/room.ts';
import type { Store } from './store/port.ts';
import type { Models } from './training/models.ts';
import type { Trainer } from './training/trainer.ts';

export type Services = {
  /** The outside of every command, for `/help`. */
  readonly commands: readonly CommandShape[];
  readonly store: Store;
  readonly trainer: Trainer;
  readonly models: Models;
  readonly pictures: Pictures;
  readonly lessons: Lessons;
  readonly quiz: QuizRoom;
  readonly clock: Clock;
  /** A fresh seed for who gives none, 0…9999: short enough to say. */
  newSeed(): number;
  /** The zone for schedules that name none. */
  readonly defaultZone: string;
};
