/** What comes over the gateway and cannot be read is passed over. */
import type { Client } from 'discord.js';
import type { fewLines } from '../pacing/few-lines.ts';

type Handle = (packet?: unknown, shard?: unknown) => boolean;

/**
 * The client looks into what it is sent without asking whether it is there, outside of anything that would catch the
 * error: an interaction `null` would end the process.
 * @throws TypeError if this version of the client has no such place
 */
export function sievePackets(client: Client, log: ReturnType<typeof fewLines>): void {
  const { ws } = client;
  // Private to the client's types; its own manager calls it for every event.
  const handle: unknown = Reflect.get(ws, 'handlePacket');
  if (!isHandle(handle)) throw new TypeError('discord.js takes its packets elsewhere');
  const sieved: Handle = (packet, shard) => {
    try {
      return handle.call(ws, packet, shard);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(`discord: an event that cannot be read was passed over (${reason.slice(0, 200)})`);
      return false;
    }
  };
  Reflect.set(ws, 'handlePacket', sieved);
}

function isHandle(value: unknown): value is Handle {
  return typeof value === 'function';
}
