/**
 * The rooms of the house and who may import whom: the one table from which the import rules (`import-rules.ts`)
 * and the table and picture of `docs/architecture.md` are made. What a row does not allow is refused.
 */

export type Room = {
  /** A folder of the tree (it ends with a slash), or single files of it. */
  readonly at: readonly string[];
  readonly holds: string;
  /** Rooms of rows above whose values and types may be imported, by their first place. */
  readonly imports: readonly string[];
  /** Rooms of rows above of which types alone may be imported: they are handed in. */
  readonly types: readonly string[];
  /** Packages, and what Node offers beyond the language: `node:fs` stands for `node:fs/promises`, too. */
  readonly packages: readonly string[];
};

/** Lowest first: a room imports rooms above it in this list only, so no arrow goes back. */
export const ROOMS: readonly Room[] = [
  {
    at: ['src/chat/'],
    holds:
      'the words that both sides share: Invocation, Reply, Form, CommandShape, buttons, turns of phrase, and the ports Bot, Platform, History and Wall',
    imports: [],
    types: [],
    packages: ['fastest-levenshtein'],
  },
  {
    at: ['src/clock.ts', 'src/log.ts'],
    holds: 'time and the log as parameters',
    imports: [],
    types: [],
    packages: ['pino'],
  },
  {
    at: ['src/draw.ts'],
    holds: 'ids and seeds that follow from what is done, so that it can be done again',
    imports: [],
    types: [],
    packages: ['node:crypto'],
  },
  {
    at: ['src/version.ts'],
    holds: 'the version of the program',
    imports: [],
    types: [],
    packages: ['node:fs'],
  },
  {
    at: ['src/rnn/'],
    holds:
      'the network: cell, loss, BPTT, optimisers, NumPy’s random numbers, analyses, export; `kernel/` is the fast twin of the readable code. It knows no chat, no clock and no database; the one file it reads is its own compiled kernel. Its README gives the reading order',
    imports: [],
    types: [],
    packages: ['node:fs'],
  },
  {
    at: ['src/jobs/'],
    holds:
      'work that takes time, as jobs: handed in as plain data, followed and cancelled by id from anywhere; what a program of such work is, what its jobs may take, and its messages as text',
    imports: [],
    types: [],
    packages: ['node:v8'],
  },
  {
    at: ['src/jobs/local/'],
    holds: 'jobs done by threads of this process, and the count of what is handed in',
    imports: ['src/jobs/'],
    types: [],
    packages: ['rate-limiter-flexible', 'node:os', 'node:timers', 'node:worker_threads'],
  },
  {
    at: ['src/store/'],
    holds: 'what is remembered, as ports',
    imports: [],
    types: ['src/chat/', 'src/rnn/'],
    packages: [],
  },
  {
    at: ['src/store/sqlite/'],
    holds: 'the store on SQLite, behind Kysely',
    imports: ['src/chat/', 'src/rnn/'],
    types: ['src/store/'],
    packages: ['kysely', 'zod', 'node:path', 'node:sqlite', 'node:timers'],
  },
  {
    at: ['src/plot/'],
    holds: 'pictures: geometry and words, pure; drawn as jobs',
    imports: ['src/chat/', 'src/rnn/', 'src/jobs/'],
    types: [],
    packages: ['node:zlib'],
  },
  {
    at: ['src/plot/draw/'],
    holds: 'the drawing itself: the work of a job',
    imports: ['src/plot/', 'src/chat/', 'src/rnn/'],
    types: ['src/jobs/'],
    packages: ['canvas', 'chart.js', 'node:fs', 'node:url'],
  },
  {
    at: ['src/quiz/'],
    holds:
      'how it is asked and marked: decks (a teacher’s are read by a job), generators, the meaning of formulas, choice of the next, spaced repetition; pure',
    imports: ['src/chat/', 'src/rnn/', 'src/jobs/'],
    types: [],
    packages: ['temporal-polyfill', 'ts-fsrs', 'yaml', 'zod', 'node:crypto', 'node:fs', 'node:path'],
  },
  {
    at: ['src/lessons/'],
    holds: 'what is taught: pages with their formulas and diagrams, as data',
    imports: ['src/chat/', 'src/jobs/'],
    types: ['src/quiz/'],
    packages: [],
  },
  {
    at: ['src/lessons/drawing/', 'src/lessons/formula/'],
    holds: 'formulas typeset and diagrams drawn: the work of a job',
    imports: ['src/lessons/', 'src/plot/', 'src/plot/draw/', 'src/rnn/'],
    types: ['src/chat/', 'src/jobs/'],
    packages: ['canvas', '@mathjax/src', '@mathjax/mathjax-newcm-font'],
  },
  {
    at: ['src/training/'],
    holds: 'runs: the trainer, the starter model, recipes as people paste them',
    imports: ['src/chat/', 'src/rnn/', 'src/jobs/'],
    types: ['src/clock.ts', 'src/store/'],
    packages: ['node:timers'],
  },
  {
    at: ['src/lab/'],
    holds:
      'experiments on a run: the way back of one pair, a moment made again, error map, film, comparison of settings',
    imports: ['src/chat/', 'src/rnn/', 'src/jobs/', 'src/training/'],
    types: [],
    packages: ['node:timers'],
  },
  {
    at: ['src/games/'],
    holds: 'the rules of hunt and league',
    imports: ['src/chat/', 'src/rnn/'],
    types: ['src/training/', 'src/lab/', 'src/store/'],
    packages: ['node:crypto'],
  },
  {
    at: ['src/schedule/'],
    holds:
      'when: `plan.ts` (pure, takes the time as an argument; node-cron reads the expressions), `runner.ts` (asks the database every minute what is due), `follow.ts` (one schedule: claimed, posted, reported)',
    imports: ['src/chat/'],
    types: ['src/clock.ts', 'src/store/'],
    packages: ['node-cron', 'temporal-polyfill'],
  },
  {
    at: ['src/classroom/'],
    holds: 'the quiz with a memory: asks, takes answers, scores, keeps decks; returns facts, never a Reply',
    imports: ['src/chat/', 'src/quiz/'],
    types: ['src/clock.ts', 'src/store/'],
    packages: ['node:util', 'zod'],
  },
  {
    at: ['src/settings/'],
    holds:
      'what organisers choose for a channel or for all, one row a setting, and who may do what, one row a permission',
    imports: ['src/chat/', 'src/schedule/'],
    types: ['src/store/'],
    packages: [],
  },
  {
    at: ['src/answers/'],
    holds: 'longer texts: from results to words in both languages, pure',
    imports: [
      'src/chat/',
      'src/rnn/',
      'src/plot/',
      'src/quiz/',
      'src/schedule/',
      'src/training/',
      'src/lab/',
      'src/settings/',
    ],
    types: ['src/store/', 'src/games/', 'src/classroom/'],
    packages: [],
  },
  {
    at: ['src/posts/'],
    holds:
      'what is posted by itself and stands for all to see: the daily question and its end, scheduled trainings, summaries, the wall',
    imports: [
      'src/chat/',
      'src/rnn/',
      'src/quiz/',
      'src/games/',
      'src/schedule/',
      'src/classroom/',
      'src/answers/',
      'src/draw.ts',
    ],
    types: ['src/clock.ts', 'src/plot/', 'src/training/', 'src/lab/', 'src/settings/', 'src/store/'],
    packages: [],
  },
  {
    at: ['src/services.ts'],
    holds: 'what commands are handed: the rooms behind them, as interfaces',
    imports: [],
    types: [
      'src/clock.ts',
      'src/chat/',
      'src/store/',
      'src/plot/',
      'src/quiz/',
      'src/lessons/',
      'src/training/',
      'src/lab/',
      'src/classroom/',
      'src/settings/',
    ],
    packages: [],
  },
  {
    at: ['src/command/'],
    holds: 'define, load (a malformed command stops the start), parse, dispatch',
    imports: ['src/draw.ts', 'src/chat/', 'src/settings/'],
    types: ['src/clock.ts', 'src/plot/', 'src/lab/', 'src/services.ts'],
    packages: ['node:fs', 'node:timers', 'node:url'],
  },
  {
    at: ['commands/'],
    holds: 'one slash command a file: data plus `run`, platform-neutral, without state',
    imports: [
      'src/chat/',
      'src/rnn/',
      'src/quiz/',
      'src/lessons/',
      'src/training/',
      'src/lab/',
      'src/games/',
      'src/schedule/',
      'src/classroom/',
      'src/settings/',
      'src/answers/',
      'src/command/',
    ],
    types: ['src/store/', 'src/plot/'],
    packages: ['zod', 'node:timers', 'node:util'],
  },
  {
    at: ['src/platforms/http/'],
    holds: 'the one port that platforms share, and from where a request comes',
    imports: ['src/chat/'],
    types: ['src/clock.ts'],
    packages: ['node:http', 'node:net'],
  },
  {
    at: ['src/platforms/pacing/'],
    holds:
      'one answer on its way to people: the newest progress wins, one write at a time, the end always comes, after a crash too; what strangers cause in the log is counted; knows no platform',
    imports: ['src/chat/'],
    types: ['src/clock.ts'],
    packages: ['node:timers'],
  },
  {
    at: ['src/platforms/discord/'],
    holds: 'receive, render, limits (each limit once), connect; behind discord.js',
    imports: ['src/chat/', 'src/platforms/pacing/'],
    types: ['src/clock.ts'],
    packages: ['discord.js', 'zod', 'node:crypto', 'node:events', 'node:util'],
  },
  {
    at: ['src/platforms/slack/'],
    holds: 'the same behind Bolt, over Socket Mode or HTTP',
    imports: ['src/chat/', 'src/platforms/pacing/'],
    types: ['src/clock.ts'],
    packages: ['@slack/bolt', 'zod', 'node:crypto', 'node:http', 'node:timers'],
  },
  {
    at: ['src/platforms/web/'],
    holds: 'the playground and the wall; `page/` runs in the browser',
    imports: ['src/chat/', 'src/platforms/http/', 'src/platforms/pacing/'],
    types: ['src/clock.ts'],
    packages: [
      'chart.js',
      'zod',
      'node:crypto',
      'node:fs',
      'node:http',
      'node:module',
      'node:net',
      'node:path',
      'node:timers',
      'node:util',
      'node:worker_threads',
      'node:zlib',
    ],
  },
  {
    at: ['src/platforms/terminal/'],
    holds: 'the conversation at a terminal',
    imports: ['src/chat/'],
    types: [],
    packages: ['node:fs', 'node:os', 'node:path', 'node:readline', 'node:stream', 'node:util'],
  },
  {
    at: ['src/config.ts', 'src/env-file.ts', 'src/folder.ts'],
    holds: 'the environment as one typed Config, and the folders that it names',
    imports: ['src/chat/'],
    types: [],
    packages: ['fastest-levenshtein', 'node:util', 'zod', 'node:fs', 'node:net', 'node:path'],
  },
  {
    at: ['src/keeps.ts'],
    holds: 'where jobs keep how far they are',
    imports: [],
    types: ['src/clock.ts', 'src/jobs/', 'src/store/'],
    packages: [],
  },
  {
    at: ['src/lanes.ts'],
    holds:
      'which work shares which threads, how much of it may wait or be handed in, and how long it may take to end',
    imports: ['src/jobs/', 'src/jobs/local/', 'src/plot/', 'src/training/'],
    types: [],
    packages: [],
  },
  {
    at: ['src/carrybot.ts'],
    holds: 'the rooms joined together: from a Config to the bot',
    imports: [
      'src/keeps.ts',
      'src/lanes.ts',
      'src/plot/',
      'src/quiz/',
      'src/lessons/',
      'src/training/',
      'src/lab/',
      'src/schedule/',
      'src/classroom/',
      'src/settings/',
      'src/posts/',
      'src/store/sqlite/',
      'src/command/',
      'src/draw.ts',
      'src/version.ts',
    ],
    types: ['src/clock.ts', 'src/chat/', 'src/services.ts', 'src/config.ts'],
    packages: ['node:os', 'node:path', 'node:url'],
  },
  {
    at: ['src/connect.ts'],
    holds: 'the platforms joined to the bot',
    imports: [
      'src/chat/',
      'src/schedule/',
      'src/platforms/http/',
      'src/platforms/discord/',
      'src/platforms/slack/',
      'src/platforms/web/',
    ],
    types: ['src/clock.ts', 'src/config.ts', 'src/carrybot.ts'],
    packages: [],
  },
  {
    at: ['src/outbox.ts'],
    holds: 'what is said unasked, handed to the platform of its place',
    imports: [],
    types: ['src/chat/', 'src/carrybot.ts'],
    packages: [],
  },
  {
    at: ['src/last-fence.ts'],
    holds:
      'what is thrown outside of any call: logged and counted, and the end of the process only where going on is wrong',
    imports: [],
    types: ['src/clock.ts'],
    packages: [],
  },
  {
    at: ['src/main.ts', 'src/entry.js'],
    holds: 'the process',
    imports: [
      'src/chat/',
      'src/clock.ts',
      'src/store/sqlite/',
      'src/command/',
      'src/platforms/slack/',
      'src/platforms/terminal/',
      'src/config.ts',
      'src/carrybot.ts',
      'src/connect.ts',
      'src/outbox.ts',
      'src/last-fence.ts',
    ],
    types: [],
    packages: ['pino', 'node:crypto', 'node:module', 'node:path', 'node:url', 'node:v8'],
  },
];
