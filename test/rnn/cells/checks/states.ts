/** What a cell lays out and shows: shapes by its gates, all that goes from step to step, formulas. */
import { expect } from 'vitest';
import { type Cell, RECURRENT_CELLS } from '../../../../src/rnn/cells/index.ts';
import { ACTIVATIONS, BIASES, DEFAULTS, type TrainConfig } from '../../../../src/rnn/config.ts';
import { initialWeights } from '../../../../src/rnn/init.ts';
import { createNetwork } from '../../../../src/rnn/network.ts';
import { createRandom } from '../../../../src/rnn/random.ts';
import { sequenceOf } from '../../../../src/rnn/sequence.ts';
import { weightLengths, zeroWeights } from '../../../../src/rnn/shape.ts';
import { MATRICES, type Weights } from '../../../../src/rnn/weights.ts';
import type { Check } from './check.ts';

const T = 6;

type Tried = { readonly config: TrainConfig; readonly weights: Weights };

/** A network for each activation, with and without biases, of 1 unit and of 5. */
function networks(cell: Cell): Tried[] {
  return ACTIVATIONS.flatMap((activation) =>
    BIASES.flatMap((biases) =>
      [1, 5].map((hidden) => {
        const config = { ...DEFAULTS, cell, activation, biases, hidden, bits: T };
        const random = createRandom(hidden);
        const weights = initialWeights(config, random);
        for (const part of [weights.b, weights.c]) part.set(part.map(() => random.normal()));
        return { config, weights };
      }),
    ),
  );
}

const pair = (a: number, b: number) => sequenceOf(a, b, T);

function shapes(cell: Cell): void {
  const { gates, program } = RECURRENT_CELLS[cell];
  expect(Number.isInteger(gates) && gates >= 1).toBe(true);
  for (const { config, weights } of networks(cell)) {
    const H = config.hidden;
    const biased = config.biases === 'on' ? 1 : 0;
    const lengths = { W_in: 2 * gates * H, W: H * gates * H, W_out: H, b: biased * gates * H, c: biased };
    expect(weightLengths(config)).toEqual(lengths);
    const network = createNetwork(config, T);
    const sequence = pair(45 % 32, 19);
    const gradient = zeroWeights(config);
    network.forward(weights, sequence);
    network.backward(weights, sequence, gradient);
    const { states, activated, delta } = network.cell;
    expect(Object.keys(states)).toEqual([...program.states]);
    for (const rows of [...Object.values(states), ...activated]) {
      expect(rows).toHaveLength((T + 1) * H);
      expect(rows.every(Number.isFinite)).toBe(true);
      expect(rows.subarray(0, H).every((value) => value === 0)).toBe(true);
    }
    expect(activated.length).toBeGreaterThan(0);
    expect(activated.every((rows) => Object.values(states).includes(rows))).toBe(true);
    expect(delta).toHaveLength((T + 2) * gates * H);
    expect(delta.every(Number.isFinite)).toBe(true);
    const end = delta.subarray((T + 1) * gates * H);
    expect(end.every((value) => value === 0)).toBe(true);
    for (const name of MATRICES) expect(gradient[name].every(Number.isFinite)).toBe(true);
  }
}

/** δᵗ is what ∂E/∂W_in and ∂E/∂b are made of: ∂E/∂b = Σ δᵗ, ∂E/∂W_in = Σ (xᵗ)ᵀδᵗ. */
function deltas(cell: Cell): void {
  for (const { config, weights } of networks(cell)) {
    const columns = config.hidden * RECURRENT_CELLS[cell].gates;
    const network = createNetwork(config, T);
    const sequence = pair(13, 11);
    const gradient = zeroWeights(config);
    network.forward(weights, sequence);
    network.backward(weights, sequence, gradient);
    for (let k = 0; k < columns; k++) {
      let [sum, first, second] = [0, 0, 0];
      for (let t = 1; t <= T; t++) {
        const value = network.cell.delta[t * columns + k] ?? Number.NaN;
        sum += value;
        first += value * (sequence.a[t] ?? 0);
        second += value * (sequence.b[t] ?? 0);
      }
      if (config.biases === 'on') expect(gradient.b[k]).toBeCloseTo(sum, 12);
      expect(gradient.W_in[k]).toBeCloseTo(first, 12);
      expect(gradient.W_in[columns + k]).toBeCloseTo(second, 12);
    }
  }
}

/** A network that is handed the states of t and no more goes on like the one they are from. */
function shown(cell: Cell): void {
  for (const { config, weights } of networks(cell)) {
    const H = config.hidden;
    const sequence = pair(27, 22);
    const whole = createNetwork(config, T);
    whole.forward(weights, sequence);
    for (let t = 1; t < T; t++) {
      const other = createNetwork(config, T);
      other.forward(weights, pair(5, 9));
      for (const [name, rows] of Object.entries(whole.cell.states)) {
        other.cell.states[name]?.set(rows.subarray(t * H, (t + 1) * H), t * H);
      }
      for (let next = t + 1; next <= T; next++) {
        other.step(weights, next, sequence.a[next] ?? 0, sequence.b[next] ?? 0);
        expect(other.y[next]).toBe(whole.y[next]);
        for (const [name, rows] of Object.entries(whole.cell.states)) {
          const row = (of: Float64Array | undefined) => of?.slice(next * H, (next + 1) * H);
          expect(row(other.cell.states[name])).toEqual(row(rows));
        }
      }
    }
  }
}

/** Forward and back again, and single steps back, are the same as at first: nothing is left over. */
function repeats(cell: Cell): void {
  for (const { config, weights } of networks(cell)) {
    const network = createNetwork(config, T);
    const gradientOf = (a: number, b: number) => {
      const gradient = zeroWeights(config);
      network.forward(weights, pair(a, b));
      network.backward(weights, pair(a, b), gradient);
      return gradient;
    };
    const first = gradientOf(27, 22);
    const terms = zeroWeights(config);
    for (let t = T; t >= 1; t--) network.stepBack(weights, t, pair(27, 22), terms);
    expect(terms).toEqual(first);
    gradientOf(31, 1);
    expect(gradientOf(27, 22)).toEqual(first);
  }
}

function formulas(cell: Cell): void {
  const { delta, lastDelta, gradient, forgetting } = RECURRENT_CELLS[cell].formulas;
  expect(delta).toMatch(/^δ.*ᵗ = .*ᵗ⁺¹/);
  expect(lastDelta).toMatch(/^δ.*ᵗ = .*δ_outᵗ/);
  expect(lastDelta).not.toContain('⁺¹');
  expect(gradient).toMatch(/^∂E\/∂W = Σ .*ᵗ/);
  expect(forgetting).toMatch(/W = 0/);
}

export const STATE_CHECKS: readonly Check[] = [
  { title: 'lays out everything in the shapes of its gates', run: shapes },
  { title: 'makes the gradients of W_in and b of its δ', run: deltas },
  { title: 'shows all that goes from step to step', run: shown },
  { title: 'leaves nothing over from pair to pair', run: repeats },
  { title: 'has formulas for the way back', run: formulas },
];
