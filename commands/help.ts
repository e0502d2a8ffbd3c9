/** `/help`: made from the definitions, so that it never lies. */
import { helpFor, overview } from '../src/answers/help.ts';
import { practiceButton } from '../src/answers/quiz.ts';
import { runButton } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { text } from '../src/command/option.ts';

export default defineCommand({
  name: 'help',
  words: { en: 'What I can do, or all about one command', ja: 'できることの一覧と、各コマンドの使い方' },
  examples: ['/help', '/help train'],
  section: 'start',
  audience: 'caller',
  options: {
    command: text(
      { en: 'A command, e.g. train', ja: 'コマンド名(例: train)' },
      { maxLength: 40, take: 'word' },
      undefined,
    ),
  },
  async *run({ command }, { caller, services, say }) {
    const { commands } = services;
    if (command === undefined) {
      yield reply(overview(commands, caller.locale), {
        audience: 'caller',
        buttons: [
          runButton('/train', say({ en: 'Train a network', ja: '学習させてみる' }), 'primary'),
          runButton('/add 45 77', say({ en: 'Add 45 + 77', ja: '45 + 77 を解かせる' })),
          practiceButton({ en: 'Take a test', ja: '確認テストを受ける' }, caller.locale),
        ],
        data: { commands: commands.map(({ name }) => name) },
      });
      return;
    }
    const name = command.normalize('NFKC').replace(/^\//, '').toLowerCase();
    const found = commands.find((shape) => shape.name === name);
    if (found === undefined) {
      const names = commands.map((shape) => `\`${shape.name}\``);
      throw new UserError({
        en: `There is no command of that name. There are ${names.join(', ')}.`,
        ja: `その名前のコマンドはありません。使えるのは ${names.join('、')} です。`,
      });
    }
    yield reply(helpFor(found, caller.locale), { audience: 'caller', data: { command: name } });
  },
});
