/** The engines by name: what is told to do the arithmetic. */
import type { TrainConfig } from './config.ts';
import { kernelEngine } from './kernel/engine.ts';
import { isWithinKernel } from './kernel/layout.ts';
import { reference } from './reference.ts';
import type { Engine } from './stepper.ts';

/** `kernel`: SIMD WebAssembly, several times faster (docs/performance.md). `reference`: the formulas as they stand. */
export const ENGINES = ['kernel', 'reference'] as const;
export type EngineName = (typeof ENGINES)[number];
export const DEFAULT_ENGINE: EngineName = 'kernel';

/**
 * The engine of that name for such a network. In place of the kernel it is the reference where WebAssembly SIMD is not
 * to be had, and for settings that the kernel does not know, such as a cell that it has no code for.
 */
export function engineOf(name: EngineName, config: TrainConfig): Engine {
  const compiled = name === 'kernel' && isWithinKernel(config) ? kernelEngine() : undefined;
  return compiled ?? reference;
}
