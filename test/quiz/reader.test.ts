/** The decks of teachers, as they are read by jobs. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { createDeckReader, type DeckReader } from '../../src/quiz/reader.ts';
import { openLane, type TestLane } from '../support/lane.ts';

let lane: TestLane;
let reader: DeckReader;
beforeEach(() => {
  lane = openLane(1);
  reader = createDeckReader(lane);
});
afterEach(() => lane.jobs.close(0));

const small =
  'deck: s\ntitle: s\nquestions: [{ id: a, kind: choice, topic: rnn, text: t, right: r, wrong: [{ text: w, why: y }], explanation: e }]\n';
const by = { workspace: 'w', person: 'u' };
const file = (text: string) => ({ name: 's.yaml', bytes: new TextEncoder().encode(text), called: undefined });

it('reads one after another, whatever the others are', async () => {
  const [bad, good, kept, torn] = await Promise.allSettled([
    reader.file(file('- 1'), by),
    reader.file(file(small), by),
    reader.kept('w', 's', small),
    reader.kept('w', 't', 'title: "t'),
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: expect.any(UserError) });
  expect(good).toMatchObject({ status: 'fulfilled', value: { file: 's.yaml', deck: { name: 's' } } });
  expect(kept).toMatchObject({ status: 'fulfilled', value: { kind: 'kept', deck: { name: 's' } } });
  expect(torn).toMatchObject({ status: 'fulfilled', value: { kind: 'fault' } });
});

it('gives up a file that takes longer than its patience, and reads the next', async () => {
  const hasty = createDeckReader({ ...lane, patienceMs: 1 });
  await expect(hasty.file(file('['.repeat(500_000)), by)).rejects.toThrow('takes too long to read');
  expect(await reader.kept('w', 's', small)).toMatchObject({ kind: 'kept' });
});

it('gives up a file that takes more memory than there is, and reads the next', async () => {
  const narrow = openLane(1, { memoryMb: 24 });
  const patient = createDeckReader({ ...narrow, patienceMs: 3_600_000 });
  await expect(patient.file(file('['.repeat(500_000)), by)).rejects.toThrow('takes too long to read');
  expect(await patient.kept('w', 's', small)).toMatchObject({ kind: 'kept' });
  await narrow.jobs.close(0);
});

it('reads nothing more once it is closed', async () => {
  await lane.jobs.close(0);
  await expect(reader.file(file(small), by)).rejects.toThrow('the reading was refused: closing');
});
