/** How a reply looks on other platforms, side by side, from the payloads that would be sent there. */
import { preview } from './api.ts';
import { openDialog } from './dialog.ts';
import { discordOf } from './discord-look.ts';
import { h } from './element.ts';
import { words } from './settings.ts';
import { slackOf } from './slack-look.ts';
import type { Shown } from './talk.ts';

const LOOKS: Readonly<
  Record<string, { title: string; look: (payload: unknown, message: Shown) => HTMLElement }>
> = {
  discord: { title: 'Discord', look: discordOf },
  slack: { title: 'Slack', look: slackOf },
};

export async function openPreview(message: Shown): Promise<void> {
  const payloads = await preview(message.id);
  const panes = Object.entries(payloads).flatMap(([name, payload]) => {
    const known = LOOKS[name];
    return known ? [paneOf(known.title, payload, known.look(payload, message))] : [];
  });
  openDialog('previews', words().preview, h('div', { class: 'panes' }, ...panes));
}

function paneOf(title: string, payload: unknown, look: HTMLElement): HTMLElement {
  return h(
    'section',
    { class: 'pane', 'aria-label': title },
    h('h3', {}, title),
    look,
    h(
      'details',
      {},
      h('summary', {}, words().payload),
      h('pre', { tabindex: 0 }, h('code', {}, JSON.stringify(payload, undefined, 2))),
    ),
  );
}
