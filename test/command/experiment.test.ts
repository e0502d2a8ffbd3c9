/** Which command lines a deck, which anybody may write, may put on a button. */
import { expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { createExperimentCheck } from '../../src/command/experiment.ts';
import { DEFINITIONS } from './bench.ts';

const check = createExperimentCheck(DEFINITIONS);
function said(line: string): string | undefined {
  try {
    check(line);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.words.en;
    throw error;
  }
}

it.each(['/plain 1', 'plain 1', '/plain n=1 colour=blue', '/plain   1', '/plain 1\tblue'.replace('\t', ' ')])(
  'may be %j',
  (line) => {
    expect(said(line)).toBeUndefined();
  },
);
it.each([
  '/broken',
  '/group list',
  '/strict one',
  '/nothing',
  '',
  '/',
  '//plain 1',
  ' /plain 1',
  '/Plain 1',
  '/toString',
])('may not be %j', (line) => {
  expect(said(line)).toBe(`\`${line}\` cannot be an experiment: a question may only run \`/plain\`.`);
});
it.each([
  ['a backtick, which ends the code that shows it', '/plain 1 note=`'],
  ['a line break', '/plain 1\n2'],
  ['a control character', '/plain 1\u0007'],
  ['a letter that is not seen', '/plain 1\u200b'],
  ['a letter that turns the line round', '/plain 1 \u202e2'],
])('may not hold %s', (_, line) => {
  expect(said(line)).toContain('cannot be an experiment');
});
it('has options that its command takes', () => {
  expect(said('/plain 12')).toContain('`n` takes a whole number from 0 to 9; you wrote `12`.');
  expect(said('/plain')).toContain('`n` is missing');
});
