/** The engines by name: what is told to do the arithmetic. */
import { RECURRENT_CELLS } from './cells/index.ts';
import type { Cell } from './config.ts';
import { kernelEngine } from './kernel/engine.ts';
import { reference } from './reference.ts';
import type { Engine } from './stepper.ts';

/** `kernel`: SIMD WebAssembly, several times faster (docs/performance.md). `reference`: the formulas as they stand. */
export const ENGINES = ['kernel', 'reference'] as const;
export type EngineName = (typeof ENGINES)[number];
export const DEFAULT_ENGINE: EngineName = 'kernel';

/**
 * The engine of that name for networks of such cells. In place of the kernel it is the reference where WebAssembly
 * SIMD is not to be had, and for every cell that says it has no kernel.
 */
export function engineOf(name: EngineName, cell: Cell): Engine {
  const compiled =
    name === 'kernel' && RECURRENT_CELLS[cell].kernel === 'compiled' ? kernelEngine() : undefined;
  return compiled ?? reference;
}
