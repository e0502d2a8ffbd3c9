/** What schedules post: each confirmed `/schedule run` is one post, and each question that closes is told once. */
import type { DiscordServer } from '../platforms/discord/server/server.ts';
import type { SlackServer } from '../platforms/slack/server/server.ts';
import type { UserId } from '../platforms/slack/server/world.ts';
import { type Chance, oneOf } from './chance.ts';
import { kept, type Ledger, owed, type Sight } from './ledger.ts';

/** For a confirmation, in ms. */
const CONFIRMED_MS = 120_000;
/** A post that has not come after so many further asks is lost: another schedule is made in its place. */
const PATIENCE = 12;
/** Questions that came within ten minutes of each other stand side by side; a little more, to be sure, in ms. */
const MOMENT_MS = 10.5 * 60_000;

const KINDS = {
  quiz: /The answer comes with the next question|The answer is below/,
  train: /Scheduled training \d/,
  summary: /The last 7 days/,
} as const;
type Kind = keyof typeof KINDS;

/** A message that all see. */
type Message = { readonly text: string; readonly buttons: number; readonly at: number };

/** How a teacher speaks to the bot on one platform. */
type Desk = {
  readonly name: string;
  /** @returns what it says, once it has; undefined if it does not */
  say(sub: string, values: Readonly<Record<string, string | number>>): Promise<string | undefined>;
  messages(): readonly Message[];
};

export type Posts = {
  /** A teacher makes a schedule, or asks for its post. */
  act(): Promise<void>;
  /** Posts that were seen. */
  seen(): number;
  /** What is wrong with the closing of questions. */
  faults(): readonly string[];
};

export function createPosts(
  discord: DiscordServer,
  slack: SlackServer,
  ledger: Ledger,
  chance: Chance,
): Posts {
  const desks = [deskInDiscord(discord), deskInSlack(slack)];
  const lines = desks.flatMap((desk) =>
    (['quiz', 'train', 'summary'] as const).map((kind) => lineOf(desk, kind)),
  );

  /** The posts of one kind on one platform, asked for one after the other. */
  function lineOf(desk: Desk, kind: Kind) {
    const count = () => desk.messages().filter(({ text }) => KINDS[kind].test(text)).length;
    let number: number | undefined;
    let made = 0;
    let asked = 0;
    /** Asked for by who saw no confirmation: there may be a post, or none. */
    let unsure = 0;
    let lost = 0;
    let waited = 0;
    let isBusy = false;

    function sight(mine: number, lostBefore: number): Sight {
      const there = count();
      const seen = [`${there} posts of this kind, and ${unsure} asked for without a confirmation`];
      if (mine === asked && there > asked + unsure)
        return owed('posted more often than it was promised', seen);
      return there >= mine - lostBefore ? kept : owed('not posted', seen);
    }

    async function make(): Promise<void> {
      made += 1;
      // At a time of the day that does not come while this lasts.
      const at = new Date(Date.now() - 3_600_000 - made * 60_000).toISOString().slice(11, 16);
      const said = await desk.say(kind, { at, days: 'daily', zone: 'UTC' });
      number = Number(/\*+(\d+)\*+ /.exec(said ?? '')?.[1] ?? Number.NaN);
      if (Number.isNaN(number)) number = undefined;
    }

    async function ask(of: number): Promise<void> {
      unsure += 1;
      const said = await desk.say('run', { number: of });
      if (said !== undefined) unsure -= 1;
      if (said?.includes('within a minute') !== true) return;
      asked += 1;
      const [mine, lostBefore] = [asked, lost];
      ledger.add(`post ${mine} of ${kind} (/schedule run ${of}) in ${desk.name}`, () =>
        sight(mine, lostBefore),
      );
    }

    async function step(): Promise<void> {
      if (number === undefined) return make();
      if (count() >= asked - lost) {
        waited = 0;
        return ask(number);
      }
      waited += 1;
      if (waited < PATIENCE) return;
      lost += 1;
      number = undefined;
    }

    return {
      count,
      async act(): Promise<void> {
        if (isBusy) return;
        isBusy = true;
        await step().finally(() => {
          isBusy = false;
        });
      },
    };
  }

  return {
    async act() {
      await oneOf(chance, lines as [(typeof lines)[number]]).act();
    },
    seen: () => lines.reduce((sum, { count }) => sum + count(), 0),
    faults: () => desks.flatMap(closingFaults),
  };
}

/** Each question that another has followed is closed, without buttons, and its answer is told once. */
function closingFaults({ name, messages }: Desk): readonly string[] {
  const questions = messages().filter(({ text }) => KINDS.quiz.test(text));
  const last = Math.max(0, ...questions.map(({ at }) => at));
  const over = questions.filter(({ at }) => at < last - MOMENT_MS);
  const open = over.filter(({ buttons, text }) => buttons > 0 || !text.includes('The answer is below'));
  const closed = questions.filter(({ text }) => text.includes('The answer is below'));
  const answers = messages().filter(({ text }) => text.includes('The answer to the last question'));
  return [
    ...open.map(
      ({ text }) => `a question in ${name} that another has followed still stands: ${text.slice(0, 80)}`,
    ),
    ...(answers.length === closed.length
      ? []
      : [`${closed.length} questions in ${name} were closed, and ${answers.length} answers told`]),
  ];
}

function deskInDiscord(server: DiscordServer): Desk {
  return {
    name: 'Discord',
    async say(sub, values) {
      const exchange = await server.command(`schedule ${sub}`, values, { until: 'sent' });
      const isSaid = () =>
        exchange.state() === 'failed' || (exchange.messages().length > 0 && !exchange.isThinking());
      await exchange.until(isSaid, CONFIRMED_MS);
      return exchange.messages()[0]?.text;
    },
    messages: () =>
      server
        .messages()
        .map(({ text, buttons, writtenAt }) => ({ text, buttons: buttons.length, at: writtenAt[0] ?? 0 })),
  };
}

function deskInSlack(server: SlackServer): Desk {
  let asked = 0;
  return {
    name: 'Slack',
    async say(sub, values) {
      asked += 1;
      const user: UserId = `U0P${9_000_000 + asked}`;
      const line = `${sub} ${Object.entries(values)
        .map(([key, value]) => `${key}=${value}`)
        .join(' ')}`;
      const note = `P${9_000_000 + asked}: /schedule ${line}`;
      await server.command('/schedule', line, { user, until: 'nothing' });
      return (await server.message(({ notes }) => notes.includes(note), CONFIRMED_MS)).text;
    },
    messages: () =>
      server
        .messages()
        .map(({ text, buttons, times }) => ({ text, buttons: buttons.length, at: times[0] ?? 0 })),
  };
}
