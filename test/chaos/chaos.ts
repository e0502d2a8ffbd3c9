/**
 * The program before a Discord and a Slack of our own, killed again and again while people use it in all weathers, and
 * then a ledger of what they were promised and what they saw.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDiscordServer } from '../platforms/discord/server/server.ts';
import { startSlackServer } from '../platforms/slack/server/server.ts';
import { chanceOf } from './chance.ts';
import { peopleInDiscord } from './in-discord.ts';
import { peopleInSlack } from './in-slack.ts';
import { type Counts, createLedger, type Ledger } from './ledger.ts';
import { createPosts } from './posts.ts';
import { createProgram } from './program.ts';
import { createSky } from './sky.ts';

/** Acknowledgements come late on a busy machine, which is not what is tried here; in ms. */
const ACK_MS = 20_000;
/** What is under way at the end has so long to come to its end, in ms. */
const PATIENCE_MS = 240_000;
/** What would be told twice has so long to be, in ms. */
const TWICE_MS = 1_500;
/** The longest that people use a process before it is killed, between two that do something, and of a start; in ms. */
const LONGEST = { life: 2_500, pause: 500, start: 1_500 };
/** In so many lives the process is killed while it starts. */
const KILLED_AT_START = 0.12;
/** Discord lets whoever waits know that nobody answers, so long after a kill, in ms. */
const GIVEN_UP_MS = 3_000;
/** After so many kills the clock leaps by more than the ten minutes in which questions stand side by side, in ms. */
const LEAP = { kills: 8, ms: 11 * 60_000 };

/** In ms. */
const GRACE_MS = 16 * 60_000;

export type Outcome = Counts & {
  readonly kills: number;
  /** Outages, storms and broken lines, and starts that ended by themselves in one. */
  readonly weather: Readonly<Record<string, number>>;
  readonly refusedStarts: number;
  readonly posts: number;
  /** What was told once more, since nobody can look whether it has come. */
  readonly toldAgain: readonly string[];
  /** What was promised and not kept, or told twice, in words. */
  readonly faults: readonly string[];
};

export type ChaosParts = {
  readonly kills: number;
  /** What people do and what the weather is follow from it, but not the moments. */
  readonly seed: number;
  /** Whether schedules post, the clock leaps so that their questions close, and stock is taken; that takes minutes. */
  readonly posts: 'on' | 'off';
  /** Told of each step, and what the program logs. */
  say(line: string): void;
};

export async function runChaos({ kills, seed, posts: posting, say }: ChaosParts): Promise<Outcome> {
  // What people do follows from the seed alone: how far they come depends on the moments.
  const [chance, moments] = [chanceOf(seed), chanceOf(seed + 2)];
  const folder = await mkdtemp(join(tmpdir(), 'carrybot-chaos-'));
  const discord = await startDiscordServer({ ackMs: ACK_MS });
  const slack = await startSlackServer({ ackMs: ACK_MS });
  const ledger = createLedger();
  const sky = createSky(chanceOf(seed + 1), discord, slack);
  const program = createProgram(folder, discord, slack, say);
  const people = [peopleInDiscord(discord, ledger, chance), peopleInSlack(slack, ledger, chance)];
  const posts = createPosts(discord, slack, ledger, chance);
  const acting = new Set<Promise<unknown>>();
  const clock = aheadClock();

  /** Who cannot go on, since what they wait for does not come, stops: the ledger tells what it was. */
  function begin(act: Promise<void>): void {
    const done = act.catch((error: unknown) => say(`somebody stopped: ${String(error)}`));
    acting.add(done);
    void done.finally(() => acting.delete(done));
  }

  async function live(): Promise<number> {
    ledger.begin();
    const life = moments() * LONGEST.life;
    sky.begin(life);
    if (moments() < KILLED_AT_START) {
      program.launch(clock.aheadMs());
      await pause(moments() * LONGEST.start);
      return 0;
    }
    await program.start(clock.aheadMs());
    for (const until = performance.now() + life; performance.now() < until; ) {
      const draw = chance();
      if (posting === 'on' && draw < 0.3) begin(posts.act());
      else begin((people[draw < 0.7 ? 0 : 1] ?? people[0])?.act() ?? Promise.resolve());
      await pause(moments() * LONGEST.pause);
    }
    return life;
  }

  try {
    for (let killed = 1; killed <= kills; killed += 1) {
      const life = await live();
      await program.kill();
      ledger.kill();
      setTimeout(discord.giveUp, GIVEN_UP_MS).unref();
      say(`kill ${killed} after ${Math.round(life)} ms: ${JSON.stringify(ledger.counts())}`);
      if (posting === 'on' && killed % LEAP.kills === 0) clock.leap(LEAP.ms);
    }
    sky.clear();
    ledger.begin();
    await program.start(clock.aheadMs());
    await settled(ledger, 60_000);
    // A post that could not be made is tried again after at most 15 minutes.
    if (posting === 'on' && ledger.faults().length > 0) {
      await program.kill();
      clock.leap(GRACE_MS);
      await program.start(clock.aheadMs());
    }
    while (acting.size > 0) await Promise.all(acting);
    if (posting === 'on') {
      await Promise.all(people.map((each) => each.takeStock()));
      await settled(ledger);
    }
    await pause(TWICE_MS);
    return {
      kills,
      ...ledger.counts(),
      toldAgain: ledger.again(),
      weather: sky.counts(),
      refusedStarts: program.ended(),
      posts: posts.seen(),
      faults: [...ledger.faults(), ...posts.faults(), ...slack.complaints.filter(isRule)],
    };
  } finally {
    sky.clear();
    clock.reset();
    await program.kill();
    await Promise.all([discord.close(), slack.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A busy machine breaks no rule when it acknowledges late. */
function isRule(complaint: string): boolean {
  return !complaint.includes('acknowledged within');
}

/** Waits until all is kept, or patience is over. */
async function settled(ledger: Ledger, patienceMs = PATIENCE_MS): Promise<void> {
  const until = performance.now() + patienceMs;
  while (ledger.faults().length > 0 && performance.now() < until) await pause(200);
}

/** The clock of the platforms, which leaps with the program's. */
function aheadClock() {
  const real = Date.now;
  let ahead = 0;
  return {
    aheadMs: () => ahead,
    leap(ms: number) {
      ahead += ms;
      Date.now = () => real() + ahead;
    },
    reset() {
      Date.now = real;
    },
  };
}
