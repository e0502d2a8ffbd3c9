/** The files of a reply: pictures with their words, large on demand, and whatever else there is to save. */
import type { WireFile } from '../wire.ts';
import { actions, openDialog } from './dialog.ts';
import { button, h, icon } from './element.ts';
import { sizeOf } from './form.ts';
import { words } from './settings.ts';

/** One file of a reply. `arrived`: called when a picture has its size, so that the page can keep its place. */
export function fileOf(file: WireFile, arrived: () => void): HTMLElement {
  if (!file.type.startsWith('image/')) {
    return h(
      'p',
      { class: 'attachment' },
      h('a', { href: file.url, download: file.name }, icon('file'), h('span', {}, file.name)),
      h('span', { class: 'muted' }, sizeOf(file.size)),
      h('span', { class: 'hidden' }, file.alt),
    );
  }
  const open = () => openLarge(file);
  const image = h('img', { src: file.url, alt: file.alt, loading: 'lazy', load: arrived, click: open });
  return h(
    'figure',
    // Without a name of its own a figure has that of its caption, which is buttons here.
    { class: 'picture', 'aria-label': file.alt },
    image,
    h('figcaption', {}, button(words().open, 'quiet', open, icon('large')), saveLink(file)),
  );
}

function openLarge(file: WireFile): void {
  openDialog(
    'lightbox',
    file.name,
    h('img', { src: file.url, alt: file.alt }),
    h('p', { class: 'muted', 'aria-hidden': 'true' }, file.alt),
    actions(saveLink(file)),
  );
}

function saveLink(file: WireFile): HTMLAnchorElement {
  return h(
    'a',
    { class: 'quiet', href: file.url, download: file.name, 'aria-label': `${words().save}: ${file.name}` },
    icon('save'),
    h('span', {}, words().save),
  );
}
