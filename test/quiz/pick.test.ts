/** Which question comes next: turns, rounds, rest and weight. */
import { describe, expect, it } from 'vitest';
import { pickNext, type Turn, topicWeight } from '../../src/quiz/pick.ts';

const alike = () => 1;
const turn = (questionId: string, count: number, lastAt: number): Turn => ({ questionId, count, lastAt });
/** All that is picked by a hundred seeds, sorted. */
function picked(ids: readonly string[], history: readonly Turn[], weight: (id: string) => number = alike) {
  const found = Array.from({ length: 100 }, (_, seed) => pickNext({ ids, history, weight }, seed));
  return [...new Set(found)].sort();
}
const share = (weight: (id: string) => number, wanted: string) => {
  let count = 0;
  for (let seed = 0; seed < 1_000; seed += 1)
    if (pickNext({ ids: ['a', 'b'], history: [], weight }, seed) === wanted) count += 1;
  return count / 1_000;
};

describe('the next question', () => {
  it('is none where there are none, and the only one where there is one', () => {
    expect(pickNext({ ids: [], history: [], weight: alike }, 1)).toBeUndefined();
    expect(picked(['a'], [])).toEqual(['a']);
    expect(picked(['a'], [turn('a', 5, 9)])).toEqual(['a']);
  });
  it('is any of those that had no turn', () => {
    expect(picked(['a', 'b', 'c'], [])).toEqual(['a', 'b', 'c']);
    expect(picked(['a', 'b', 'c'], [turn('a', 1, 1)])).toEqual(['b', 'c']);
    expect(picked(['a', 'b', 'c'], [turn('a', 1, 1), turn('c', 1, 2)])).toEqual(['b']);
  });
  it('is, when all had their turn, of the half that rested longest', () => {
    const all = [turn('a', 1, 3), turn('b', 1, 1), turn('c', 1, 4), turn('d', 1, 2)];
    expect(picked(['a', 'b', 'c', 'd'], all)).toEqual(['b', 'd']);
    expect(picked(['a', 'b', 'd'], all)).toEqual(['b', 'd']);
  });
  it('is, in a later round, of those that were asked before it began', () => {
    // `b` began the second round at 5; `a` has had its turn in it, `c` and `d` have not.
    const all = [turn('a', 2, 6), turn('b', 2, 5), turn('c', 1, 3), turn('d', 1, 4)];
    expect(picked(['a', 'b', 'c', 'd'], all)).toEqual(['c', 'd']);
  });
  it('of a deck that was added later comes once a round, not until it has caught up', () => {
    const all = [turn('a', 7, 10), turn('b', 7, 11), turn('new', 1, 12)];
    expect(picked(['a', 'b', 'new', 'newer'], all)).toEqual(['newer']);
    expect(picked(['a', 'b', 'new'], all)).toEqual(['a', 'b']);
  });
  it('takes no notice of what is not asked about', () => {
    expect(picked(['a', 'b'], [turn('x', 9, 99), turn('a', 1, 1)])).toEqual(['b']);
  });
  it('is the same for the same seed', () => {
    const choice = { ids: ['a', 'b', 'c'], history: [], weight: alike };
    for (let seed = 0; seed < 20; seed += 1) expect(pickNext(choice, seed)).toBe(pickNext(choice, seed));
  });
  it('has twice the chance for twice the weight', () => {
    expect(share(alike, 'a')).toBeCloseTo(1 / 2, 1);
    expect(share((id) => (id === 'a' ? 2 : 1), 'a')).toBeCloseTo(2 / 3, 1);
    expect(share((id) => (id === 'a' ? 4 : 1), 'a')).toBeCloseTo(4 / 5, 1);
    expect(share((id) => (id === 'a' ? 0 : 1), 'a')).toBe(0);
    expect(picked(['a', 'b'], [], () => 0)).toEqual(['a', 'b']);
  });
});

describe('question after question', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  /** Asks n times, each with another seed; the history grows as the store's would. */
  function ask(n: number, pool: readonly string[], history: Turn[]): string[] {
    return Array.from({ length: n }, (_, i) => {
      const id = pickNext({ ids: pool, history, weight: alike }, i * 31 + 7) ?? '';
      const at = history.length === 0 ? 1 : Math.max(...history.map(({ lastAt }) => lastAt)) + 1;
      const index = history.findIndex(({ questionId }) => questionId === id);
      const count = (history[index]?.count ?? 0) + 1;
      if (index >= 0) history.splice(index, 1);
      history.push({ questionId: id, count, lastAt: at });
      return id;
    });
  }
  it('none comes before the others had their turn', () => {
    const asked = ask(30, ids, []);
    for (let round = 0; round < 5; round += 1)
      expect(new Set(asked.slice(round * 6, round * 6 + 6))).toEqual(new Set(ids));
  });
  it('none comes twice in a row', () => {
    const asked = ask(200, ids, []);
    for (const [i, id] of asked.entries()) expect(id).not.toBe(asked[i + 1]);
  });
  it('a deck that is added later gets one turn per round, not all of them', () => {
    const history: Turn[] = [];
    ask(24, ids, history);
    const asked = ask(18, [...ids, 'x', 'y', 'z'], history);
    expect(new Set(asked.slice(0, 3))).toEqual(new Set(['x', 'y', 'z']));
    expect(asked.slice(3, 12).filter((id) => 'xyz'.includes(id)).length).toBe(3);
    expect(new Set(asked.slice(3, 12)).size).toBe(9);
  });
});

describe('the weight of a topic', () => {
  it.each([
    [0, 0, 2.5],
    [0, 1, 3],
    [1, 0, 2],
    [1, 1, 2.5],
    [0, 8, 3.7],
    [8, 0, 1.3],
  ])('with %i right and %i wrong', (right, wrong, weight) => {
    expect(topicWeight({ right, wrong })).toBeCloseTo(weight, 12);
  });
});
