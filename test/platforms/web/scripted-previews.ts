/** Payloads in the form of Discord's and Slack's, made from a reply. */
import type { Preview } from '../../../src/platforms/web/preview.ts';

export const previews: readonly Preview[] = [
  {
    name: 'discord',
    render: ({ text, buttons, audience, files }) => ({
      content: text,
      flags: audience === 'caller' ? 64 : 0,
      files,
      components: [
        {
          type: 1,
          components: buttons.map(({ id, label, style }) => ({
            type: 2,
            custom_id: id,
            label,
            style: { primary: 1, secondary: 2, danger: 4 }[style],
          })),
        },
      ],
    }),
  },
  {
    name: 'slack',
    render: ({ text, buttons }) => ({
      text,
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('**', '*'),
          },
        },
        { type: 'context', elements: [{ type: 'mrkdwn', text: '_seed 0_' }] },
        {
          type: 'actions',
          elements: buttons.map(({ id, label, style }) => ({
            type: 'button',
            action_id: id,
            text: { type: 'plain_text', text: label },
            ...(style === 'secondary' ? {} : { style }),
          })),
        },
      ],
    }),
  },
];
