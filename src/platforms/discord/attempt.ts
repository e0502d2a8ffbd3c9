/** One request on behalf of an answer: its failure becomes a line in the log and what to do next. */
import type { Log } from '../../log.ts';
import { faultOf } from './fault.ts';
import { TokenExpired } from './ticket.ts';

/** `give up`: the answer can no longer be shown. `refused`: not like this. `unreachable`: perhaps later. */
export type Outcome = 'go on' | 'give up' | 'refused' | 'unreachable';

/** @param interaction its id, for the log. Rejects only for bugs. */
export async function attempt(request: () => Promise<void>, interaction: string, log: Log): Promise<Outcome> {
  try {
    await request();
    return 'go on';
  } catch (error) {
    if (error instanceof TokenExpired) {
      log.warn({ interaction }, `discord: an answer cannot be shown: ${error.message}`);
      return 'give up';
    }
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    switch (fault.kind) {
      case 'late':
        log.warn(
          { interaction },
          'discord: an interaction was acknowledged too late; its user saw that it failed',
        );
        return 'give up';
      case 'taken':
        log.warn({ interaction }, 'discord: another process has answered this interaction');
        return 'give up';
      case 'gone':
        log.info({ interaction }, 'discord: an answer was deleted before it was complete');
        return 'give up';
      case 'expired':
      case 'unauthorized':
        log.warn({ interaction }, `discord: an answer cannot be shown any more (${fault.detail})`);
        return 'give up';
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
