/** One sentence that goes by itself: what was refused, or that the connection is back. */
import { h } from './element.ts';

export type Notices = { readonly element: HTMLElement; say(sentence: string): void };

/** How long a sentence stays, in ms: some seconds, and more for a longer one. */
const lifetime = (sentence: string): number => 4_000 + 60 * sentence.length;

export function createNotices(): Notices {
  const element = h('div', { class: 'notices', role: 'alert' });
  return {
    element,
    say(sentence) {
      const notice = h('p', { class: 'notice' }, sentence);
      element.replaceChildren(notice);
      setTimeout(() => notice.remove(), lifetime(sentence));
    },
  };
}
