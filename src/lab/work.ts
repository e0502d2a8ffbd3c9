/** The work of the laboratory: looks into one network at a time. */
import type { WorkOf } from '../jobs/program.ts';
import { ablate } from '../rnn/analyse/ablation.ts';
import { analyseCarry } from '../rnn/analyse/carry.ts';
import { analyseComponents } from '../rnn/analyse/components.ts';
import { checkGradient } from '../rnn/analyse/gradient.ts';
import { accuracyByLength } from '../rnn/analyse/length.ts';
import { createRandom } from '../rnn/random.ts';
import { drawPairs } from '../rnn/sample.ts';
import train from '../training/work.ts';
import { backpropagate } from './bptt.ts';
import { reach } from './checkpoint.ts';
import { film } from './film.ts';
import type { LOOK } from './lab-task.ts';

/** Points of a portrait: more would lie on each other. */
const PORTRAIT_POINTS = 1_500;

const look: WorkOf<typeof LOOK> = (task, control) => {
  switch (task.kind) {
    case 'carry': {
      const { points, explained, split } = analyseComponents(task.config, task.weights, PORTRAIT_POINTS);
      return { ...analyseCarry(task.config, task.weights), points, explained, split };
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
    case 'checkpoint':
      return reach(task.config, task.moment);
    case 'bptt':
      return backpropagate(task.config, task.weights, task.a, task.b);
    case 'film':
      return film(task.config, task.frames);
    case 'training':
      return train(
        { config: task.config, reportEvery: Number.POSITIVE_INFINITY, checkpoints: 'usual' },
        { ...control, report: () => undefined },
      );
  }
};

export default look;
