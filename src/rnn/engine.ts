/** The engines by name: what `startTraining` and `evaluate` are told to do the arithmetic with. */
import { reference } from './reference.ts';
import type { Engine } from './stepper.ts';

export const ENGINES: Readonly<Record<'reference', Engine>> = { reference };
export type EngineName = keyof typeof ENGINES;
export const DEFAULT_ENGINE: EngineName = 'reference';
