/** Who gives way when no more pictures may wait, so that nobody's crowd keeps others from getting one. Pure. */
import type { PictureOwner } from './spec.ts';

/**
 * @param awaited pictures by job, the newest last
 * @param owner who wants one more
 * @returns the newest of whoever has asked for most, in the workspace that has asked for most; undefined if that would
 * have the owner ask for as many
 */
export function whoGivesWay(
  awaited: ReadonlyMap<string, PictureOwner>,
  owner: PictureOwner,
): string | undefined {
  const all = [...awaited];
  const own = all.filter(([, { workspace }]) => workspace === owner.workspace);
  const crowd = largest(all, ([, { workspace }]) => workspace);
  if (crowd.length > own.length + 1) return newest(largest(crowd, personOf));
  const ownPerson = own.filter(([, { userId }]) => userId === owner.userId);
  const person = largest(own, personOf);
  return person.length > ownPerson.length + 1 ? newest(person) : undefined;
}

type Awaited = readonly [id: string, owner: PictureOwner];

const personOf = ([, { userId }]: Awaited) => userId;

function largest(all: readonly Awaited[], keyOf: (one: Awaited) => string): readonly Awaited[] {
  const [most = []] = [...Map.groupBy(all, keyOf).values()].toSorted((a, b) => b.length - a.length);
  return most;
}

function newest(all: readonly Awaited[]): string | undefined {
  return all.at(-1)?.[0];
}
