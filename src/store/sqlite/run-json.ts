/** The JSON columns of a run, checked when they are read. JSON has no NaN or ∞: both are kept as null. */
import { z } from 'zod';
import type { TrainConfig } from '../../rnn/config.ts';
import { restoreConfig } from '../../rnn/restore.ts';
import type { RunResult } from '../../rnn/result.ts';
import { MATRICES } from '../../rnn/weights.ts';

const real = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

/** Also of older versions, which knew fewer settings; what a newer one has saved with settings of its own is refused. */
export const configSchema: z.ZodType<TrainConfig> = z
  .record(z.string(), z.unknown())
  .transform((saved, context) => {
    try {
      return restoreConfig(saved);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

const matrix = z.enum(MATRICES);

const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('finished') }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({
    kind: z.literal('diverged'),
    divergence: z.object({
      iteration: z.int(),
      cause: z.enum(['loss', ...MATRICES]),
      largest: z.object({ matrix, norm: real, iteration: z.int().default(0) }),
    }),
  }),
]);

type Summary = Pick<RunResult, 'outcome' | 'losses' | 'evaluation' | 'solvedAt' | 'seconds'>;

export const summarySchema: z.ZodType<Summary> = z.object({
  outcome,
  losses: z.array(real),
  evaluation: z.object({
    over: z.enum(['all', 'sample']),
    pairs: z.int(),
    right: z.int(),
    accuracy: z.number(),
    perBit: z.array(z.number()),
  }),
  solvedAt: z.int().nullable(),
  seconds: z.number(),
});

type Detail = Pick<RunResult, 'iterations' | 'samples' | 'accuracies' | 'snapshots' | 'atRest'>;

export const detailSchema: z.ZodType<Detail> = z.object({
  iterations: z.int(),
  samples: z.array(z.object({ a: z.number(), b: z.number(), answer: z.number().nullable() })),
  accuracies: z.array(z.object({ iteration: z.int(), accuracy: z.number() })),
  snapshots: z.array(
    z.object({
      iteration: z.int(),
      gradientNorms: z.object({ W_in: real, W: real, W_out: real, b: real.default(0), c: real.default(0) }),
      deltaNorms: z.array(real),
      saturation: real,
    }),
  ),
  // Of runs kept from before it was looked for, nothing is proved.
  atRest: z.boolean().default(false),
});
