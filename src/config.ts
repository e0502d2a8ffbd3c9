/** The environment → one frozen Config. Every fault is reported at once; secrets stay out of messages. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { type Locale, localeOf } from './chat/locale.ts';
import { nameFaults, readEnvFile } from './env-file.ts';

export type Config = {
  readonly discord: { readonly token: string; readonly apiUrl: string | undefined } | undefined;
  readonly slack:
    | {
        readonly botToken: string;
        readonly appToken: string | undefined;
        readonly signingSecret: string | undefined;
        readonly apiUrl: string | undefined;
      }
    | undefined;
  /** Stands before every command's name in Slack; may be empty. The manifest needs it before there are tokens. */
  readonly slackPrefix: string;
  readonly http: { readonly host: string; readonly port: number };
  readonly playgroundToken: string | undefined;
  /** Makes an organiser of who gives it in the playground. */
  readonly teacherToken: string | undefined;
  /** Names besides `localhost` under which the playground is opened. */
  readonly playgroundHosts: readonly string[];
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly dataDir: string;
  /** Whether other servers may run on the same folder. */
  readonly dataDirUse: 'alone' | 'shared';
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly trainThreads: number | undefined;
  readonly trainMaxSeconds: number;
  readonly zone: string;
  /** Language of the terminal. */
  readonly locale: Locale;
};

/** The settings are wrong; `faults` has a sentence for each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/** In the order of their precedence, as POSIX has it. */
const LANGUAGE_VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

const secret = z
  .string()
  .max(500, 'must have at most 500 characters')
  .regex(/^[^\s"'`\u0080-\uffff]*$/, 'must be written without blanks, quotes and other signs around it')
  .optional();
const url = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:8080/api' })
  .optional();
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

/** What people type to be let in. */
const password = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(200, 'must have at most 200 characters')
  .optional();

/** Every variable that is read, in the order of `.env.example`. */
const schema = z.object({
  DISCORD_TOKEN: secret,
  DISCORD_API_URL: url,
  SLACK_BOT_TOKEN: secret,
  SLACK_APP_TOKEN: secret,
  SLACK_SIGNING_SECRET: secret,
  SLACK_API_URL: url,
  SLACK_COMMAND_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{0,16}$/, 'may have 16 letters a–z, digits and hyphens')
    .default(''),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  PLAYGROUND_TOKEN: password,
  TEACHER_TOKEN: password,
  PLAYGROUND_HOSTS: z
    .string()
    .regex(/^[\w.-]+(,[\w.-]+)*$/, 'must be host names with commas between, such as class.example.org')
    .transform((names) => names.toLowerCase().split(','))
    .default([]),
  TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .refine(
      (all) => all.every(isNetwork),
      'must be addresses or networks with commas between, such as 127.0.0.1,10.0.0.0/8',
    )
    .default([]),
  DATA_DIR: z.string().default('./data'),
  DATA_DIR_SHARED: z.enum(['yes', 'no'], 'must be yes or no').default('no'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  TRAIN_THREADS: whole(1, 64).optional(),
  TRAIN_MAX_SECONDS: whole(1, 86_400).default(600),
  CARRYBOT_ZONE: z.string().refine(isZone, 'must be a time zone such as Asia/Tokyo').optional(),
});

/** Names of all variables, for `.env.example` and the README to be checked against. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the settings. Blanks around a value do not count, and an empty variable counts as unset.
 * @param faults what is wrong already; it is reported with the rest.
 * @throws ConfigError with a sentence for each fault.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  faults: readonly string[] = [],
): Config {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value = '']) =>
      value.trim() === '' ? [] : [[name, value.trim()] as const],
    ),
  );
  const parsed = schema.safeParse(given);
  const all = [
    ...faults,
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}.`),
    ...faultsBetween(given),
  ];
  if (!parsed.success || all.length > 0) throw new ConfigError(all);
  const env = parsed.data;
  return Object.freeze({
    discord:
      env.DISCORD_TOKEN === undefined ? undefined : { token: env.DISCORD_TOKEN, apiUrl: env.DISCORD_API_URL },
    slack:
      env.SLACK_BOT_TOKEN === undefined
        ? undefined
        : {
            botToken: env.SLACK_BOT_TOKEN,
            appToken: env.SLACK_APP_TOKEN,
            signingSecret: env.SLACK_SIGNING_SECRET,
            apiUrl: env.SLACK_API_URL,
          },
    slackPrefix: env.SLACK_COMMAND_PREFIX,
    http: { host: env.HOST, port: env.PORT },
    playgroundToken: env.PLAYGROUND_TOKEN,
    teacherToken: env.TEACHER_TOKEN,
    playgroundHosts: env.PLAYGROUND_HOSTS,
    trustedProxies: env.TRUSTED_PROXIES,
    dataDir: env.DATA_DIR,
    dataDirUse: env.DATA_DIR_SHARED === 'yes' ? 'shared' : 'alone',
    logLevel: env.LOG_LEVEL,
    trainThreads: env.TRAIN_THREADS,
    trainMaxSeconds: env.TRAIN_MAX_SECONDS,
    zone: env.CARRYBOT_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: localeOf(LANGUAGE_VARIABLES.map((name) => given[name]).find((tag) => tag !== undefined)),
  });
}

/**
 * The settings of this process: its environment, and what a file `.env` adds to it. Only names in the file can be
 * judged: an environment is full of others.
 * @throws ConfigError
 * @throws StartError if the file cannot be read.
 */
export function readEnvironment(): Config {
  const file = readEnvFile('.env');
  for (const [name, value] of Object.entries(file.variables)) process.env[name] ??= value;
  return readConfig(process.env, nameFaults(file, VARIABLES, process.env));
}

/** What the variables require of each other. */
function faultsBetween(env: Partial<Record<keyof typeof schema.shape, string>>): readonly string[] {
  const faults: string[] = [];
  const slackExtra = env.SLACK_APP_TOKEN ?? env.SLACK_SIGNING_SECRET;
  if (env.SLACK_BOT_TOKEN === undefined && slackExtra !== undefined) {
    faults.push('SLACK_BOT_TOKEN is missing: Slack needs it beside SLACK_APP_TOKEN or SLACK_SIGNING_SECRET.');
  }
  if (env.SLACK_BOT_TOKEN !== undefined && slackExtra === undefined) {
    faults.push(
      'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside SLACK_BOT_TOKEN.',
    );
  }
  if (env.HOST !== undefined && !LOOPBACK.has(env.HOST) && env.PLAYGROUND_TOKEN === undefined) {
    faults.push(
      `HOST ${env.HOST} can be reached from elsewhere: set PLAYGROUND_TOKEN too, which visitors must give.`,
    );
  }
  if (env.TEACHER_TOKEN !== undefined && env.TEACHER_TOKEN === env.PLAYGROUND_TOKEN) {
    faults.push('TEACHER_TOKEN must differ from PLAYGROUND_TOKEN: who has it may do what only teachers may.');
  }
  return faults;
}

/** Whether it is an IP address, or one with a number of leading bits behind `/`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
