/** All generators of questions. */
import { howManyCarries, oneColumn, whereCarriesAre } from './addition.ts';
import { whatMadeCurve, whichCurve } from './curves.ts';
import { deltaOfTwo, oneDelta } from './delta.ts';
import { outputError, sumOfLosses } from './error.ts';
import { clippedGradient, fadingFactor, quarterPower } from './fading.ts';
import { decodeOutputs, forwardStep, outputStep, sumIntoUnit } from './forward.ts';
import type { Generator } from './generator.ts';
import { firstDelta, recurrentGradient } from './hand-bptt.ts';
import { carryUnit } from './memory.ts';
import { howManyParameters, initialSpread, whichShape } from './size.ts';
import { numericalGradient, trainedOnce, weightUpdate } from './update.ts';

export const GENERATORS: readonly Generator[] = [
  forwardStep,
  sumIntoUnit,
  outputStep,
  decodeOutputs,
  whereCarriesAre,
  howManyCarries,
  oneColumn,
  howManyParameters,
  whichShape,
  initialSpread,
  quarterPower,
  fadingFactor,
  clippedGradient,
  sumOfLosses,
  outputError,
  oneDelta,
  deltaOfTwo,
  firstDelta,
  recurrentGradient,
  weightUpdate,
  trainedOnce,
  numericalGradient,
  whichCurve,
  whatMadeCurve,
  carryUnit,
];
