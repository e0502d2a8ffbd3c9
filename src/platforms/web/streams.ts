/** The live connections that are open: bounded, and one for each window. */
import type { ServerResponse } from 'node:http';
import { STREAMS } from './limits.ts';
import { Refusal } from './refusal.ts';
import { openStream, type Stream } from './stream.ts';
import type { Visitor } from './visitor.ts';

export type Streams = {
  /**
   * Opens a connection. One that the same window of the same session opened before is cut: the window has given it
   * up, and where the way between went silent nobody else would tell. `closed` is called once, when it is over.
   * @param window the window's own mark; undefined if it gave none
   * @throws Refusal (429) if too many are open
   */
  open(
    response: ServerResponse,
    visitor: Pick<Visitor, 'session' | 'address'>,
    window: string | undefined,
    closed: (stream: Stream) => void,
  ): Stream;
};

export function createStreams(heartbeatMs: number): Streams {
  const open = new Map<
    Stream,
    Pick<Visitor, 'session' | 'address'> & { readonly window: string | undefined }
  >();

  function cutEarlier(session: string, window: string): void {
    for (const [stream, other] of open) {
      if (other.session !== session || other.window !== window) continue;
      open.delete(stream);
      stream.cut();
    }
  }

  return {
    open(response, { session, address }, window, closed) {
      if (window !== undefined) cutEarlier(session, window);
      const all = [...open.values()];
      const own = all.filter((each) => each.session === session).length;
      const near = all.filter((each) => each.address === address).length;
      if (own >= STREAMS.perSession || near >= STREAMS.perAddress || all.length >= STREAMS.inAll) {
        throw tooManyWindows();
      }
      const stream = openStream(response, heartbeatMs, () => {
        open.delete(stream);
        closed(stream);
      });
      open.set(stream, { session, address, window });
      return stream;
    },
  };
}

const tooManyWindows = () =>
  new Refusal(429, {
    en: 'Too many windows are open: close one and reload this page.',
    ja: '開いているウィンドウが多すぎます。どれかを閉じて、再読み込みしてください。',
  });
