/** A small bot with a part for every kind of reply. What takes time waits for the test. */
import { createCanvas } from 'canvas';
import type { Invocation } from '../../../src/chat/invocation.ts';
import type { Words } from '../../../src/chat/locale.ts';
import type { Bot } from '../../../src/chat/platform.ts';
import { type Attachment, type Button, plain, type Reply, reply } from '../../../src/chat/reply.ts';
import type { CommandShape, OptionShape } from '../../../src/chat/shape.ts';

const same = (text: string): Words => ({ en: text, ja: text });
const whole = (words: Words, min: number, max: number, fallback: number | undefined): OptionShape => ({
  kind: 'integer',
  words,
  required: fallback === undefined,
  min,
  max,
  default: fallback,
});

export const COMMANDS: readonly CommandShape[] = [
  {
    kind: 'plain',
    name: 'train',
    words: {
      en: 'Train a network and watch the loss fall',
      ja: 'ネットワークを学習させて、損失が下がる様子を見る',
    },
    examples: ['/train iterations=2000'],
    options: {
      activation: {
        kind: 'choice',
        words: { en: 'Activation of the hidden layer', ja: '中間層の活性化関数' },
        required: false,
        choices: ['sigmoid', 'tanh', 'relu'],
        labels: {},
        default: 'sigmoid',
      },
      hidden: whole({ en: 'Hidden units', ja: '中間層のユニット数' }, 1, 256, 16),
      iterations: whole({ en: 'Pairs to learn from', ja: '学習する組の数' }, 1, 1_000_000, 10_000),
    },
  },
  {
    kind: 'plain',
    name: 'add',
    words: { en: 'Add two numbers with the network', ja: 'ネットワークで足し算する' },
    examples: ['/add 45 77'],
    options: {
      a: whole({ en: 'First number', ja: '1 つ目の数' }, 0, 127, undefined),
      b: whole({ en: 'Second number', ja: '2 つ目の数' }, 0, 127, undefined),
    },
  },
  {
    kind: 'plain',
    name: 'quiz',
    words: { en: 'Ask a question', ja: '問題を出す' },
    examples: ['/quiz'],
    options: {},
  },
  { kind: 'plain', name: 'mine', words: same('Something private'), examples: ['/mine'], options: {} },
  { kind: 'plain', name: 'feedback', words: same('Open a form'), examples: ['/feedback'], options: {} },
  { kind: 'plain', name: 'markup', words: same('All markup'), examples: ['/markup'], options: {} },
  {
    kind: 'group',
    name: 'schedule',
    words: { en: 'Plan daily quizzes', ja: '毎日のクイズを予約する' },
    examples: ['/schedule list'],
    subcommands: {
      list: { words: same('List them'), options: {} },
      remove: { words: same('Remove one'), options: {} },
    },
  },
];

export type ScriptedBot = Bot & {
  /** Lets a training run end. */
  finish(): void;
  /** What `/say` answers next. */
  say(...replies: readonly Reply[]): void;
  /** Everything that was handed to it. */
  readonly seen: readonly Invocation[];
};

export function createScriptedBot(): ScriptedBot {
  const seen: Invocation[] = [];
  let gate = Promise.withResolvers<void>();
  let sayings: readonly Reply[] = [];

  async function* train(ja: boolean): AsyncGenerator<Reply, void, undefined> {
    const losses = Array.from(
      { length: 100 },
      (_, index) => 1.7 * Math.exp(-index / 18) + 0.02 * Math.sin(index) ** 2,
    );
    const config = { iterations: 10_000, plotInterval: 100, seed: 0 };
    for (const done of [10, 40]) {
      yield reply(ja ? `学習中… ${done} %` : `Training… ${done} %`, {
        kind: 'progress',
        buttons: [{ id: 'train:cancel:1', label: ja ? '中止' : 'Cancel', style: 'danger' }],
        data: { iteration: done * 100, losses: losses.slice(0, done), config },
      });
    }
    await gate.promise;
    gate = Promise.withResolvers();
    yield reply(
      ja
        ? '**16,384 組中 16,384 組に正解**（0.9 秒）。損失は 1.70 から 0.02 に下がりました。\n`activation=sigmoid hidden=16 seed=0`'
        : '**All 16,384 sums right** after 0.9 s. The loss fell from 1.70 to 0.02.\n`activation=sigmoid hidden=16 seed=0`',
      {
        files: [
          picture(losses, ja ? '損失が 1.70 から 0.02 まで下がる曲線' : 'Loss falls from 1.70 to 0.02'),
        ],
        buttons: [{ id: 'run:/add 45 77', label: ja ? '足し算させる' : 'Let it add', style: 'primary' }],
        data: { iteration: 10_000, losses, config },
      },
    );
  }

  async function* answer(invocation: Invocation): AsyncGenerator<Reply, void, undefined> {
    const ja = invocation.caller.locale === 'ja';
    if (invocation.kind === 'submit') {
      const given = Object.entries(invocation.fields).map(([id, field]) =>
        field.kind === 'text'
          ? `${id}: ${plain(field.text)}`
          : `${id}: ${plain(field.name)}, ${field.bytes.byteLength} bytes`,
      );
      yield reply(given.join('\n'));
      return;
    }
    if (invocation.kind === 'press') {
      yield pressed(invocation.id, ja);
      return;
    }
    switch (invocation.command) {
      case 'say':
        yield* sayings;
        return;
      case 'train':
        yield* train(ja);
        return;
      case 'add':
        yield addition(ja);
        return;
      case 'quiz':
        yield question(ja, []);
        return;
      case 'mine':
        yield reply(ja ? 'これはあなただけの返信です。' : 'This is for you alone.', { audience: 'caller' });
        return;
      case 'feedback':
        yield reply('Tell us what you think.', {
          buttons: [{ id: 'feedback:form', label: 'Write', style: 'primary' }],
        });
        return;
      case 'markup':
        yield reply(MARKUP, {
          files: [{ name: 'notes.txt', type: 'text/plain', alt: 'Notes', bytes: Buffer.from('a note') }],
        });
        return;
      default:
        yield reply(
          ja
            ? `/${plain(invocation.command)} というコマンドはありません。`
            : `There is no command /${plain(invocation.command)}.`,
          {
            kind: 'error',
            audience: 'caller',
          },
        );
    }
  }

  return {
    commands: COMMANDS,
    seen,
    finish: () => gate.resolve(),
    say: (...replies) => {
      sayings = replies;
    },
    handle(invocation) {
      seen.push(invocation);
      return answer(invocation);
    },
    audience: (invocation) =>
      invocation.kind === 'command' && invocation.command === 'mine' ? 'caller' : 'channel',
    languageOf: async ({ locale }) => locale,
    form: (id) =>
      id === 'feedback:form'
        ? {
            title: 'Feedback',
            submit: 'Send it',
            fields: [
              {
                kind: 'text',
                id: 'title',
                label: 'Title',
                lines: 'one',
                placeholder: 'In a word',
                maxLength: 40,
              },
              { kind: 'text', id: 'body', label: 'Text', lines: 'many', placeholder: '', maxLength: 300 },
              { kind: 'file', id: 'file', label: 'A file', maxBytes: 1000 },
            ],
          }
        : undefined,
  };
}

/** Every sign of the small Markdown, and text that must stay text. */
const MARKUP = [
  '**bold** and *italic*, `code` and 2 \\* 3',
  '<img src=x onerror=alert(1)> stays text',
  '- one\n- **two**',
  '> a quotation',
  '```python\nprint("hello")\n```',
].join('\n\n');

function pressed(id: string, ja: boolean): Reply {
  if (id.startsWith('quiz:')) {
    const right = id.endsWith(':b');
    const verdict = right ? (ja ? '正解です。' : 'Right.') : ja ? '違います。' : 'Not this one.';
    return reply(
      `**${verdict}** ${ja ? 'σ′ は 0 で最大の 0.25 になります。' : 'σ′ is largest at 0, where it is 0.25.'}`,
      {
        audience: 'caller',
      },
    );
  }
  if (id === 'train:cancel:1') return reply(ja ? '中止しました。' : 'Cancelled.', { target: 'pressed' });
  return addition(ja);
}

function question(ja: boolean, files: readonly Attachment[]): Reply {
  const choices: Button[] = ['1', '0.25', '0.5', '4'].map((text, index) => {
    const letter = 'abcd'.charAt(index);
    return { id: `quiz:answer:7:${letter}`, label: `${letter.toUpperCase()}. ${text}`, style: 'secondary' };
  });
  return reply(
    ja ? '**シグモイド関数の微分の最大値は？**' : '**What is the largest slope of the sigmoid?**',
    { buttons: choices, files },
  );
}

/** 45 + 77 = 122, as a network that has learnt to carry works it out. */
function addition(ja: boolean): Reply {
  const bits = [0, 1, 0, 1, 1, 1, 1, 0];
  const probabilities = [0.02, 0.97, 0.04, 0.91, 0.96, 0.98, 0.99, 0.01];
  const hidden = bits.map((_, t) =>
    Array.from({ length: 16 }, (__, unit) => 0.5 + 0.5 * Math.sin(unit * 1.7 + t)),
  );
  return reply(
    ja
      ? '**45 + 77 = 122** 正解です。\n`00101101 + 01001101 → 01111010`'
      : '**45 + 77 = 122** Right.\n`00101101 + 01001101 → 01111010`',
    {
      data: {
        a: 45,
        b: 77,
        sum: 122,
        right: true,
        bits,
        probabilities,
        hidden,
        carries: [1, 0, 1, 1, 0, 0, 0, 0],
      },
    },
  );
}

function picture(losses: readonly number[], alt: string): Attachment {
  const canvas = createCanvas(640, 360);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 640, 360);
  context.strokeStyle = '#0f6b6b';
  context.lineWidth = 3;
  context.beginPath();
  for (const [index, loss] of losses.entries()) context.lineTo(30 + index * 5.9, 330 - loss * 170);
  context.stroke();
  return { name: 'loss.png', type: 'image/png', alt, bytes: canvas.toBuffer('image/png') };
}
