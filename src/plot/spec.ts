/** Every picture that can be asked for: plain data that can be posted to a worker. */
import type { Caller } from '../chat/invocation.ts';
import type { AblationSpec } from './ablation.ts';
import type { CurvesSpec } from './curves.ts';
import type { DistributionSpec } from './distribution.ts';
import type { ErrorMapSpec } from './error-map.ts';
import type { FilmSpec } from './film.ts';
import type { GradientFlowSpec } from './gradient-flow.ts';
import type { HiddenStateSpec } from './hidden-state.ts';
import type { LengthsSpec } from './lengths.ts';
import type { LossSpec } from './loss.ts';
import type { PortraitSpec } from './portrait.ts';
import type { ProgressSpec } from './progress.ts';
import type { CompareSpec } from './showdown.ts';
import type { SparksSpec } from './sparks.ts';
import type { SumSpec } from './sum.ts';
import type { TrainingSpec } from './training.ts';
import type { UnrolledSpec } from './unrolled.ts';

/** A picture that does not move: PNG. */
export type StillSpec =
  | CurvesSpec
  | HiddenStateSpec
  | LossSpec
  | SumSpec
  | UnrolledSpec
  | GradientFlowSpec
  | PortraitSpec
  | ErrorMapSpec
  | LengthsSpec
  | AblationSpec
  | CompareSpec
  | DistributionSpec
  | ProgressSpec
  | FilmSpec
  | SparksSpec;

export type PictureSpec = StillSpec | TrainingSpec;

/** Whom a picture is drawn for. */
export type PictureOwner = Pick<Caller, 'workspace' | 'userId'>;
