/** A Slack message payload as Slack shows it: blocks, or the plain text where there are none. */
import { h } from './element.ts';
import { fieldsOf, listOf, stringOf } from './foreign.ts';
import { picturesOf } from './look-pictures.ts';
import type { Shown } from './talk.ts';

export function slackOf(payload: unknown, message: Shown): HTMLElement {
  const { blocks, text } = fieldsOf(payload);
  const shown = listOf(blocks);
  return h(
    'div',
    { class: 'look slack' },
    h('p', { class: 'who' }, h('b', {}, 'Carrybot'), h('span', { class: 'app' }, 'APP')),
    ...(shown.length > 0 ? shown.map(blockOf) : [mrkdwnOf(stringOf(text))]),
    ...picturesOf(message),
  );
}

function blockOf(block: { readonly [key: string]: unknown }): HTMLElement {
  switch (block['type']) {
    case 'header':
      return h('b', { class: 'large' }, textOf(block['text']));
    case 'section':
      return h(
        'div',
        {},
        mrkdwnOf(textOf(block['text'])),
        ...listOf(block['fields']).map((each) => mrkdwnOf(stringOf(each['text']))),
      );
    case 'context':
      return h(
        'div',
        { class: 'muted' },
        ...listOf(block['elements']).map((each) => mrkdwnOf(stringOf(each['text']))),
      );
    case 'actions':
      return h('div', { class: 'row' }, ...listOf(block['elements']).map(buttonOf));
    case 'divider':
      return h('hr');
    case 'image':
      return h('p', { class: 'muted' }, stringOf(block['alt_text']));
    default:
      return h('p', { class: 'muted' }, stringOf(block['type']));
  }
}

function buttonOf(element: { readonly [key: string]: unknown }): HTMLElement {
  const style = stringOf(element['style']) || 'secondary';
  return h('span', { class: `fake ${style}` }, textOf(element['text']) || textOf(element['placeholder']));
}

function textOf(value: unknown): string {
  return stringOf(fieldsOf(value)['text']);
}

/** Slack's own markup: `*bold*`, `_italic_`, `` `code` ``, fences, lines that begin with `>`, `<url|text>`. */
function mrkdwnOf(text: string): HTMLElement {
  const parts = text.split(/(```[\s\S]+?```|(?:^(?:>|&gt;) ?.*\n?)+)/m);
  return h(
    'div',
    { class: 'mrkdwn' },
    ...parts.flatMap((part, index) => (index % 2 === 1 ? [blockIn(part)] : spansOf(part))),
  );
}

function blockIn(part: string): HTMLElement {
  if (part.startsWith('```'))
    return h('pre', { tabindex: 0 }, h('code', {}, unescaped(part.slice(3, -3)).trim()));
  return h('blockquote', {}, ...spansOf(part.replace(/^(?:>|&gt;) ?/gm, '').trimEnd()));
}

function spansOf(text: string): (Node | string)[] {
  const parts = text.split(/(`[^`\n]+`|\*[^*\n]+\*|_[^_\n]+_|<[^>\n]+>)/);
  return parts.map((part, index) => (index % 2 === 1 ? spanOf(part) : unescaped(part)));
}

function spanOf(part: string): Node {
  const inner = unescaped(part.slice(1, -1));
  if (part.startsWith('`')) return h('code', {}, inner);
  if (part.startsWith('*')) return h('strong', {}, inner);
  if (part.startsWith('_')) return h('em', {}, inner);
  return h('span', { class: 'mention' }, inner.split('|').at(-1) ?? '');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
