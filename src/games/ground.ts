/** The networks that bugs are hunted in: half-trained, cheap enough to be made again at every guess. */
import { UserError } from '../chat/error.ts';
import type { Checkpoint } from '../lab/checkpoint.ts';
import type { Lab, LookOptions } from '../lab/lab.ts';
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';
import { trainingCost } from '../rnn/cost.ts';
import { decodeRecipe } from '../rnn/recipe.ts';
import type { Hunt } from '../store/games.ts';
import type { Run } from '../store/port.ts';
import type { Owner } from '../training/trainer.ts';

/** A training, stopped half-way. */
export type Ground = { readonly config: TrainConfig; readonly found: Checkpoint };

/** Some sums wrong, not all: wrong enough to be found, right enough to have to think. */
const WANTED = { kind: 'nearest', wanted: 0.9, least: 0.6, most: 0.98 } as const;
/** Multiplications (`trainingCost`) that a training may cost that is repeated at every guess: about a second. */
const BUDGET = 4e8;
/** With fewer bits there are too few sums to hunt in; with more, too many to know them all. */
const BITS = { min: 5, max: 8 };
/** Fresh networks that are tried until one has a moment that will do; nearly every one has. */
const TRIES = 8;

/** The network of these settings on its way, if it had a moment that will do; else one of the article's settings. */
export async function anyGround(
  own: TrainConfig | undefined,
  lab: Lab,
  owner: Owner,
  newSeed: () => number,
  more: LookOptions,
): Promise<Ground> {
  const first =
    own === undefined || refusal(own) !== undefined ? undefined : await half(own, lab, owner, more);
  if (first !== undefined) return first;
  for (let n = 0; n < TRIES; n += 1) {
    const fresh = await half({ ...DEFAULTS, seed: newSeed() }, lab, owner, more);
    if (fresh !== undefined) return fresh;
  }
  throw new Error(`none of ${TRIES} networks was ever ${WANTED.least}–${WANTED.most} right`);
}

/** A run's network on its way. @throws UserError if it is too long or too large, or had no moment that will do. */
export async function groundOf(
  { number, result: { config } }: Run,
  lab: Lab,
  owner: Owner,
  more: LookOptions,
): Promise<Ground> {
  const why = refusal(config);
  if (why !== undefined) throw why;
  const found = await half(config, lab, owner, more);
  if (found !== undefined) return found;
  throw new UserError({
    en: `Run ${number} was never seen between 60 % and 98 % right. \`/hunt new\` finds a network that was.`,
    ja: `実行番号 ${number} には正解率が 60〜98 % になる時点が見つかりません。\`/hunt new\` なら別の RNN を用意します。`,
  });
}

/** A hunt's network, made again: the same to the last bit. */
export async function groundAgain(
  { recipe, iteration }: Hunt,
  lab: Lab,
  owner: Owner,
  more: LookOptions,
): Promise<Ground> {
  const config = decodeRecipe(recipe);
  const found = await lab.look(
    { kind: 'checkpoint', config, moment: { kind: 'at', iteration } },
    owner,
    more,
  );
  if (found === null) throw new Error(`${recipe} does not reach iteration ${iteration} any more`);
  return { config, found };
}

async function half(
  config: TrainConfig,
  lab: Lab,
  owner: Owner,
  more: LookOptions,
): Promise<Ground | undefined> {
  const found = await lab.look({ kind: 'checkpoint', config, moment: WANTED }, owner, more);
  return found === null ? undefined : { config, found };
}

/** Why a network cannot be hunted in, if so. */
function refusal(config: TrainConfig): UserError | undefined {
  const { bits } = config;
  if (bits < BITS.min || bits > BITS.max) {
    return new UserError({
      en: `A hunt needs a network of ${BITS.min} to ${BITS.max} bits; this one has ${bits}.`,
      ja: `バグ探しに使えるのは ${BITS.min}〜${BITS.max} ビットの RNN です(これは ${bits} ビット)。`,
    });
  }
  if (trainingCost(config) > BUDGET) {
    return new UserError({
      en: 'That run is too long for a hunt: it would be repeated at every guess. `/hunt new` takes a shorter one.',
      ja: 'その学習は長すぎます(回答のたびに学習を再現するため)。`/hunt new` なら手頃な RNN を用意します。',
    });
  }
  return undefined;
}
