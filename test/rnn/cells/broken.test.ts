/** The contract refuses cells that are broken, each by the check that is meant for it. */
import { describe, expect, test, vi } from 'vitest';
import { ACTIVATION_FUNCTIONS } from '../../../src/rnn/activation.ts';
import type { RecurrentCell, UnrolledCell } from '../../../src/rnn/cells/cell.ts';
import { rnn } from '../../../src/rnn/cells/rnn.ts';
import type { Matrix, Weights } from '../../../src/rnn/weights.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { CHECKS, cellNamed } from './suite.ts';
import { ON_TRIAL, tryOut } from './workshop.ts';

vi.mock('../../../src/rnn/cells/index.ts', async (original) => {
  const { withMore } = await import('./workshop.ts');
  return withMore(await original<typeof import('../../../src/rnn/cells/index.ts')>());
});

/** Titles of the checks, of those that begin so, that refuse the cell. */
async function refusals(cell: RecurrentCell, beginning: string): Promise<string[]> {
  tryOut(cell);
  const refused: string[] = [];
  for (const { title, run } of CHECKS.filter((check) => check.title.startsWith(beginning))) {
    try {
      await run(cellNamed(ON_TRIAL));
    } catch {
      refused.push(title);
    }
  }
  return refused;
}

/** The cell with something done to it when it is unrolled; without a kernel, which would not know of it. */
function altered(cell: RecurrentCell, alter: (unrolled: UnrolledCell, H: number, T: number) => UnrolledCell) {
  const unroll: RecurrentCell['unroll'] = (H, T, activation) => alter(cell.unroll(H, T, activation), H, T);
  return { ...cell, kernel: 'none', unroll } as const;
}

/** The cell with the sign of one gate's δ flipped. */
function flipped(cell: RecurrentCell, gate: number): RecurrentCell {
  return altered(cell, (unrolled, H) => ({
    ...unrolled,
    backward(weights, t, x1, x2, dz, gradient) {
      const share = shareOf(unrolled, weights, t, x1, x2, dz, gradient);
      const wide = cell.gates * H;
      const ofGate = (k: number) => Math.floor((k % wide) / H) === gate;
      const flip = (value: number, k: number) => (ofGate(k) ? -value : value);
      const row = unrolled.delta.subarray(t * wide, (t + 1) * wide);
      row.set(row.map(flip));
      add(gradient, { ...share, W_in: share.W_in.map(flip), W: share.W.map(flip), b: share.b.map(flip) });
    },
  }));
}

/** The cell that leaves out of one matrix what one step adds, or of W_in what the second input does. */
function missing(cell: RecurrentCell, matrix: 'W_in' | 'W' | 'b', at: 'step 2' | 'the second input') {
  return altered(cell, (unrolled, H) => ({
    ...unrolled,
    backward(weights, t, x1, x2, dz, gradient) {
      const share = shareOf(unrolled, weights, t, x1, x2, dz, gradient);
      const left = share[matrix];
      if (at === 'step 2' && t === 2) left.fill(0);
      if (at === 'the second input') left.fill(0, cell.gates * H);
      add(gradient, share);
    },
  }));
}

function shareOf(unrolled: UnrolledCell, ...given: Parameters<UnrolledCell['backward']>): Weights {
  const [weights, t, x1, x2, dz, { W_in, W, W_out, b, c }] = given;
  const empty = (like: Float64Array) => new Float64Array(like.length);
  const share = { W_in: empty(W_in), W: empty(W), W_out: empty(W_out), b: empty(b), c: empty(c) };
  unrolled.backward(weights, t, x1, x2, dz, share);
  return share;
}

function add(gradient: Weights, share: Weights): void {
  for (const name of ['W_in', 'W', 'b'] as const satisfies readonly Matrix[]) {
    for (const [k, value] of share[name].entries()) gradient[name][k] = (gradient[name][k] ?? 0) + value;
  }
}

const CELLS = { rnn, lstm, gru };
const GATED = Object.entries(CELLS).map(([name, cell]) => ({ name, cell }));
const GATES = GATED.flatMap((each) =>
  Array.from({ length: each.cell.gates }, (_, gate) => ({ ...each, gate })),
);
const SHARES = GATED.flatMap((each) => (['W_in', 'W', 'b'] as const).map((matrix) => ({ ...each, matrix })));

/** Those of one activation, of either loss, with biases and without, clipped or not. */
const GRADIENTS = { title: 'every gradient is right: tanh', count: 8 } as const;

describe('a wrong gradient is refused', () => {
  test.each(GATES)('gate $gate of the $name with the wrong sign', async ({ cell, gate }) => {
    expect(await refusals(flipped(cell, gate), GRADIENTS.title)).toHaveLength(GRADIENTS.count);
  });

  test.each(SHARES)('a share of $matrix that the $name leaves out', async ({ cell, matrix }) => {
    const refused = await refusals(missing(cell, matrix, 'step 2'), GRADIENTS.title);
    expect(refused).toHaveLength(matrix === 'b' ? GRADIENTS.count / 2 : GRADIENTS.count);
  });

  test.each(GATED)('a $name that is deaf to the second number', async ({ cell }) => {
    const deaf = missing(cell, 'W_in', 'the second input');
    expect(await refusals(deaf, GRADIENTS.title)).toHaveLength(GRADIENTS.count);
  });
});

describe('a wrong shape is refused', () => {
  const shapes = 'lays out everything';
  test('of the states', async () => {
    const short = altered(lstm, (unrolled, H) => ({
      ...unrolled,
      states: { ...unrolled.states, memory: new Float64Array(H) },
    }));
    expect(await refusals(short, shapes)).toHaveLength(1);
  });

  test('of δ', async () => {
    const wide = altered(rnn, (unrolled, H, T) => ({ ...unrolled, delta: new Float64Array((T + 1) * H) }));
    expect(await refusals(wide, shapes)).toHaveLength(1);
  });

  test.each([3, 5, 1.5, 0])('of an LSTM that says it has %d gates', async (gates) => {
    expect(await refusals({ ...lstm, gates }, shapes)).toHaveLength(1);
  });

  test('of the NumPy program', async () => {
    const program = { ...lstm.program, states: rnn.program.states };
    expect(await refusals({ ...lstm, program }, shapes)).toHaveLength(1);
  });
});

test('a memory that is not shown is refused', async () => {
  const secret = altered(lstm, ({ states, ...unrolled }) => {
    const { memory: _, ...others } = states;
    return { ...unrolled, states: { ...others, z: states.z } };
  });
  expect(await refusals(secret, 'shows all')).toHaveLength(1);
});

test.each([
  { name: 'lstm', cell: lstm, program: gru.program },
  { name: 'rnn', cell: rnn, program: { ...rnn.program, forward: () => 'z[t] = f(x @ W_in)' } },
])("another cell's NumPy program is refused of the $name", async ({ cell, program }) => {
  const all = CHECKS.filter(({ title }) => title.startsWith('has a NumPy program')).length;
  expect(await refusals({ ...cell, program }, 'has a NumPy program')).toHaveLength(all);
});

test('a kernel that does not know the cell is refused', async () => {
  expect(await refusals({ ...lstm, kernel: 'compiled' }, GRADIENTS.title)).toHaveLength(GRADIENTS.count);
});

test('a kernel that takes the cell for a simple RNN, whose gradients are right, is refused', async () => {
  const alwaysTanh: RecurrentCell = { ...rnn, unroll: (H, T) => rnn.unroll(H, T, ACTIVATION_FUNCTIONS.tanh) };
  expect(await refusals(alwaysTanh, 'has the kernel')).toHaveLength(1);
});
