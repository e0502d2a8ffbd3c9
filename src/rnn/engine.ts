/** The engines by name: what is told to do the arithmetic. */
import { kernelEngine } from './kernel/engine.ts';
import { reference } from './reference.ts';
import type { Engine } from './stepper.ts';

/** `kernel`: SIMD WebAssembly, some tens of times faster. `reference`: the formulas as they stand. */
export const ENGINES = ['kernel', 'reference'] as const;
export type EngineName = (typeof ENGINES)[number];
export const DEFAULT_ENGINE: EngineName = 'kernel';

/** The engine of that name; the reference in place of the kernel where WebAssembly SIMD is not to be had. */
export function engineOf(name: EngineName): Engine {
  return name === 'kernel' ? (kernelEngine() ?? reference) : reference;
}
