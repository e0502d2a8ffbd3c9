/** Listens to Bolt: every delivery is acted on once, and acknowledged as soon as its answer is promised. */
import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { Words } from '../../chat/locale.ts';
import { busy, restarting } from '../pacing/words.ts';
import { type Actor, refuse } from './act.ts';
import type { Delivery } from './answerer.ts';
import { FORM, readSent } from './form.ts';
import { MAX_REMEMBERED } from './limits.ts';
import { createOnce } from './once.ts';
import type { Installation } from './origin.ts';
import { readCommand, readPress, readSubmit } from './payload.ts';

/** Registers the bot's three listeners on a Bolt app. `isOpen`: whether the bot still takes on work. */
export function receive(app: App, actor: Actor, isOpen: () => boolean): void {
  const once = createOnce(MAX_REMEMBERED);
  /** Deliveries whose answer is not promised yet, by their trigger and envelope. */
  const promising = new Map<string, Promise<void>>();

  /**
   * Does the work of a delivery that was not seen before, unless the bot cannot take it on.
   * @returns when it may be acknowledged: its answer is promised, also where Slack has repeated it meanwhile
   */
  async function start(
    { trigger, envelope, team, user, responseUrl }: From,
    work: (installation: Installation, delivery: Delivery) => Promise<void>,
  ): Promise<void> {
    const keys = [trigger, envelope].filter((key) => key !== undefined);
    if (!once.first(keys)) {
      await Promise.all(keys.map((key) => promising.get(key)));
      return;
    }
    const obstacle: Words | undefined = !isOpen() ? restarting : actor.answers.isFull() ? busy : undefined;
    if (obstacle === undefined) {
      const kept = Promise.withResolvers<void>();
      const delivery = { id: errandOf(trigger ?? crypto.randomUUID()), isKept: kept.resolve };
      const done = work(actor.installations(team), delivery);
      actor.answers.track(done);
      done.then(kept.resolve, kept.resolve);
      for (const key of keys) promising.set(key, kept.promise);
      await kept.promise;
      for (const key of keys) promising.delete(key);
    } else if (responseUrl !== undefined) actor.answers.track(refuse(actor, user, responseUrl, obstacle));
  }

  app.command(/^\//, async ({ body, ack, context }) => {
    const payload = readCommand(body);
    await start(
      {
        trigger: payload.trigger_id,
        envelope: envelopeOf(context),
        team: context.teamId,
        user: payload.user_id,
        responseUrl: payload.response_url,
      },
      (installation, delivery) => actor.command(installation, payload, delivery),
    );
    await acknowledge(ack, actor);
  });

  app.action(/^press-/, async ({ body, ack, context }) => {
    const press = readPress(body);
    if (press === undefined) return acknowledge(ack, actor);
    const { trigger, responseUrl } = press;
    await start(
      {
        trigger,
        envelope: envelopeOf(context),
        team: context.teamId,
        user: press.user.id,
        responseUrl,
      },
      (installation, delivery) => actor.press(installation, press, delivery),
    );
    await acknowledge(ack, actor);
  });

  app.view({ callback_id: FORM, type: 'view_submission' }, async ({ body, ack, context }) => {
    const payload = readSubmit(body);
    const sent = readSent(payload.view);
    const errors = actor.faultsOf(sent);
    if (Object.keys(errors).length > 0) {
      // Told in the form itself, which stays open with all that was written.
      await acknowledge(() => ack({ response_action: 'errors', errors }), actor);
      return;
    }
    await start(
      {
        trigger: payload.trigger_id,
        envelope: envelopeOf(context),
        team: context.teamId,
        user: payload.user.id,
        responseUrl: sent.metadata.url,
      },
      (installation, delivery) => actor.submit(installation, payload, sent, delivery),
    );
    await acknowledge(ack, actor);
  });
}

/** What tells one delivery from another: its trigger, and in Socket Mode its envelope. */
type From = {
  readonly trigger: string | undefined;
  readonly envelope: string | undefined;
  readonly team: string | undefined;
  readonly user: string;
  readonly responseUrl: string | undefined;
};

/** Names an answer by what it answers: short enough for the id of a button, and of letters and digits alone. */
function errandOf(trigger: string): string {
  return `slack-${createHash('sha256').update(trigger).digest('hex').slice(0, 24)}`;
}

/** The id that `connect.ts` has the socket's receiver put into Bolt's context. */
function envelopeOf(context: Readonly<Record<string, unknown>>): string | undefined {
  const { envelope } = context;
  return typeof envelope === 'string' ? envelope : undefined;
}

/** A failed acknowledgement is Slack's to repeat: the work is done all the same, and once. */
async function acknowledge(ack: () => Promise<void>, { log }: Actor): Promise<void> {
  try {
    await ack();
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'Slack: could not acknowledge');
  }
}
