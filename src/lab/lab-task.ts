/** What is looked into: analyses of a network, as jobs. */
import { program } from '../jobs/program.ts';
import type { Ablation } from '../rnn/analyse/ablation.ts';
import type { CarryAnalysis } from '../rnn/analyse/carry.ts';
import type { ComponentAnalysis } from '../rnn/analyse/components.ts';
import type { GradientCheck } from '../rnn/analyse/gradient.ts';
import type { LengthAccuracy } from '../rnn/analyse/length.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { RunResult } from '../rnn/result.ts';
import type { Weights } from '../rnn/weights.ts';
import type { Backpropagation } from './bptt.ts';
import type { Checkpoint, Moment } from './checkpoint.ts';

type Net = { readonly config: TrainConfig; readonly weights: Weights };

export type LabTask =
  /** Which unit, or which direction, is the carry (bits ≥ 2). */
  | ({ readonly kind: 'carry' } & Net)
  /** Accuracy without each unit, and without W. */
  | ({ readonly kind: 'ablation' } & Net)
  /** Accuracy by the length of the numbers, in bits. */
  | ({ readonly kind: 'lengths'; readonly lengths: readonly number[] } & Net)
  /** BPTT against finite differences, on `pairs` seeded pairs. */
  | ({ readonly kind: 'check'; readonly pairs: number } & Net)
  /** A moment of a training, made again (bits ≤ 8). */
  | { readonly kind: 'checkpoint'; readonly config: TrainConfig; readonly moment: Moment }
  /** One pair's way back through time (a, b < 2^(bits − 1)). */
  | ({ readonly kind: 'bptt'; readonly a: number; readonly b: number } & Net)
  /** A training made again, with its hidden states at about `frames` moments (bits ≥ 2). */
  | { readonly kind: 'film'; readonly config: TrainConfig; readonly frames: number }
  /** A whole training without reports, for comparisons. */
  | { readonly kind: 'training'; readonly config: TrainConfig };

/** The hidden states of one moment, along the two directions in which those of the end differ most. */
export type FilmFrame = {
  readonly iteration: number;
  readonly points: readonly { readonly x: number; readonly y: number; readonly carry: 0 | 1 }[];
  /** The line between carry and no carry, over all states. */
  readonly split: ComponentAnalysis['split'];
};

/** The frames in order of time. */
export type Film = {
  /** Whether each shows the states of all sums, or those of a seeded sample. */
  readonly over: 'all' | 'sample';
  readonly frames: readonly FilmFrame[];
};

/** How much of a look is done, 0…1. */
export type LookProgress = { readonly share: number };

export type LabAnswers = {
  readonly carry: CarryAnalysis & Pick<ComponentAnalysis, 'points' | 'explained' | 'split'>;
  readonly ablation: Ablation;
  readonly lengths: readonly LengthAccuracy[];
  readonly check: GradientCheck;
  readonly checkpoint: Checkpoint | null;
  readonly bptt: Backpropagation;
  readonly film: Film;
  readonly training: RunResult;
};

export const LOOK = program<LabTask, LookProgress, LabAnswers[LabTask['kind']]>(
  'look',
  new URL('./work.ts', import.meta.url),
  // What each kind of task may take is in `lab.ts`.
  { ends: { stopAfterMs: 600_000 }, most: { person: 4, workspace: 100 } },
);
