/** The canonical Markdown of replies → Slack's mrkdwn. Slack has no escape sign, so literal signs are defused. */

/**
 * Zero-width space. Slack reads `*a*` as bold only between spaces or punctuation: beside a letter (all of
 * Japanese) this makes the boundary; behind a sign that is meant literally it keeps Slack from reading it.
 */
const BOUNDARY = '\u200b';

type Mark = 'bold' | 'italic';
type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly marks: ReadonlySet<Mark> }
  | { readonly kind: 'code'; readonly text: string };

const INLINE =
  /(?<code>`[^`\n]+`)|\\(?<sign>[^\sA-Za-z0-9])|(?<bold>\*\*)|(?<italic>\*)|(?<plain>[^\\`*]+|[\\`])/gu;

/** A bare address: visible ASCII but for `<`, `>` and `|`, without the punctuation that ends a sentence. */
const ADDRESS = /(https?:\/\/[!-;=?-{}~]*[\w/#=&~-])/;

/** `&`, `<` and `>` are the three signs that Slack wants escaped. */
export function escapeSlack(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** What Slack escaped in what a user typed. */
export function unescapeSlack(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** Translates a whole reply; unclosed marks are read literally. */
export function toMrkdwn(markdown: string): string {
  return markdown
    .split(/(```[\s\S]*?(?:```|$))/)
    .map((part, index) => (index % 2 === 1 ? fence(part) : part.split('\n').map(line).join('\n')))
    .join('');
}

/** A code block; a language after the opening fence would be shown as text in Slack. */
function fence(block: string): string {
  const inside = block.replace(/^```(?:[\w+-]*\n)?/, '').replace(/\n?```$/, '');
  return `\`\`\`\n${escapeSlack(inside)}\n\`\`\``;
}

function line(text: string): string {
  const [, indent = '', sign, rest = ''] = /^(\s*)(- |> )?(.*)$/s.exec(text) ?? [];
  if (sign === '> ') return `> ${inline(rest)}`;
  if (sign === '- ') return `${indent}• ${inline(rest)}`;
  return `${indent}${inline(rest)}`;
}

function inline(text: string): string {
  const pieces = piecesOf(text);
  let out = '';
  for (const [index, piece] of pieces.entries()) {
    const before = out.at(-1) ?? '';
    const after = firstSign(pieces[index + 1]);
    if (piece.kind === 'code') {
      out += bounded(before, `\`${escapeSlack(piece.text)}\``, after);
    } else if (piece.marks.size === 0) {
      out += literal(piece.text, before);
    } else {
      // Slack wants no space right inside a mark.
      const [, lead = '', core = '', tail = ''] = /^(\s*)(.*?)(\s*)$/s.exec(piece.text) ?? [];
      if (core === '') {
        out += piece.text;
        continue;
      }
      const marks = `${piece.marks.has('bold') ? '*' : ''}${piece.marks.has('italic') ? '_' : ''}`;
      const closing = [...marks].reverse().join('');
      const marked = `${marks}${literal(core, ' ')}${closing}`;
      out += lead + bounded(lead === '' ? before : ' ', marked, tail === '' ? after : ' ') + tail;
    }
  }
  return out;
}

function bounded(before: string, marked: string, after: string): string {
  return `${glues(before) ? BOUNDARY : ''}${marked}${glues(after) ? BOUNDARY : ''}`;
}

/** Whether a sign beside a mark would keep Slack from reading the mark. */
function glues(sign: string): boolean {
  return sign !== '' && !/[\s\u200b([{"',.:;!?—–-]/u.test(sign);
}

function firstSign(piece: Piece | undefined): string {
  if (piece === undefined) return '';
  return piece.kind === 'code' ? '`' : (piece.text[0] ?? '');
}

/** Text without marks: escaped, bare addresses made links, signs that Slack would read defused. */
function literal(text: string, before: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) =>
      index % 2 === 1 ? `<${escapeSlack(part)}>` : defused(escapeSlack(part), index === 0 ? before : '>'),
    )
    .join('');
}

/** Breaks up `*a*`, `_a_`, `~a~`, `` `a` `` where Slack would read them, and a quote sign at a line's start. */
function defused(text: string, before: string): string {
  const broken = text.replace(/(?<![\p{L}\p{N}])([*_~`])(?=\S)/gu, `$1${BOUNDARY}`);
  const isLineStart = before === '';
  return isLineStart && /^&gt;/.test(broken) ? `${BOUNDARY}${broken}` : broken;
}

/** Cuts a line into pieces of one style each. */
function piecesOf(text: string): readonly Piece[] {
  const tokens = [...text.matchAll(INLINE)].map((match) => match.groups ?? {});
  const last = {
    bold: tokens.findLastIndex((token) => token['bold'] !== undefined),
    italic: tokens.findLastIndex((token) => token['italic'] !== undefined),
  };
  const marks = new Set<Mark>();
  const pieces: Piece[] = [];
  const add = (words: string) => {
    const last = pieces.at(-1);
    if (last?.kind === 'text' && sameMarks(last.marks, marks)) {
      pieces[pieces.length - 1] = { ...last, text: last.text + words };
    } else {
      pieces.push({ kind: 'text', text: words, marks: new Set(marks) });
    }
  };
  for (const [index, token] of tokens.entries()) {
    const mark: Mark | undefined =
      token['bold'] !== undefined ? 'bold' : token['italic'] !== undefined ? 'italic' : undefined;
    if (token['code'] !== undefined) {
      pieces.push({ kind: 'code', text: token['code'].slice(1, -1) });
    } else if (mark === undefined) {
      add(token['sign'] ?? token['plain'] ?? '');
    } else if (marks.has(mark)) {
      marks.delete(mark);
    } else if (last[mark] > index + 1 && !/^\s/.test(tokens[index + 1]?.['plain'] ?? '')) {
      // A mark opens if something other than a space follows, and it is closed later in the line.
      marks.add(mark);
    } else {
      add(token[mark] ?? '');
    }
  }
  return pieces;
}

function sameMarks(a: ReadonlySet<Mark>, b: ReadonlySet<Mark>): boolean {
  return a.size === b.size && [...a].every((mark) => b.has(mark));
}
