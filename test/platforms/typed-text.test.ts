/** What teachers type as an option is what learners read, on every platform: on buttons and in messages. */
import { describe, expect, it } from 'vitest';
import { parseMarkdown, wordsOf } from '../../src/chat/markdown.ts';
import { type Reply, reply } from '../../src/chat/reply.ts';
import { render as renderDiscord } from '../../src/platforms/discord/render.ts';
import { toMrkdwn, unescapeSlack } from '../../src/platforms/slack/mrkdwn.ts';
import { render as renderSlack } from '../../src/platforms/slack/render.ts';
import { plainText } from '../../src/platforms/terminal/print.ts';
import { correctAnswer } from '../../src/quiz/correct.ts';
import { readCsvDeck } from '../../src/quiz/deck-csv.ts';
import { pose } from '../../src/quiz/pose.ts';
import { present } from '../../src/quiz/present.ts';

/** Pairs that were one and the same on every button. */
const OPTIONS = [
  '1 - t ** 2',
  '1 - t * 2',
  'W*z + W_in*x',
  'Wz + W_inx',
  '**z**',
  '*z*',
  '_z_',
  'a\\*b',
  '- x',
  '> x',
  '~z~ <z>',
  '`z*z` * z',
];
/** Options that are too long for a button stand in the message. */
const long = (option: string) => `${option} ${'and so on '.repeat(4)}and ${option}`;

/** The question of a spreadsheet whose options are these. */
function asked(options: readonly string[]): Reply {
  const [right = '', ...wrong] = options;
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const names = wrong.map((_, i) => `wrong${i + 1},why${i + 1}`).join();
  const cells = wrong.map((option) => `${cell(option)},no`).join();
  const text = `id,topic,text,right,${names},explanation\nq,rnn,${cell(`Why ${right}?`)},${cell(right)},${cells},e\n`;
  const [question] = readCsvDeck(text, 'deck.csv', 'deck').questions;
  if (question === undefined) throw new Error('no question');
  const shown = present(pose(question, 1), 'en');
  const buttons = shown.options.map(({ letter, label }) => ({
    id: letter,
    label,
    style: 'secondary' as const,
  }));
  return reply(shown.text, { buttons });
}

/** As Discord shows it: it takes the backslash away from the sign behind it, and reads every other mark. */
function onDiscord(question: Reply) {
  const { content, components } = renderDiscord(question).body;
  const labels = components.flatMap((row) =>
    row.components.map((each) => ('label' in each ? each.label : '')),
  );
  const bare = content.replace(/`[^`\n]+`|\\[^\sA-Za-z0-9]|\*\*[A-H]\.\*\*/g, '');
  return { text: wordsOf(content), labels, marks: bare.match(/[*_~`<]/g) ?? [] };
}

/** As Slack shows it: marks are read between a word's edges only; the sign without width is not seen. */
function onSlack(question: Reply) {
  const dress = {
    pictures: [],
    unseen: [],
    asked: undefined,
    locale: 'en',
    naming: { prefix: '', commands: [] },
  } as const;
  const { blocks } = renderSlack(question, dress);
  const labels = blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map(({ text }) => text.text) : [],
  );
  const text = unescapeSlack(toMrkdwn(question.text));
  const bare = text.replace(/`[^`\n]+`/g, '').replace(/\*[A-H]\.\*/g, '');
  return {
    text: text
      .replace(/\*([A-H]\.)\*/g, '$1')
      .replace(/`([^`\n]+)`/g, '$1')
      .replaceAll('\u200b', ''),
    labels,
    marks: bare.match(/(?<![\p{L}\p{N}])[*_~`](?=[^\s\u200b])/gu) ?? [],
  };
}

function onPage(question: Reply) {
  const marks = parseMarkdown(question.text)
    .flatMap((block) => (block.kind === 'code' ? [] : block.lines.flat()))
    .filter((each) => ['bold', 'italic'].includes(each.kind))
    .map((each) => ('of' in each ? each.of : []))
    .filter(([only]) => !(only?.kind === 'text' && /^[A-H]\.$/.test(only.text)));
  return { text: wordsOf(question.text), labels: question.buttons.map(({ label }) => label), marks };
}

function atTheTerminal(question: Reply) {
  const printed = plainText(question, []);
  const labels = [...printed.matchAll(/\( (.*?) \)(?= {2}|$)/gm)].map(([, label = '']) => label);
  return { text: printed, labels, marks: [] };
}

describe.each([
  ['Discord', onDiscord],
  ['Slack', onSlack],
  ['the page', onPage],
  ['the terminal', atTheTerminal],
])('on %s', (_, shown) => {
  const bare = (option: string) => option.replace(/`([^`]+)`/g, '$1');

  it.each(OPTIONS)('a button says %j as it was typed', (option) => {
    const { labels } = shown(asked([option, 'another']));
    expect(labels.map((label) => label.slice(3)).sort()).toEqual([bare(option), 'another'].sort());
  });
  it.each(OPTIONS)('a message says %j as it was typed', (option) => {
    const { text, marks } = shown(asked([long(option), 'another']));
    expect(text).toContain(`. ${bare(long(option))}`);
    expect(text).toContain(`Why ${bare(long(option))}?`);
    expect(marks).toEqual([]);
  });
});

it('no two of them look the same', () => {
  const { labels } = onDiscord(asked(OPTIONS.slice(0, 8)));
  expect(new Set(labels.map((label) => label.slice(3))).size).toBe(8);
});

it('the right answer is told as it was typed', () => {
  const csv = 'id,topic,text,right,wrong1,why1,explanation\nq,rnn,?,1 - t ** 2,1 - t * 2,no,e\n';
  const [question] = readCsvDeck(csv, 'deck.csv', 'deck').questions;
  if (question === undefined) throw new Error('no question');
  expect(wordsOf(correctAnswer(pose(question, 1), 'en'))).toMatch(/^[AB]\. 1 - t \*\* 2$/);
});

it('code is left alone at the terminal, in blocks and in lines', () => {
  const text =
    'Which?\n\n```\n1  s = 1 - t ** 2\n2  u = y ** 2\n```\n`a ** b` and `c ** d`, **bold** and *not*';
  expect(plainText(reply(text), [])).toBe(
    'Which?\n\n1  s = 1 - t ** 2\n2  u = y ** 2\na ** b and c ** d, bold and not',
  );
});
