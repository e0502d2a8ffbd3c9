/** One request on behalf of an answer: its failure becomes a line in the log and what to do next. */
import type { Log } from '../../log.ts';
import type { Outcome } from '../pacing/deliver.ts';
import { faultOf } from './fault.ts';
import { TokenExpired } from './ticket.ts';

/** @param interaction its id, for the log. Rejects only for bugs. */
export async function attempt(request: () => Promise<void>, interaction: string, log: Log): Promise<Outcome> {
  try {
    await request();
    return 'shown';
  } catch (error) {
    if (error instanceof TokenExpired) {
      log.warn({ interaction }, `discord: an answer cannot be shown: ${error.message}`);
      return 'gone';
    }
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    switch (fault.kind) {
      case 'late':
        log.warn(
          { interaction },
          'discord: an interaction was acknowledged too late; its user saw that it failed',
        );
        return 'gone';
      case 'taken':
        log.warn({ interaction }, 'discord: another process has answered this interaction');
        return 'gone';
      case 'gone':
        log.info({ interaction }, 'discord: an answer was deleted before it was complete');
        return 'gone';
      case 'expired':
      case 'unauthorized':
        log.warn({ interaction }, `discord: an answer cannot be shown any more (${fault.detail})`);
        return 'gone';
      case 'unreachable':
        log.warn({ interaction }, `discord: could not be reached (${fault.detail})`);
        return 'unreachable';
      case 'hidden':
      case 'forbidden':
      case 'tooLarge':
      case 'refused':
        log.error({ interaction }, `discord: refused an answer (${fault.detail})`);
        return 'refused';
    }
  }
}
