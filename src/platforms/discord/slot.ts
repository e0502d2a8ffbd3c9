/**
 * Where an answer is shown: one message, found or made by the first reply and edited by the later ones. Private
 * words never come into a public message: a reply for others than the message is for moves to a new one.
 */
import type { Words } from '../../chat/locale.ts';
import type { Audience, Reply } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import { type Fault, faultOf } from './fault.ts';
import { render } from './render.ts';
import type { Sent, Ticket } from './ticket.ts';
import { filesTooLarge, withoutFiles } from './words.ts';

/** The message whose button was pressed, or whose button opened the form. */
export type Pressed = { readonly id: string; readonly audience: Audience };

/** What of an answer is shown; plain data. */
export type SlotState =
  | /** Nothing said to Discord yet. */ { readonly kind: 'unacknowledged' }
  | /** A "thinking…" of our own. */ { readonly kind: 'waiting'; readonly sent: Sent }
  | /** Acknowledged, with nothing of ours shown. */ {
      readonly kind: 'blank';
      readonly pressed: Pressed | undefined;
    }
  | { readonly kind: 'own'; readonly sent: Sent }
  | { readonly kind: 'pressed'; readonly sent: Sent };

export type SlotParts = {
  readonly ticket: Ticket;
  /** Where an earlier process has left it. */
  readonly state?: SlotState;
  readonly pressed: Pressed | undefined;
  /** Largest file that may be sent here, in bytes. */
  readonly fileBytes: number;
  /** The names of the permissions that explain why a reply was refused. */
  readonly explain: (fault: Fault, reply: Reply) => Words;
  readonly say: (words: Words) => string;
  readonly log: Log;
};

export type Slot = {
  /** Where it stands: enough to open it again. */
  state(): SlotState;
  /** Tells Discord within its 3 s that an answer will come. */
  acknowledge(audience: Audience): Promise<void>;
  /** Shows a reply in place of the one before. Rejects with discord.js's errors. */
  show(reply: Reply): Promise<void>;
};

export function openSlot(parts: SlotParts): Slot {
  const { ticket, pressed, fileBytes, explain, say, log } = parts;
  let state: SlotState = parts.state ?? { kind: 'unacknowledged' };

  /** Whether a reply may replace the pressed message: asked to, and nothing private would become public. */
  function fitsPressed(reply: Reply, message: { readonly audience: Audience }): boolean {
    return reply.target === 'pressed' && (message.audience === 'caller' || reply.audience === 'channel');
  }

  /** It may be gone by now: deleted by others, or by us before a crash. */
  async function removed(sent: Sent): Promise<void> {
    try {
      await ticket.remove(sent);
    } catch (error) {
      if (faultOf(error)?.kind !== 'gone') throw error;
    }
  }

  async function place(reply: Reply): Promise<SlotState> {
    const rendered = render(reply, fileBytes);
    if (rendered.cuts.length > 0) {
      log.warn(
        { interaction: ticket.reference, cuts: rendered.cuts },
        'discord: a reply was beyond limits and was cut',
      );
    }
    const another = async (): Promise<SlotState> => ({
      kind: 'own',
      sent: await ticket.followUp(rendered, reply.audience),
    });
    switch (state.kind) {
      case 'unacknowledged': {
        const isPressed = pressed !== undefined && fitsPressed(reply, pressed);
        try {
          if (!isPressed) return { kind: 'own', sent: await ticket.answer(rendered, reply.audience) };
          await ticket.updatePressed(rendered);
        } catch (error) {
          // An answer of ours whose receipt was lost, or one of an earlier process: an edit shows the same again.
          if (faultOf(error)?.kind !== 'taken') throw error;
          if (!isPressed) {
            const sent = ticket.response(reply.audience);
            return { kind: 'own', sent: await ticket.edit(sent, rendered) };
          }
          await ticket.edit(ticket.pressed(pressed.id, pressed.audience), rendered);
        }
        return { kind: 'pressed', sent: ticket.pressed(pressed.id, pressed.audience) };
      }
      case 'blank': {
        if (state.pressed === undefined || !fitsPressed(reply, state.pressed)) return another();
        const { id, audience } = state.pressed;
        return { kind: 'pressed', sent: await ticket.edit(ticket.pressed(id, audience), rendered) };
      }
      case 'waiting':
      case 'own': {
        const { sent } = state;
        if (sent.audience === reply.audience) {
          return { kind: 'own', sent: await ticket.edit(sent, rendered) };
        }
        // Removed first: the first follow-up after "thinking…" would fill that in, as visible as it is.
        await removed(sent);
        state = { kind: 'blank', pressed: undefined };
        return another();
      }
      case 'pressed': {
        if (!fitsPressed(reply, state.sent)) return another();
        return { kind: 'pressed', sent: await ticket.edit(state.sent, rendered) };
      }
    }
  }

  /** The same reply without its files, where these are what Discord refused. */
  function fallback(reply: Reply, fault: Fault | undefined): Reply | undefined {
    if (fault === undefined || reply.files.length === 0) return undefined;
    if (fault.kind === 'tooLarge') return { ...reply, files: [], text: say(filesTooLarge(reply.text)) };
    if (fault.kind !== 'forbidden') return undefined;
    return { ...reply, files: [], text: say(withoutFiles(reply.text, explain(fault, reply))) };
  }

  async function acknowledge(audience: Audience): Promise<SlotState> {
    try {
      if (pressed === undefined) return { kind: 'waiting', sent: await ticket.defer(audience) };
      await ticket.holdPressed();
    } catch (error) {
      if (faultOf(error)?.kind !== 'taken') throw error;
      if (pressed === undefined) return { kind: 'waiting', sent: ticket.response(audience) };
    }
    return { kind: 'blank', pressed };
  }

  return {
    state: () => state,

    async acknowledge(audience) {
      state = await acknowledge(audience);
    },

    async show(reply) {
      try {
        state = await place(reply);
      } catch (error) {
        const fault = faultOf(error);
        if (fault?.kind === 'forbidden' || fault?.kind === 'hidden') {
          const missing = explain(fault, reply).en;
          log.error({ interaction: ticket.reference, missing }, 'discord: the bot lacks a permission');
        }
        const bare = fallback(reply, fault);
        if (fault === undefined || bare === undefined) throw error;
        log.warn({ interaction: ticket.reference }, `discord: files were refused (${fault.detail})`);
        state = await place(bare);
      }
    },
  };
}
