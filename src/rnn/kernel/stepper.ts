/** The kernel behind the trainer's door: it copies pairs in and losses, answers and weights out. */
import type { TrainConfig } from '../config.ts';
import { BLOCK, never, type Stepper } from '../stepper.ts';
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
import type { Machine } from './machine.ts';

/** Pairs that are answered in one call of the kernel. */
const PORTION = 4096;

/** Views of the kernel's memory as laid out for one stepper. */
type Views = {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly losses: Float64Array;
  readonly answers: Float64Array;
  readonly parameters: Float64Array;
  /** Parameters, optimiser memory and their marked copies: all that outlives a call. */
  readonly state: Float64Array;
};

/** A network in training on the machine; it shares it with others made for the same one. */
export function createKernelStepper(machine: Machine, config: TrainConfig, initial: Weights): Stepper {
  const { kernel } = machine;
  const { hidden, batch, biases } = config;
  const pairs = Math.max(BLOCK * batch, PORTION);
  const tenant = { leave };
  let views = moveIn();
  let packed: Float64Array | null = null;

  /** Lays the memory out anew, all 0. */
  function moveIn(): Views {
    machine.tenant?.leave();
    machine.tenant = null;
    kernel.setup(
      hidden,
      config.bits,
      batch,
      pairs,
      ACTIVATION[config.activation],
      lossNumber(config),
      OPTIMISER[config.optimiser],
      BIASES[biases],
      config.rate,
      config.clip,
    );
    machine.tenant = tenant;
    const { buffer } = kernel.memory;
    const start = kernel.PARAMETERS.value;
    return {
      a: new Uint32Array(buffer, kernel.A.value, pairs),
      b: new Uint32Array(buffer, kernel.B.value, pairs),
      losses: new Float64Array(buffer, kernel.LOSSES.value, pairs),
      answers: new Float64Array(buffer, kernel.ANSWERS.value, pairs),
      parameters: new Float64Array(buffer, start, parameterCount(hidden)),
      state: new Float64Array(
        buffer,
        start,
        (kernel.GRADIENT.value - start) / Float64Array.BYTES_PER_ELEMENT,
      ),
    };
  }

  function leave(): void {
    packed = views.state.slice();
  }

  /** This stepper's memory, brought back if another has had the machine in the meantime. */
  function mine(): Views {
    if (machine.tenant === tenant) return views;
    views = moveIn();
    if (packed !== null) views.state.set(packed);
    packed = null;
    return views;
  }

  function write(weights: Weights): void {
    const { parameters, state } = mine();
    // Parameters and optimiser memory come before the marked copies of both, which stay.
    state.fill(0, 0, state.length / 2);
    writeParameters(hidden, parameters, weights);
  }

  const run: Stepper['run'] = (a, b, start, count, losses, stopped = never) => {
    const at = mine();
    machine.stopped = stopped;
    at.a.set(a.subarray(start * batch, (start + count) * batch));
    at.b.set(b.subarray(start * batch, (start + count) * batch));
    const done = kernel.train(count);
    losses.set(at.losses.subarray(0, Math.min(count, done + 1)), start);
    return done;
  };

  function answers(a: Uint32Array, b: Uint32Array, start: number, count: number, out: Float64Array): void {
    const at = mine();
    for (let from = start, end = start + count; from < end; from += pairs) {
      const until = Math.min(end, from + pairs);
      at.a.set(a.subarray(from, until));
      at.b.set(b.subarray(from, until));
      kernel.answers(until - from);
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
      kernel.mark();
    },
    rewind() {
      mine();
      kernel.rewind();
    },
  };
}
