/** The line where commands are typed: completion above it, earlier lines with ↑, Enter sends. */
import type { CommandShape } from '../../../chat/shape.ts';
import { type Completion, complete } from './complete.ts';
import { h, icon } from './element.ts';
import type { Recall } from './recall.ts';
import { locale, words } from './settings.ts';

export type Composer = {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
};

/** As many completions are offered at once. */
const MOST = 12;

/**
 * The input stays a text box (not a combobox): it takes whole lines, the list only helps. Its `aria-activedescendant`
 * tells which completion is chosen, and a status how many there are.
 */
export function createComposer(parts: {
  readonly commands: readonly CommandShape[];
  readonly recall: Recall;
  send(line: string): void;
}): Composer {
  const say = words();
  // It scrolls, so the keyboard can come into it, and is as good there as in the input.
  const list = h('ul', { id: 'completions', role: 'listbox', 'aria-label': say.suggestions, tabindex: 0 });
  const hint = h('p', { class: 'hint' });
  const keys = h('p', { class: 'keys', 'aria-hidden': 'true' }, say.keys);
  const panel = h(
    'div',
    { class: 'completion', hidden: true },
    list,
    h('div', { class: 'footer' }, hint, keys),
  );
  const count = h('p', { class: 'hidden', role: 'status' });
  const input = h('input', {
    id: 'message',
    type: 'text',
    maxlength: 2000,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'send',
    placeholder: say.placeholder,
    'aria-label': say.message,
    'aria-autocomplete': 'list',
    'aria-controls': 'completions',
  });
  const sender = h('button', { type: 'submit', class: 'send', 'aria-label': say.send }, icon('send'));
  const element = h(
    'form',
    {
      class: 'composer',
      submit: (event) => {
        event.preventDefault();
        send();
      },
    },
    panel,
    count,
    h('div', { class: 'line' }, input, sender),
  );

  let offered: Completion = { from: 0, items: [], hint: '' };
  let active = -1;

  function offer(): void {
    const typed = input.value.slice(0, input.selectionStart ?? input.value.length);
    offered = complete(parts.commands, typed, locale());
    active = -1;
    show();
    const { length } = offered.items;
    count.textContent = length > 0 ? `${say.found(length)}. ${offered.hint}` : offered.hint;
  }

  function dismiss(): void {
    offered = { from: 0, items: [], hint: '' };
    active = -1;
    count.textContent = '';
    show();
  }

  function show(): void {
    const items = offered.items.slice(0, MOST);
    list.replaceChildren(
      ...items.map(({ label, detail }, index) =>
        h(
          'li',
          {
            id: `completion-${index}`,
            role: 'option',
            'aria-selected': index === active ? 'true' : 'false',
            // Before the input loses the focus.
            mousedown: (event) => event.preventDefault(),
            click: () => accept(index),
          },
          h('span', { class: 'label' }, label),
          h('span', { class: 'detail' }, detail),
        ),
      ),
    );
    hint.textContent = offered.hint;
    keys.hidden = items.length === 0;
    list.hidden = items.length === 0;
    panel.hidden = items.length === 0 && offered.hint === '';
    list.children[active]?.scrollIntoView({ block: 'nearest' });
    for (const each of [input, list]) {
      if (active >= 0) each.setAttribute('aria-activedescendant', `completion-${active}`);
      else each.removeAttribute('aria-activedescendant');
    }
  }

  function accept(index: number): void {
    const item = offered.items[index];
    if (!item) return;
    const caret = input.selectionStart ?? input.value.length;
    const begun = input.value.slice(0, offered.from) + item.insert;
    input.value = begun + input.value.slice(caret).trimStart();
    input.setSelectionRange(begun.length, begun.length);
    input.focus();
    offer();
  }

  function move(by: 1 | -1): void {
    const length = Math.min(MOST, offered.items.length);
    // One place more than there are items: none chosen.
    active = ((active + 1 + by + length + 1) % (length + 1)) - 1;
    show();
  }

  function recalled(line: string | undefined): void {
    if (line === undefined) return;
    input.value = line;
    input.setSelectionRange(line.length, line.length);
    dismiss();
  }

  function send(): void {
    const line = input.value.trim();
    if (line === '') return;
    input.value = '';
    dismiss();
    parts.send(line);
  }

  input.addEventListener('input', offer);
  input.addEventListener('focus', () => {
    if (input.value.startsWith('/')) offer();
  });
  element.addEventListener('focusout', (event) => {
    if (event.relatedTarget !== list) dismiss();
  });
  element.addEventListener('keydown', (event) => {
    if (event.target !== input && event.target !== list) return;
    // While a Japanese word is being converted, every key belongs to the conversion.
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const listed = offered.items.length > 0;
    const partial = input.value.slice(offered.from) !== '';
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      if (listed) move(1);
      else recalled(parts.recall.down());
    } else if (event.key === 'ArrowUp') {
      event.preventDefault();
      if (listed) move(-1);
      else recalled(parts.recall.up(input.value));
    } else if (event.key === 'Enter' && listed && active >= 0) {
      event.preventDefault();
      accept(active);
    } else if (event.key === 'Tab' && !event.shiftKey && listed && (active >= 0 || partial)) {
      // With nothing typed of the next word, Tab leaves the line as everywhere.
      event.preventDefault();
      accept(Math.max(0, active));
    } else if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault();
      input.focus();
      dismiss();
    }
  });

  return { element, input };
}
