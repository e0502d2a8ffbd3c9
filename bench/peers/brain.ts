/**
 * The nearest that brain.js can do: its RNNTimeStep with as many units, trained on sequences as long. It only
 * learns to predict the next input, so each step is (a, b, bit of the sum), and its updates are RMSprop.
 * `node brain.ts HIDDEN BITS ITERATIONS REPEATS`, printing as the others do.
 */
import { createRandom } from '../../src/rnn/random.ts';
import { printRepeats, sizesFromCommandLine } from '../subjects/repeats.ts';

type Net = {
  train(sequences: number[][][], options: { iterations: number; errorThresh: number }): unknown;
  trainPattern(sequence: number[][], log: true): number;
};
type Brain = {
  readonly recurrent: {
    readonly RNNTimeStep: new (o: { inputSize: number; outputSize: number; hiddenLayers: number[] }) => Net;
  };
};

const name: string = 'brain.js';
const { default: brain }: { default: Brain } = await import(name);
const { hidden, bits, iterations, repeats } = sizesFromCommandLine();
const net = new brain.recurrent.RNNTimeStep({ inputSize: 3, outputSize: 3, hiddenLayers: [hidden] });
const random = createRandom(0);

/** One step more than bits, for the last has nothing to predict. */
function sequence(): number[][] {
  const a = random.below(2 ** (bits - 1));
  const b = random.below(2 ** (bits - 1));
  const bit = (n: number, t: number) => (n >>> t) & 1;
  return Array.from({ length: bits + 1 }, (_, t) => [bit(a, t), bit(b, t), bit(a + b, t)]);
}

// What it trains with is only chosen by `train`.
net.train([sequence()], { iterations: 1, errorThresh: 0 });
printRepeats(iterations, repeats, () => {
  for (let n = 0; n < iterations; n++) net.trainPattern(sequence(), true);
});
