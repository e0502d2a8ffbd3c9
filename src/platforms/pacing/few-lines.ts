/** A log for what strangers can cause: a flood of it is counted, not written down. */
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';

/** Lines of one kind that are written within a span, and the span in ms. */
const MOST = 10;
const SPAN_MS = 60_000;
/** Kinds that are kept apart; beyond them all count as one. */
const MOST_KINDS = 100;

type Level = 'warn' | 'error';
type Kind = { readonly level: Level; readonly text: string; since: number; written: number; kept: number };

/**
 * Writes the first ten lines of a kind in a minute, and of the others a sum: with the next line of any kind after that
 * minute. What differs in numbers alone is of one kind.
 * @param clock of the minute
 */
export function fewLines(log: Log, clock: Clock): Record<Level, (text: string) => void> {
  const kinds = new Map<string, Kind>();

  function tellSums(now: number): void {
    for (const [key, kind] of kinds) {
      // A clock that was set back ends a span as well.
      if (Math.abs(now - kind.since) < SPAN_MS) continue;
      kinds.delete(key);
      if (kind.kept === 0) continue;
      log[kind.level](
        { lines: kind.kept, seconds: Math.round(Math.abs(now - kind.since) / 1_000) },
        kind.text,
      );
    }
  }

  function write(level: Level, text: string): void {
    const now = clock.now();
    tellSums(now);
    const key = `${level} ${text.replace(/\d+/g, '#')}`;
    const known = kinds.get(key) ?? (kinds.size < MOST_KINDS ? undefined : kinds.get(level));
    const kind = known ?? {
      level,
      text: kinds.size < MOST_KINDS ? text : 'much else',
      since: now,
      written: 0,
      kept: 0,
    };
    if (known === undefined) kinds.set(kinds.size < MOST_KINDS ? key : level, kind);
    if (kind.written < MOST) {
      kind.written += 1;
      log[level](text);
    } else kind.kept += 1;
  }

  return { warn: (text) => write('warn', text), error: (text) => write('error', text) };
}
