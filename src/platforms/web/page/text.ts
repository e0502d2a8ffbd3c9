/** The tree of a reply's Markdown, as elements. */

import { type Block, type Inline, parseMarkdown } from '../../../chat/markdown.ts';
import { h } from './element.ts';

/** A text as a fragment of blocks. */
export function textOf(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...parseMarkdown(text).map(blockOf));
  return fragment;
}

function blockOf(block: Block): HTMLElement {
  switch (block.kind) {
    case 'code':
      // Scrolls sideways when a line is long, so the keyboard must reach it.
      return h('pre', { tabindex: 0 }, h('code', {}, block.text));
    case 'list':
      return h('ul', {}, ...block.lines.map((line) => h('li', {}, ...line.map(inlineOf))));
    case 'quote':
      return h('blockquote', {}, ...broken(block.lines));
    case 'paragraph':
      return h('p', {}, ...broken(block.lines));
  }
}

function broken(lines: readonly (readonly Inline[])[]): Node[] {
  return lines.flatMap((line, index) => [...(index > 0 ? [h('br')] : []), ...line.map(inlineOf)]);
}

function inlineOf(inline: Inline): Node {
  switch (inline.kind) {
    case 'text':
      return document.createTextNode(inline.text);
    case 'code':
      return h('code', {}, inline.text);
    case 'link':
      return h('a', { href: inline.url, target: '_blank', rel: 'noopener noreferrer' }, inline.url);
    case 'bold':
      return h('strong', {}, ...inline.of.map(inlineOf));
    case 'italic':
      return h('em', {}, ...inline.of.map(inlineOf));
  }
}
