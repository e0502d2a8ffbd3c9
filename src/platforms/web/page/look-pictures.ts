/** The files of a message as other chats show them. */
import { h } from './element.ts';
import type { Shown } from './talk.ts';

/** The pictures of the message as Discord and Slack show them: below the text. */
export function picturesOf(message: Shown): HTMLElement[] {
  return message.files.map((file) =>
    file.type.startsWith('image/')
      ? h('img', { src: file.url, alt: file.alt })
      : h('p', { class: 'muted' }, file.name),
  );
}
