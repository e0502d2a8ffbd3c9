/** Networks that share machines do not see each other. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { engineOn, kernelEngine } from '../../../src/rnn/kernel/engine.ts';
import { createPool, instantiate, type KernelExports } from '../../../src/rnn/kernel/machine.ts';
import { kernelModule } from '../../../src/rnn/kernel/module.ts';
import { kernel, run, start } from './kernel.ts';

const begins = [
  start({ optimiser: 'adam', rate: 0.01, hidden: 12 }, 60),
  start({ optimiser: 'momentum', bits: 20, hidden: 33, biases: 'on', seed: 1 }, 60),
  start({ activation: 'tanh', batch: 5, hidden: 200, init: 'xavier', seed: 2 }, 12),
  start({ batch: 7, clip: 1, loss: 'cross-entropy', hidden: 3, seed: 3 }, 40),
];

/** New instances, counted. */
function instances(limit: number): { readonly make: () => KernelExports; count(): number } {
  const module = kernelModule();
  if (module === undefined) throw new Error('no kernel');
  let made = 0;
  const make = () => {
    if (made === limit) throw new RangeError('no more address space');
    made += 1;
    return instantiate(module);
  };
  return { make, count: () => made };
}

test.each([1, 2, 3, 4])('on %i machines networks trained in turn end like each on its own', (machines) => {
  const alone = begins.map((begin) => run(kernel(), begin));
  const { make, count } = instances(Number.POSITIVE_INFINITY);
  const engine = engineOn(createPool(make, machines));
  const anyTurn = fc.record({
    who: fc.integer({ min: 0, max: begins.length - 1 }),
    pairs: fc.integer({ min: 1, max: 25 }),
    looks: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyTurn, { minLength: 5, maxLength: 30 }), (turns) => {
      const networks = begins.map(({ config, weights, pairs }) => {
        const stepper = engine.stepper(config, weights);
        const losses = new Float64Array(pairs.a.length / config.batch);
        let at = 0;
        /** Learns from so many pairs more, perhaps up to the middle of an update. */
        const learn = (count: number) => {
          const most = Math.min(count, pairs.a.length - at);
          stepper.run(pairs.a, pairs.b, at, most, losses);
          at += most;
        };
        const look = () => stepper.answers(pairs.a, pairs.b, 0, 9, new Float64Array(9));
        return { stepper, losses, learn, look };
      });
      for (const { who, pairs, looks } of turns) {
        networks[who]?.learn(pairs);
        if (looks) networks[who]?.look();
      }
      for (const { learn } of networks) learn(Number.POSITIVE_INFINITY);
      expect(networks.map(({ losses }) => losses)).toEqual(alone.map((one) => one.losses));
      expect(networks.map(({ stepper }) => stepper.read())).toEqual(alone.map((one) => one.weights));
    }),
    { numRuns: 6 },
  );
  expect(count()).toBe(machines);
});

test('where no more machines are to be had, those that there are have to do', () => {
  const { make } = instances(2);
  const engine = engineOn(createPool(make, 4));
  const steppers = begins.map(({ config, weights }) => engine.stepper(config, weights));
  expect(steppers.map((stepper) => stepper.read())).toEqual(begins.map(({ weights }) => weights));
  expect(() => createPool(instances(0).make, 4)).toThrow('no more address space');
});

test('a mark survives the turns of others, and takes the optimiser along', () => {
  const engine = engineOn(createPool(instances(1).make, 1));
  for (const begin of begins) {
    const { config, weights, pairs } = begin;
    const half = (pairs.a.length / config.batch / 2) * config.batch;
    const stepper = engine.stepper(config, weights);
    const losses = new Float64Array(pairs.a.length / config.batch);
    stepper.run(pairs.a, pairs.b, 0, half, losses);
    stepper.mark();
    stepper.run(pairs.a, pairs.b, half, half, losses);
    const first = losses.slice();
    const end = stepper.read();
    engine.stepper(
      { ...config, hidden: config.hidden + 1 },
      start({ ...config, hidden: config.hidden + 1 }, 1).weights,
    );
    stepper.rewind();
    losses.fill(0, half / config.batch);
    stepper.run(pairs.a, pairs.b, half, half, losses);
    expect(losses).toEqual(first);
    expect(stepper.read()).toEqual(end);
  }
});

test('writing weights starts afresh: the optimiser forgets', () => {
  for (const begin of begins) {
    const { config, weights, pairs } = begin;
    const fresh = run(kernel(), begin);
    const stepper = kernel().stepper(config, weights);
    const losses = new Float64Array(pairs.a.length / config.batch);
    stepper.run(pairs.a, pairs.b, 0, pairs.a.length - 1, losses);
    stepper.write(weights);
    stepper.run(pairs.a, pairs.b, 0, pairs.a.length, losses);
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
