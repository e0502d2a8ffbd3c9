/** A way to a server that may go silent: it takes everything and hands on nothing, and closes nothing. */
import { createServer, connect as dial, type Socket } from 'node:net';

export type Way = {
  readonly url: string;
  /** From now on nothing comes through, on the connections that are open and on new ones. */
  silence(): void;
  /** New connections come through again; the old ones never do. */
  restore(): void;
  /** Connections to the server that are open. */
  open(): number;
  close(): Promise<void>;
};

export async function openWay(server: string): Promise<Way> {
  const port = Number(new URL(server).port);
  const ends = new Set<Socket>();
  const inner = new Set<Socket>();
  let silent = false;

  const listener = createServer((near) => {
    ends.add(near);
    near.on('close', () => ends.delete(near)).on('error', () => near.destroy());
    // What nobody reads waits in the way, as on a line that is dead.
    if (silent) return;
    const far = dial(port, '127.0.0.1');
    inner.add(far);
    far.on('close', () => inner.delete(far)).on('error', () => far.destroy());
    near.on('data', (bytes) => void (inner.has(far) && !lost.has(far) && far.write(bytes)));
    far.on('data', (bytes) => void (lost.has(far) || near.write(bytes)));
    near.on('close', () => void (lost.has(far) || far.destroy()));
    far.on('close', () => void (lost.has(far) || near.destroy()));
  });
  const lost = new Set<Socket>();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    silence() {
      silent = true;
      for (const far of inner) lost.add(far);
    },
    restore() {
      silent = false;
    },
    open: () => inner.size,
    async close() {
      for (const socket of [...ends, ...inner]) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
