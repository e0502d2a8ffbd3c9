/** Windows within the page: modal, closed by Escape, a button or a press beside them; the focus comes back. */
import { button, h, icon } from './element.ts';
import { words } from './settings.ts';

export type Dialog = { readonly element: HTMLDialogElement; close(): void };

/** Opens a dialog with a heading. `kind` is its class. It is gone from the page when it closes. */
export function openDialog(kind: string, heading: string, ...content: readonly Node[]): Dialog {
  const title = h('h2', { id: 'dialog-title' }, heading);
  const shut = h(
    'button',
    { type: 'button', class: 'quiet shut', 'aria-label': words().close, click: () => element.close() },
    icon('close'),
  );
  const element = h(
    'dialog',
    { class: kind, 'aria-labelledby': 'dialog-title' },
    h('div', { class: 'dialog-head' }, title, shut),
    ...content,
  );
  element.addEventListener('close', () => {
    element.remove();
    // What opened it may have been made anew meanwhile.
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('#message')?.focus();
  });
  element.addEventListener('click', (event) => {
    // The press on the backdrop arrives at the dialog itself.
    if (event.target === element && kind !== 'form') element.close();
  });
  document.body.append(element);
  element.showModal();
  return { element, close: () => element.close() };
}

/** The row of buttons that ends a dialog. */
export function actions(...buttons: readonly HTMLElement[]): HTMLElement {
  return h('div', { class: 'dialog-actions' }, ...buttons);
}

export function cancelButton(close: () => void): HTMLButtonElement {
  return button(words().cancel, 'secondary', close);
}
