/** The short form of `npm run fuzz`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DOORS } from './doors.ts';

/** PROPERTY_SEED draws others, as in all property tests. */
const seed = fc.readConfigureGlobal().seed ?? 1;

it.each(DOORS)(
  'no input through $name stops, blocks or betrays anybody',
  { timeout: 300_000 },
  async (door) => {
    const { faults, runs } = await door.try({ runs: door.short, seed });
    expect(faults).toEqual([]);
    expect(runs).toBe(door.short);
  },
);
