/** The order of those that wait, and what they are told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLine } from '../../src/jobs/line.ts';

type Waiting = { readonly name: string; readonly owner: { workspace: string; person: string } };

/** `x/aki 1`: the first job of Aki in workspace x. */
function job(name: string): Waiting {
  const [workspace = '', person = ''] = name.split(/[/ ]/);
  return { name, owner: { workspace, person } };
}

function lineOf(names: readonly string[], now = () => 0) {
  const line = createLine<Waiting>(now);
  for (const name of names) line.join(job(name));
  return line;
}

function drained(line: ReturnType<typeof lineOf>): readonly string[] {
  const names: string[] = [];
  for (let next = line.next(); next !== undefined; next = line.next()) names.push(next.name);
  return names;
}

describe('a line', () => {
  it.each([
    ['in the order in which they came, of one person', ['x/aki 1', 'x/aki 2', 'x/aki 3'], [0, 1, 2]],
    [
      'a second job behind the first ones of others',
      ['x/aki 1', 'x/aki 2', 'x/ben 1', 'x/cem 1'],
      [0, 2, 3, 1],
    ],
    [
      'in turns of workspaces, however many ask there',
      ['x/a 1', 'x/b 1', 'x/c 1', 'y/d 1', 'y/d 2'],
      [0, 3, 1, 4, 2],
    ],
  ])('serves %s', (_, names, order) => {
    const expected = order.map((index) => names[index]);
    expect(
      lineOf(names)
        .places()
        .map(([{ name }]) => name),
    ).toEqual(expected);
    expect(drained(lineOf(names))).toEqual(expected);
  });
  it('tells the places in which they are then served, after whatever came before', () => {
    const person = fc.tuple(fc.nat(3), fc.nat(3));
    fc.assert(
      // Somebody joins, or one is served.
      fc.property(fc.array(fc.option(person, { freq: 3 }), { maxLength: 30 }), (steps) => {
        const line = lineOf([]);
        for (const [number, step] of steps.entries()) {
          if (step === null) line.next();
          else line.join(job(`w${step[0]}/p${step[1]} ${number}`));
        }
        const told = line.places().map(([{ name }]) => name);
        expect(drained(line)).toEqual(told);
      }),
    );
  });
  it('lets one who comes later go before those who have had more', () => {
    const line = lineOf(['x/aki 1', 'x/aki 2', 'x/aki 3']);
    expect(line.next()?.name).toBe('x/aki 1');
    line.join(job('y/ben 1'));
    expect(line.places().map(([{ name }, { ahead }]) => [name, ahead])).toEqual([
      ['y/ben 1', 0],
      ['x/aki 2', 1],
      ['x/aki 3', 2],
    ]);
    expect(drained(line)).toEqual(['y/ben 1', 'x/aki 2', 'x/aki 3']);
  });
  it('remembers who was served when nobody waits any more', () => {
    const line = lineOf(['x/aki 1']);
    line.next();
    for (const name of ['x/aki 2', 'y/ben 1']) line.join(job(name));
    expect(drained(line)).toEqual(['y/ben 1', 'x/aki 2']);
  });
  it('forgets those who leave', () => {
    const line = createLine<Waiting>(() => 0);
    const jobs = ['x/aki 1', 'y/ben 1'].map(job);
    for (const each of jobs) line.join(each);
    for (const each of jobs.slice(0, 1)) line.leave(each);
    expect([line.size, drained(line)]).toEqual([1, ['y/ben 1']]);
  });
  it('tells how long it takes at the recent pace, once there is one', () => {
    let now = 0;
    const line = lineOf(['x/a 1', 'x/a 2', 'x/a 3', 'x/a 4', 'x/a 5'], () => now);
    const seconds = () => line.places().map(([, place]) => place.seconds);
    line.next();
    expect(seconds()).toEqual([undefined, undefined, undefined, undefined]);
    now += 4_000;
    line.next();
    expect(seconds()).toEqual([4, 8, 12]);
    now += 9_000;
    line.next();
    // 4 s + 0.2 · (9 s − 4 s)
    expect(seconds()).toEqual([5, 10]);
  });
  it('does not count as pace what passes while nobody waits', () => {
    let now = 0;
    const line = lineOf(['x/a 1'], () => now);
    line.next();
    now += 1_000_000;
    for (const name of ['x/a 2', 'x/a 3']) line.join(job(name));
    line.next();
    expect(line.places().map(([, place]) => place)).toEqual([{ ahead: 0, seconds: undefined }]);
    now += 2_000;
    line.next();
    line.join(job('x/a 4'));
    expect(line.places().map(([, place]) => place)).toEqual([{ ahead: 0, seconds: 2 }]);
  });
});
