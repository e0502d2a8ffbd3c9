/** Reply → Slack message: sections, pictures, rows of buttons, who asked. Pure. */
import type { Locale } from '../../chat/locale.ts';
import type { Attachment, Button, Reply } from '../../chat/reply.ts';
import { LIMITS } from './limits.ts';
import { escapeSlack, toMrkdwn } from './mrkdwn.ts';
import { unseenFile, unseenPicture } from './words.ts';

type PlainText = { readonly type: 'plain_text'; readonly text: string; readonly emoji: true };

export type Block =
  | {
      readonly type: 'section';
      readonly text: { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true };
    }
  | { readonly type: 'image'; readonly slack_file: { readonly id: string }; readonly alt_text: string }
  | { readonly type: 'actions'; readonly elements: readonly ButtonElement[] }
  | { readonly type: 'context'; readonly block_id?: string; readonly elements: readonly PlainText[] };

export type ButtonElement = {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: PlainText;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
};

/** What `chat.postMessage`, `chat.update` and a response_url take. `text` is the fallback for notifications. */
export type Message = { readonly text: string; readonly blocks: readonly Block[] };

/** An uploaded picture; `file` is its id. */
export type Picture = { readonly file: string; readonly alt: string };

/** What surrounds the reply itself. */
export type Dress = {
  readonly pictures: readonly Picture[];
  /** Files that cannot be shown at this place: their alt text stands in for them. */
  readonly unseen: readonly Attachment[];
  /** Who asked for it and how, e.g. `Ana: /train seed=4`; for messages that others see. */
  readonly asked: string | undefined;
  readonly locale: Locale;
  readonly naming: Naming;
};

/** How commands are called here: with this prefix, because names of two apps may collide. */
export type Naming = { readonly prefix: string; readonly commands: readonly string[] };

/** The block by which the line of who asked is found again in a message that was pressed. */
export const ASKED_BLOCK = 'asked';

/** Media types that an image block can show. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif']);

export function isPicture(file: Attachment): boolean {
  return PICTURES.has(file.type);
}

/** Renders a reply within Slack's limits; what does not fit ends in `…`. */
export function render(reply: Reply, dress: Dress): Message {
  const text = `${callOf(reply.mention)}${toMrkdwn(named(reply.text, dress.naming)).trim()}`;
  const tail: Block[] = [
    ...dress.pictures.map(image),
    ...dress.unseen.map((file) =>
      context(
        (file.type.startsWith('image/') ? unseenPicture(file.alt) : unseenFile(file.name))[dress.locale],
      ),
    ),
    ...rows(reply.buttons),
    ...(dress.asked === undefined
      ? []
      : [{ ...context(cut(dress.asked, LIMITS.context)), block_id: ASKED_BLOCK }]),
  ];
  const sections = sectionsOf(text, LIMITS.blocks - tail.length);
  const fallback = text === '' ? escapeSlack(reply.files[0]?.alt ?? '…') : text;
  return { text: cut(fallback, LIMITS.fallback), blocks: [...sections, ...tail] };
}

/** The line that calls somebody: https://docs.slack.dev/messaging/formatting-message-text/#special-mentions */
function callOf(mention: string | undefined): string {
  switch (mention) {
    case undefined:
      return '';
    case 'here':
      return '<!here>\n';
    case 'everyone':
      return '<!channel>\n';
    default:
      return `<!subteam^${mention}>\n`;
  }
}

/** A message of one sentence, without the trimmings. `mrkdwn` is Slack's own markup. */
export function sentence(mrkdwn: string): Message {
  return {
    text: mrkdwn,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: mrkdwn, verbatim: true } }],
  };
}

/** Writes the commands that a text mentions (`/help`) the way they are typed here (`/rnn-help`). */
function named(text: string, { prefix, commands }: Naming): string {
  if (prefix === '' || commands.length === 0) return text;
  const names = commands.toSorted((a, b) => b.length - a.length).join('|');
  return text.replace(new RegExp(`(?<![\\w/.:])/(?=(?:${names})(?![\\w-]))`, 'g'), `/${prefix}`);
}

function image({ file, alt }: Picture): Block {
  return { type: 'image', slack_file: { id: file }, alt_text: cut(alt, LIMITS.imageAlt) };
}

function context(text: string): Extract<Block, { type: 'context' }> {
  return {
    type: 'context',
    elements: [{ type: 'plain_text', text: cut(text, LIMITS.context), emoji: true }],
  };
}

function rows(buttons: readonly Button[]): Block[] {
  const rows: Block[] = [];
  for (let start = 0; start < buttons.length; start += LIMITS.buttonsInRow) {
    const elements = buttons
      .slice(start, start + LIMITS.buttonsInRow)
      .map((button, index) => buttonElement(button, start + index));
    rows.push({ type: 'actions', elements });
  }
  return rows;
}

function buttonElement({ id, label, style }: Button, index: number): ButtonElement {
  return {
    type: 'button',
    action_id: `press-${index}`,
    text: { type: 'plain_text', text: cut(label, LIMITS.buttonLabel), emoji: true },
    value: id,
    ...(style === 'secondary' ? {} : { style }),
  };
}

function sectionsOf(text: string, count: number): Block[] {
  if (text === '') return [];
  const parts = split(text, LIMITS.section);
  const kept = parts.slice(0, count);
  if (parts.length > count) kept[count - 1] = cut(`${kept[count - 1]}\n…`, LIMITS.section);
  return kept.map((part) => ({ type: 'section', text: { type: 'mrkdwn', text: part, verbatim: true } }));
}

/**
 * Cuts mrkdwn into parts of at most `limit` characters, between lines where it can; a code block that is cut
 * is closed and opened again.
 */
export function split(text: string, limit: number): string[] {
  const fence = '```';
  // A part must leave room for the fence that closes it and the one that opens the next.
  const room = limit - 2 * (fence.length + 1);
  const parts: string[] = [];
  let part: string[] = [];
  let length = 0;
  let inCode = false;
  for (const line of text.split('\n').flatMap((each) => slices(each, room))) {
    if (length + line.length + 1 > room && part.length > 0) {
      parts.push([...part, ...(inCode ? [fence] : [])].join('\n'));
      part = inCode && line !== fence ? [fence] : [];
      length = 0;
      if (inCode && line === fence) {
        inCode = false;
        continue;
      }
    }
    if (line === fence) inCode = !inCode;
    part.push(line);
    length += line.length + 1;
  }
  if (part.length > 0) parts.push(part.join('\n'));
  return parts.filter((each) => each.trim() !== '');
}

/** A line in slices of at most `limit`, cut at spaces if possible, never inside `&amp;` or a surrogate pair. */
function slices(line: string, limit: number): string[] {
  const found: string[] = [];
  let rest = line;
  while (rest.length > limit) {
    const head = rest.slice(0, limit);
    const space = head.lastIndexOf(' ');
    const whole = head.replace(/(?:&[a-z]{0,3}|[\ud800-\udbff])$/, '');
    const at = space > limit / 2 ? space + 1 : whole.length;
    found.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...found, rest];
}

/** At most `limit` characters, ending in `…` if something was left out. */
export function cut(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${text.slice(0, limit - 1).replace(/(?:&[a-z]{0,3}|[\ud800-\udbff])$/, '')}…`;
}
