/** What a look is likely to take, before it is begun. */
import { ABLATION_BUDGET } from '../rnn/analyse/ablation.ts';
import { carryCost } from '../rnn/analyse/cost.ts';
import { multiplications, stepCost, trainingCost } from '../rnn/cost.ts';
import { examSize } from '../rnn/sample.ts';
import type { LabTask } from './lab-task.ts';

/*
 * The factors are measured: computing time of H = 64, 128, 256 at 8 bits, 64 and 256 at 16, and 64 at 32, times the
 * multiplications of a second (`A_SECOND`). The estimates are within 0.4 … 3 times of it, mostly nearer.
 */
/** Of an examination without each unit: pairs share steps, and the kernel is faster than the formulas. */
const ABLATION = 0.12;
/** Sums of all lengths: the steps of the longest, which a budget bounds, and what is done besides. */
const LENGTHS = { steps: 32_000, besides: 5e8 };
/** Sequences that the other analyses go through, about. */
const SEQUENCES = 10_000;

/** Multiplications that a task is likely to take. */
export function sizeOf(task: LabTask): number {
  switch (task.kind) {
    case 'training':
    case 'checkpoint':
      return trainingCost(task.config);
    case 'film':
      return trainingCost(task.config) + task.frames * SEQUENCES * multiplications(task.config);
    case 'carry': {
      const { states, moments, components, cuts } = carryCost(task.config);
      return states + moments + components + cuts;
    }
    case 'ablation': {
      const { config } = task;
      const one = multiplications(config) * examSize(config.bits);
      return ABLATION * (one + Math.min(ABLATION_BUDGET, config.hidden * one));
    }
    case 'lengths':
      return LENGTHS.besides + LENGTHS.steps * stepCost(task.config);
    case 'check':
      return SEQUENCES * multiplications(task.config);
    case 'bptt':
      return multiplications(task.config);
  }
}
