/**
 * One instance of the kernel, and the steppers that take turns on it. An instance reserves gigabytes of
 * address space, so a thread has one for all its networks: whoever comes in has the one before pack up first.
 */

import { never, type Stopped } from '../stepper.ts';

/** What `assembly/kernel.ts` exports. The globals are addresses in bytes, valid until the next `setup`. */
export type KernelExports = {
  readonly memory: WebAssembly.Memory;
  readonly A: WebAssembly.Global;
  readonly B: WebAssembly.Global;
  readonly LOSSES: WebAssembly.Global;
  readonly ANSWERS: WebAssembly.Global;
  readonly PARAMETERS: WebAssembly.Global;
  readonly GRADIENT: WebAssembly.Global;
  setup(
    hidden: number,
    steps: number,
    batch: number,
    pairs: number,
    activation: number,
    loss: number,
    optimiser: number,
    biases: number,
    rate: number,
    clip: number,
  ): void;
  train(count: number): number;
  answers(count: number): void;
  mark(): void;
  rewind(): void;
};

/** Whoever's network is in the machine's memory. */
export type Tenant = {
  /** Takes out what must not be lost: the memory is about to be laid out for another. */
  leave(): void;
};

export type Machine = {
  readonly kernel: KernelExports;
  tenant: Tenant | null;
  /** What the kernel asks in the middle of large updates. */
  stopped: Stopped;
};

const machines = new WeakMap<WebAssembly.Module, Machine>();

/** This thread's machine for the compiled kernel. Throws an Error if the module is something else. */
export function machineOf(module: WebAssembly.Module): Machine {
  const known = machines.get(module);
  if (known !== undefined) return known;
  const { exports } = new WebAssembly.Instance(module, { host: { stopped: () => machine.stopped() } });
  if (!isKernel(exports)) throw new Error('the WebAssembly module is not the kernel');
  const machine: Machine = { kernel: exports, tenant: null, stopped: never };
  machines.set(module, machine);
  return machine;
}

const FUNCTIONS = ['setup', 'train', 'answers', 'mark', 'rewind'];
const ADDRESSES = ['A', 'B', 'LOSSES', 'ANSWERS', 'PARAMETERS', 'GRADIENT'];

function isKernel(exports: object): exports is KernelExports {
  const named = new Map(Object.entries(exports));
  return (
    named.get('memory') instanceof WebAssembly.Memory &&
    FUNCTIONS.every((name) => typeof named.get(name) === 'function') &&
    ADDRESSES.every((name) => named.get(name) instanceof WebAssembly.Global)
  );
}
