/**
 * People name things `constructor`, `toString` or `__proto__`: a table of ours that is asked for a name of theirs has to
 * be a Map, or be asked whether the name is its own.
 */
import { glob, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { shareBot } from './support/shared-bot.ts';

/** Tables by text that are asked for names of ours alone, with the reason. */
const OURS: Readonly<Record<string, string>> = {
  'src/lessons/formula/symbols.ts MACROS': 'handed to MathJax whole',
  'src/store/sqlite/steps.ts MIGRATIONS': 'handed to Kysely whole',
  'src/quiz/deck-fault.ts TYPES': 'the names of types are those of zod',
  'src/quiz/number.ts POWERS': 'single signs',
  'src/quiz/formula/node.ts RAISED': 'single signs',
  'src/quiz/formula/reason.ts CONNECTION': 'the three weights',
  'src/plot/number.ts SUPERSCRIPT': 'single signs',
  'src/plot/typeset.ts RAISED': 'single signs',
  'src/plot/typeset.ts LOWERED': 'single signs',
  'src/platforms/web/assets.ts TYPES': 'endings begin with a dot',
  'src/platforms/web/listener.ts PAGES': 'paths begin with a slash',
};

/** Names that every object has. */
const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

describe('a table by text', () => {
  it('is asked for its own names only', async () => {
    const faults: string[] = [];
    for await (const file of glob(['src/**/*.ts', 'commands/**/*.ts'])) {
      if (file.startsWith('src/platforms/web/page/')) continue;
      const text = await readFile(file, 'utf8');
      for (const [, name = ''] of text.matchAll(/^(?:export )?const (\w+): Readonly<Record<string, /gm)) {
        if (Object.hasOwn(OURS, `${file} ${name}`)) continue;
        const lines = text.split('\n').filter((line) => new RegExp(`\\b${name}\\[(?!['"])`).test(line));
        faults.push(
          ...lines
            .filter((line) => !line.includes(`Object.hasOwn(${name},`))
            .map((line) => `${file}: ${line.trim()}`),
        );
        if (new RegExp(` in ${name}\\b`).test(text)) faults.push(`${file}: … in ${name}`);
      }
    }
    expect(faults).toEqual([]);
  });
});

const shared = shareBot();

describe.each(INHERITED)('a name like %s', (name) => {
  it('is a name like any other in lines, options and buttons', async () => {
    const lines = [
      `/${name}`,
      `/quiz ${name}`,
      `/quiz topic=${name}`,
      `/quiz export ${name}`,
      `/quiz ${name}=1`,
      `/train ${name}=1`,
      `/train activation=${name}`,
      `/train recipe=${name}`,
      `/schedule ${name}`,
      `/schedule quiz at=8:00 topic=${name}`,
      `/schedule quiz at=8:00 zone=${name}`,
      `/schedule quiz at=8:00 days=${name}`,
      `/explain ${name}`,
      `/help ${name}`,
      `/compare vary=${name}`,
      `/score ${name}`,
      `/runs ${name}`,
    ];
    for (const line of lines) {
      const said = (await shared.type(line)).at(-1);
      expect(said?.text, line).not.toMatch(/Something went wrong|native code|\[object/);
    }
    for (const id of [
      `quiz:${name}`,
      `quiz:${name}:a`,
      `${name}:answer`,
      `run:/${name}`,
      `try:/${name}`,
      name,
    ]) {
      expect(shared.bot.form(id, 'en')).toBeUndefined();
      expect((await shared.press(id)).at(-1)?.text, id).not.toMatch(/Something went wrong|native code/);
      expect((await shared.submit(id, { [name]: 'x' })).at(-1)?.text, id).not.toMatch(/Something went wrong/);
    }
  });
});
