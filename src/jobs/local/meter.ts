/** Points within a time for a person, a workspace and all, kept in this process. */
import { createAllowance, takeFromAll } from '../../allowance/allowance.ts';
import { isNobody, type Meter } from '../gate.ts';
import type { Owner } from '../port.ts';
import { type Rates, SCOPES, type Scope } from '../terms.ts';

/** @param now a clock that only goes on, ms */
export function createMeter(rates: Rates, now: () => number): Meter {
  const allowances = SCOPES.map((scope) => ({ scope, allowance: createAllowance(rates[scope], now) }));
  return {
    async take(owner, points) {
      const shares = allowances
        .filter(({ scope }) => !isNobody(scope, owner))
        .map((each) => ({ ...each, key: keyOf(each.scope, owner) }));
      const taken = await takeFromAll(shares, points);
      return 'short' in taken ? { scope: taken.short.scope, seconds: taken.wait } : undefined;
    },
  };
}

function keyOf(scope: Scope, { workspace, person }: Owner): string {
  return JSON.stringify(scope === 'all' ? [] : scope === 'workspace' ? [workspace] : [workspace, person]);
}
