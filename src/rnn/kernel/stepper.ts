/** The kernel behind the trainer's door: it copies pairs in and losses, answers and weights out. */
import type { TrainConfig } from '../config.ts';
import { notSaved, notUnderWay, type Stepper } from '../stepper.ts';
import type { Weights } from '../weights.ts';
import {
  ACTIVATION,
  BIASES,
  lossNumber,
  OPTIMISER,
  parameterCount,
  readParameters,
  writeParameters,
} from './layout.ts';
import type { Pool } from './machine.ts';

/** Most pairs that are handed to the kernel in one call. */
const PAIRS = 4096;

/** Views of the kernel's memory as laid out for one stepper. */
type Views = {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly losses: Float64Array;
  readonly answers: Float64Array;
  readonly parameters: Float64Array;
  /** Parameters, optimiser memory and their marked copies: all that outlives an update. */
  readonly state: Float64Array;
  /** The update under way: the sum of its losses in front, and its gradient. */
  readonly underWay: Float64Array;
};

/** What is taken out of a machine for another network. */
type Packed = { readonly state: Float64Array; readonly underWay: Float64Array | null };

/** A network in training on one of the machines. */
export function createKernelStepper(pool: Pool, config: TrainConfig, initial: Weights): Stepper {
  const { hidden, batch, biases } = config;
  const tenant = { leave };
  let machine = pool.moveIn(tenant);
  /** The machine is this stepper's as long as its tenant is this very reference. */
  let lease = machine.tenant;
  let views = layOut();
  let packed: Packed | null = null;
  /** Pairs of the update under way that are done. */
  let done = 0;

  /** Lays the machine's memory out anew, all 0. */
  function layOut(): Views {
    const { kernel } = machine;
    kernel.setup(
      hidden,
      config.bits,
      batch,
      PAIRS,
      ACTIVATION[config.activation],
      lossNumber(config),
      OPTIMISER[config.optimiser],
      BIASES[biases],
      config.rate,
      config.clip,
    );
    const { buffer } = kernel.memory;
    const doubles = (start: number, end: number) =>
      new Float64Array(buffer, start, (end - start) / Float64Array.BYTES_PER_ELEMENT);
    const start = kernel.PARAMETERS.value;
    return {
      a: new Uint32Array(buffer, kernel.A.value, PAIRS),
      b: new Uint32Array(buffer, kernel.B.value, PAIRS),
      losses: new Float64Array(buffer, kernel.LOSSES.value, PAIRS),
      answers: new Float64Array(buffer, kernel.ANSWERS.value, PAIRS),
      parameters: new Float64Array(buffer, start, parameterCount(hidden)),
      state: doubles(start, kernel.UNDER_WAY.value),
      underWay: doubles(kernel.UNDER_WAY.value, kernel.Z.value),
    };
  }

  function leave(): void {
    packed = { state: views.state.slice(), underWay: done > 0 ? views.underWay.slice() : null };
  }

  /** This stepper's memory, brought back if another has had its machine in the meantime. */
  function mine(): Views {
    if (machine.tenant === lease) {
      pool.touch(machine);
      return views;
    }
    machine = pool.moveIn(tenant);
    lease = machine.tenant;
    views = layOut();
    if (packed !== null) {
      views.state.set(packed.state);
      if (packed.underWay !== null) views.underWay.set(packed.underWay);
    }
    packed = null;
    return views;
  }

  function write(weights: Weights): void {
    const { parameters, state } = mine();
    done = 0;
    // Parameters and optimiser memory come before the marked copies of both, which stay.
    state.fill(0, 0, state.length / 2);
    writeParameters(hidden, parameters, weights);
  }

  /** At most PAIRS pairs; returns the updates completed, and whether those are all that should have been. */
  function learn(a: Uint32Array, b: Uint32Array, start: number, count: number, losses: Float64Array): number {
    const at = mine();
    at.a.set(a.subarray(start, start + count));
    at.b.set(b.subarray(start, start + count));
    const updates = machine.kernel.train(count, done);
    const whole = Math.floor((done + count) / batch);
    losses.set(at.losses.subarray(0, Math.min(whole, updates + 1)), Math.floor(start / batch));
    done = updates < whole ? 0 : (done + count) % batch;
    return updates;
  }

  function run(a: Uint32Array, b: Uint32Array, start: number, count: number, losses: Float64Array): number {
    if (start % batch === 0) done = 0;
    else if (start % batch !== done) throw notUnderWay(start);
    const before = Math.floor(start / batch);
    let updates = 0;
    for (let from = start, end = start + count; from < end; from += PAIRS) {
      const until = Math.min(end, from + PAIRS);
      updates += learn(a, b, from, until - from, losses);
      if (updates < Math.floor(until / batch) - before) return updates;
    }
    return updates;
  }

  function answers(a: Uint32Array, b: Uint32Array, start: number, count: number, out: Float64Array): void {
    const at = mine();
    for (let from = start, end = start + count; from < end; from += PAIRS) {
      const until = Math.min(end, from + PAIRS);
      at.a.set(a.subarray(from, until));
      at.b.set(b.subarray(from, until));
      machine.kernel.answers(until - from);
      out.set(at.answers.subarray(0, until - from), from);
    }
  }

  write(initial);
  return {
    run,
    answers,
    read: () => readParameters(hidden, biases, mine().parameters),
    write,
    mark() {
      mine();
      machine.kernel.mark();
    },
    rewind() {
      mine();
      done = 0;
      machine.kernel.rewind();
    },
    save: () => mine().state.slice(),
    load(saved) {
      const { state } = mine();
      if (saved.length !== state.length) throw notSaved(saved.length, state.length);
      done = 0;
      state.set(saved);
    },
  };
}
