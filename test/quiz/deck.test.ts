/** Decks of a teacher: read all or nothing, faults named by file, line and field. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDeck, writeDeck } from '../../src/quiz/deck.ts';
import { readCsvDeck } from '../../src/quiz/deck-csv.ts';
import { KINDS } from '../../src/quiz/question.ts';
import { refusalOf } from '../support/refusal.ts';

const deck = `deck: mine
title: { ja: "私の", en: "Mine" }
topics: { lstm: { ja: "LSTM", en: "LSTM" } }
questions:
  - id: gates
    kind: choice
    topic: lstm
    text: { ja: "ゲートはいくつ?", en: "How many gates?" }
    right: "3"
    wrong:
      - { text: "2", why: { ja: "少ない", en: "Too few" } }
      - { text: "4", why: { ja: "多い", en: "Too many" } }
    explanation: { ja: "入力・忘却・出力", en: "Input, forget, output" }
`;

/** The sentence of the error that reading throws. */
const yamlFault = (text: string): string => refusalOf(() => readDeck(text, 'mine.yaml')).en;

describe('a deck in YAML', () => {
  it('is read with its own topics, and one text for both languages', () => {
    const { name, topics, questions } = readDeck(deck, 'mine.yaml');
    expect([name, Object.keys(topics), questions.length]).toEqual(['mine', ['lstm'], 1]);
    expect(questions[0]).toMatchObject({ id: 'gates', right: { ja: '3', en: '3' } });
  });

  it('comes back the same from its export', () => {
    const folder = new URL('../../questions/', import.meta.url);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
      const read = readDeck(readFileSync(new URL(name, folder), 'utf8'), name);
      expect(readDeck(writeDeck(read), 'copy.yaml')).toEqual(read);
    }
  });

  it.each([
    [
      'a missing field',
      deck.replace(/ {4}right.*\n/, ''),
      'line 5, `questions[1].right`: This field is needed.',
    ],
    [
      'a missing language',
      deck.replace(', en: "Too few"', ''),
      'line 11, `questions[1].wrong[1].why.en`: This field is needed.',
    ],
    [
      'a misspelt field',
      deck.replace('topic: lstm', 'topik: lstm'),
      'line 7, `questions[1].topik`: There is no such field.',
    ],
    [
      'a kind that is none',
      deck.replace('kind: choice', 'kind: quiz'),
      'line 6, `questions[1].kind`: Must be one of',
    ],
    [
      'an unknown topic',
      deck.replace('topic: lstm', 'topic: gru'),
      'line 7, `questions[1].topic`: Unknown topic.',
    ],
    ['an id with capitals', deck.replace('id: gates', 'id: Gates'), 'line 5, `questions[1].id`: Wrong form'],
    ['a number for a text', deck.replace('right: "3"', 'right: 3'), 'line 9, `questions[1].right`: Must be'],
    [
      'an empty text',
      deck.replace('right: "3"', 'right: " "'),
      'line 9, `questions[1].right`: Must not be empty.',
    ],
    [
      'options that read the same',
      deck.replace('text: "4"', 'text: "3"'),
      'line 10, `questions[1].wrong`: “3” and “3” look the same when shown (ja).',
    ],
    [
      'options that look the same on a button',
      deck.replace('text: "4"', 'text: " `３`"'),
      'line 10, `questions[1].wrong`: “3” and “\\`３\\`” look the same when shown (ja).',
    ],
    [
      'a field twice',
      deck.replace('    right:', '    topic: rnn\n    right:'),
      'line 9, `topic`: This field occurs twice.',
    ],
    [
      'too many topics',
      deck.replace('topics: {', `topics: { ${Array.from({ length: 50 }, (_, i) => `t${i}: t`).join()}, `),
      'line 3, `topics`: At most 50 allowed.',
    ],
    [
      'no questions',
      deck.replace(/questions:[\s\S]*/, 'questions: []\n'),
      'line 4, `questions`: At least 1 needed.',
    ],
    ['broken YAML', deck.replace('title: {', 'title: {{'), 'This is not valid YAML'],
    ['no deck at all', '- 1\n- 2\n', 'line 1: Must be a group of fields.'],
    ['a bad experiment', `${deck}    experiment: rm -rf\n`, 'line 14, `questions[1].experiment`: Wrong form'],
  ])('%s is named by line and field', (_, text, said) => {
    expect(yamlFault(text)).toContain(`mine.yaml, ${said.startsWith('This') ? 'line ' : said}`);
    expect(yamlFault(text)).toContain(said);
    expect(yamlFault(text)).toContain('Nothing was imported.');
    expect(refusalOf(() => readDeck(text, 'mine.yaml')).ja).toMatch(/mine\.yaml の \d+ 行目/);
  });

  it('a second question with the same id, by its line', () => {
    const twice = deck + deck.slice(deck.indexOf('  - id'));
    expect(yamlFault(twice)).toContain('line 14, `questions[2].id`: This id is used already.');
  });

  it('a formula that cannot be read, and a number that a slip comes too near', () => {
    const formula = deck.slice(0, deck.indexOf('questions:')).concat(`questions:
  - { id: f, kind: formula, topic: lstm, text: t, explanation: e, target: y1, answers: ["y1 = g("] }
  - { id: n, kind: number, topic: lstm, text: t, explanation: e, answer: 2, tolerance: { absolute: 0.5 }, slips: [{ code: x, value: 2.4, why: w }] }
`);
    expect(yamlFault(formula)).toContain(
      'line 5, `questions[1].answers`: A formula cannot be read: The formula ends in the middle.',
    );
    expect(yamlFault(formula)).toContain(
      'line 6, `questions[2].slips[1].value`: This cannot be told from the right answer.',
    );
  });

  it('many faults are told five at a time', () => {
    const fields = Array.from({ length: 8 }, (_, i) => `    extra${i}: 1\n`).join('');
    expect(yamlFault(deck + fields)).toContain('And 3 more.');
  });

  it('what the library would warn of is told to whoever sends it, and not to the process', async () => {
    const warned: string[] = [];
    const hear = ({ message }: Error) => void warned.push(message);
    process.on('warning', hear);
    expect(yamlFault(`${deck}? { a: b }\n: c\n`)).toContain('mine.yaml, line');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', hear);
    expect(warned).toEqual([]);
  });

  it('a deck that is too large, or that blows up through aliases, is refused', () => {
    expect(yamlFault(`${deck}# ${'x'.repeat(600_000)}`)).toContain('too large');
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [i, name] of [...'bcdefgh'].entries()) {
      const before = 'abcdefgh'[i];
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
    }
    expect(yamlFault(bomb.join('\n'))).toContain('aliases (*)');
    expect(yamlFault('a: *nowhere')).toContain('aliases (*)');
    expect(yamlFault('%YAML 1.1\n---\n<<: 5\ndeck: d\n')).toContain('merges (<<)');
  });
});

describe('a deck in CSV', () => {
  const header = 'id,topic,text_ja,text_en,right,wrong1,why1,wrong2,why2,explanation,experiment';
  const row =
    'q1,rnn,"なに, なぜ?","What ""it"" is?",yes,no,because,maybe,"line one\nline two",so it is,/check';
  const csv = `${header}\r\n${row}\r\n\r\nq2,loss,問,,はい,いいえ,違う,,,理由,\r\n`;
  const csvFault = (text: string): string => refusalOf(() => readCsvDeck(text, 'mine.csv', 'mine')).en;

  it('is read: quotes, line breaks in fields, both languages or one', () => {
    const { questions, name } = readCsvDeck(`\ufeff${csv}`, 'mine.csv', 'mine');
    expect([name, questions.length]).toEqual(['mine', 2]);
    expect(questions[0]).toEqual({
      kind: 'choice',
      id: 'q1',
      topic: 'rnn',
      text: { ja: 'なに, なぜ?', en: 'What "it" is?' },
      right: { ja: 'yes', en: 'yes' },
      wrong: [
        { text: { ja: 'no', en: 'no' }, why: { ja: 'because', en: 'because' } },
        { text: { ja: 'maybe', en: 'maybe' }, why: { ja: 'line one\nline two', en: 'line one\nline two' } },
      ],
      explanation: { ja: 'so it is', en: 'so it is' },
      experiment: '/check',
    });
    expect(questions[1]).toMatchObject({ text: { ja: '問', en: '問' } });
    expect(questions[1]?.experiment).toBeUndefined();
  });

  it('says what is typed in it: nobody writes Markdown in a spreadsheet', () => {
    const typed = csv
      .replace('yes,no,because', '1 - t ** 2,1 - t * 2,a*b*c')
      .replace('so it is', '- *so* `it*is`');
    const read = readCsvDeck(typed, 'mine.csv', 'mine');
    expect(read.questions[0]).toMatchObject({
      right: { en: '1 - t ** 2' },
      wrong: [{ text: { en: '1 - t * 2' }, why: { en: 'a\\*b\\*c' } }, {}],
      explanation: { en: '\\- \\*so\\* `it*is`' },
    });
    expect(readDeck(writeDeck(read), 'mine.yaml')).toEqual(read);
  });

  it('with more rows than a deck has questions is refused without reading them', () => {
    expect(csvFault(`${header}\n${'a,,,,,,,,,,\n'.repeat(501)}`)).toContain(
      'line 502: At most 500 questions.',
    );
  });

  it('is kept in no more room than it needs: one text for both languages is written once', () => {
    expect(writeDeck(readCsvDeck(csv, 'mine.csv', 'mine'))).toContain('text: 問\n');
  });

  it('can be exported as YAML', () => {
    const read = readCsvDeck(csv, 'mine.csv', 'mine');
    expect(readDeck(writeDeck(read), 'mine.yaml')).toEqual(read);
  });

  it.each([
    ['an unknown column', csv.replace('text_ja', 'frage'), 'line 1, `frage`: There is no such column.'],
    ['a column twice', csv.replace('text_ja', 'text_en'), 'line 1, `text_en`: This column occurs twice.'],
    ['a row that is too short', `${header}\nq1,rnn,a`, 'line 2: The header has 11 columns, this row 3.'],
    ['an open quote', `${header}\n"q1,rnn`, 'line 2: A quote " is not closed.'],
    ['a stray quote', `${header}\nq"1,rnn,a,a,b,c,d,e,f,g,`, 'line 2: A quote " is out of place.'],
    ['a missing text', csv.replace('q2,loss,問', 'q2,loss,'), 'line 5, `text`: This field is needed.'],
    ['a missing reason', csv.replace('いいえ,違う', 'いいえ,'), 'line 5, `why1`: This field is needed.'],
    [
      'a missing reason behind a gap',
      csv.replace('いいえ,違う,,', ',,いいえ,'),
      'line 5, `why2`: This field is needed.',
    ],
    ['no wrong option', csv.replace('いいえ,違う', ','), 'line 5, `wrong1`: At least 1 needed.'],
    ['an unknown topic', csv.replace('q2,loss', 'q2,cooking'), 'line 5, `topic`: Unknown topic.'],
    ['an id twice', csv.replace('q2', 'q1'), 'line 5, `id`: This id is used already.'],
    ['nothing', '', 'line 1: The first line must be a header.'],
    ['a header alone', header, 'line 1: At least 1 needed.'],
  ])('%s is named by line and column', (_, text, said) => {
    expect(csvFault(text)).toContain(said);
    expect(csvFault(text)).toContain('Nothing was imported.');
  });
});

describe('the guide for authors', () => {
  const guide = readFileSync(new URL('../../questions/README.md', import.meta.url), 'utf8');
  const block = (language: string): string => guide.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';

  it('shows a deck with every kind, and a table, that are read as they stand', () => {
    const { questions } = readDeck(block('yaml'), 'README.md');
    expect(questions.map(({ kind }) => kind).sort()).toEqual([...KINDS].sort());
    expect(readCsvDeck(block('csv'), 'README.md', 'mine').questions.length).toBe(1);
  });
});
