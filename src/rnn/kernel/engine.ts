/** The fast engine: the same numbers as the readable one but for rounding, several times sooner. */
import type { Engine } from '../stepper.ts';
import { type Pool, poolOf } from './machine.ts';
import { kernelChecksum, kernelModule } from './module.ts';
import { createKernelStepper } from './stepper.ts';

/**
 * The engine of the compiled kernel; `undefined` where it cannot run, and the reference has to do.
 * @param module what `kernelModule` gave, perhaps in another thread; left out, it is compiled here
 */
export function kernelEngine(module: WebAssembly.Module | undefined = kernelModule()): Engine | undefined {
  return module === undefined ? undefined : engineOn(poolOf(module));
}

/** The engine whose networks share these machines. */
export function engineOn(pool: Pool): Engine {
  return {
    name: 'kernel',
    get build() {
      return `kernel ${kernelChecksum()}`;
    },
    stepper: (config, initial) => createKernelStepper(pool, config, initial),
  };
}
