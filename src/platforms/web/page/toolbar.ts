/** The bar above the conversation: what this is, whether it is connected, who you are, language and theme. */
import { avatarOf, markOf } from './avatar.ts';
import { h, icon } from './element.ts';
import type { Connection } from './live.ts';
import { choose, locale, setTheme, theme, words } from './settings.ts';

export type Toolbar = {
  readonly element: HTMLElement;
  state(connection: Connection): void;
  /** The name of the one who sits here. */
  user(name: string): void;
};

export function createToolbar(parts: {
  readonly wall: 'open' | 'none';
  openPeople(): void;
  /** The language changed. */
  relabel(): void;
}): Toolbar {
  const say = words();
  const status = h('p', { class: 'status', role: 'status' });
  const user = h('button', { type: 'button', class: 'quiet user', click: () => parts.openPeople() });
  const other = locale() === 'ja' ? 'en' : 'ja';
  const language = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      lang: other,
      click: () => {
        choose(other);
        parts.relabel();
      },
    },
    say.language,
  );
  const shade = h('button', {
    type: 'button',
    class: 'quiet',
    click: () => {
      setTheme(theme() === 'dark' ? 'light' : 'dark');
      showTheme();
    },
  });

  function showTheme(): void {
    const dark = theme() === 'dark';
    shade.setAttribute('aria-label', dark ? say.light : say.dark);
    shade.replaceChildren(icon(dark ? 'sun' : 'moon'));
  }

  showTheme();
  const teacher =
    parts.wall === 'open'
      ? h(
          'a',
          { class: 'quiet', href: '/teacher', 'aria-label': say.teacher },
          icon('board'),
          h('span', { class: 'wide' }, say.teacher),
        )
      : undefined;
  return {
    element: h(
      'header',
      { class: 'toolbar' },
      markOf(),
      h('h1', {}, say.title, h('span', { class: 'tagline' }, say.tagline)),
      status,
      h('div', { class: 'row' }, teacher, user, language, shade),
    ),
    state(connection) {
      status.className = `status ${connection}`;
      status.textContent =
        connection === 'open' ? say.connected : connection === 'lost' ? say.lost : say.connecting;
    },
    user(name) {
      user.setAttribute('aria-label', say.youAre(name));
      user.replaceChildren(avatarOf(name), h('span', { class: 'wide' }, name));
    },
  };
}
