/** The command lines that questions of a deck may offer: decks come from anybody, and a press runs them as one's own. */
import { UserError } from '../chat/error.ts';
import { code } from '../chat/wording.ts';
import type { Definition } from './define.ts';
import { parseInput } from './parse.ts';

/** @throws UserError if the line is none that a deck may offer, or would be refused when it is run. */
export type CheckExperiment = (line: string) => void;

export function createExperimentCheck(definitions: readonly Definition[]): CheckExperiment {
  const allowed = new Map(
    definitions
      .filter(({ experiment }) => experiment === 'offered')
      .map((definition) => [definition.shape.name, definition.runners.get('')] as const),
  );
  const names = [...allowed.keys()].map((name) => `\`/${name}\``);
  return (line) => {
    const [, name = '', text = ''] = /^\/?(\S*)\s*(.*)$/s.exec(line) ?? [];
    const runner = allowed.get(name);
    // The line is shown as code, and what runs must be what is shown.
    if (runner === undefined || /[`\p{Cc}\p{Cf}]/u.test(line)) {
      throw new UserError({
        en: `${code(line)} cannot be an experiment: a question may only run ${names.join(', ')}.`,
        ja: `${code(line)} は実験として使えません。問題から実行できるのは ${names.join('、')} だけです。`,
      });
    }
    parseInput(runner.options, { kind: 'text', text });
  };
}
