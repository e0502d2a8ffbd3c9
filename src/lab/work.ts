/** The work of the laboratory: looks into one network at a time. */
import type { Control, Steps, WorkOf } from '../jobs/program.ts';
import { ablate } from '../rnn/analyse/ablation.ts';
import { analyseCarry } from '../rnn/analyse/carry.ts';
import { analyseComponents } from '../rnn/analyse/components.ts';
import { carryCost } from '../rnn/analyse/cost.ts';
import { checkGradient } from '../rnn/analyse/gradient.ts';
import { accuracyByLength } from '../rnn/analyse/length.ts';
import { survey } from '../rnn/analyse/survey.ts';
import { type Portions, part, type Told } from '../rnn/portions.ts';
import { createRandom } from '../rnn/random.ts';
import { drawPairs } from '../rnn/sample.ts';
import train from '../training/work.ts';
import { backpropagate } from './bptt.ts';
import { reach } from './checkpoint.ts';
import { film } from './film.ts';
import type { LabAnswers, LabTask, LOOK, LookProgress } from './lab-task.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** Points of a portrait: more would lie on each other. */
const PORTRAIT_POINTS = 1_500;

/** A training keeps its own portions and ends with what it has; its progress is of no use to a comparison. */
const look: WorkOf<typeof LOOK> = (task, control) =>
  task.kind === 'training'
    ? train(
        { config: task.config, reportEvery: NEVER, keepEvery: NEVER, checkpoints: 'usual' },
        { ...control, report: () => undefined },
      )
    : telling((told) => lookInto(task, told), control);

export default look;

type Analysis = Exclude<LabTask, { readonly kind: 'training' }>;

function* lookInto(task: Analysis, told: Told): Portions<LabAnswers[Analysis['kind']]> {
  switch (task.kind) {
    case 'carry': {
      const { states, moments, components, cuts } = carryCost(task.config);
      const all = states + moments + components + cuts;
      const begin = part(told, 0, (states + moments) / all);
      const surveyed = yield* survey(task.config, task.weights, undefined, begin);
      const found = yield* analyseComponents(surveyed, PORTRAIT_POINTS);
      const { points, explained, split } = found;
      return {
        ...(yield* analyseCarry(surveyed, part(told, 1 - cuts / all, 1))),
        points,
        explained,
        split,
      };
    }
    case 'ablation':
      return yield* ablate(task.config, task.weights, { told });
    case 'lengths':
      return yield* accuracyByLength(task.config, task.weights, task.lengths, told);
    case 'check': {
      const pairs = { a: new Uint32Array(task.pairs), b: new Uint32Array(task.pairs) };
      drawPairs(createRandom(task.config.seed), task.config.bits, task.pairs, pairs);
      return yield* checkGradient(task.config, task.weights, pairs, told);
    }
    case 'checkpoint':
      return yield* reach(task.config, task.moment, told);
    case 'bptt':
      return yield* backpropagate(task.config, task.weights, task.a, task.b);
    case 'film':
      return yield* film(task.config, task.frames, told);
  }
}

/** Progress is told in steps of this share, so that no one is told more than a hundred times. */
const NEWS = 0.01;

/** Reports how much is done, at the places where the work may rest. */
function* telling<Result>(
  begin: (told: Told) => Portions<Result>,
  { report }: Pick<Control<LookProgress>, 'report'>,
): Steps<Result> {
  let share = 0;
  let reported = 0;
  const work = begin((now) => {
    share = now;
  });
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (share >= reported + NEWS) {
      report({ share });
      reported = share;
    }
    yield;
  }
}
