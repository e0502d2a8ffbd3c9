/** The finding of a picture in words, for those who do not see it. Pure: no picture need be drawn for it. */

import { ablationAlt } from './ablation.ts';
import { curvesAlt } from './curves.ts';
import { distributionAlt } from './distribution.ts';
import { errorMapAlt } from './error-map.ts';
import { filmAlt } from './film.ts';
import { gradientFlowAlt } from './gradient-flow.ts';
import { hiddenStateAlt } from './hidden-state.ts';
import { lengthsAlt } from './lengths.ts';
import { lossAlt } from './loss.ts';
import { portraitAlt } from './portrait.ts';
import { progressAlt } from './progress.ts';
import { compareAlt } from './showdown.ts';
import { sparksAlt } from './sparks.ts';
import type { PictureSpec } from './spec.ts';
import { sumAlt } from './sum.ts';
import { trainingAlt } from './training.ts';
import { unrolledAlt } from './unrolled.ts';

/** Longest alt text that every platform takes, in UTF-16 units. */
const LIMIT = 1000;

/** Alt text in the picture's language, 1…1,000 characters. */
export function altOf(spec: PictureSpec): string {
  const text = words(spec).replaceAll('$', '');
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT - 1)}…`;
}

function words(spec: PictureSpec): string {
  switch (spec.kind) {
    case 'loss':
      return lossAlt(spec);
    case 'training':
      return trainingAlt(spec);
    case 'sum':
      return sumAlt(spec);
    case 'hidden-state':
      return hiddenStateAlt(spec);
    case 'curves':
      return curvesAlt(spec);
    case 'sparks':
      return sparksAlt(spec);
    case 'gradients':
      return filmAlt(spec);
    case 'progress':
      return progressAlt(spec);
    case 'distribution':
      return distributionAlt(spec);
    case 'compare':
      return compareAlt(spec);
    case 'ablation':
      return ablationAlt(spec);
    case 'lengths':
      return lengthsAlt(spec);
    case 'error-map':
      return errorMapAlt(spec);
    case 'portrait':
      return portraitAlt(spec);
    case 'gradient-flow':
      return gradientFlowAlt(spec);
    case 'unrolled':
      return unrolledAlt(spec);
  }
}
