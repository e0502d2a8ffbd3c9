/** Networks that share one machine do not see each other. */
import { expect, test } from 'vitest';
import { kernelEngine } from '../../../src/rnn/kernel/engine.ts';
import { kernelModule } from '../../../src/rnn/kernel/module.ts';
import { kernel, run, start } from './kernel.ts';

const begins = [
  start({ optimiser: 'adam', rate: 0.01, hidden: 12 }, 60),
  start({ optimiser: 'momentum', bits: 20, hidden: 33, biases: 'on', seed: 1 }, 60),
  start({ activation: 'tanh', batch: 5, hidden: 200, init: 'xavier', seed: 2 }, 60),
];

test('networks trained in turn end like networks trained one after the other', () => {
  const alone = begins.map((begin) => run(kernel(), begin));
  const steppers = begins.map(({ config, weights }) => kernel().stepper(config, weights));
  const losses = begins.map(() => new Float64Array(60));
  for (let k = 0; k < 60; k += 20) {
    for (const [n, stepper] of steppers.entries()) {
      const { a, b } = begins[n]?.pairs ?? { a: new Uint32Array(), b: new Uint32Array() };
      stepper.run(a, b, k, 20, losses[n] ?? new Float64Array(60));
    }
  }
  expect(losses).toEqual(alone.map((one) => one.losses));
  expect(steppers.map((stepper) => stepper.read())).toEqual(alone.map((one) => one.weights));
});

test('a mark survives the turns of others, and takes the optimiser along', () => {
  for (const { config, weights, pairs } of begins) {
    const stepper = kernel().stepper(config, weights);
    const first = new Float64Array(60);
    const again = new Float64Array(60);
    stepper.run(pairs.a, pairs.b, 0, 30, first);
    stepper.mark();
    stepper.run(pairs.a, pairs.b, 30, 30, first);
    const end = stepper.read();
    kernel().stepper(
      { ...config, hidden: config.hidden + 1 },
      start({ ...config, hidden: config.hidden + 1 }, 1).weights,
    );
    stepper.rewind();
    stepper.run(pairs.a, pairs.b, 30, 30, again);
    expect(again.subarray(30)).toEqual(first.subarray(30));
    expect(stepper.read()).toEqual(end);
  }
});

test('writing weights starts afresh: the optimiser forgets', () => {
  for (const begin of begins) {
    const { config, weights, pairs } = begin;
    const fresh = run(kernel(), begin);
    const stepper = kernel().stepper(config, weights);
    stepper.run(pairs.a, pairs.b, 0, 60, new Float64Array(60));
    stepper.write(weights);
    const losses = new Float64Array(60);
    stepper.run(pairs.a, pairs.b, 0, 60, losses);
    expect(losses).toEqual(fresh.losses);
  }
});

test('the compiled module can be handed over, and is compiled once', () => {
  const module = kernelModule();
  expect(kernelModule()).toBe(module);
  expect(kernelEngine(structuredClone({ module }).module)?.name).toBe('kernel');
});

test('a module that is not the kernel is refused', () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  expect(() => kernelEngine(empty)).toThrow('not the kernel');
});
