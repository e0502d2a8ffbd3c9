/** Bytes over a connection of their own: what no client would send. */
import { once } from 'node:events';
import { connect } from 'node:net';

/** A server waits for what is missing; nobody here does. */
const PATIENCE_MS = 300;

/**
 * Sends bytes to a port of this machine.
 * @param then whether the sender's half is closed behind them
 * @returns what came back until the connection was closed, in latin1
 */
export async function sendRaw(
  port: number,
  bytes: string | Uint8Array,
  then: 'closes' | 'listens',
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (part) => {
    answer += String(part);
  });
  socket.on('error', () => undefined);
  if (then === 'closes') socket.end(bytes);
  else socket.write(bytes);
  const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
  await once(socket, 'close');
  clearTimeout(timer);
  return answer;
}

/** The status of an answer; 0 for none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
}
