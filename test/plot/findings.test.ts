/** What the pictures say, and the geometry behind it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ablationAlt, ablationFinding, carryFree } from '../../src/plot/ablation.ts';
import { altOf } from '../../src/plot/alt.ts';
import { distributionFinding } from '../../src/plot/distribution.ts';
import { errorMapFigure, errorRuns } from '../../src/plot/error-map.ts';
import { lengthsFinding } from '../../src/plot/lengths.ts';
import { type LossSpec, lossFigure, lossFinding } from '../../src/plot/loss.ts';
import { median } from '../../src/plot/merit.ts';
import { measure } from '../../src/plot/number.ts';
import { evenTicks, roundUp } from '../../src/plot/scale.ts';
import { compareFigure, compareFinding } from '../../src/plot/showdown.ts';
import { smooth } from '../../src/plot/smooth.ts';
import { type SparkRow, sparkOf, sparkScale, sparksFinding } from '../../src/plot/sparks.ts';
import { sumFigure } from '../../src/plot/sum.ts';
import { splitPlane } from '../../src/rnn/analyse/split.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { whole } from '../../src/rnn/portions.ts';
import { predict } from '../../src/rnn/predict.ts';
import { RUNS, specs } from './specs.ts';

const loss = (changes: Partial<LossSpec>): LossSpec => ({
  kind: 'loss',
  locale: 'en',
  config: DEFAULTS,
  losses: [1.7073, 0.9, 0.1, 0.00299],
  accuracies: [],
  solvedAt: null,
  outcome: { kind: 'finished' },
  ...changes,
});

describe('the loss curve', () => {
  it('tells where it fell and when all was solved, in both languages', () => {
    expect(lossFinding(loss({ solvedAt: 5300 }))).toBe('Loss falls from 1.71 to 0.003; solved at pair 5,300');
    expect(lossFinding(loss({ solvedAt: 5300, locale: 'ja' }))).toBe(
      '損失は 1.71 から 0.003 まで下がりました。5,300 組目で全問正解に到達',
    );
  });

  it('counts updates where an update takes several pairs', () => {
    const finding = lossFinding(loss({ solvedAt: 5300, config: { ...DEFAULTS, batch: 8 } }));
    expect(finding).toContain('solved at update 5,300');
  });

  it('tells a standstill with the share of right sums', () => {
    const stuck = loss({ losses: [1, 1.02, 0.98], accuracies: [{ iteration: 200, accuracy: 0.004 }] });
    expect(lossFinding(stuck)).toBe('Loss stays near 0.98; 0.4 % of sums right');
    const evaluation = { over: 'all', pairs: 16_384, right: 50, accuracy: 50 / 16_384, perBit: [] } as const;
    expect(lossFinding({ ...stuck, evaluation })).toContain('0.3 % of sums right');
  });

  it('tells what exploded and when', () => {
    const { divergence } = {
      divergence: { iteration: 4, cause: 'loss', largest: { matrix: 'W', norm: 8e9, iteration: 3 } },
    } as const;
    const finding = lossFinding(
      loss({ losses: [2.7, Number.NaN], outcome: { kind: 'diverged', divergence } }),
    );
    expect(finding).toBe('Blew up at pair 4: the gradient of W reached 8 × 10⁹');
  });

  it('tells the end of the smoothed curve, whatever the last pair happened to cost', () => {
    const losses = Array.from({ length: 100 }, (_, i) => 1.6 * 0.95 ** i);
    const end = lossFigure(loss({ losses })).smoothed.at(-1)?.y ?? 0;
    const unlucky = loss({ losses: [...losses.slice(0, 99), 0.13] });
    expect(lossFinding(loss({ losses }))).toContain(`to ${measure(end)}`);
    expect(lossFinding(unlucky)).not.toContain('0.13');
  });

  it('does not give the settings away in a question', () => {
    expect(altOf(loss({ title: 'Which setting?' }))).not.toContain('sigmoid');
  });

  it('takes a logarithmic axis only when the smoothed curve spans a factor 30', () => {
    expect(lossFigure(loss({})).scale).toBe('logarithmic');
    expect(lossFigure(loss({ losses: [1.7, 0.9, 0.8] })).scale).toBe('linear');
  });

  it('draws no point for a loss that is not a number, and shows the mark of the divergence', () => {
    const figure = lossFigure({ kind: 'loss', locale: 'en', ...RUNS.exploded });
    expect(figure.raw.every(({ y }) => Number.isFinite(y))).toBe(true);
    expect(figure.divergedAt).toBe(4);
    expect(figure.xMax).toBeGreaterThan(4);
  });
});

describe('very many losses', () => {
  it('become a curve of some hundred points that keeps its highs and lows', () => {
    const losses = Array.from({ length: 200_000 }, (_, i) => 2 - i / 150_000 + (i === 77_777 ? 5 : 0));
    const config = { ...DEFAULTS, plotInterval: 1, iterations: 200_000 };
    const { raw, smoothed, scale } = lossFigure(loss({ losses, config }));
    expect(scale).toBe('linear');
    expect(raw.length).toBeLessThan(2000);
    expect(Math.max(...raw.map(({ y }) => y))).toBeGreaterThan(6);
    expect(smoothed.length).toBeLessThanOrEqual(800);
    expect(smoothed.at(-1)?.x).toBeGreaterThan(199_000);
    for (const { x, y } of smoothed) expect(Math.abs(y - (2 - x / 150_000))).toBeLessThan(0.05);
  });
});

describe('the axis of a loss', () => {
  it('has even ticks from 0 to its end, whatever that is', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
        const max = roundUp(value);
        const ticks = evenTicks(max);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeCloseTo(max, 9);
        const step = max / (ticks.length - 1);
        ticks.forEach((tick, i) => {
          expect(tick / step).toBeCloseTo(i, 3);
        });
        expect(ticks.length).toBeGreaterThan(3);
        expect(ticks.length).toBeLessThan(7);
      }),
    );
    expect(evenTicks(1.5)).toEqual([0, 0.5, 1, 1.5]);
  });
});

describe('longer numbers', () => {
  it('says what was tried, and no more', () => {
    const tried = (...shares: [length: number, random: number, hard: number][]) =>
      lengthsFinding({
        kind: 'lengths',
        locale: 'en',
        config: DEFAULTS,
        lengths: shares.map(([length, accuracy, hard]) => ({
          length,
          accuracy,
          hard: { pairs: 100, right: 100 * hard, accuracy: hard },
          miss: accuracy < 1 || hard < 1 ? { length, a: 1n, b: 1n } : null,
        })),
      });
    expect(tried([16, 1, 1])).toBe('Learned on 7-bit numbers; all sums tried at 16 bits are right');
    expect(tried([16, 0.5, 0.2])).toBe('At 16 bits 50 % of random sums are right, 20 % of hard ones');
    expect(tried([8, 1, 1], [16, 1, 1])).toBe(
      'Learned on 7-bit numbers; all sums tried up to 16 bits are right',
    );
    expect(tried([8, 1, 1], [16, 1, 0.9], [24, 1, 1])).toBe(
      'All sums tried up to 8 bits are right; the first wrong one has 16 bits',
    );
  });
});

describe('smoothing', () => {
  it('keeps a constant, the first value, and lies between its neighbours', () => {
    expect(smooth([2, 2, 2, 2], 1, 'geometric').map((v) => Number(v.toFixed(9)))).toEqual([2, 2, 2, 2]);
    const values = fc.array(fc.double({ min: 0.001, max: 10, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 5 }), (v, reach) => {
        const soft = smooth(v, reach, 'arithmetic');
        expect(soft[0]).toBeCloseTo(v[0] ?? 0, 9);
        for (const s of soft) {
          expect(s).toBeGreaterThanOrEqual(Math.min(...v) - 1e-9);
          expect(s).toBeLessThanOrEqual(Math.max(...v) + 1e-9);
        }
      }),
    );
  });

  it('leaves gaps where there is no number', () => {
    expect(smooth([1, Number.NaN, 3], 1, 'arithmetic')[1]).toBeNaN();
  });
});

describe('a sum', () => {
  it('is wrapped with the most significant band on top, and every bit once', () => {
    const spec = specs('en')['sum-long'];
    if (spec?.kind !== 'sum') throw new Error('no long sum');
    const { kind, bands } = sumFigure(spec);
    expect(kind).toBe('wrapped');
    const order = bands.flatMap(({ columns }) => columns.map(({ t }) => t));
    expect(order).toEqual(Array.from({ length: 257 }, (_, i) => 256 - i));
  });

  it('tells in its words where a carry comes in, as the picture shows it', () => {
    const { config, initial: weights } = RUNS.plain;
    const spec = {
      kind: 'sum',
      locale: 'en',
      config,
      prediction: predict({ config, weights }, 45n, 77n, 8),
    } as const;
    expect(altOf(spec)).toContain('A carry comes in at t = 2, 4, 5.');
    expect(altOf({ ...spec, locale: 'ja' })).toContain('下の桁から桁上がりが来るのは t = 2, 4, 5。');
  });

  it('has the carry in of a step from the step before, and marks every wrong bit', () => {
    const { config, initial: weights } = RUNS.plain;
    const prediction = predict({ config, weights }, 99n, 101n, 8);
    const { bands, wrong } = sumFigure({ kind: 'sum', locale: 'en', config, prediction });
    const columns = bands.flatMap((band) => band.columns).reverse();
    let carry = 0;
    for (const column of columns) {
      expect(column.carryIn).toBe(carry);
      carry = column.a + column.b + carry >= 2 ? 1 : 0;
    }
    const truth = columns.reduce((sum, { truth: bit, t }) => sum + bit * 2 ** t, 0);
    expect(truth).toBe(200);
    expect(wrong).toBe(columns.filter(({ answer, truth: bit }) => answer !== bit).length);
    expect(altOf({ kind: 'sum', locale: 'en', config, prediction })).toContain(`99 + 101 is 200`);
  });
});

describe('the split of a portrait', () => {
  type State = { readonly x: number; readonly y: number; readonly carry: 0 | 1; readonly pairs: number };
  const state = fc.record({
    x: fc.double({ min: -5, max: 5, noNaN: true }),
    y: fc.double({ min: -5, max: 5, noNaN: true }),
    carry: fc.constantFrom<0 | 1>(0, 1),
    pairs: fc.integer({ min: 1, max: 9 }),
  });
  const total = (some: readonly State[]) => some.reduce((sum, { pairs }) => sum + pairs, 0);
  const split = (all: readonly State[]) =>
    whole(
      splitPlane(
        Float64Array.from(all, ({ x }) => x),
        Float64Array.from(all, ({ y }) => y),
        {
          carry: Uint8Array.from(all, ({ carry }) => carry),
          pairs: Uint32Array.from(all, ({ pairs }) => pairs),
          total: total(all),
        },
      ),
    );

  it('is as accurate as it says, every state with its weight', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 2, maxLength: 40 }), (all) => {
        const { nx, ny, c, accuracy } = split(all);
        const right = all.filter((p) => (nx * p.x + ny * p.y > c ? 1 : 0) === p.carry);
        expect(total(right) / total(all)).toBeCloseTo(accuracy, 9);
      }),
    );
  });

  it('parts points that are one rounding apart', () => {
    const apart: State[] = [
      { x: 0, y: 5, carry: 1, pairs: 1 },
      { x: 0, y: 4.999999999999999, carry: 0, pairs: 1 },
      { x: 0, y: 0, carry: 0, pairs: 1 },
    ];
    const { nx, ny, c, accuracy } = split(apart);
    expect(accuracy).toBe(1);
    expect(apart.map((p) => (nx * p.x + ny * p.y > c ? 1 : 0))).toEqual([1, 0, 0]);
  });

  it('parts two clouds that a line can part', () => {
    const cloud = (x: number, carry: 0 | 1): State[] =>
      Array.from({ length: 50 }, (_, i) => ({
        x: x + Math.sin(i) * 0.4,
        y: Math.cos(i * 7) * 9,
        carry,
        pairs: 1,
      }));
    expect(split([...cloud(-1, 0), ...cloud(1, 1)]).accuracy).toBe(1);
  });
});

describe('an error map', () => {
  it('covers exactly the wrong sums with its runs', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1), { minLength: 64, maxLength: 64 }), (right) => {
        const covered = new Set<number>();
        for (const { a, b, length } of errorRuns(Uint8Array.from(right), 8)) {
          for (let i = 0; i < length; i += 1) covered.add((a + i) * 8 + b);
        }
        expect([...covered].sort((p, q) => p - q)).toEqual(right.flatMap((r, i) => (r === 0 ? [i] : [])));
      }),
    );
  });

  it('fits its maps into the space without overlap', () => {
    const spec = specs('en')['error-map-four'];
    if (spec?.kind !== 'error-map') throw new Error('no map');
    const placed = errorMapFigure(spec, { x: 60, y: 140, width: 700, height: 200 }, 2);
    placed.forEach((map, i) => {
      const right = map.x + map.cell * spec.size;
      expect(right).toBeLessThanOrEqual(placed[i + 1]?.x ?? 760);
      expect(map.x).toBeGreaterThanOrEqual(60);
    });
  });
});

describe('a comparison', () => {
  const setting = (name: string, accuracies: number[], solvedAt: number | null = null, batch = 1) => ({
    name,
    batch,
    plotInterval: 100,
    runs: accuracies.map((accuracy) => ({
      losses: [1, 0.1],
      accuracy,
      solvedAt: accuracy === 1 ? solvedAt : null,
      outcome: 'finished' as const,
    })),
  });
  const spec = (settings: ReturnType<typeof setting>[]) =>
    ({ kind: 'compare', locale: 'en', shared: '', settings }) as const;

  it('ranks by the median, then by the worst run', () => {
    const names = (s: ReturnType<typeof spec>) => compareFigure(s).ranking.map(({ name }) => name);
    expect(names(spec([setting('a', [0, 0.5, 1]), setting('b', [0.6, 0.6, 0.6])]))).toEqual(['b', 'a']);
    expect(names(spec([setting('a', [0, 1, 1]), setting('b', [0.9, 1, 1])]))).toEqual(['b', 'a']);
  });

  it('decides between like medians by the pairs that flawless runs needed, and says so', () => {
    const soon = spec([setting('a', [1, 1, 1, 1], 6_500), setting('b', [1, 1, 1, 1], 3_500)]);
    expect(compareFinding(soon)).toBe(
      'b is best: median 100 % of sums right over 4 seeds, with the fewest pairs',
    );
    const half = [...Array(9).fill(0.9), ...Array(10).fill(1)];
    const often = spec([
      setting('a', half, 9_000),
      setting(
        'b',
        half.map(() => 1),
        9_000,
      ),
    ]);
    expect(compareFinding(often)).toBe('b is best: median 100 % of sums right over 19 seeds, most often all');
  });

  it('counts pairs, not updates, in the ranking and along the axis', () => {
    const figure = compareFigure(
      spec([
        setting('1', [1, 1, 1], 8_000),
        setting('16', [1, 1, 1], 500, 16),
        setting('4', [1, 1, 1], 1_500, 4),
      ]),
    );
    expect(figure.ranking.map(({ name, pairs }) => [name, pairs])).toEqual([
      ['4', 6_000],
      ['1', 8_000],
      ['16', 8_000],
    ]);
    expect(figure.ranking.map(({ curve }) => curve.middle.at(-1)?.x)).toEqual([400, 100, 1_600]);
  });

  it('names a winner only where the runs are clearly apart, and else who did best here', () => {
    expect(compareFinding(spec([setting('a', [0.2]), setting('b', [0.9])]))).toBe(
      '1 seed cannot tell: here b did best, a worst',
    );
    expect(compareFinding(spec([setting('a', [1, 1]), setting('b', [1, 1])]))).toBe(
      'No difference over 2 seeds: the settings came to the same',
    );
    expect(compareFinding(spec([setting('a', [0.2, 0.3, 0.4]), setting('b', [0.5, 0.6, 0.9])]))).toBe(
      '3 seeds cannot tell: here b did best, a worst',
    );
    expect(compareFinding(spec([setting('a', [0, 0.2, 0.5, 0.9]), setting('b', [0.1, 0.3, 0.6, 0.8])]))).toBe(
      'No clear winner over 4 seeds: here b did best, a worst',
    );
    expect(
      compareFinding(
        spec([setting('a', [0.5, 0.6, 0.9]), setting('b', [0.7, 0.8, 1]), setting('c', [0, 0, 0.1])]),
      ),
    ).toBe('b did best; clearly behind over 3 seeds: c');
    expect(
      compareFinding(spec([setting('a', [0.1, 0.2, 0.3, 0.4]), setting('b', [0.5, 0.6, 0.7, 0.9])])),
    ).toBe('b is best: median 65 % of sums right over 4 seeds');
  });

  it('has the usual median', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});

describe('answers and ablation', () => {
  const option = (letter: string, n: number, verdict: 'right' | 'wrong') => ({
    letter,
    text: '',
    count: n,
    verdict,
  });
  it('tells the share right and the most common mistake', () => {
    const options = [option('A', 2, 'wrong'), option('B', 7, 'right'), option('C', 3, 'wrong')];
    expect(distributionFinding({ kind: 'distribution', locale: 'en', question: '', options })).toBe(
      '7 of 12 were right; 3 chose C',
    );
    const none = options.map((o) => ({ ...o, count: 0 }));
    expect(distributionFinding({ kind: 'distribution', locale: 'ja', question: '', options: none })).toBe(
      'まだ回答がありません',
    );
  });

  it('expects (3/4)⁷ of the 7-bit sums without memory, as counting them does', () => {
    let free = 0;
    for (let a = 0; a < 128; a += 1) for (let b = 0; b < 128; b += 1) if ((a & b) === 0) free += 1;
    expect(carryFree(DEFAULTS)).toBeCloseTo(free / 128 ** 2, 12);
    const spec = specs('en')['ablation'];
    if (spec?.kind !== 'ablation') throw new Error('no ablation');
    expect(ablationFinding(spec)).toMatch(/only 1\d(\.\d)? % of sums are right, not 100 %/);
  });

  it('does not say that something falls where nothing falls', () => {
    const spec = specs('en')['ablation'];
    if (spec?.kind !== 'ablation') throw new Error('no ablation');
    const alt = (locale: 'en' | 'ja', change: Partial<typeof spec>) =>
      ablationAlt({ ...spec, locale, ...change });
    const same = { intact: 1, withoutMemory: 1, withoutUnit: [1, 1] };
    expect(alt('en', same)).toContain('nothing changes: 100 % of sums are right. No unit is missed');
    expect(alt('ja', same)).toContain('正解率は 100 % のまま。どのユニット');
    const better = { intact: 0.002, withoutMemory: 0.133, withoutUnit: [0.002, 0.05] };
    expect(alt('en', better)).toContain('more sums are right: 13.3 %, up from 0.2 %');
    expect(alt('ja', better)).toContain('0.2 % から 13.3 % に上がる');
    for (const change of [same, better]) expect(alt('en', change)).not.toContain('only');
  });

  it('tells that units were tried on a sample', () => {
    const spec = specs('en')['ablation'];
    if (spec?.kind !== 'ablation') throw new Error('no ablation');
    expect(ablationAlt(spec)).not.toContain('sample');
    const sampled = { ...spec, unitPairs: 223 };
    expect(ablationAlt(sampled)).toContain('a sample of 223 sums');
    expect(ablationAlt({ ...sampled, locale: 'ja' })).toContain('223 組の標本');
  });
});

describe('the list of runs', () => {
  const row = (changes: Partial<SparkRow>): SparkRow => ({
    name: '#1',
    config: DEFAULTS,
    losses: [1, 0.1],
    accuracy: 0.5,
    solvedAt: null,
    outcome: 'finished',
    use: 'kept',
    ...changes,
  });
  const list = (runs: readonly SparkRow[]) => ({ kind: 'sparks', locale: 'en', runs }) as const;
  it('calls no run the best that was stopped', () => {
    const stopped = row({ name: '#2', accuracy: 1, outcome: 'cancelled' });
    expect(sparksFinding(list([stopped, row({})]))).toBe('Best of 2 runs: #1 with 50 % right');
    expect(sparksFinding(list([stopped]))).toBe('1 run, not finished');
  });
  it('keeps the curves apart beside a loss that is almost nothing', () => {
    const tiny = row({ losses: [1, 3e-62] });
    const scale = sparkScale(list([tiny, row({})]));
    const [, end] = sparkOf(row({}), scale);
    expect(end?.y).toBeLessThan(0.9);
    expect(sparkOf(tiny, scale).every(({ y }) => y >= 0 && y <= 1)).toBe(true);
  });
});
