/** Where the bot writes what happened, for the person who runs it. Never tokens, never what users wrote. */
import type { Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
