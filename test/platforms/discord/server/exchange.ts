/** What a person sees come of what they did: the messages that an interaction made or changed, live. */
import type { Modal, StoredFile, StoredInteraction, StoredMessage, World } from './world.ts';

/** A message as people see it. */
export type Seen = {
  readonly id: string;
  readonly channel: string;
  readonly text: string;
  /** Visible to one person alone. */
  readonly private: boolean;
  readonly files: readonly StoredFile[];
  /** In order; `row` counts from 0. */
  readonly buttons: StoredMessage['buttons'];
  /** Every text it showed, the present one last. */
  readonly texts: readonly string[];
  /** When it was created and each time it was edited, in ms of the wall clock. */
  readonly writtenAt: readonly number[];
};

export type Exchange = {
  readonly id: string;
  /** `waiting`: not acknowledged. `failed`: not acknowledged in 3 s, so the person sees an error. */
  readonly state: () => StoredInteraction['state'];
  /** Type of Discord's callback that acknowledged it: 4 message, 5 thinking, 6 held, 7 update, 9 modal. */
  readonly callback: () => number | undefined;
  /** Messages that it made or changed and that are still there, without those that are only "thinking…". */
  readonly messages: () => readonly Seen[];
  /** Whether a "thinking…" is to be seen. */
  readonly isThinking: () => boolean;
  /** The form that it opened. */
  readonly modal: () => Modal | undefined;
  /** Resolves when `check` is true of what is seen; rejects after `ms` with what was seen instead. */
  until(check: (messages: readonly Seen[]) => boolean, ms?: number): Promise<readonly Seen[]>;
};

export function seen(message: StoredMessage): Seen {
  const { id, channel, text, files, buttons } = message;
  return {
    id,
    channel,
    text,
    private: message.private,
    files: [...files],
    buttons: [...buttons],
    texts: [...message.texts],
    writtenAt: [...message.writtenAt],
  };
}

/** Resolves when `check` is true, looked at after every change; rejects after `ms` with `describe()`. */
export function eventually(
  world: World,
  check: () => boolean,
  describe: () => string,
  ms = 10_000,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      world.changes.off('change', look);
    };
    const look = () => {
      if (!check()) return;
      done();
      resolve();
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(`waited ${ms} ms in vain; ${describe()}`));
    }, ms);
    world.changes.on('change', look);
    look();
  });
}

export function exchangeOf(world: World, interaction: StoredInteraction): Exchange {
  const touched = () => [...interaction.touched].filter((message) => !message.isDeleted);
  const messages = () =>
    touched()
      .filter((message) => !message.isLoading)
      .map(seen);
  return {
    id: interaction.id,
    state: () => interaction.state,
    callback: () => interaction.callback,
    messages,
    isThinking: () => touched().some((message) => message.isLoading),
    modal: () => interaction.modal,
    async until(check, ms) {
      const describe = () =>
        `${interaction.state}; seen: ${JSON.stringify(messages().map(({ text }) => text))}`;
      await eventually(world, () => check(messages()), describe, ms);
      return messages();
    },
  };
}

/** Resolves when there is something to see: a message, a form, or that nobody answered. */
export async function firstSight(world: World, interaction: StoredInteraction): Promise<Exchange> {
  const exchange = exchangeOf(world, interaction);
  const check = () =>
    exchange.messages().length > 0 || exchange.modal() !== undefined || exchange.state() === 'failed';
  await eventually(world, check, () => `interaction ${interaction.kind} is ${interaction.state}`, 30_000);
  return exchange;
}
