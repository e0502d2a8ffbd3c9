/** Cron lines, times, days and zones of schedules. */
import fc from 'fast-check';
import { LEARNER, startBot } from '../../support/carrybot.ts';
import { oddText } from '../../support/odd-text.ts';
import { door } from '../fuzz.ts';
import { mutated } from '../mutate.ts';
import { plant, watch } from '../watch.ts';

type When = { readonly at: string; readonly days: string; readonly zone: string };

const part = fc.oneof(
  fc.constantFrom(
    '*',
    '*/5',
    '1-5',
    '0,30',
    '59',
    '0-99999999',
    '0-999999999',
    '*/0',
    '1-5/999999999',
    'L',
    'W',
    '1#2',
    'mon',
    'MON-FRI',
    'jan',
    '５',
    '31',
    '29',
    '-1',
    '7',
    '1,1,1,1',
    '5-1',
    '00000000000000001',
    '1e3',
  ),
  fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 })).map(([from, to]) => `${from}-${to}`),
  fc.array(fc.nat({ max: 60 }), { maxLength: 30 }).map((list) => list.join(',')),
);
const cron = fc.array(part, { minLength: 4, maxLength: 7 }).map((parts) => parts.join(' '));

export const crons = door<When>('cron', async () => {
  const test = await startBot();
  await plant(test, [{ platform: 'web', workspace: 'local' }]);
  const seen = watch(test.bot);
  let sent = 0;
  return {
    inputs: fc.record({
      at: fc.oneof(
        mutated(fc.constantFrom('8:30', '30 8 * * 1-5', '0 0 29 2 *', '0 0 31 2 *', '８：３０'), 60),
        cron,
        mutated(cron, 60),
        oddText(30),
      ),
      days: fc.oneof(
        { weight: 3, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: mutated(fc.constantFrom('mon,wed', '平日', 'fri-mon', '月水金'), 30) },
      ),
      zone: fc.oneof(
        { weight: 3, arbitrary: fc.constant('') },
        {
          weight: 1,
          arbitrary: mutated(
            fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'UTC', '東京', 'Antarctica/Troll'),
            10,
          ),
        },
      ),
    }),
    atOnce: 1,
    watch: seen,
    async send(whens) {
      for (const { at, days, zone } of whens) {
        sent += 1;
        const caller = { ...LEARNER, userId: 'mallory', workspace: `local-${Math.floor(sent / 20)}` };
        const given = [`at="${at}"`, days && `days="${days}"`, zone && `zone="${zone}"`].filter(
          (word) => word !== '',
        );
        // Half as typed lines, half as values, which no line has cut.
        const values = { at, ...(days && { days }), ...(zone && { zone }) };
        const input =
          sent % 2 === 0
            ? ({ kind: 'text', text: given.join(' ') } as const)
            : ({ kind: 'typed', values } as const);
        for await (const _ of seen.bot.handle({
          kind: 'command',
          command: 'schedule',
          subcommand: 'quiz',
          input,
          caller,
        }));
        // The more there are, the longer the list takes.
        if (sent % 10 !== 0) continue;
        const list = { kind: 'text', text: '' } as const;
        for await (const _ of seen.bot.handle({
          kind: 'command',
          command: 'schedule',
          subcommand: 'list',
          input: list,
          caller,
        }));
      }
    },
    close: () => test.end(),
  };
});
