/** The readable stepper: training as the formulas say it, one line each. The fast kernel is tested against it. */
import { clipGradient } from './clip.ts';
import type { TrainConfig } from './config.ts';
import { bitOf, createNetwork } from './network.ts';
import { copyMemory, createMemory, setMemory, update } from './optimiser.ts';
import { createSequence, writePair } from './sequence.ts';
import { zeroWeights } from './shape.ts';
import { type Engine, notSaved, notUnderWay, type Stepper } from './stepper.ts';
import { copyWeights, MATRICES, setWeights, type Weights } from './weights.ts';

export const reference: Engine = { name: 'reference', build: 'reference', stepper };

function stepper(config: TrainConfig, initial: Weights): Stepper {
  const T = config.bits;
  const network = createNetwork(config, T);
  const sequence = createSequence(T);
  const weights = copyWeights(initial);
  const gradient = zeroWeights(config);
  const memory = createMemory(config);
  const marked = { weights: copyWeights(weights), memory: copyMemory(memory) };

  /** All that outlives an update, but for the two numbers of updates. */
  const parts = [weights, memory.m, memory.v, marked.weights, marked.memory.m, marked.memory.v].flatMap(
    (all) => MATRICES.map((name) => all[name]),
  );
  const length = parts.reduce((sum, part) => sum + part.length, 2);

  /** Of the iteration under way: pairs done, and the sum of their losses; `gradient` is that of its gradients. */
  let done = 0;
  let E = 0;

  function run(a: Uint32Array, b: Uint32Array, start: number, count: number, losses: Float64Array): number {
    const { batch } = config;
    if (start % batch === 0) done = 0;
    else if (start % batch !== done) throw notUnderWay(start);
    let updates = 0;
    for (let p = start; p < start + count; p++) {
      if (done === 0) {
        for (const name of MATRICES) gradient[name].fill(0);
        E = 0;
      }
      writePair(sequence, a[p] as number, b[p] as number);
      E += network.forward(weights, sequence);
      network.backward(weights, sequence, gradient);
      done = (done + 1) % batch;
      if (done > 0) continue;
      losses[Math.floor(p / batch)] = E / batch;
      if (!Number.isFinite(E)) return updates;
      clipGradient(gradient, config.clip);
      update(config, weights, gradient, memory);
      updates++;
    }
    return updates;
  }

  function answers(a: Uint32Array, b: Uint32Array, start: number, count: number, out: Float64Array): void {
    for (let p = start; p < start + count; p++) {
      const a1 = a[p] as number;
      const b1 = b[p] as number;
      const previous = p === start ? Number.NaN : (out[p - 1] as number);
      const shared = Number.isNaN(previous) ? 0 : sharedSteps(a1, b1, a[p - 1] as number, b[p - 1] as number);
      let answer = shared === 0 ? 0 : previous % 2 ** shared;
      for (let t = shared + 1; t <= T; t++) {
        const y = network.step(weights, t, (a1 >>> (t - 1)) & 1, (b1 >>> (t - 1)) & 1);
        answer += bitOf(y) * 2 ** (t - 1);
      }
      out[p] = answer;
    }
  }

  /** How many first steps two pairs have in common: the number of low bits in which both numbers agree. */
  function sharedSteps(a1: number, b1: number, a2: number, b2: number): number {
    const differ = (a1 ^ a2) | (b1 ^ b2);
    return differ === 0 ? T : 31 - Math.clz32(differ & -differ);
  }

  return {
    run,
    answers,
    read: () => copyWeights(weights),
    write(from) {
      done = 0;
      setWeights(weights, from);
      setMemory(memory, createMemory(config));
    },
    mark() {
      setWeights(marked.weights, weights);
      setMemory(marked.memory, memory);
    },
    rewind() {
      done = 0;
      setWeights(weights, marked.weights);
      setMemory(memory, marked.memory);
    },
    save() {
      const updates = Float64Array.of(memory.updates, marked.memory.updates);
      const saved = new Float64Array(length);
      let at = 0;
      for (const part of [...parts, updates]) {
        saved.set(part, at);
        at += part.length;
      }
      return saved;
    },
    load(saved) {
      if (saved.length !== length) throw notSaved(saved.length, length);
      done = 0;
      let at = 0;
      for (const part of parts) {
        part.set(saved.subarray(at, at + part.length));
        at += part.length;
      }
      memory.updates = saved[at] as number;
      marked.memory.updates = saved[at + 1] as number;
    },
  };
}
