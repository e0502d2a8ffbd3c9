/** Promises 1 to 4 and 11 of `Platform`: from what is typed to the end of its answer, and who sees it. */
import { describe, expect, test } from 'vitest';
import type { Invocation, PlatformName } from '../../../src/chat/invocation.ts';
import { LOCALES } from '../../../src/chat/locale.ts';
import { reply } from '../../../src/chat/reply.ts';
import { openErrands } from '../../support/errands.ts';
import { gate, progress, says } from './bot.ts';
import { having, PLATFORMS } from './platforms.ts';
import { newest, texts } from './stand.ts';

const PROMISING = ['discord', 'slack', 'web'] as const;

describe.each(PLATFORMS)('1. on $name', ({ open }) => {
  test('what is done is acknowledged in time, however long the answer takes', async () => {
    const done = gate();
    const stand = await open({
      script: {
        async *say() {
          await done.opened;
          yield reply('at last');
        },
      },
    });
    await stand.type('/say');
    await expect.poll(() => stand.heard.length).toBe(1);
    done.open();
    await texts(stand, 'caller', ['at last']);
  });

  test.each(LOCALES)('the bot hears who did it, where, and in which language (%s)', async (locale) => {
    const stand = await open({ locale, script: { say: says(reply('heard')) } });
    await stand.type('/say');
    await newest(stand, 'heard');
    const heard = stand.heard[0] as Extract<Invocation, { kind: 'command' }>;
    expect(heard).toMatchObject({ kind: 'command', command: 'say', caller: { locale } });
    for (const known of ['platform', 'workspace', 'channel', 'userId', 'userName'] as const)
      expect(heard.caller[known]).not.toBe('');
  });
});

describe.each(PLATFORMS)('2. on $name', ({ open }) => {
  test('progress becomes the answer in one message; the newest is shown, and none after the end', async () => {
    const [more, end] = [gate(), gate()];
    const stand = await open({
      script: {
        async *say() {
          yield progress('1 %');
          await more.opened;
          for (let percent = 2; percent <= 50; percent += 1) yield progress(`${percent} %`);
          await end.opened;
          yield progress('51 %');
          yield reply('done');
          yield progress('52 %');
        },
        other: says(reply('another')),
      },
    });
    await stand.type('/say');
    await texts(stand, 'caller', ['1 %']);
    more.open();
    await texts(stand, 'caller', ['50 %']);
    end.open();
    await texts(stand, 'caller', ['done']);
    // What would come too late had its time.
    await stand.type('/other');
    await texts(stand, 'caller', ['done', 'another']);
  });

  test('buttons of progress give way with it', async () => {
    const end = gate();
    const stand = await open({
      script: {
        async *say() {
          yield progress('1 %', { buttons: [{ id: 'stop', label: 'Stop', style: 'danger' }] });
          await end.opened;
          yield reply('done');
        },
      },
    });
    await stand.type('/say');
    expect((await newest(stand, '1 %')).buttons).toEqual(['Stop']);
    end.open();
    expect(await newest(stand, 'done')).toEqual({ text: 'done', buttons: [], pictures: [] });
  });
});

describe.each(PLATFORMS)('3. on $name', ({ open }) => {
  test('the end comes once, whatever progress waits before it', async () => {
    const stand = await open({
      script: {
        async *say() {
          for (let percent = 1; percent <= 50; percent += 1) yield progress(`${percent} %`);
          yield reply('done');
          yield reply('done again');
        },
        other: says(reply('another')),
      },
    });
    await stand.type('/say');
    await texts(stand, 'caller', ['done']);
    await stand.type('/other');
    await texts(stand, 'caller', ['done', 'another']);
  });

  test('answers under way at a time keep apart', async () => {
    const [first, second] = [gate(), gate()];
    const stand = await open({
      script: {
        async *say() {
          await first.opened;
          yield reply('first');
        },
        async *other() {
          await second.opened;
          yield reply('second');
        },
      },
    });
    await stand.type('/say');
    await stand.type('/other');
    second.open();
    first.open();
    await expect
      .poll(async () => (await stand.seen('caller')).map(({ text }) => text).sort())
      .toEqual(['first', 'second']);
  });
});

describe.each(PLATFORMS)('4. on $name', ({ open, traits }) => {
  const hasOthers = traits.includes('others');

  test('what is for all is seen by all, and what is for the caller by the caller', async () => {
    const stand = await open({
      script: { say: says(reply('for you', { audience: 'caller' })), other: says(reply('for all')) },
      audiences: { say: 'caller' },
    });
    await stand.type('/say');
    await texts(stand, 'caller', ['for you']);
    await stand.type('/other');
    await texts(stand, 'caller', ['for you', 'for all']);
    await texts(stand, 'others', hasOthers ? ['for all'] : []);
  });

  test('an end for the caller takes the place of progress that all saw', async () => {
    const end = gate();
    const stand = await open({
      script: {
        async *say() {
          yield progress('1 %');
          await end.opened;
          yield reply('your secret', { audience: 'caller' });
        },
      },
    });
    await stand.type('/say');
    await texts(stand, 'others', hasOthers ? ['1 %'] : []);
    end.open();
    await texts(stand, 'caller', ['your secret']);
    await texts(stand, 'others', []);
  });

  test('a slow answer that turns out to be for the caller is seen by nobody else', async () => {
    const end = gate();
    const stand = await open({
      script: {
        async *say() {
          await end.opened;
          yield reply('`a` is missing', { kind: 'error', audience: 'caller' });
        },
      },
    });
    await stand.type('/say');
    end.open();
    await texts(stand, 'caller', ['a is missing']);
    await texts(stand, 'others', []);
  });

  test('a verdict leaves the question that all see as it is', async () => {
    const stand = await open({
      script: {
        say: says(reply('Which?', { buttons: [{ id: 'b', label: 'B', style: 'secondary' }] })),
        b: says(reply('Right!', { audience: 'caller', target: 'pressed' })),
      },
      audiences: { b: 'caller' },
    });
    await stand.type('/say');
    await newest(stand, 'Which?');
    await stand.press('B');
    await texts(stand, 'caller', ['Which?', 'Right!']);
    await texts(stand, 'others', hasOthers ? ['Which?'] : []);
  });
});

describe.each(PLATFORMS)('11. on $name', ({ open }) => {
  test('a stop lets an answer come that is nearly ready', async () => {
    const end = gate();
    const stand = await open({
      graceMs: 20_000,
      script: {
        async *say() {
          yield progress('1 %');
          await end.opened;
          yield reply('done');
        },
      },
    });
    await stand.type('/say');
    await newest(stand, '1 %');
    const stopped = stand.stop();
    end.open();
    await stopped;
    await texts(stand, 'caller', ['done']);
  });
});

describe.each(having('serves'))('11. on $name', ({ open }) => {
  test('what a stop cuts off goes on after the next start, where its progress stands', async () => {
    const never = gate();
    let begun = 0;
    const stand = await open({
      script: {
        async *say() {
          begun += 1;
          yield progress(`${begun}. try: 1 %`);
          if (begun === 1) await never.opened;
          yield reply(`done at the ${begun}. try`);
        },
      },
    });
    await stand.type('/say');
    await newest(stand, '1. try: 1 %');
    await stand.stop();
    never.open();
    await new Promise((resolve) => setImmediate(resolve));
    await texts(stand, 'caller', ['1. try: 1 %']);
    await stand.startAgain();
    await texts(stand, 'caller', ['done at the 2. try']);
    expect(stand.heard[1]).toEqual(stand.heard[0]);
    await stand.stop();
    await stand.startAgain();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stand.heard).toHaveLength(2);
  });
  test('what was acknowledged without a word is answered after the next start, to the caller alone if so', async () => {
    const never = gate();
    let begun = 0;
    const stand = await open({
      graceMs: 1_000,
      audiences: { say: 'caller' },
      script: {
        async *say() {
          begun += 1;
          if (begun === 1) await never.opened;
          yield reply('your secret', { audience: 'caller' });
        },
      },
    });
    await stand.type('/say');
    await expect.poll(() => begun).toBe(1);
    await stand.stop();
    await stand.startAgain();
    await texts(stand, 'caller', ['your secret']);
    await texts(stand, 'others', []);
    never.open();
  });
  test('what nobody can be told, since its address cannot be read, is set aside, or waits for its owner', async () => {
    const errands = await openErrands();
    const caller = {
      workspace: 'w',
      channel: 'c',
      userId: 'u',
      userName: 'Aki',
      locale: 'en',
      role: 'member',
    } as const;
    const addresses = ['{"of":"a newer program"}', '{"cut'];
    for (const platform of PROMISING) {
      const invocation: Invocation = { kind: 'press', id: 'say', caller: { ...caller, platform } };
      for (const [n, address] of addresses.entries()) {
        await errands.keep({ id: `lost-${platform}-${n}`, invocation, at: 1, address });
      }
      await errands.keep({ id: `secret-${platform}`, invocation, at: 1, address: '{}' });
      await errands.ended(`secret-${platform}`, reply('your secret', { audience: 'caller' }));
    }
    const stand = await open({ errands });
    const [own, ...more] = await PROMISING.reduce<Promise<PlatformName[]>>(
      async (found, each) => [...(await found), ...((await errands.left(each)).length === 0 ? [each] : [])],
      Promise.resolve([]),
    );
    expect(more).toEqual([]);
    if (own === undefined) throw new Error('they are all left');
    for (const n of addresses.keys()) expect(stand.log()).toContain(`lost-${own}-${n}`);
    expect(await errands.letters({ ...caller, platform: own })).toMatchObject([{ id: `secret-${own}` }]);
    expect(stand.heard).toEqual([]);
  });
  test('what ends its process again and again is given up in words', async () => {
    const never = gate();
    const stand = await open({
      graceMs: 0,
      script: {
        async *say() {
          yield progress('1 %');
          await never.opened;
        },
      },
    });
    await stand.type('/say');
    for (let tries = 1; tries <= 4; tries += 1) {
      await expect.poll(() => stand.heard.length).toBe(tries);
      await newest(stand, '1 %');
      await stand.stop();
      await stand.startAgain();
    }
    await newest(stand, /restarted several times/);
    // In the place of what all saw of it.
    await texts(stand, 'others', [expect.stringMatching(/restarted several times/)]);
    expect(stand.heard).toHaveLength(4);
    never.open();
  });
});
