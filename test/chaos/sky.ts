/** Weather over both platforms: outages, requests that fail here and there, and lines that break. */
import type { DiscordServer } from '../platforms/discord/server/server.ts';
import type { SlackServer } from '../platforms/slack/server/server.ts';
import { calm, type Fate, type Weather } from '../platforms/weather.ts';
import { type Chance, oneOf } from './chance.ts';

/** The share of requests that fail on an ordinary day, and in a storm. */
const SHARE = { usual: 0.03, storm: 0.3 };
/** In so many lives, each platform has an outage, a storm or a broken line. */
const TROUBLED = 0.35;
/** The longest outage or storm, in ms. */
const LONGEST_MS = 3_000;

/** What happens to a platform for a while. */
type Spell = 'cut' | 'unavailable' | 'storm' | 'line';

export type Sky = {
  /** Lets what comes in this life come. @param ms how long it will be */
  begin(ms: number): void;
  /** From now on the sky is clear. */
  clear(): void;
  /** How often what has come. */
  counts(): Readonly<Record<Spell, number>>;
};

export function createSky(chance: Chance, discord: DiscordServer, slack: SlackServer): Sky {
  const counts: Record<Spell, number> = { cut: 0, unavailable: 0, storm: 0, line: 0 };
  const timers = new Set<NodeJS.Timeout>();

  const failing =
    (share: number): Weather =>
    () =>
      chance() < share ? oneOf<Fate>(chance, ['cut', 'unavailable', 'limited', 'lost', 'lost']) : 'done';

  const places = [
    {
      set: discord.setWeather,
      breakLine: () => oneOf(chance, [discord.gateway.lose, discord.gateway.askToReconnect])(),
    },
    { set: slack.setWeather, breakLine: () => oneOf(chance, [slack.sockets.drop, slack.sockets.refresh])() },
  ];

  function after(ms: number, does: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      does();
    }, ms);
    timers.add(timer);
  }

  for (const { set } of places) set(failing(SHARE.usual));

  return {
    begin(ms) {
      for (const { set, breakLine } of places) {
        if (chance() >= TROUBLED) continue;
        const spell = oneOf<Spell>(chance, ['cut', 'unavailable', 'storm', 'line']);
        const [from, length] = [chance() * ms, chance() * LONGEST_MS];
        counts[spell] += 1;
        after(from, () => {
          if (spell === 'line') return breakLine();
          set(spell === 'storm' ? failing(SHARE.storm) : () => spell);
          if (spell === 'cut') breakLine();
          after(length, () => set(failing(SHARE.usual)));
        });
      }
    },
    clear() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      for (const { set } of places) set(calm);
    },
    counts: () => counts,
  };
}
