/** How the time of an iteration grows with H and with the number of bits. */
import type { Bench, Row, Table } from './bench.ts';
import { cProgram, engineProgram, type Work } from './peers.ts';
import { takeTurns } from './program.ts';
import { median } from './statistics.ts';

/** As many iterations as take about a tenth of a second. */
function work(hidden: number, bits: number): Work {
  const cost = (hidden + 8) ** 2 * bits;
  return { hidden, bits, iterations: Math.ceil(3e8 / cost), repeats: 3 };
}

/** There are many programs here. */
const MOST_ROUNDS = 5;

/** Rows of kernel and C (restructured: only where H fills its tiles), and the kernel's time per multiplication. */
function measure(points: readonly { what: string; work: Work }[], rounds: number): Row[] {
  return points.map(({ what, work: each }) => {
    const restructured = each.hidden % 16 === 0 ? cProgram('restructured', each) : undefined;
    const programs = [engineProgram('kernel', each), cProgram('plain-fast', each), restructured];
    const results = takeTurns(
      programs.filter((program) => program !== undefined),
      Math.min(rounds, MOST_ROUNDS),
    ).map(median);
    const values = programs.map((program) => (program === undefined ? null : (results.shift() ?? null)));
    const kernel = values[0] ?? Number.NaN;
    return { what, values: [...values, (kernel * 1000) / (each.hidden ** 2 * each.bits)] };
  });
}

const columns = ['kernel µs/iteration', 'C, plain, -ffast-math', 'C, restructured', 'kernel ns/(H²·bits)'];

async function withHidden(rounds: number): Promise<Table> {
  const sizes = [1, 4, 8, 12, 16, 17, 20, 24, 32, 48, 64, 65, 96, 128, 192, 256];
  const points = sizes.map((hidden) => ({ what: `H = ${hidden}`, work: work(hidden, 8) }));
  return {
    columns,
    rows: measure(points, rounds),
    notes: ['8 bits. The last column falls to a constant: the growth is quadratic.'],
  };
}

async function withBits(rounds: number): Promise<Table> {
  const lengths = [1, 2, 4, 8, 12, 16, 24, 31, 32];
  const points = lengths.map((bits) => ({ what: `${bits} bits`, work: work(16, bits) }));
  return {
    columns,
    rows: measure(points, rounds),
    notes: ['H = 16. The last column is constant: the growth is linear.'],
  };
}

export const growthWithHidden: Bench = { name: 'hidden', title: 'Growth with H', run: withHidden };
export const growthWithBits: Bench = { name: 'bits', title: 'Growth with the number of bits', run: withBits };
