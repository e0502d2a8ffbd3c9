/** A message as people see it. */
import type { Block } from './blocks.ts';
import type { Stored, World } from './world.ts';

export type Seen = {
  readonly channel: string;
  readonly ts: string;
  /** The user who alone sees it. */
  readonly onlyFor: string | undefined;
  /** Whether one user alone sees it. */
  readonly private: boolean;
  readonly thread: string | undefined;
  /** What its sections say, in Slack's markup; for a message without blocks its text. */
  readonly text: string;
  /** What a notification says. */
  readonly fallback: string;
  /** Small lines under the message. */
  readonly notes: readonly string[];
  readonly buttons: readonly {
    readonly label: string;
    readonly id: string;
    readonly style: string | undefined;
  }[];
  /** Pictures in the message. */
  readonly pictures: readonly SeenFile[];
  /** The file that the message is about, if it is a file's. */
  readonly file: SeenFile | undefined;
  readonly blocks: readonly Block[];
  readonly edits: number;
  /** When it was posted and edited, in ms since 1970. */
  readonly times: readonly number[];
  /** Whether the bot was not told that it is there. */
  readonly isUnknown: boolean;
};

export type SeenFile = { readonly name: string; readonly alt: string; readonly bytes: Uint8Array };

export function see(world: World, stored: Stored): Seen {
  const { blocks } = stored;
  const sections = blocks.flatMap((block) => (block.type === 'section' ? [block.text.text] : []));
  return {
    channel: stored.channel,
    ts: stored.ts,
    onlyFor: stored.onlyFor,
    private: stored.onlyFor !== undefined,
    thread: stored.thread,
    text: blocks.length === 0 ? stored.text : sections.join('\n'),
    fallback: stored.text,
    notes: blocks.flatMap((block) =>
      block.type === 'context' ? block.elements.map((element) => element.text) : [],
    ),
    buttons: blocks.flatMap((block) =>
      block.type === 'actions'
        ? block.elements.map(({ text, value, style }) => ({ label: text.text, id: value, style }))
        : [],
    ),
    pictures: blocks.flatMap((block) =>
      block.type === 'image' ? [{ ...fileOf(world, block.slack_file.id), alt: block.alt_text }] : [],
    ),
    file: stored.file === undefined ? undefined : fileOf(world, stored.file),
    blocks,
    edits: stored.edits,
    times: [...stored.times],
    isUnknown: stored.isUnknown === true,
  };
}

function fileOf(world: World, id: string): SeenFile {
  const file = world.files.get(id);
  if (file?.bytes === undefined) throw new Error(`there is no file ${id}`);
  return { name: file.name, alt: file.alt, bytes: file.bytes };
}
