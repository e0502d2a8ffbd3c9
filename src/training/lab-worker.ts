/** The analysing worker: looks into one network at a time. */
import { ablate } from '../rnn/analyse/ablation.ts';
import { analyseCarry } from '../rnn/analyse/carry.ts';
import { analyseComponents } from '../rnn/analyse/components.ts';
import { checkGradient } from '../rnn/analyse/gradient.ts';
import { accuracyByLength } from '../rnn/analyse/length.ts';
import { engineOf } from '../rnn/engine.ts';
import { createRandom } from '../rnn/random.ts';
import { drawPairs, examPairs } from '../rnn/sample.ts';
import type { ErrorMap, LabAnswers, LabTask } from './lab-task.ts';
import train from './worker.ts';

/** Points of a portrait: more would lie on each other. */
const PORTRAIT_POINTS = 1_500;

/** Piscina calls this with a task and hands its answer back. */
export default function look(task: LabTask): LabAnswers[LabTask['kind']] {
  switch (task.kind) {
    case 'carry': {
      const { points, explained } = analyseComponents(task.config, task.weights, PORTRAIT_POINTS);
      return { ...analyseCarry(task.config, task.weights), points, explained };
    }
    case 'ablation':
      return ablate(task.config, task.weights);
    case 'lengths':
      return accuracyByLength(task.config, task.weights, task.lengths);
    case 'check': {
      const pairs = { a: new Uint32Array(task.pairs), b: new Uint32Array(task.pairs) };
      drawPairs(createRandom(task.config.seed), task.config.bits, task.pairs, pairs);
      return checkGradient(task.config, task.weights, pairs);
    }
    case 'errors':
      return errorMap(task);
    case 'training':
      return train({ job: '', config: task.config, stop: task.stop, reportEvery: Number.POSITIVE_INFINITY });
  }
}

function errorMap({ config, weights }: Extract<LabTask, { kind: 'errors' }>): ErrorMap {
  if (config.bits > 8) throw new RangeError(`an error map needs at most 8 bits, not ${config.bits}`);
  const size = 2 ** (config.bits - 1);
  const { a, b } = examPairs(config.bits);
  const answers = new Float64Array(a.length);
  engineOf('kernel').stepper(config, weights).answers(a, b, 0, a.length, answers);
  const right = new Uint8Array(size ** 2);
  for (const [i, answer] of answers.entries()) {
    // a and b have as many entries as answers.
    const [x, y] = [a[i] as number, b[i] as number];
    right[x * size + y] = answer === x + y ? 1 : 0;
  }
  return { size, right };
}
