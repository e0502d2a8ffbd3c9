/** The guides say what the code does. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inviteUrl, permissionNames } from '../../../src/platforms/discord/access.ts';
import { withoutFiles } from '../../../src/platforms/discord/words.ts';

const NAMES = permissionNames(['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'AttachFiles']);

test.each([
  ['docs/discord.md', NAMES.en.split(', '), withoutFiles('', NAMES).en],
  ['docs/discord.ja.md', NAMES.ja.split('、'), withoutFiles('', NAMES).ja],
])(
  '%s has the invitation, every permission by name, and the words that users see',
  (file, names, sentence) => {
    const guide = readFileSync(file, 'utf8');
    expect(guide).toContain(inviteUrl('APPLICATION_ID'));
    const listed = [...guide.matchAll(/^\| ([^|]+) \| [^|]+ \|$/gm)].map((row) => row[1]?.trim());
    expect(listed).toEqual(expect.arrayContaining(names));
    const first = /^\s*(.*?)[.。]/.exec(sentence)?.[1] ?? '';
    expect(first).not.toBe('');
    expect(guide).toContain(first);
  },
);
