/** The conversation as it is seen: turns in order, the newest in sight unless the reader has gone back. */
import { older, Refused } from './api.ts';
import { avatarOf } from './avatar.ts';
import { type Card, createCard, type Page } from './card.ts';
import { button, h, icon } from './element.ts';
import { words } from './settings.ts';
import type { Change, Pending, Shown, Talk } from './talk.ts';

export type Log = { readonly element: HTMLElement; show(change: Change): void; end(): void };

/** A reader within so many pixels of the newest turn is taken along as it grows. */
const NEAR = 120;
/** Room above a turn that is taller than the window, in pixels. */
const MARGIN = 12;

export function createLog(parts: {
  readonly talk: Talk;
  readonly previews: readonly string[];
  /** What an empty conversation shows. */
  readonly welcome: HTMLElement;
  userName(): string;
  say(sentence: string): void;
  resend(pending: Pending): void;
}): Log {
  const { talk } = parts;
  const say = words();
  const cards = new Map<string, Card>();
  const earlier = button(say.earlier, 'secondary earlier', () => void fetchOlder());
  const turns = h('div', { class: 'turns' });
  const waiting = h('div', { class: 'waiting' });
  const scroller = h(
    'div',
    { class: 'log', role: 'log', 'aria-label': say.log, tabindex: 0 },
    h('div', { class: 'sheet' }, earlier, turns, waiting),
  );
  const newest = button(say.newest, 'secondary newest', () => toEnd('smooth'), icon('down'));
  newest.hidden = true;
  const element = h('div', { class: 'log-frame' }, scroller, newest);
  let atEnd = true;

  scroller.addEventListener('scroll', () => {
    atEnd = goal() - scroller.scrollTop < NEAR;
    if (atEnd) newest.hidden = true;
  });
  // The window grows and shrinks (a phone's keyboard): who was at the end stays there.
  const sizes = new ResizeObserver(() => follow());
  sizes.observe(scroller);

  /** The end of the conversation, but not beyond the beginning of its newest turn: that is read from the top. */
  function goal(): number {
    const end = scroller.scrollHeight - scroller.clientHeight;
    const newest = waiting.lastElementChild ?? turns.lastElementChild;
    // The welcome alone: that is read from the top, too.
    if (!newest) return 0;
    const top =
      newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    return Math.min(end, top - MARGIN);
  }

  function toEnd(behavior: 'smooth' | 'instant'): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scroller.scrollTo({ top: goal(), behavior: calm ? 'instant' : behavior });
    atEnd = true;
    newest.hidden = true;
  }

  /** Takes a reader at the end along; never back up: who reads on in a tall turn stays there. */
  function follow(): void {
    if (atEnd && scroller.scrollTop < goal()) toEnd('instant');
  }

  const page: Page = {
    say: parts.say,
    previews: parts.previews,
    grown: follow,
    reveal(...elements) {
      // The last one is seen in any case, those before it as far as there is room.
      for (const each of elements) each.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    },
  };

  function showAll(): void {
    for (const card of cards.values()) card.end();
    cards.clear();
    const all = talk.messages();
    turns.replaceChildren(...all.map((message) => cardOf(message).element));
    showEdges();
    if (atEnd) toEnd('instant');
  }

  function cardOf(message: Shown): Card {
    const card = createCard(message, page);
    cards.set(message.id, card);
    return card;
  }

  function showMessage(message: Shown): void {
    const known = cards.get(message.id);
    if (known) {
      known.update(message);
      return;
    }
    const all = talk.messages();
    const after = all[all.findIndex((each) => each.id === message.id) + 1];
    const stay = atEnd;
    turns.insertBefore(cardOf(message).element, (after && cards.get(after.id)?.element) ?? null);
    showEdges();
    if (stay || message.cause?.mine) toEnd('instant');
    else newest.hidden = false;
  }

  function showEdges(): void {
    const nothing = talk.messages().length === 0 && talk.pending().length === 0;
    earlier.hidden = talk.before() !== 'more';
    // Not only hidden: what is not shown is no part of the conversation.
    if (nothing && talk.before() === 'none') turns.before(parts.welcome);
    else parts.welcome.remove();
    waiting.replaceChildren(...talk.pending().map(waitingOf));
  }

  function waitingOf(pending: Pending): HTMLElement {
    const line = h(
      'p',
      {},
      h('b', {}, parts.userName()),
      h('br'),
      h('span', { class: 'typed' }, pending.line),
    );
    const state =
      pending.problem === undefined
        ? h('p', { class: 'thinking' }, h('span', { class: 'dots', 'aria-hidden': 'true' }), say.sending)
        : h(
            'p',
            { class: 'problem' },
            `${say.unsent} ${pending.problem} `,
            button(say.again, 'secondary', () => parts.resend(pending)),
          );
    return h('div', { class: 'turn' }, h('div', { class: 'said' }, avatarOf(parts.userName()), line), state);
  }

  async function fetchOlder(): Promise<void> {
    const [first] = talk.messages();
    if (!first) return;
    earlier.disabled = true;
    const height = scroller.scrollHeight - scroller.scrollTop;
    try {
      talk.prepend(await older(first.order));
      scroller.scrollTop = scroller.scrollHeight - height;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      parts.say(error.message);
    } finally {
      earlier.disabled = false;
    }
  }

  return {
    element,
    show(change) {
      switch (change.kind) {
        case 'all':
          return showAll();
        case 'message':
          return showMessage(change.message);
        case 'removed':
          cards.get(change.id)?.end();
          cards.get(change.id)?.element.remove();
          cards.delete(change.id);
          return showEdges();
        case 'pending':
          showEdges();
          return toEnd('instant');
      }
    },
    end() {
      sizes.disconnect();
      for (const card of cards.values()) card.end();
    },
  };
}
