/** The message that a reply becomes in Slack, for authors of commands to look at. Pure. */
import type { Reply } from '../../chat/reply.ts';
import { isPicture, type Message, render } from './render.ts';

/** What would be sent; pictures, which have no id before they are uploaded, are called by their file's name. */
export function previewOf(reply: Reply): Message {
  return render(reply, {
    pictures: reply.files.filter(isPicture).map(({ name, alt }) => ({ file: name, alt })),
    unseen: [],
    asked: undefined,
    locale: 'en',
    naming: { prefix: '', commands: [] },
  });
}
