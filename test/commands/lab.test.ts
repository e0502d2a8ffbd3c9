import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Reply } from '../../src/chat/reply.ts';
import { ablate } from '../../src/rnn/analyse/ablation.ts';
import { checkGradient } from '../../src/rnn/analyse/gradient.ts';
import { accuracyByLength, LENGTHS } from '../../src/rnn/analyse/length.ts';
import type { TrainConfig } from '../../src/rnn/config.ts';
import { createNetwork } from '../../src/rnn/network.ts';
import { whole } from '../../src/rnn/portions.ts';
import { predict } from '../../src/rnn/predict.ts';
import { createRandom } from '../../src/rnn/random.ts';
import type { RunResult } from '../../src/rnn/result.ts';
import { drawPairs } from '../../src/rnn/sample.ts';
import { createSequence, writePair } from '../../src/rnn/sequence.ts';
import { zeroWeights } from '../../src/rnn/shape.ts';
import type { Weights } from '../../src/rnn/weights.ts';
import { carryIn, componentsOf } from '../rnn/look.ts';
import { trainWhole } from '../rnn/run.ts';
import { LEARNER } from '../support/carrybot.ts';
import { shareBot } from '../support/shared-bot.ts';

const bot = shareBot();
/** The run that the bot's commands look into, trained by the engine itself. */
let own: RunResult;
/** A run that explodes, number 2. */
let wild: RunResult;
beforeAll(async () => {
  await bot.type('/train seed=5');
  own = trainWhole({ seed: 5 });
  await bot.type('/train activation=relu gradient=article seed=4');
  wild = trainWhole({ activation: 'relu', gradient: 'article', seed: 4 });
});

async function last(line: string, caller = {}): Promise<Reply> {
  return final(await bot.type(line, caller));
}

async function pressed(reply: Reply, label: RegExp | string, caller = {}): Promise<Reply> {
  const button = reply.buttons.find((each) => each.label.match(label));
  if (button === undefined) throw new Error(`no button ${label} among ${JSON.stringify(reply.buttons)}`);
  return final(await bot.press(button.id, caller));
}

function final(replies: readonly Reply[]): Reply {
  const reply = replies.at(-1);
  if (reply === undefined) throw new Error('no reply');
  return reply;
}

/** What goes for every experiment: words in both languages, and pictures that say what they show. */
function expectBoth(en: Reply, ja: Reply): void {
  expect(en.kind).toBe('final');
  expect(ja.text).toMatch(/[ぁ-ん]/);
  expect(en.text).not.toMatch(/[ぁ-んァ-ン一-龠]/);
  expect(ja.data).toEqual(en.data);
  for (const { type, alt, bytes } of [...en.files, ...ja.files]) {
    expect(type).toBe('image/png');
    expect(alt.length).toBeGreaterThan(20);
    expect(bytes.length).toBeGreaterThan(1_000);
  }
}

describe('/inside', () => {
  it('finds the carry as the engine does', async () => {
    const en = await last('/inside');
    const { teller, probe, baseline, accuracies, correlations, states } = carryIn(own.config, own.final);
    expect(en.data).toEqual({
      run: 1,
      unit: teller.unit,
      unitAccuracy: teller.accuracy,
      threshold: teller.threshold,
      carry: teller.carry,
      accuracies,
      probeAccuracy: probe.accuracy,
      baseline,
      correlations,
      states,
      explained: componentsOf(own.config, own.final).explained,
    });
    expect(probe.accuracy).toBeGreaterThan(0.99);
    expectBoth(en, await last('/inside', { locale: 'ja' }));
    expect(await pressed(en, 'Silence')).toMatchObject({ data: { unit: teller.unit } });
  });
  it.each([
    'seed=0',
    'seed=2',
    'seed=7',
    'biases=on seed=6',
    'activation=tanh init=xavier seed=0',
    'hidden=1 seed=1',
    'bits=4 hidden=3 seed=1',
    'hidden=8 seed=5',
  ])('names one unit in words, picture and buttons, counted over all states: %s', async (settings) => {
    const there = { workspace: `one unit: ${settings}` };
    const run = await last(`/train ${settings}`, there);
    const config = z.object({ bits: z.int(), hidden: z.int() }).loose().parse(run.data['config']);
    const weights = z
      .object({ W_in: z.array(z.array(z.number())), W: z.array(z.array(z.number())) })
      .loose()
      .parse(
        JSON.parse(
          Buffer.from((await last('/runs export format=json run=1', there)).files[0]?.bytes ?? []).toString(),
        ).final,
      );
    const told = tellersOf(config, weights, String(run.data['line']));
    const [en, ja] = [await last('/inside', there), await last('/inside', { ...there, locale: 'ja' })];
    const unit = z.int().parse(en.data['unit']);
    const most = Math.max(...told);
    expect(told[unit]).toBe(most);
    expect(en.data['unitAccuracy']).toBe(most);
    const share = /right in (\S+ %)/.exec(en.text)?.[1] ?? 'no share';
    expect(en.text).toContain(`unit ${unit}, right in ${share}`);
    expect(en.files[0]?.alt).toContain(`Best single unit: ${unit} (${share})`);
    expect(ja.files[0]?.alt).toContain(`ユニット ${unit} (${share})`);
    expect(ja.text).toContain(`ユニット ${unit} で、正解率は ${share}`);
    expect(en.buttons[0]?.label).toBe(`Silence unit ${unit}`);
    // Every unit that text and picture name is that one.
    for (const { text, files } of [en, ja])
      for (const named of `${text} ${files[0]?.alt}`.matchAll(/(?:[Uu]nit|ユニット) (\d+)/g))
        expect(Number(named[1])).toBe(unit);
    const alone = most >= 0.99;
    expect(en.text.includes('alone tells the carry')).toBe(alone);
    expect(en.text.includes('No single unit')).toBe(!alone && Number(en.data['probeAccuracy']) >= 0.99);
    // The picture begins with the very words of the text.
    for (const { text, files } of [en, ja])
      expect(files[0]?.alt.startsWith(/^\*\*(.+?)[.。]\*\*/.exec(text)?.[1] ?? 'none')).toBe(true);
  });
  it('says of a sample that it is one', async () => {
    const there = { workspace: 'sampled' };
    await last('/train bits=12 hidden=4 iterations=500 seed=1', there);
    const en = await last('/inside', there);
    expect(en.text).toContain('states of sampled sums');
    expect(en.text).not.toContain('all states');
    expect((await last('/inside', { ...there, locale: 'ja' })).text).toContain('標本にした足し算');
  });
});

/**
 * How often each unit tells the carry by its best threshold, either way round, counted pair by pair and step by step.
 * W_in is 2 × H, W H × H, b of H numbers where there are biases.
 */
function tellersOf(
  { bits, hidden }: { readonly bits: number; readonly hidden: number },
  weights: { readonly W_in: readonly (readonly number[])[]; readonly W: readonly (readonly number[])[] } & {
    readonly [name: string]: unknown;
  },
  line: string,
): readonly number[] {
  const b =
    z
      .array(z.union([z.number(), z.array(z.number())]))
      .optional()
      .parse(weights['b']) ?? [];
  const bias = b.flat();
  const f = (u: number) => (line.includes('tanh') ? Math.tanh(u) : 1 / (1 + Math.exp(-u)));
  const seen = Array.from({ length: hidden }, () => new Map<number, [none: number, carry: number]>());
  const high = 2 ** (bits - 1);
  let states = 0;
  const walk = (t: number, before: readonly number[], carry: number) => {
    if (t === bits) return;
    for (const [x, y] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      const z = Array.from({ length: hidden }, (_, j) =>
        f(
          x * (weights.W_in[0]?.[j] ?? 0) +
            y * (weights.W_in[1]?.[j] ?? 0) +
            (bias[j] ?? 0) +
            before.reduce((sum, value, i) => sum + value * (weights.W[i]?.[j] ?? 0), 0),
        ),
      );
      const out = x + y + carry >= 2 ? 1 : 0;
      // Of all high² pairs so many have these low t bits.
      const pairs = (high / 2 ** t) ** 2;
      states += pairs;
      z.forEach((value, j) => {
        const counts = seen[j]?.get(value) ?? [0, 0];
        counts[out] += pairs;
        seen[j]?.set(value, counts);
      });
      walk(t + 1, z, out);
    }
  };
  walk(1, Array(hidden).fill(0), 0);
  return seen.map((values) => {
    let below = 0;
    const all = [...values.values()].reduce((sum, [, carry]) => sum + carry, 0);
    let right = all;
    let most = Math.max(right, states - right);
    for (const [, [none, carry]] of [...values].sort(([p], [q]) => p - q)) {
      below += none + carry;
      right += none - carry;
      most = Math.max(most, right, states - right);
    }
    expect(below).toBe(states);
    return most / states;
  });
}

describe('/ablate', () => {
  it('wipes the memory: only sums without a carry are left', async () => {
    const en = await last('/ablate memory');
    const { withoutMemory, intact, pairs } = whole(ablate(own.config, own.final));
    expect(en.data).toEqual({ run: 1, accuracy: withoutMemory, intact, pairs, expected: 0.75 ** 7 });
    expect(Math.abs(withoutMemory - 0.75 ** 7)).toBeLessThan(0.05);
    expectBoth(en, await last('/ablate memory', { locale: 'ja' }));
  });
  it('silences a unit', async () => {
    const en = await last('/ablate unit=3');
    const { withoutUnit, intact, pairs, unitPairs } = whole(ablate(own.config, own.final));
    expect(en.data).toEqual({
      run: 1,
      unit: 3,
      accuracy: withoutUnit[3],
      intact,
      withoutUnit,
      pairs,
      unitPairs,
    });
    expect(en.text).not.toContain('sample');
    expectBoth(en, await last('/ablate unit=3', { locale: 'ja' }));
    const worst = withoutUnit.indexOf(Math.min(...withoutUnit));
    const gone = await pressed(en, 'Silence');
    expect(gone.data['unit']).toBe(worst);
    // The same once more would tell nothing new.
    expect(gone.buttons.map(({ label }) => label)).toEqual(['Wipe its memory']);
  });
  it('examines a large network as /train did, and tells of the sample that its units were tried on', async () => {
    const trained = await last('/train hidden=192 init=xavier iterations=300 seed=1', {
      workspace: 'large',
    });
    const en = await last('/ablate unit=0', { workspace: 'large' });
    const ja = await last('/ablate unit=0', { workspace: 'large', locale: 'ja' });
    expect(en.data['intact']).toBe(trained.data['accuracy']);
    expect(en.text).toContain(`a sample of ${Number(en.data['unitPairs']).toLocaleString('en-US')} sums`);
    expect(ja.text).toContain('組の標本');
  });
  it('has nothing to forget at one bit', async () => {
    await last('/train bits=1 hidden=1 iterations=2000 rate=1 seed=1', { workspace: 'short' });
    const en = await last('/ablate memory', { workspace: 'short' });
    expect(en.text).toContain('nothing to forget');
    expect(en.files[0]?.alt).toContain('nothing changes');
    expect((await last('/stretch', { workspace: 'short' })).text).toContain('sums of 1 bit;');
  });
  it('takes out one thing at a time', async () => {
    const answer = await last('/ablate memory unit=3');
    expect(answer).toMatchObject({ kind: 'error', audience: 'caller' });
    expect(answer.text).toContain('one thing at a time');
  });
  it('asks for a guess first, and tells the guesser alone', async () => {
    const question = await last('/ablate');
    expect(question.data).toEqual({ run: 1, guesses: [1, 0.5, 0.13, 0] });
    expect(question.text).not.toContain('13.3');
    const told = await pressed(question, '50 %');
    expect(told).toMatchObject({
      audience: 'caller',
      data: { accuracy: whole(ablate(own.config, own.final)).withoutMemory },
    });
    expect(told.text).toContain('You guessed 50 %');
  });
  it('refuses a unit that the network does not have', async () => {
    const refused = await last('/ablate unit=16');
    expect(refused).toMatchObject({ kind: 'error', audience: 'caller' });
    expect(refused.text).toBe('Run 1 has units 0 to 15; there is no unit 16.');
    expect((await last('/ablate unit=16', { locale: 'ja' })).text).toContain('0〜15');
  });
});

describe('/stretch', () => {
  it('adds longer numbers as the engine does', async () => {
    const en = await last('/stretch');
    const lengths = whole(accuracyByLength(own.config, own.final, LENGTHS));
    const accuracies = lengths.map(({ length: bits, accuracy, bitAccuracy, pairs, hard }) => ({
      bits,
      accuracy,
      bitAccuracy,
      pairs,
      hard,
    }));
    expect(en.data).toEqual({ run: 1, miss: null, accuracies });
    expectBoth(en, await last('/stretch', { locale: 'ja' }));
    const [only] = whole(accuracyByLength(own.config, own.final, [64]));
    expect((await last('/stretch bits=64')).data['accuracies']).toMatchObject([
      { bits: 64, accuracy: only?.accuracy, hard: only?.hard },
    ]);
  });
  it.each([0, 1, 2, 3, 6])(
    'calls no length right at which a carry is lost on its way: seed %i',
    async (seed) => {
      const there = { workspace: `stretch ${seed}` };
      await last(`/train seed=${seed}`, there);
      const { config, final } = trainWhole({ seed });
      const wrong = (k: number) =>
        !predict({ config, weights: final }, 2n ** BigInt(k) - 1n, 1n, k + 1).right ||
        !predict({ config, weights: final }, 2n ** BigInt(k) - 1n, 0n, k).right;
      const lost = Array.from({ length: 256 }, (_, i) => i + 1).find(wrong);
      const [en, ja] = [await last('/stretch', there), await last('/stretch', { ...there, locale: 'ja' })];
      const sound = Number(/right,? up to (\d+) bit/.exec(en.text)?.[1]);
      expect(sound).toBeLessThan(lost ?? 257);
      expect(en.files[0]?.alt).toContain(`up to ${sound} bits`);
      expect(ja.text).toContain(`${sound} ビットの数まで`);
      expect(ja.files[0]?.alt).toContain(`${sound} ビットまで`);
      const miss = z
        .object({ bits: z.int(), a: z.string(), b: z.string() })
        .nullable()
        .parse(en.data['miss']);
      if (lost !== undefined) expect(miss?.bits).toBeLessThanOrEqual(lost);
      if (miss === null) return;
      // The sum that it is said to get wrong is one.
      const asked = await pressed(en, 'goes wrong', there);
      expect(asked.data).toMatchObject({ right: false });
      expect([asked.data['a'], asked.data['b']].map(String)).toEqual([miss.a, miss.b]);
    },
  );
});

describe('/check', () => {
  const PAIRS = 4;
  const engine = (config: TrainConfig, weights: Weights) => {
    const pairs = { a: new Uint32Array(PAIRS), b: new Uint32Array(PAIRS) };
    drawPairs(createRandom(config.seed), config.bits, PAIRS, pairs);
    return whole(checkGradient(config, weights, pairs));
  };
  const figures = ({ matrices }: ReturnType<typeof engine>) =>
    matrices.map(({ name, maxRelativeError, right, checked, worst }) => ({
      name,
      maxRelativeError,
      right,
      checked,
      worst,
    }));
  it('finds the true gradient right in every matrix', async () => {
    const en = await last('/check');
    const found = engine(own.config, own.initial);
    expect(en.data).toEqual({
      run: 1,
      gradient: 'true',
      right: true,
      fault: 'none',
      matrices: figures(found),
    });
    expect(found.matrices.map(({ name }) => name)).toEqual(['W_in', 'W', 'W_out']);
    expectBoth(en, await last('/check', { locale: 'ja' }));
  });
  it("locates the article's slip in the slope of the output", async () => {
    const en = await pressed(await last('/check'), 'gradient=article');
    const found = engine({ ...own.config, gradient: 'article' }, own.initial);
    expect(en.data).toEqual({
      run: 1,
      gradient: 'article',
      right: false,
      fault: 'output slope',
      matrices: figures(found),
    });
    expect(en.text).toContain('slope of the output');
    expect(en.text.match(/✗ W/g)).toHaveLength(3);
    // By row and column, as the notebook has them.
    const worst = found.matrices.reduce((most, each) =>
      each.maxRelativeError > most.maxRelativeError ? each : most,
    );
    const columns = worst.name === 'W_out' ? 1 : own.config.hidden;
    const [row, column] = [Math.floor(worst.worst.index / columns), worst.worst.index % columns];
    expect(en.text).toContain(`Worst is \`${worst.name}[${row}, ${column}]\``);
    expect((await last('/check gradient=article', { locale: 'ja' })).text).toContain('出力層の傾き');
  });
});

describe('/compare', () => {
  /** Runs end in any order; each stands beside its seed. */
  const shape = z.object({
    vary: z.string(),
    done: z.int(),
    verdict: z.enum(['alike', 'open', 'some', 'one']),
    chance: z.number().nullable(),
    leaders: z.array(z.string()),
    settings: z.array(
      z.object({
        name: z.string(),
        seeds: z.array(z.int()),
        accuracies: z.array(z.number()),
        solvedAt: z.array(z.int().nullable()),
        solved: z.int(),
        diverged: z.int(),
        median: z.number().nullable(),
        medianPairs: z.number().nullable(),
        batch: z.int(),
      }),
    ),
  });
  const bySeed = (data: Reply['data']) => {
    const { settings, ...rest } = shape.strict().parse(data);
    return {
      ...rest,
      settings: settings.map(({ seeds, accuracies, solvedAt, ...figures }) => ({
        ...figures,
        runs: seeds
          .map((seed, index) => ({ seed, accuracy: accuracies[index], solvedAt: solvedAt[index] }))
          .sort((x, y) => x.seed - y.seed),
      })),
    };
  };
  it('trains every setting with every seed, and reports what the engine gives', async () => {
    const line = '/compare vary=hidden values=4,8,16 seeds=2 iterations=6000';
    const replies = await bot.type(line);
    const en = final(replies);
    expect(replies.slice(0, -1).every(({ kind }) => kind === 'progress')).toBe(true);
    const settings = [4, 8, 16].map((hidden) => {
      const results = [0, 1].map((seed) => trainWhole({ hidden, seed, iterations: 6_000 }));
      const runs = results.map(({ config: { seed }, evaluation: { accuracy }, solvedAt }) => ({
        seed,
        accuracy,
        solvedAt,
      }));
      const solved = runs.flatMap(({ solvedAt }) => solvedAt ?? []);
      return {
        name: String(hidden),
        solved: solved.length,
        diverged: 0,
        median: runs.reduce((sum, { accuracy }) => sum + accuracy, 0) / 2,
        medianPairs: solved.length === 0 ? null : solved.reduce((sum, each) => sum + each, 0) / solved.length,
        batch: 1,
        runs,
      };
    });
    expect(bySeed(en.data)).toEqual({
      vary: 'hidden',
      done: 6,
      // Two runs each cannot tell.
      verdict: 'open',
      chance: expect.any(Number),
      leaders: expect.arrayContaining(['4', '8', '16']),
      settings,
    });
    expect(en.text).toContain('2 runs of each cannot tell which hidden is best');
    const ja = await last(line, { locale: 'ja' });
    expect(bySeed(ja.data)).toEqual(bySeed(en.data));
    expectBoth(en, { ...ja, data: en.data });
  });
  it('calls no difference chance, and tells what few runs can and cannot tell', async () => {
    const line = '/compare vary=rate values=0.01,0.1,1,10 seeds=2';
    const [en, ja] = [await last(line), await last(line, { locale: 'ja' })];
    expect(en.data).toMatchObject({ verdict: 'some', leaders: ['1', '0.1', '0.01'] });
    expect(en.data['chance']).toBeLessThan(0.05);
    expect(en.text).toContain('clearly behind:** rate=10 (0 of 2 runs solved, median 0.003 % right)');
    expect(en.files[0]?.alt).toContain('rate=1 did best; clearly behind over 2 seeds: rate=10.');
    expect(ja.text).toContain('明確に劣るのは** rate=10');
    expect(ja.files[0]?.alt).toContain('明確に劣るのは rate=10');
    const few = '/compare vary=rate values=1,10 seeds=2';
    const [two, zwei] = [await last(few), await last(few, { locale: 'ja' })];
    expect(two.data['verdict']).toBe('open');
    expect(two.text).toContain('2 runs of each cannot tell');
    expect(two.text).toContain('rate=1 (2 of 2 runs solved');
    expect(two.text).toContain('in 33.3 % of comparisons');
    expect(two.files[0]?.alt).toContain('2 seeds cannot tell: here rate=1 did best, rate=10 worst');
    expect(zwei.text).toContain('33.3 %');
    for (const { text } of [en, two]) expect(text).not.toMatch(/no more than chance/);
    const same = await last('/compare vary=clip values=100,1000 seeds=2');
    expect(same.text).toContain('No difference over clip in these runs');
    expect(same.files[0]?.alt).toContain('No difference over 2 seeds');
  });
  it('tells how often it looked', async () => {
    const line = '/compare vary=hidden values=8,16 seeds=1';
    expect((await last(line)).text).toContain('every 500 pairs');
    expect((await last(line, { locale: 'ja' })).text).toContain('500 組ごとに確認');
  });
  it.each([
    ['/compare rate values=0.1,0.10', 'different values', '値は 2〜6 個'],
    ['/compare hidden values=64,128,256 seeds=30 iterations=100000', 'Use fewer seeds', '時間がかかりすぎ'],
  ])('refuses %s', async (line, en, ja) => {
    expect(await last(line)).toMatchObject({ kind: 'error', text: expect.stringContaining(en) });
    expect((await last(line, { locale: 'ja' })).text).toContain(ja);
  });
  it('ranks batches by the pairs they saw, and tells the updates beside them', async () => {
    const line = '/compare vary=batch values=1,4 seeds=3';
    const [en, ja] = [await last(line), await last(line, { locale: 'ja' })];
    const { settings } = shape.parse(en.data);
    for (const { batch, solvedAt, medianPairs } of settings) {
      const [, middle = null] = [...solvedAt].sort((x, y) => (x ?? 0) - (y ?? 0));
      expect(medianPairs).toBe((middle ?? Number.NaN) * batch);
      for (const { text } of [en, ja]) expect(text).toContain(medianPairs?.toLocaleString('en-US'));
    }
    expect(en.text).toMatch(/pairs +updates/);
    expect(ja.text).toMatch(/組数 +更新/);
  });
  it('lets the channel vote first, one vote a person', async () => {
    const running = bot.bot.handle({
      kind: 'command',
      command: 'compare',
      subcommand: undefined,
      input: { kind: 'text', text: 'init seeds=1 iterations=100 vote=5' },
      caller: LEARNER,
    });
    const asked = (await running.next()).value;
    expect(asked?.buttons.map(({ label }) => label)).toEqual([
      'init=normal',
      'init=xavier',
      'init=he',
      'Cancel',
    ]);
    const vote = async (choice: number, userId: string) =>
      final(await bot.press(asked?.buttons[choice]?.id ?? '', { userId }));
    // The runs start when the answer is read on.
    const rest: Reply[] = [];
    const reading = (async () => {
      for await (const reply of running) rest.push(reply);
    })();
    await vote(0, 'aki');
    await vote(1, 'aki');
    expect(await vote(2, 'ben')).toMatchObject({
      audience: 'caller',
      text: expect.stringContaining('is in'),
    });
    await reading;
    expect(final(rest).data['votes']).toEqual([0, 1, 1]);
    expect((await vote(0, 'ben')).text).toContain('The vote is over');
  });
  it('can be cancelled during its vote, by whoever asked for it', async () => {
    const running = bot.bot.handle({
      kind: 'command',
      command: 'compare',
      subcommand: undefined,
      input: { kind: 'text', text: 'init seeds=1 iterations=100 vote=120' },
      caller: LEARNER,
    });
    const asked = (await running.next()).value;
    const reading = running.next();
    const press = async (label: string, userId?: string) => {
      const id = asked?.buttons.find((button) => button.label === label)?.id ?? '';
      return final(await bot.press(id, userId === undefined ? {} : { userId })).text;
    };
    expect(await press('Cancel', 'ben')).toContain('Only the person who started it');
    expect(await press('Cancel')).toBe('Stopping it.');
    expect((await reading).value?.text).toContain('Cancelled, as you asked.');
    expect(await press('init=he', 'ben')).toContain('The vote is over');
  });
});

describe('/gradients', () => {
  /** The engine's own way back on a pair. */
  function engine({ config }: RunResult, weights: Weights, a: number, b: number) {
    const { bits: T, hidden: H } = config;
    const network = createNetwork(config, T);
    const sequence = createSequence(T);
    writePair(sequence, a, b);
    const gradient = zeroWeights(config);
    const loss = network.forward(weights, sequence);
    network.backward(weights, sequence, gradient);
    const { cell, y, deltaOut } = network;
    const row = (rows: Float64Array, t: number) => Array.from(rows.subarray(t * H, (t + 1) * H));
    const steps = Array.from({ length: T }, (_, index) => ({
      delta: row(cell.delta, index + 1),
      before: row(cell.states.z, index),
      now: row(cell.states.z, index + 1),
      x: [sequence.a[index + 1] ?? 0, sequence.b[index + 1] ?? 0],
    }));
    return { loss, gradient, steps, y, deltaOut, target: sequence.d };
  }
  const length = (values: Iterable<number>) => Math.hypot(...values);

  it('shows the last step first, with the figures of the engine at every step', async () => {
    const en = await last('/gradients');
    const found = engine(own, own.initial, 45, 77);
    const { W_in, W, W_out } = found.gradient;
    const norm = length([...W_in, ...W, ...W_out]);
    expect(en.data).toMatchObject({
      run: 1,
      show: 'film',
      stage: 'initial',
      a: 45,
      b: 77,
      step: 8,
      clip: 0,
      loss: found.loss,
      delta: found.steps[7]?.delta,
      outputs: Array.from(found.y.subarray(1)),
      outputDeltas: Array.from(found.deltaOut.subarray(1)),
      targets: Array.from(found.target.subarray(1)),
      scale: 1,
    });
    close(en.data['norm'], norm);
    close(en.data['clippedNorm'], norm);
    close(en.data['gradientNorms'], { W_in: length(W_in), W: length(W), W_out: length(W_out), b: 0, c: 0 });
    close(
      en.data['deltaNorms'],
      found.steps.map(({ delta }) => length(delta)),
    );
    close(
      en.data['contributions'],
      found.steps.map(({ delta, before, now, x }, index) => ({
        W_in: length(x) * length(delta),
        W: length(before) * length(delta),
        W_out: Math.abs(found.deltaOut[index + 1] ?? 0) * length(now),
      })),
    );
    close(
      en.data['shares'],
      found.steps.map(({ delta, before }) => {
        const along = before.map((z, i) =>
          delta.reduce((sum, d, j) => sum + z * d * (W[i * 16 + j] ?? Number.NaN), 0),
        );
        return along.reduce((sum, part) => sum + part, 0) / length(W) ** 2;
      }),
    );
    expect(en.files.map(({ name }) => name)).toEqual(['gradients.png']);
    expectBoth(en, await last('/gradients', { locale: 'ja' }));
  });
  it('goes back and on in time in the pressed message, round at the ends', async () => {
    const first = await last('/gradients');
    const earlier = await pressed(first, '◀ t = 7');
    const { steps } = engine(own, own.initial, 45, 77);
    expect(earlier).toMatchObject({ target: 'pressed', audience: 'channel' });
    expect(earlier.data).toMatchObject({ step: 7, delta: steps[6]?.delta });
    expect((await pressed(earlier, 't = 8 ▶')).data['step']).toBe(8);
    expect((await pressed(first, 't = 1 ▶')).data['step']).toBe(1);
    expect((await pressed(await last('/gradients step=1'), '◀ t = 8')).data['step']).toBe(8);
  });
  it('clips on and off without turning the gradient', async () => {
    const first = await last('/gradients step=3');
    const norm = Number(first.data['norm']);
    const clipped = await pressed(first, 'Clip to');
    const limit = Number(clipped.data['clip']);
    expect(limit).toBeGreaterThan(0);
    expect(limit).toBeLessThan(norm);
    expect(clipped.data).toMatchObject({ step: 3, norm, scale: limit / norm, delta: first.data['delta'] });
    close(clipped.data['clippedNorm'], limit);
    expect(await pressed(clipped, 'Clipping off')).toMatchObject({ data: first.data });
    expect((await last('/gradients clip=1000')).data).toMatchObject({ clip: 1000, scale: 1 });
  });
  it('looks at the trained weights, and at other numbers', async () => {
    const { data } = await pressed(await last('/gradients a=100 b=27 step=5'), 'After training');
    const found = engine(own, own.final, 100, 27);
    expect(data).toMatchObject({
      stage: 'final',
      a: 100,
      b: 27,
      loss: found.loss,
      delta: found.steps[4]?.delta,
    });
  });
  it('shows the flow over the training, and leads back to the film', async () => {
    const film = await last('/gradients run=1 step=4');
    const flow = await pressed(film, 'Over the training');
    expect(flow.target).toBe('pressed');
    expect(flow.data).toEqual({
      run: 1,
      show: 'flow',
      outcome: 'finished',
      snapshots: own.snapshots,
    });
    expect(flow.files.map(({ name }) => name)).toEqual(['gradient-flow.png']);
    expect((await pressed(flow, 'Step by step')).data).toEqual(film.data);
    expectBoth(await last('/gradients show=flow'), await last('/gradients show=flow', { locale: 'ja' }));
  });
  it('says that no error arrives at dead units', async () => {
    await last('/train activation=relu gradient=article seed=7', { workspace: 'dead' });
    const en = await last('/gradients show=flow', { workspace: 'dead' });
    expect(en.text).toContain('all ReLU units are off');
    expect(en.text).toContain('no pair at all changes a weight any more: the units are dead');
    expect(en.files[0]?.alt).toContain('No error arrives');
    const ja = await last('/gradients show=flow', { workspace: 'dead', locale: 'ja' });
    expect(ja.text).toContain('死んだ ReLU');
    expect(ja.files[0]?.alt).toContain('誤差が届いていません');
  });
  it('calls no unit dead where the outputs are what lets no error through', async () => {
    const settings = { activation: 'relu', init: 'he', std: 10, seed: 1 } as const;
    const { config, final: weights } = trainWhole(settings);
    const { hidden } = predict({ config, weights }, 45n, 77n, 8);
    expect(hidden.flat().some((z) => z > 0)).toBe(true);
    await last('/train activation=relu init=he std=10 seed=1', { workspace: 'sure' });
    const en = await last('/gradients show=flow', { workspace: 'sure' });
    expect(en.text).toContain('no error comes back');
    expect(en.text).not.toMatch(/dead|off/);
  });
  it('explains an explosion, with remedies', async () => {
    const flow = await last('/gradients run=2 show=flow');
    if (wild.outcome.kind !== 'diverged') throw new Error('it did not explode');
    expect(flow.text).toContain(`exploded at pair ${wild.outcome.divergence.iteration}`);
    expect(await pressed(flow, 'Clip the gradient')).toMatchObject({
      data: { config: { clip: 1, seed: 4 } },
    });
    const film = await last('/gradients run=2 weights=final');
    expect(film.data['norm']).toBeNull();
    expect(film.text).toContain('exploded');
  });
  it.each([
    ['/gradients a=128', 'numbers from 0 to 127'],
    ['/gradients step=9', 'there is no step 9'],
    ['/gradients run=99', 'There is no run 99'],
    ['/gradients weights=middle', '`initial`, `final`'],
  ])('refuses %s', async (line, sentence) => {
    const refused = await last(line);
    expect(refused).toMatchObject({ kind: 'error', audience: 'caller' });
    expect(refused.text).toContain(sentence);
    expect((await last(line, { locale: 'ja' })).text).toMatch(/[ぁ-ん]/);
  });
  it.each([
    'gradients:film',
    'gradients:film:1:initial:1:1:x:0',
    'gradients:flow:1:early:1:1:1:0',
    'gradients:film:1:initial:-1:1:1:0',
  ])('refuses a button that was made up: %s', async (id) => {
    expect(final(await bot.press(id))).toMatchObject({ kind: 'error', audience: 'caller' });
  });
});

/** Equal but for rounding: the sums may be added up in another order. */
function close(got: unknown, wanted: unknown): void {
  expect(rounded(got)).toEqual(rounded(wanted));
}

function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each) => (typeof each === 'number' ? Number(each.toPrecision(9)) + 0 : each)),
  );
}
