/** Breaking a text into lines: at spaces in English, nearly anywhere in Japanese, with its rules kept. Pure. */

/** Signs that may not begin a line (kinsoku), and those that may not end one. */
const NOT_FIRST = /^[、。，．・：；？！）」』】〉》ーァィゥェォッャュョぁぃぅぇぉっゃゅょ々%,.:;!?)\]]/;
const NOT_LAST = /[（「『【〈《([]$/;

/** The smallest pieces between which a line may be broken; spaces stay at the end of a piece. */
function piecesOf(text: string): string[] {
  const raw = text.match(
    /\$[^$]*\$\s*|[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]|[^\s$\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]+\s*|\s+/gu,
  );
  const pieces: string[] = [];
  for (const piece of raw ?? []) {
    const last = pieces.at(-1);
    if (last !== undefined && (NOT_FIRST.test(piece) || NOT_LAST.test(last))) {
      pieces[pieces.length - 1] = last + piece;
    } else {
      pieces.push(piece);
    }
  }
  return pieces;
}

/** A piece that is wider than a line, cut wherever the line ends. */
function cutToWidth(piece: string, width: number, measure: (line: string) => number): string[] {
  const parts = [''];
  for (const sign of piece) {
    const last = parts.at(-1) ?? '';
    if (last !== '' && measure((last + sign).trimEnd()) > width) parts.push(sign);
    else parts[parts.length - 1] = last + sign;
  }
  return parts;
}

/** Lines no wider than `width` by `measure`, at most `limit` of them; what does not fit is cut with `…`. */
export function breakLine(
  text: string,
  width: number,
  limit: number,
  measure: (line: string) => number,
): string[] {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text).flatMap((piece) => cutToWidth(piece, width, measure))) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece;
    } else {
      line += piece;
    }
  }
  lines.push(line.trimEnd());
  const kept = lines.slice(0, limit);
  const last = kept.at(-1) ?? '';
  if (lines.length > limit) {
    let cut = `${last}…`;
    while (cut.length > 1 && measure(cut) > width) cut = `${cut.slice(0, -2)}…`;
    kept[kept.length - 1] = cut;
  }
  return kept;
}
