/** Every picture that can be asked for: plain data that can be posted to a worker. */
import type { LossSpec } from './loss.ts';
import type { SumSpec } from './sum.ts';
import type { UnrolledSpec } from './unrolled.ts';

export type PictureSpec = LossSpec | SumSpec | UnrolledSpec;
