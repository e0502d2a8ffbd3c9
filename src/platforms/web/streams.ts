/** The live connections that are open: bounded, and one for each window. */
import type { ServerResponse } from 'node:http';
import { STREAMS } from './limits.ts';
import { Refusal } from './refusal.ts';
import { openStream, type Stream } from './stream.ts';

export type Streams = {
  /**
   * Opens a connection. One that the same window of the same browser opened before is cut: the window has given it
   * up, and where the way between went silent nobody else would tell. `closed` is called once, when it is over.
   * @param window the window's own mark; undefined if it gave none
   * @throws Refusal (429) if too many are open
   */
  open(
    response: ServerResponse,
    browser: string,
    window: string | undefined,
    closed: (stream: Stream) => void,
  ): Stream;
};

export function createStreams(heartbeatMs: number): Streams {
  const open = new Map<Stream, { readonly browser: string; readonly window: string | undefined }>();

  function cutEarlier(browser: string, window: string): void {
    for (const [stream, other] of open) {
      if (other.browser !== browser || other.window !== window) continue;
      open.delete(stream);
      stream.cut();
    }
  }

  return {
    open(response, browser, window, closed) {
      if (window !== undefined) cutEarlier(browser, window);
      const own = [...open.values()].filter((each) => each.browser === browser);
      if (open.size >= STREAMS.inAll || own.length >= STREAMS.perBrowser) throw tooManyWindows();
      const stream = openStream(response, heartbeatMs, () => {
        open.delete(stream);
        closed(stream);
      });
      open.set(stream, { browser, window });
      return stream;
    },
  };
}

const tooManyWindows = () =>
  new Refusal(429, {
    en: 'Too many windows are open: close one and reload this page.',
    ja: '開いているウィンドウが多すぎます。どれかを閉じて、再読み込みしてください。',
  });
