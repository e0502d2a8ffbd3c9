/** The real bot with its playground on a free port, and browsers without a page that visit it. */
import { readConfig } from '../../src/config.ts';
import { connectPlatforms } from '../../src/connect.ts';
import { Client, type Listener } from '../platforms/web/client.ts';
import { goLive, type Live } from './live.ts';

export type WebStand = {
  readonly live: Live;
  readonly address: string;
  /** Someone who has opened the page. */
  enter(name: string): Promise<{ readonly client: Client; readonly listener: Listener }>;
};

/** The real bot, connected to its playground alone. */
export async function goLiveOnTheWeb(): Promise<{ readonly live: Live; readonly address: string }> {
  let address = '';
  const live = await goLive(async ({ carrybot, clock, log }) => {
    const connection = await connectPlatforms({ config: readConfig({ PORT: '0' }), carrybot, clock, log });
    return {
      ...connection,
      async start() {
        address = await connection.start();
      },
    };
  });
  return { live, address };
}

export async function openWeb(): Promise<WebStand> {
  const { live, address } = await goLiveOnTheWeb();
  return {
    live,
    address,
    async enter(name) {
      const client = new Client(address);
      client.name = name;
      await client.start();
      const listener = await client.listen();
      await listener.page();
      return { client, listener };
    },
  };
}
