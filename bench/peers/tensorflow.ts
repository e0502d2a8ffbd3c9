/**
 * The article's network in TensorFlow.js on its CPU backend: the forward pass step by step, the gradient by
 * its automatic differentiation, its SGD. `node tensorflow.ts HIDDEN BITS ITERATIONS REPEATS` prints
 * microseconds of computing per iteration, one line per repeat, after one that is not counted.
 */
import { createRandom } from '../../src/rnn/random.ts';
import { printRepeats, sizesFromCommandLine } from '../subjects/repeats.ts';

/** The part of TensorFlow.js used here. */
type Tensor = { readonly shape: readonly number[] };
type TensorFlow = {
  setBackend(name: string): Promise<boolean>;
  tensor2d(values: Float32Array, shape: [number, number]): Tensor;
  variable(initial: Tensor): Tensor;
  zeros(shape: [number, number]): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: number): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  sigmoid(a: Tensor): Tensor;
  square(a: Tensor): Tensor;
  sum(a: Tensor): Tensor;
  tidy(work: () => void): void;
  readonly train: { sgd(rate: number): { minimize(loss: () => Tensor): unknown } };
};

// Not installed unless asked for, so the name is not one the compiler may look up.
const name: string = '@tensorflow/tfjs';
const { default: tf }: { default: TensorFlow } = await import(name);
await tf.setBackend('cpu');

const { hidden, bits, iterations, repeats } = sizesFromCommandLine();
const random = createRandom(0);
const normal = (rows: number, columns: number) =>
  tf.variable(
    tf.tensor2d(
      Float32Array.from({ length: rows * columns }, () => random.normal()),
      [rows, columns],
    ),
  );
const W_in = normal(2, hidden);
const W_out = normal(hidden, 1);
const W = normal(hidden, hidden);
const sgd = tf.train.sgd(0.1);

function loss(a: number, b: number): Tensor {
  const bit = (n: number, t: number) => (n >>> t) & 1;
  let z = tf.zeros([1, hidden]);
  let E = tf.zeros([1, 1]);
  for (let t = 0; t < bits; t++) {
    const x = tf.tensor2d(Float32Array.of(bit(a, t), bit(b, t)), [1, 2]);
    const d = tf.tensor2d(Float32Array.of(bit(a + b, t)), [1, 1]);
    z = tf.sigmoid(tf.add(tf.matMul(x, W_in), tf.matMul(z, W)));
    const y = tf.sigmoid(tf.matMul(z, W_out));
    E = tf.add(E, tf.mul(tf.square(tf.sub(y, d)), 0.5));
  }
  return tf.sum(E);
}

printRepeats(iterations, repeats, () => {
  for (let n = 0; n < iterations; n++) {
    const a = random.below(2 ** (bits - 1));
    const b = random.below(2 ** (bits - 1));
    tf.tidy(() => {
      sgd.minimize(() => loss(a, b));
    });
  }
});
