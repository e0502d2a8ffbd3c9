/** Links that let one browser in each: made and copied in a window that is not left open on the wall. */
import type { WireInvites } from '../wire.ts';
import { invite, sentenceOf } from './api.ts';
import { openDialog } from './dialog.ts';
import { button, h } from './element.ts';
import { words } from './settings.ts';

/** Links that were made from here, newest first: the server keeps no link, so that nobody else can show them again. */
const made: string[] = [];

export function openInvites({ open, most }: WireInvites): void {
  const say = words();
  const count = h('p', { class: 'muted' });
  const status = h('p', { class: 'muted', role: 'status' });
  const list = h('ul', { class: 'plain fields' });
  const make = button(say.makeInvite, 'primary', () => void add());
  let left = open;

  function show(): void {
    count.textContent = say.invitesOpen(left, most);
    list.replaceChildren(
      ...made.map((link, index) => h('li', {}, linkRow(link, made.length - index, status))),
    );
  }

  async function add(): Promise<void> {
    try {
      const { path } = await invite();
      made.unshift(location.origin + path);
      left += 1;
      status.textContent = '';
      show();
      list.querySelector<HTMLButtonElement>('button')?.focus();
    } catch (error) {
      status.textContent = sentenceOf(error);
    }
  }

  show();
  openDialog(
    'invites',
    say.invite,
    h(
      'div',
      { class: 'fields' },
      h('p', {}, say.inviteHelp),
      h('div', { class: 'row' }, make, count),
      status,
      list,
    ),
  );
}

/** A link, and the button that copies it. */
function linkRow(link: string, number: number, status: HTMLElement): HTMLElement {
  const say = words();
  const text = h('input', {
    type: 'text',
    readonly: true,
    value: link,
    'aria-label': say.inviteLink(number),
  });
  const copy = button(say.copy, 'secondary', () => {
    void copied(text).then(() => {
      status.textContent = say.copied;
    });
  });
  return h('div', { class: 'row' }, text, copy);
}

/** Browsers give their clipboard only to pages that came securely; from the others an older way is left. */
async function copied(text: HTMLInputElement): Promise<void> {
  text.select();
  if (isSecureContext) await navigator.clipboard.writeText(text.value);
  else document.execCommand('copy');
}
