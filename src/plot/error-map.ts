/** Which of all sums a network gets right, as a map of a against b: finding and geometry. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { moment } from './loss.ts';
import { count, percent } from './number.ts';
import { settingsLine } from './settings.ts';

/** All sums at one moment of training. */
export type ErrorMap = {
  readonly iteration: number;
  /** size × size, 1 = right: entry a·size + b is the sum a + b. */
  readonly right: Uint8Array;
};

export type ErrorMapSpec = {
  readonly kind: 'error-map';
  readonly locale: Locale;
  readonly config: TrainConfig;
  /** Numbers 0…size − 1 on both sides, 1…128: size = 2^(bits−1). */
  readonly size: number;
  /** One to four, in order of time. */
  readonly maps: readonly ErrorMap[];
};

/** Wrong sums beside each other in one row b: from a to a + length − 1. */
export type ErrorRun = { readonly a: number; readonly b: number; readonly length: number };

export type PlacedMap = {
  readonly iteration: number;
  readonly wrong: number;
  readonly accuracy: number;
  readonly runs: readonly ErrorRun[];
  /** Left upper corner, CSS px, and the side of one sum. */
  readonly x: number;
  readonly y: number;
  readonly cell: number;
};

type Space = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Wrong sums joined to runs along a. */
export function errorRuns(right: Uint8Array, size: number): ErrorRun[] {
  const runs: ErrorRun[] = [];
  for (let b = 0; b < size; b += 1) {
    let start = -1;
    for (let a = 0; a <= size; a += 1) {
      const wrong = a < size && right[a * size + b] === 0;
      if (wrong && start < 0) start = a;
      if (!wrong && start >= 0) {
        runs.push({ a: start, b, length: a - start });
        start = -1;
      }
    }
  }
  return runs;
}

/** Maps side by side, as large as the space lets them, each cell a multiple of half a device pixel. */
export function errorMapFigure({ maps, size }: ErrorMapSpec, space: Space, scale: number): PlacedMap[] {
  const gap = maps.length > 2 ? 18 : 34;
  const side = Math.min(space.height, (space.width - gap * (maps.length - 1)) / maps.length);
  const cell = Math.max(1, Math.floor((side * scale * 2) / size) / 2) / scale;
  const width = cell * size;
  const onGrid = (value: number): number => Math.round(value * scale) / scale;
  const left = space.x + (space.width - width * maps.length - gap * (maps.length - 1)) / 2;
  return maps.map(({ iteration, right }, i) => {
    const runs = errorRuns(right, size);
    const wrong = runs.reduce((sum, run) => sum + run.length, 0);
    return {
      iteration,
      runs,
      wrong,
      accuracy: 1 - wrong / (size * size),
      x: onGrid(left + i * (width + gap)),
      y: onGrid(space.y),
      cell,
    };
  });
}

function wrongOf(map: ErrorMap | undefined): number {
  return map?.right.reduce((sum, right) => sum + (right === 0 ? 1 : 0), 0) ?? 0;
}

/** The finding, about the last map. */
export function errorMapFinding({ maps, size, config, locale }: ErrorMapSpec): string {
  const last = maps.at(-1);
  const wrong = wrongOf(last);
  const all = count(size * size);
  const when = moment(config, last?.iteration ?? 0);
  if (wrong === 0) {
    return { en: `All ${all} sums right at ${when.en}`, ja: `${when.ja}で ${all} 通りすべて正解` }[locale];
  }
  const n = count(wrong);
  return {
    en: `${n} of ${all} sums wrong at ${when.en}`,
    ja: `${when.ja}では ${all} 通り中 ${n} 通りが誤り`,
  }[locale];
}

/** Alt text: the finding, and the share right at each moment. */
export function errorMapAlt(spec: ErrorMapSpec): string {
  const { maps, size, config, locale } = spec;
  const shares = maps
    .map((map) => `${moment(config, map.iteration)[locale]}: ${percent(1 - wrongOf(map) / (size * size))}`)
    .join(', ');
  return {
    en: `Map of all sums a + b. ${errorMapFinding(spec)}. Right: ${shares}. Settings: ${settingsLine(config, locale)}.`,
    ja: `すべての足し算 a + b の地図。${errorMapFinding(spec)}。正解率: ${shares}。設定: ${settingsLine(config, locale)}。`,
  }[locale];
}
