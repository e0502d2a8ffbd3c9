/** How long a picture takes, from the bot's question to the file, beside plain Chart.js on the same canvas. */
import { createCanvas } from 'canvas';
import { Chart, registerables } from 'chart.js';
import { createLocalJobs } from '../src/jobs/local/jobs.ts';
import { createPictures, PICTURE, type Pictures } from '../src/plot/pictures.ts';
import type { PictureSpec } from '../src/plot/spec.ts';
import { ablate } from '../src/rnn/analyse/ablation.ts';
import { analyseCarry } from '../src/rnn/analyse/carry.ts';
import { analyseComponents } from '../src/rnn/analyse/components.ts';
import { survey } from '../src/rnn/analyse/survey.ts';
import { DEFAULTS } from '../src/rnn/config.ts';
import { whole } from '../src/rnn/portions.ts';
import { predict } from '../src/rnn/predict.ts';
import { startTraining } from '../src/rnn/train.ts';
import type { Bench } from './bench.ts';
import { median } from './statistics.ts';

type Result = ReturnType<ReturnType<typeof startTraining>['finish']>;

function train(seed: number): Result {
  const training = startTraining({ ...DEFAULTS, seed });
  while (!training.done) training.advance(10_000);
  return training.finish();
}

/** The pictures that are asked for most, of one real run. */
function specsOf(run: Result): PictureSpec[] {
  const { config, losses, accuracies, solvedAt, outcome, snapshots, final: weights } = run;
  const locale = 'ja';
  const right = new Uint8Array(128 * 128).map((_, i) => (i % 11 === 0 ? 0 : 1));
  const surveyed = whole(survey(config, weights));
  const portrait = { ...whole(analyseComponents(surveyed)), ...whole(analyseCarry(surveyed)) };
  const prediction = (bits: number) => predict({ config, weights }, 2n ** BigInt(bits - 1) - 19n, 45n, bits);
  return [
    { kind: 'loss', locale, config, losses, accuracies, solvedAt, outcome },
    { kind: 'sum', locale, config, prediction: prediction(8) },
    { kind: 'portrait', locale, config, ...portrait },
    { kind: 'gradient-flow', locale, config, snapshots },
    { kind: 'ablation', locale, config, ...whole(ablate(config, weights)) },
    { kind: 'error-map', locale, config, size: 128, maps: [{ iteration: 0, right }] },
    {
      kind: 'unrolled',
      locale,
      steps: 4,
      symbol: 'z',
      form: 'unrolled',
      flow: 'backward',
      weights: 'named',
    },
    { kind: 'sum', locale, config, prediction: prediction(256) },
  ];
}

/** The loss curve as a plain Chart.js program draws it: same size, its default looks, the canvas's own PNG. */
function plainChart(losses: readonly number[]): number {
  const start = performance.now();
  const canvas = createCanvas(800, 450);
  const chart = new Chart(canvas.getContext('2d'), {
    type: 'line',
    data: { labels: losses.map((_, i) => i * 100), datasets: [{ label: 'loss', data: [...losses] }] },
    options: { responsive: false, animation: false, devicePixelRatio: 2 },
  });
  canvas.toBuffer('image/png');
  const taken = performance.now() - start;
  chart.destroy();
  return taken;
}

async function timed(pictures: Pictures, spec: PictureSpec): Promise<{ ms: number; bytes: number }> {
  const start = performance.now();
  const { bytes } = await pictures.draw(spec, { workspace: 'bench', userId: 'bench' });
  return { ms: performance.now() - start, bytes: bytes.length };
}

function nameOf(spec: PictureSpec): string {
  return spec.kind === 'sum' ? `sum, ${spec.prediction.bits.length} bits` : spec.kind;
}

async function run(rounds: number) {
  const result = train(0);
  const specs = specsOf(result);
  const start = performance.now();
  const jobs = createLocalJobs({ threads: { least: 1, most: 1 }, mostWaiting: 1, ready: [PICTURE] });
  let ids = 0;
  const pictures = createPictures({ jobs, newId: () => String(++ids) });
  try {
    await timed(pictures, specs[0] ?? { kind: 'loss', locale: 'en', ...result });
    const first = performance.now() - start;
    Chart.register(...registerables);
    plainChart(result.losses);
    const plain: number[] = [];
    const times = specs.map(() => [] as number[]);
    const sizes = specs.map(() => 0);
    // Three times the rounds: a picture takes a fiftieth of a training.
    for (let round = 0; round < rounds * 3; round++) {
      plain.push(plainChart(result.losses));
      for (const [i, spec] of specs.entries()) {
        const { ms, bytes } = await timed(pictures, spec);
        times[i]?.push(ms);
        sizes[i] = bytes / 1000;
      }
    }
    const row = (what: string, ms: readonly number[], size: number | null) => ({
      what,
      values: [median(ms), Math.max(...ms), size],
    });
    return {
      columns: ['median ms', 'slowest ms', 'KB'],
      rows: [
        ...specs.map((spec, i) => row(nameOf(spec), times[i] ?? [], sizes[i] ?? null)),
        row('plain Chart.js, the same loss curve', plain, null),
        { what: 'first picture after the start of the thread', values: [first, first, null] },
      ],
      notes: [
        '1600 × 900 pixels (the sum of 256 bits is higher). One drawing thread; timed in the main thread,',
        'with the way there and back. Plain Chart.js: one dataset, no heading, drawn in the main thread.',
      ],
    };
  } finally {
    await jobs.close(0);
  }
}

export const pictures: Bench = { name: 'pictures', title: 'Pictures', run };
