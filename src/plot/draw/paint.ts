/** From a picture's description to the bytes of its file. */
import type { Portions } from '../../rnn/portions.ts';
import { encodePng } from '../png.ts';
import { quantise } from '../quantise.ts';
import type { PictureSpec, StillSpec } from '../spec.ts';
import { drawAblation } from './ablation.ts';
import type { Board } from './board.ts';
import { prepareCharts } from './chart.ts';
import { drawCurves } from './curves.ts';
import { drawDistribution } from './distribution.ts';
import { drawErrorMap } from './error-map.ts';
import { drawFilm } from './film.ts';
import { loadFonts } from './fonts.ts';
import { drawGradientFlow } from './gradient-flow.ts';
import { drawHiddenState } from './hidden-state.ts';
import { drawLengths } from './lengths.ts';
import { drawLoss } from './loss.ts';
import { drawPortrait } from './portrait.ts';
import { drawProgress } from './progress.ts';
import { drawCompare } from './showdown.ts';
import { drawSparks } from './sparks.ts';
import { drawSum } from './sum.ts';
import { drawTraining } from './training.ts';
import { drawUnrolled } from './unrolled.ts';

/** Loads fonts and chart parts. Once a thread, before the first picture. */
export function prepare(): void {
  loadFonts();
  prepareCharts();
}

function boardOf(spec: StillSpec): Board {
  switch (spec.kind) {
    case 'loss':
      return drawLoss(spec);
    case 'sum':
      return drawSum(spec);
    case 'hidden-state':
      return drawHiddenState(spec);
    case 'curves':
      return drawCurves(spec);
    case 'sparks':
      return drawSparks(spec);
    case 'gradients':
      return drawFilm(spec);
    case 'progress':
      return drawProgress(spec);
    case 'distribution':
      return drawDistribution(spec);
    case 'compare':
      return drawCompare(spec);
    case 'ablation':
      return drawAblation(spec);
    case 'lengths':
      return drawLengths(spec);
    case 'error-map':
      return drawErrorMap(spec);
    case 'portrait':
      return drawPortrait(spec);
    case 'gradient-flow':
      return drawGradientFlow(spec);
    case 'unrolled':
      return drawUnrolled(spec);
  }
}

/** The picture's file: PNG, or GIF where it moves. Other pictures may be drawn where it rests. */
export function* paint(spec: PictureSpec): Portions<Uint8Array> {
  if (spec.kind === 'training') return yield* drawTraining(spec);
  const { canvas } = boardOf(spec);
  // The sheet may be another picture's after a rest: its pixels are copied here.
  const pixels = { width: canvas.width, height: canvas.height, rgba: canvas.data() };
  yield;
  const indexed = quantise(pixels);
  yield;
  return encodePng(indexed);
}
