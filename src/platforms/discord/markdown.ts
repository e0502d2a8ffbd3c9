/** The canonical Markdown of replies → Discord's, which reads more signs than ours; and a cut that stays well-formed. */

/** `mark` opens or closes bold or italic; `fence` is a whole code block; a `unit` is never cut in two. */
type Token = { readonly kind: 'mark' | 'fence' | 'unit'; readonly out: string };

/** Signs that canonical text means literally and Discord reads: `_u_`, `~~s~~`, `||spoiler||`, `[a](b)`, `<@id>`. */
const LITERAL = new Set(['_', '~', '|', '[', '<']);

/** All signs at which something other than plain text can begin; `h` is for addresses. */
const NOTABLE = new Set('\\`*_~|[<#->+h');

/** Line beginnings that only Discord reads: `# heading`, `-# small`, `>>> quote to the end`, `* list`. */
const LINE_START = /(?:#{1,3}|-#|>>>|[*+])[ \t]/y;

const RULES: readonly { readonly kind: Token['kind']; readonly pattern: RegExp }[] = [
  { kind: 'fence', pattern: /```[\s\S]*?(?:```|$)/y },
  { kind: 'unit', pattern: /`[^`\n]+`/y },
  { kind: 'unit', pattern: /\\[^\sA-Za-z0-9]/y },
  { kind: 'unit', pattern: /https?:\/\/[^\s<>\\*`|]+/y },
  { kind: 'mark', pattern: /\*\*|\*/y },
];

function at(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}

function atLineStart(text: string, index: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  return /^(?:[ \t]|- |> )*$/.test(before);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; ) {
    const sign = String.fromCodePoint(text.codePointAt(index) ?? 0);
    if (!NOTABLE.has(sign)) {
      tokens.push({ kind: 'unit', out: sign });
      index += sign.length;
      continue;
    }
    if (atLineStart(text, index) && at(LINE_START, text, index) !== undefined) {
      tokens.push({ kind: 'unit', out: `\\${sign}` });
      index += 1;
      continue;
    }
    const hit = RULES.map(({ kind, pattern }) => ({ kind, out: at(pattern, text, index) })).find(
      (rule) => rule.out !== undefined,
    );
    if (hit?.out !== undefined) {
      tokens.push({ kind: hit.kind, out: hit.out });
      index += hit.out.length;
      continue;
    }
    tokens.push({ kind: 'unit', out: sign === '\\' || LITERAL.has(sign) ? `\\${sign}` : sign });
    index += sign.length;
  }
  return tokens;
}

/** The head of a code block that fits into `room` characters with its end; empty if not even a line does. */
function cutFence(fence: string, room: number): string {
  const end = '…\n```';
  if (room < end.length + 40) return '';
  return `${fence.slice(0, room - end.length).replace(/[\uD800-\uDBFF]$/, '')}${end}`;
}

/**
 * Translates canonical Markdown for Discord.
 * @param limit longest result, in UTF-16 units
 * @returns the text, and whether it had to be cut; a cut text ends in `…` with all its markup closed.
 */
export function toDiscord(text: string, limit: number): { readonly text: string; readonly cut: boolean } {
  // What is written is never shorter than what is read: from there on nothing could be shown, and a bot that reads on
  // through a very long line misses its 3 s.
  const tokens = tokensOf(text.slice(0, 2 * limit));
  const whole = tokens.map((token) => token.out).join('');
  if (whole.length <= limit) return { text: whole, cut: false };
  let out = '';
  let open: string[] = [];
  for (const token of tokens) {
    const closing = open.toReversed().join('');
    const room = limit - out.length - closing.length - 1;
    const isOpening = token.kind === 'mark' && !open.includes(token.out);
    if (token.out.length * (isOpening ? 2 : 1) > room) {
      const tail = token.kind === 'fence' ? cutFence(token.out, room) : '';
      return { text: tail === '' ? `${out}…${closing}` : `${out}${tail}${closing}`, cut: true };
    }
    out += token.out;
    if (token.kind === 'mark') {
      open = isOpening ? [...open, token.out] : open.filter((mark) => mark !== token.out);
    }
  }
  return { text: out, cut: true };
}
