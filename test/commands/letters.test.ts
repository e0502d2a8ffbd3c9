/** A private answer whose place is gone is handed to its owner, and to no one else, at their next command. */
import { expect, it } from 'vitest';
import type { Caller, Invocation } from '../../src/chat/invocation.ts';
import { type Reply, reply } from '../../src/chat/reply.ts';
import { LEARNER } from '../support/carrybot.ts';
import { shareBot } from '../support/shared-bot.ts';

const bot = shareBot();
const SECRET = reply('your secret', { audience: 'caller', data: { secret: true } });

async function last(invocation: Invocation, errand: string): Promise<Reply> {
  let end: Reply | undefined;
  for await (const each of bot.bot.handle(invocation, errand)) end = each;
  if (end === undefined) throw new Error('no reply');
  return end;
}
const typed = (caller: Caller): Invocation => ({
  kind: 'command',
  command: 'help',
  subcommand: undefined,
  input: { kind: 'text', text: '' },
  caller,
});

it.each([
  ['en', 'An answer waits for you', 'Nothing waits here for you'],
  ['ja', '未読の回答があります', 'あなた宛ての回答はありません'],
] as const)('in %s', async (locale, label, none) => {
  const owner: Caller = { ...LEARNER, userId: `owner-${locale}`, locale };
  const other: Caller = { ...LEARNER, userId: `other-${locale}`, locale };
  const id = `lost-${locale}`;
  const { errands } = bot.services.store;
  await errands.keep({ id, invocation: typed(owner), at: 1, address: '{}' });
  await errands.ended(id, SECRET);
  await errands.wait(id);

  const button = { id: `runs:letter:${id}`, label, style: 'secondary' };
  expect((await last(typed(owner), 'a')).buttons).toContainEqual(button);
  expect((await last(typed(other), 'b')).buttons).not.toContainEqual(button);
  const press = (caller: Caller): Invocation => ({ kind: 'press', id: button.id, caller });
  expect(await last(press(other), 'c')).toMatchObject({ kind: 'error', text: expect.stringContaining(none) });
  expect(await last(press(owner), 'd')).toMatchObject({ text: 'your secret', audience: 'caller' });
  expect(await errands.letters(owner)).toEqual([]);
  expect((await last(typed(owner), 'e')).buttons).not.toContainEqual(button);
  // The first may not have been seen: its process may have been killed, or its message closed by mistake.
  expect(await last(press(owner), 'f')).toMatchObject({ text: 'your secret', audience: 'caller' });
  expect((await last(press(other), 'g')).kind).toBe('error');
});
