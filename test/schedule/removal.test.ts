/** Schedules of a workspace that removes the bot. */
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createRemoval } from '../../src/schedule/removal.ts';
import type { ScheduleStore } from '../../src/store/schedules.ts';
import { DUE, daily } from './daily.ts';
import { useScheduleStand } from './stand.ts';

const stand = useScheduleStand();
const log = pino({}, { write: (line) => void stand.logged.push(JSON.parse(line)) });
const statesOf = async (workspace: string) =>
  (await stand.store.schedules.list(workspace)).schedules.map(({ state, trouble }) => [state, trouble?.en]);

it('are paused with the reason, whoever changes them meanwhile, and nothing is posted or told', async () => {
  const elsewhere = { ...daily.place, workspace: 'slack:T1' };
  for (const part of [{}, {}, {}, { place: elsewhere }]) await stand.add(part);
  const [first, second] = [await stand.schedule(1), await stand.schedule(2)];
  await stand.store.schedules.change(first, { state: 'paused' });
  let changes = 0;
  const change: ScheduleStore['change'] = async (seen, part) => {
    changes += 1;
    // Somebody else was quicker.
    if (changes === 1) await stand.store.schedules.change(second, { missed: 1 });
    return stand.store.schedules.change(seen, part);
  };
  await createRemoval({ ...stand.store.schedules, change }, log)(daily.place.workspace);
  const reason = expect.stringMatching(/^I was removed from here\./);
  expect(await statesOf(daily.place.workspace)).toEqual([
    ['paused', undefined],
    ['paused', reason],
    ['paused', reason],
  ]);
  await stand.tickAt(DUE);
  expect([stand.posts.length, stand.told]).toEqual([1, []]);
  expect(stand.logged).toMatchObject([{ workspace: daily.place.workspace, paused: 2 }]);
});

it('that cannot be paused now are logged', async () => {
  const list = async () => Promise.reject(new Error('disk'));
  await createRemoval({ ...stand.store.schedules, list }, log)('slack:T1');
  expect(stand.logged).toMatchObject([{ level: 50, workspace: 'slack:T1' }]);
});
