/** A training written down in the middle of its learning, and the reading of it, which trusts nothing that it finds. */
import { type Block, createBlock } from './block.ts';
import type { TrainConfig } from './config.ts';
import { type Checkpoints, rhythmOf, type SavedJournal } from './journal.ts';
import { N, type SavedRandom } from './random.ts';
import type { Snapshot } from './result.ts';
import { NAMES } from './settings.ts';
import { weightLengths } from './shape.ts';
import { allFinite, type Weights } from './weights.ts';

/** Changes with what is written down, and with all that makes other bits of it but the kernel, which tells by itself. */
const FORMAT = 1;

/** Plain data: the training as it was after `iteration` updates, an update under way left out. */
export type SavedTraining = {
  readonly format: number;
  /** `Engine.build` of who learned it. */
  readonly build: string;
  readonly config: TrainConfig;
  readonly checkpoints: Checkpoints;
  readonly iteration: number;
  /** `Stepper.save`. */
  readonly network: Float64Array;
  readonly random: SavedRandom;
  /** The pairs that the present block began with; it may be over. */
  readonly block: Pick<Block, 'start' | 'a' | 'b'>;
  readonly journal: SavedJournal;
};

/**
 * Why a saved training is not gone on with; it can be started again from its seed. `other build`: another Carrybot or
 * kernel wrote it. `other training`: other settings, checkpoints or engine. `damaged`: nothing that could have been saved.
 */
export type Refused = {
  readonly kind: 'refused';
  readonly why: 'other build' | 'other training' | 'damaged';
};

/** What a saved training is expected to be. */
export type Expected = {
  readonly build: string;
  readonly config: TrainConfig;
  readonly checkpoints: Checkpoints;
};

/** Writes down what is expected to come back. */
export function writeSaved(
  expected: Expected,
  state: Omit<SavedTraining, 'format' | keyof Expected>,
): SavedTraining {
  return { format: FORMAT, ...expected, ...state };
}

/** What is not as it could have been saved. */
class Damaged extends Error {}

/**
 * Reads a saved training. Shapes, counts, ranges and what has to be finite are checked; not whether a weight is the one
 * that was written: who stores it adds a checksum if the storage may change numbers.
 */
export function readSaved(
  expected: Expected,
  found: unknown,
): { readonly kind: 'read'; readonly saved: SavedTraining } | Refused {
  try {
    const fields = fieldsOf(found);
    if (fields['format'] !== FORMAT) return { kind: 'refused', why: 'other build' };
    if (fields['build'] !== expected.build) return { kind: 'refused', why: 'other build' };
    const settings = fieldsOf(fields['config']);
    const same = NAMES.every((name) => settings[name] === expected.config[name]);
    if (!same || fields['checkpoints'] !== expected.checkpoints)
      return { kind: 'refused', why: 'other training' };
    return { kind: 'read', saved: readState(expected, fields) };
  } catch (error) {
    if (error instanceof Damaged) return { kind: 'refused', why: 'damaged' };
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function readState(expected: Expected, fields: Fields): SavedTraining {
  const { config } = expected;
  const iteration = whole(fields['iteration'], 0, config.iterations - 1);
  const network = fields['network'];
  if (!(network instanceof Float64Array)) throw new Damaged();
  const random = fieldsOf(fields['random']);
  const { kept } = random;
  const state = {
    iteration,
    network,
    random: {
      words: words(random['words'], N),
      position: whole(random['position'], 0, N),
      kept: kept === null ? null : number(kept),
    },
    block: readBlock(config, iteration, fieldsOf(fields['block'])),
    journal: readJournal(expected, iteration, fieldsOf(fields['journal'])),
  };
  return writeSaved(expected, state);
}

function readBlock(config: TrainConfig, iteration: number, fields: Fields): SavedTraining['block'] {
  const { size } = createBlock(config);
  const start = whole(fields['start'], -1, iteration);
  const isItsBlock = start === -1 ? iteration === 0 : start % size === 0 && iteration - start <= size;
  if (!isItsBlock) throw new Damaged();
  const most = 2 ** (config.bits - 1) - 1;
  const [a, b] = [words(fields['a'], size * config.batch), words(fields['b'], size * config.batch)];
  if (!a.every((each) => each <= most) || !b.every((each) => each <= most)) throw new Damaged();
  return { start, a, b };
}

function readJournal({ config, checkpoints }: Expected, iteration: number, fields: Fields): SavedJournal {
  const { snapshotEvery, checkpointEvery, candidateEvery } = rhythmOf(config, checkpoints);
  const observed = whole(fields['observed'], iteration === 0 ? -1 : 0, iteration);
  const next = (every: number) => (Math.floor(observed / every) + 1) * every;
  if (Math.min(next(snapshotEvery), next(checkpointEvery), next(candidateEvery)) < iteration)
    throw new Damaged();
  const noted = Math.ceil(iteration / config.plotInterval);
  const operand = 2 ** (config.bits - 1) - 1;
  /** The moments of one kind so far: 0, every, 2·every, … */
  const moments = <Value>(value: unknown, every: number, read: (each: Fields, at: number) => Value) =>
    list(value, Math.floor(observed / every) + 1).map((each, i) => {
      const entry = fieldsOf(each);
      return read(entry, whole(entry['iteration'], i * every, i * every));
    });
  return {
    observed,
    losses: list(fields['losses'], noted).map(number),
    samples: list(fields['samples'], noted).map((each) => {
      const { a, b, answer } = fieldsOf(each);
      return {
        a: whole(a, 0, operand),
        b: whole(b, 0, operand),
        answer: answer === null ? null : whole(answer, 0, 2 ** config.bits - 1),
      };
    }),
    accuracies: moments(fields['accuracies'], checkpointEvery, ({ accuracy }, at) => ({
      iteration: at,
      accuracy: share(accuracy),
    })),
    snapshots: moments(fields['snapshots'], snapshotEvery, (entry, at) => readSnapshot(config, entry, at)),
    candidates: readCandidates(config, observed, fields['candidates']),
  };
}

// Norms may have overflowed: any number will do.
function readSnapshot({ bits }: TrainConfig, fields: Fields, iteration: number): Snapshot {
  const norms = fieldsOf(fields['gradientNorms']);
  const norm = (value: unknown) => {
    if (typeof value !== 'number') throw new Damaged();
    return value;
  };
  return {
    iteration,
    gradientNorms: {
      W_in: norm(norms['W_in']),
      W: norm(norms['W']),
      W_out: norm(norms['W_out']),
      b: norm(norms['b']),
      c: norm(norms['c']),
    },
    deltaNorms: list(fields['deltaNorms'], bits).map(norm),
    saturation: share(fields['saturation']),
  };
}

function readCandidates(config: TrainConfig, observed: number, value: unknown): SavedJournal['candidates'] {
  if (!Array.isArray(value)) throw new Damaged();
  const lengths = weightLengths(config);
  let before = -1;
  return value.map((each: unknown) => {
    const fields = fieldsOf(each);
    const iteration = whole(fields['iteration'], before + 1, observed);
    before = iteration;
    const found = fieldsOf(fields['weights']);
    const part = (name: keyof Weights) => {
      const numbers = found[name];
      if (!(numbers instanceof Float64Array) || numbers.length !== lengths[name]) throw new Damaged();
      return numbers;
    };
    const weights = { W_in: part('W_in'), W: part('W'), W_out: part('W_out'), b: part('b'), c: part('c') };
    if (!allFinite(weights)) throw new Damaged();
    return { iteration, weights };
  });
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new Damaged();
  return Object.fromEntries(Object.entries(value));
}

function list(value: unknown, length: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length !== length) throw new Damaged();
  return value;
}

function words(value: unknown, length: number): Uint32Array {
  if (!(value instanceof Uint32Array) || value.length !== length) throw new Damaged();
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Damaged();
  return value;
}

function whole(value: unknown, min: number, max: number): number {
  const found = number(value);
  if (!Number.isInteger(found) || found < min || found > max) throw new Damaged();
  return found;
}

function share(value: unknown): number {
  const found = number(value);
  if (found < 0 || found > 1) throw new Damaged();
  return found;
}
