/** Who sits at this window: the name, other people in other windows, and what only authors want. */
import { openDialog } from './dialog.ts';
import { button, h } from './element.ts';
import { isAuthor, knownSeats, nameOf, rename, seat, setAuthor, words } from './settings.ts';

/**
 * `guest`: the name of a user who has none. `seats`: whether other windows may be other people. `changed`: called when
 * the name or a wish changed.
 */
export function openPeople(guest: string, seats: 'one' | 'many', changed: () => void): void {
  const say = words();
  const name = h('input', {
    id: 'user-name',
    type: 'text',
    maxlength: 32,
    autocomplete: 'nickname',
    placeholder: guest,
    value: nameOf(seat()),
    'aria-describedby': 'user-name-help',
  });
  const use = button(say.use, 'primary', () => {});
  use.type = 'submit';
  const author = h('input', {
    type: 'checkbox',
    checked: isAuthor(),
    change: () => {
      setAuthor(author.checked ? 'yes' : 'no');
      changed();
    },
  });
  const dialog = openDialog(
    'people',
    say.you,
    h(
      'form',
      {
        class: 'fields',
        submit: (event) => {
          event.preventDefault();
          rename(seat(), name.value);
          dialog.close();
          changed();
        },
      },
      h('label', { for: 'user-name' }, say.name),
      h('div', { class: 'row' }, name, use),
      h('p', { id: 'user-name-help', class: 'muted' }, say.nameHelp),
    ),
    h('p', {}, h('a', { href: '/privacy', target: '_blank', rel: 'noopener' }, say.privacy)),
    ...(seats === 'many'
      ? [
          h('h3', {}, say.others),
          h('p', { class: 'muted' }, say.othersHelp),
          h('ul', { class: 'links' }, ...knownSeats().map((other) => h('li', {}, seatLink(other)))),
        ]
      : []),
    h('h3', {}, say.authors),
    h('label', { class: 'check' }, author, say.authorsHelp),
  );
}

function seatLink(other: number): HTMLAnchorElement {
  const say = words();
  const name = nameOf(other) || say.person(other);
  return h('a', { href: `/?as=${other}`, target: '_blank', rel: 'noopener' }, say.openAs(name));
}
