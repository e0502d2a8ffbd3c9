/** A Discord message payload as Discord shows it: content, embeds, pictures, rows of components. */
import { h } from './element.ts';
import { fieldsOf, listOf, stringOf } from './foreign.ts';
import { picturesOf } from './look-pictures.ts';
import type { Shown } from './talk.ts';
import { textOf } from './text.ts';

/** Button styles by Discord's numbers. */
const STYLES: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };
/** The flag of a message that only its receiver sees. */
const EPHEMERAL = 1 << 6;

export function discordOf(payload: unknown, message: Shown): HTMLElement {
  const { content, embeds, components, flags } = fieldsOf(payload);
  const hidden = typeof flags === 'number' && (flags & EPHEMERAL) !== 0;
  return h(
    'div',
    { class: 'look discord' },
    h('p', { class: 'who' }, h('b', {}, 'Carrybot'), h('span', { class: 'app' }, 'APP')),
    h('div', {}, textOf(stringOf(content))),
    ...listOf(embeds).map(embedOf),
    ...picturesOf(message),
    ...listOf(components).map(rowOf),
    hidden ? h('p', { class: 'muted' }, 'Only you can see this') : undefined,
  );
}

function embedOf(embed: { readonly [key: string]: unknown }): HTMLElement {
  const footer = stringOf(fieldsOf(embed['footer'])['text']);
  return h(
    'div',
    { class: 'embed' },
    h('b', {}, stringOf(embed['title'])),
    h('div', {}, textOf(stringOf(embed['description']))),
    ...listOf(embed['fields']).map(({ name, value }) =>
      h('div', {}, h('b', {}, stringOf(name)), h('div', {}, textOf(stringOf(value)))),
    ),
    footer === '' ? undefined : h('p', { class: 'muted' }, footer),
  );
}

function rowOf(row: { readonly [key: string]: unknown }): HTMLElement {
  const parts = listOf(row['components']).map(({ label, style, placeholder }) => {
    const kind = typeof style === 'number' ? STYLES[style] : undefined;
    return h('span', { class: `fake ${kind ?? 'secondary'}` }, stringOf(label) || stringOf(placeholder));
  });
  return h('div', { class: 'row' }, ...parts);
}
