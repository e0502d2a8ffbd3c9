/**
 * The small Markdown of replies, read into a tree, or into the words alone. Pure. A sign without its partner is an
 * ordinary character, and a backslash makes any sign ordinary.
 */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'bold' | 'italic'; readonly of: readonly Inline[] };

export type Block =
  | { readonly kind: 'code'; readonly text: string }
  /** Each line's content; a line break stays a line break. */
  | { readonly kind: 'paragraph' | 'list' | 'quote'; readonly lines: readonly (readonly Inline[])[] };

/** Reads a whole text. */
export function parseMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (kindOf(line) === 'fence') {
      const end = lines.findIndex((each, index) => index > at && /^```\s*$/.test(each));
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last + 1;
      continue;
    }
    const kind = kindOf(line);
    if (kind === 'blank' || kind === 'fence') {
      at += 1;
      continue;
    }
    const start = at;
    while (at < lines.length && kindOf(lines[at] ?? '') === kind) at += 1;
    const own = lines.slice(start, at).map((each) => parseInline(each.slice(kind === 'paragraph' ? 0 : 2)));
    blocks.push({ kind, lines: own });
  }
  return blocks;
}

/** The words without their markup, line by line; `- ` and `> ` stay, as people write them on paper, too. */
export function wordsOf(markdown: string): string {
  let where: 'text' | 'code' = 'text';
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    if (where === 'code') {
      if (/^```\s*$/.test(line)) where = 'text';
      else lines.push(line);
    } else if (kindOf(line) === 'fence') where = 'code';
    else lines.push(parseInline(line).map(wordsIn).join(''));
  }
  return lines.join('\n');
}

function wordsIn(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'link':
      return inline.url;
    case 'bold':
    case 'italic':
      return inline.of.map(wordsIn).join('');
  }
}

function kindOf(line: string): 'blank' | 'fence' | 'list' | 'quote' | 'paragraph' {
  if (line.trim() === '') return 'blank';
  // Nothing but a language's name may follow; other words on the line are words.
  if (/^```[\w+-]*\s*$/.test(line)) return 'fence';
  if (line.startsWith('- ')) return 'list';
  return line.startsWith('> ') ? 'quote' : 'paragraph';
}

/** Reads the signs within a line. */
export function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') parts.push(...linked(literal));
    literal = '';
  };
  for (let at = 0; at < text.length; ) {
    const span = spanAt(text, at);
    if (span) {
      flush();
      parts.push(span.inline);
      at = span.end;
    } else if (text[at] === '\\' && isSign(text[at + 1])) {
      literal += text[at + 1];
      at += 2;
    } else {
      // A run of stars is taken whole, so that `**` without a partner is not read as `*` twice.
      const run = /^\*+/.exec(text.slice(at))?.[0] ?? text.charAt(at);
      literal += run;
      at += run.length;
    }
  }
  flush();
  return parts;
}

/** The span that begins at `at`, and where it ends; undefined if none does. */
function spanAt(text: string, at: number): { inline: Inline; end: number } | undefined {
  if (text[at] === '`') {
    const end = text.indexOf('`', at + 1);
    return end > at + 1
      ? { inline: { kind: 'code', text: text.slice(at + 1, end) }, end: end + 1 }
      : undefined;
  }
  if (text[at] !== '*') return undefined;
  const mark = text.startsWith('**', at) ? '**' : '*';
  const end = closing(text, at + mark.length, mark);
  if (end === undefined) return undefined;
  const of = parseInline(text.slice(at + mark.length, end));
  return { inline: { kind: mark === '**' ? 'bold' : 'italic', of }, end: end + mark.length };
}

/** Where `mark` closes: not escaped, not within code, not after a space. */
function closing(text: string, from: number, mark: '*' | '**'): number | undefined {
  if (/^\s/.test(text.slice(from))) return undefined;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') at = Math.max(at, text.indexOf('`', at + 1));
    else if (text[at] === '*') {
      const run = /^\*+/.exec(text.slice(at))?.[0].length ?? 1;
      const fits = mark === '*' ? run === 1 || run === 3 : run >= 2;
      if (fits && at > from && !/\s/.test(text.charAt(at - 1)))
        return at + (run === 3 && mark === '**' ? 1 : 0);
      at += run - 1;
    }
  }
  return undefined;
}

/** A text with the web addresses in it made links. */
function linked(text: string): Inline[] {
  const parts = text.split(/(https?:\/\/[^\s<>"'、。）」]+[^\s<>"'.,;:!?)、。）」])/);
  return parts.flatMap((part, index): Inline[] => {
    if (part === '') return [];
    return index % 2 === 1 ? [{ kind: 'link', url: part }] : [{ kind: 'text', text: part }];
  });
}

function isSign(character: string | undefined): boolean {
  return character !== undefined && /[!-/:-@[-`{-~]/.test(character);
}
