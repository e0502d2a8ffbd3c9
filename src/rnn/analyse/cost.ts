/** What the search for the carry costs, in multiplications as the formulas stand; the factors are measured. */
import type { TrainConfig } from '../config.ts';
import { stepCost } from '../cost.ts';
import { countStates } from './states.ts';

/** What a value of a unit costs that is put in order and tried as a threshold. */
const ORDERED = 120;
/** What the principal components of H units cost, by H³. */
const EIGEN = 15;

export type CarryCost = {
  readonly states: number;
  readonly moments: number;
  readonly components: number;
  /** The thresholds of all units, and the probe. */
  readonly cuts: number;
};

/** @param config bits ≥ 2 */
export function carryCost(config: TrainConfig): CarryCost {
  const { hidden: H } = config;
  const count = countStates(config);
  return {
    states: count * stepCost(config),
    moments: (count * H * H) / 2,
    components: EIGEN * H * H * H,
    cuts: count * H * ORDERED,
  };
}
