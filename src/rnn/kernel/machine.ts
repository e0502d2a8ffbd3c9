/**
 * Instances of the kernel, and who has which. A network has its memory to itself as long as there are enough of them,
 * for it costs up to a millisecond to make room for another and to come back.
 */

/** What `assembly/kernel.ts` exports. The globals are addresses in bytes, valid until the next `setup`. */
export type KernelExports = {
  readonly memory: WebAssembly.Memory;
  readonly A: WebAssembly.Global;
  readonly B: WebAssembly.Global;
  readonly LOSSES: WebAssembly.Global;
  readonly ANSWERS: WebAssembly.Global;
  readonly PARAMETERS: WebAssembly.Global;
  readonly UNDER_WAY: WebAssembly.Global;
  readonly Z: WebAssembly.Global;
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
  train(pairs: number, n: number): number;
  answers(count: number): void;
  mark(): void;
  rewind(): void;
};

/** Whoever's network is in a machine's memory. */
export type Tenant = {
  /** Takes out what must not be lost: the memory is about to be laid out for another. */
  leave(): void;
};

export type Machine = {
  readonly kernel: KernelExports;
  /**
   * Held weakly: what nobody trains or examines any more is collected, and leaves its machine free without a word.
   * `null`: nobody has had it yet.
   */
  tenant: WeakRef<Tenant> | null;
};

export interface Pool {
  /**
   * A machine whose memory is this tenant's to lay out: a free one, else a new one, else the one that has not been asked
   * for longest, whose tenant leaves.
   */
  moveIn(tenant: Tenant): Machine;
  /** Tells that the machine is in use. */
  touch(machine: Machine): void;
}

/**
 * One machine at once, and up to `most` of them when they are needed. An instance reserves gigabytes of address space:
 * where no more is to be had (a RangeError), those that there are have to do.
 */
export function createPool(instantiate: () => KernelExports, most: number): Pool {
  const first: Machine = { kernel: instantiate(), tenant: null };
  /** The one asked for last stands last. */
  const machines = [first];
  let bound = most;

  function another(): Machine | undefined {
    if (machines.length >= bound) return undefined;
    try {
      const machine = { kernel: instantiate(), tenant: null };
      machines.push(machine);
      return machine;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      bound = machines.length;
      return undefined;
    }
  }

  function touch(machine: Machine): void {
    if (machines.at(-1) === machine) return;
    machines.splice(machines.indexOf(machine), 1);
    machines.push(machine);
  }

  return {
    moveIn(tenant) {
      const free = machines.find((each) => each.tenant?.deref() === undefined);
      const machine = free ?? another() ?? machines[0] ?? first;
      machine.tenant?.deref()?.leave();
      machine.tenant = new WeakRef(tenant);
      touch(machine);
      return machine;
    },
    touch,
  };
}

/** Machines in a thread: more trainings than that are seldom under way in one. */
const MOST = 8;

const pools = new WeakMap<WebAssembly.Module, Pool>();

/** This thread's machines of the compiled kernel. Throws an Error if the module is something else. */
export function poolOf(module: WebAssembly.Module): Pool {
  const known = pools.get(module);
  if (known !== undefined) return known;
  const pool = createPool(() => instantiate(module), MOST);
  pools.set(module, pool);
  return pool;
}

const FUNCTIONS = ['setup', 'train', 'answers', 'mark', 'rewind'];
const ADDRESSES = ['A', 'B', 'LOSSES', 'ANSWERS', 'PARAMETERS', 'UNDER_WAY', 'Z'];

/** A new instance of the compiled kernel. Throws an Error if the module is something else. */
export function instantiate(module: WebAssembly.Module): KernelExports {
  const { exports } = new WebAssembly.Instance(module);
  if (!isKernel(exports)) throw new Error('the WebAssembly module is not the kernel');
  return exports;
}

function isKernel(exports: object): exports is KernelExports {
  const named = new Map(Object.entries(exports));
  return (
    named.get('memory') instanceof WebAssembly.Memory &&
    FUNCTIONS.every((name) => typeof named.get(name) === 'function') &&
    ADDRESSES.every((name) => named.get(name) instanceof WebAssembly.Global)
  );
}
