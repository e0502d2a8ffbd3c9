/** Buttons of commands: their ids carry all that a press needs. */
import type { Button } from './reply.ts';

/** Ids that begin so stand for a command line, run as if the presser had typed it. */
export const RUN_PREFIX = 'run:';

/** The same for the experiment of a question: run only if it is one that a deck may offer. */
export const TRY_PREFIX = 'try:';

const MAX_ID = 100;
const MAX_LABEL = 75;

/**
 * A button whose press runs `commands/<command>.ts`'s action with `args`.
 * @throws RangeError if the id is over 100 or the label over 75 characters, or an argument holds a colon.
 */
export function button(
  path: readonly [command: string, action: string, ...args: string[]],
  label: string,
  style: Button['style'] = 'secondary',
): Button {
  if (path.some((part) => part.includes(':')))
    throw new RangeError(`a part of a button id holds a colon: ${path.join(' ')}`);
  return checked({ id: path.join(':'), label, style });
}

/** A button that runs a command line, e.g. `/train activation=relu seed=4`, for whoever presses it. */
export function runButton(line: string, label: string, style: Button['style'] = 'secondary'): Button {
  return checked({ id: `${RUN_PREFIX}${line}`, label, style });
}

/** The same, or none if the line is too long for a button (long settings): the text has it to copy. */
export function runButtonIfShort(line: string, label: string): readonly Button[] {
  return line.length <= MAX_ID - RUN_PREFIX.length ? [runButton(line, label)] : [];
}

/** A button that runs the experiment of a question, or none if the line is too long; the text says which it is. */
export function tryButtonIfShort(line: string, label: string): readonly Button[] {
  if (line.length > MAX_ID - TRY_PREFIX.length) return [];
  return [checked({ id: `${TRY_PREFIX}${line}`, label, style: 'secondary' })];
}

function checked(made: Button): Button {
  if (made.id.length > MAX_ID) throw new RangeError(`button id over ${MAX_ID} characters: ${made.id}`);
  if (made.label.length > MAX_LABEL)
    throw new RangeError(`button label over ${MAX_LABEL} characters: ${made.label}`);
  return made;
}
