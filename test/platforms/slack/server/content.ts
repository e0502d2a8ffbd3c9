/** The words and blocks of a message, checked by Slack's rules; and how a call is refused. */
import { type Block, blocksSchema, faultsOf } from './blocks.ts';
import type { World } from './world.ts';

export type Answer = { readonly ok: boolean; readonly error?: string } & Record<string, unknown>;

/** Slack's word for what is wrong with a call. */
export class Refused extends Error {
  readonly answer: Answer;
  constructor(error: string, more: Record<string, unknown> = {}) {
    super(error);
    this.answer = { ok: false, error, ...more };
  }
}

/** The words and blocks of a message, checked. */
export function contentOf(
  world: World,
  args: Readonly<Record<string, unknown>>,
): { readonly text: string; readonly blocks: readonly Block[] } {
  const text = typeof args['text'] === 'string' ? args['text'] : '';
  const given = decoded(args['blocks'] ?? []);
  const parsed = blocksSchema.safeParse(given);
  if (!parsed.success) throw invalidBlocks(faultsOf(parsed.error));
  const blocks = parsed.data;
  if (text === '' && blocks.length === 0) throw new Refused('no_text');
  if (text === '') world.complain('a message with blocks has no text for notifications');
  if (text.length > 40_000) throw new Refused('msg_too_long');
  for (const [index, block] of blocks.entries()) {
    if (block.type !== 'image') continue;
    const file = world.files.get(block.slack_file.id);
    if (file === undefined || file.readyAt === 0 || Date.now() < file.readyAt) {
      throw invalidBlocks([`invalid slack file [json-pointer:/blocks/${index}/slack_file]`]);
    }
  }
  return { text, blocks };
}

function invalidBlocks(errors: readonly string[]): Refused {
  return new Refused('invalid_blocks', {
    errors,
    response_metadata: { messages: errors.map((each) => `[ERROR] ${each}`) },
  });
}

/** The refusal that an error is, for those who answer by other means than a Web API method. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof Refused ? error.message : undefined;
}

/** Form-encoded calls carry structures as JSON. */
export function decoded(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
