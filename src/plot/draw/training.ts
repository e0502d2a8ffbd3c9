/** Draws a training in motion: curve at the left, hidden states at the right, one frame after another. */
import type { Portions } from '../../rnn/portions.ts';
import { encodeGif } from '../gif.ts';
import { lossFigure } from '../loss.ts';
import { type Palette, type Pixels, paletteOf } from '../quantise.ts';
import { settingsLine } from '../settings.ts';
import { COLOUR, HEIGHT, mix } from '../style.ts';
import { delayOf, frameTitle, lossOf, type TrainingSpec } from '../training.ts';
import { ITERATIONS, lossAxis } from './axes.ts';
import { type Board, heading, sheet } from './board.ts';
import { drawChart, line } from './chart.ts';
import { drawLegend } from './legend.ts';
import { CARRY, drawPoints, NONE } from './portrait.ts';

const WORDS = {
  en: { pairs: 'pairs seen', loss: 'loss', smooth: 'smoothed', carry: 'carry', none: 'no carry' },
  ja: {
    pairs: '学習した組の数',
    loss: '損失',
    smooth: '平滑化',
    carry: '桁上がりあり',
    none: '桁上がりなし',
  },
} as const;

/** Device pixels per CSS pixel: enough for a moving picture, a third of the bytes of a sharper one. */
const SCALE = 1.25;
const STATES = 330;

/** One frame. */
function drawFrame(spec: TrainingSpec, i: number): Board {
  const board = sheet(HEIGHT, SCALE);
  const words = WORDS[spec.locale];
  const frame = spec.frames[i];
  const now = frame?.iteration ?? 0;
  const subtitle = settingsLine(spec.config, spec.locale);
  const space = heading(board, { title: frameTitle(spec, i), subtitle }, 'one line');
  const box = drawLegend(board, space, [
    { kind: 'line', colour: mix(COLOUR.paper, COLOUR.blue, 0.35), text: words.loss },
    { kind: 'line', colour: COLOUR.blue, text: words.smooth },
    { kind: 'dot', colour: CARRY, text: words.carry },
    { kind: 'ring', colour: NONE, text: words.none },
  ]);
  const figure = lossFigure(lossOf(spec));
  const past = ({ x }: { x: number }): boolean => x <= now;
  drawChart(
    board,
    { ...box, width: box.width - STATES - 24 },
    {
      lines: [
        line(figure.smoothed.filter(past), { colour: COLOUR.blue, width: 3.2 }),
        line(figure.raw.filter(past), { colour: mix(COLOUR.paper, COLOUR.blue, 0.35), width: 1.2 }),
      ],
      x: { ...ITERATIONS, max: figure.xMax, title: words.pairs },
      y: lossAxis(figure, ''),
    },
  );
  const states = { x: box.x + box.width - STATES, y: box.y + 4, width: STATES, height: box.height - 8 };
  const all = spec.frames.flatMap((f) => f.points);
  drawPoints(board, frame ?? { points: [] }, states, all);
  return board;
}

function pixelsOf({ canvas }: Board): Pixels {
  return { width: canvas.width, height: canvas.height, rgba: canvas.data() };
}

/** The whole animation as a GIF file. */
export function* drawTraining(spec: TrainingSpec): Portions<Uint8Array> {
  const last = spec.frames.length - 1;
  // The palette is made from three frames: their colours are those of all.
  const samples: Pixels[] = [];
  for (const i of new Set([0, Math.floor(last / 2), last])) {
    samples.push(pixelsOf(drawFrame(spec, i)));
    yield;
  }
  const palette = paletteOf(samples, 255);
  const { width = 0, height = 0 } = samples[0] ?? {};
  return yield* encodeGif({ width, height, palette: palette.colours }, frames(spec, palette));
}

function* frames(spec: TrainingSpec, palette: Palette) {
  for (let i = 0; i < spec.frames.length; i += 1) {
    yield { pixels: palette.indices(pixelsOf(drawFrame(spec, i)), 0), delay: delayOf(spec, i) };
  }
}
