/** The course as it is written: complete, bilingual, of one screen, and free of signs that platforms would read. */
import { describe, expect, it } from 'vitest';
import { LOCALES, type Words } from '../../src/chat/locale.ts';
import { COURSE } from '../../src/lessons/course.ts';
import { codeTex } from '../../src/lessons/formula/code.ts';
import { altOf, textOf } from '../../src/lessons/words.ts';
import { TOPICS } from '../../src/quiz/topic.ts';

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** The text without its code, where signs mean themselves. */
const prose = (markdown: string): string => markdown.replace(/```[^`]*```/g, '').replace(/`[^`\n]*`/g, '');

describe('the course', () => {
  it('has a page for everything that is to be taught, in order', () => {
    expect(COURSE.map(({ id }) => id)).toEqual([
      'rnn',
      'weights',
      'unrolling',
      'forward',
      'carry',
      'loss',
      'bptt',
      'bptt-2',
      'bptt-3',
      'bptt-4',
      'vanishing',
      'activation',
      'init',
      'learning-rate',
      'gradient-check',
      'memory',
    ]);
  });

  it('begins every topic of the quiz, the confirmation tests apart, with a page of its name', () => {
    const topics = Object.keys(TOPICS).filter((topic) => topic !== 'confirmation');
    for (const topic of topics) {
      expect(COURSE.find((page) => page.topic === topic)?.id, topic).toBe(topic);
    }
  });
});

describe.each(COURSE)('page $id', (page) => {
  const { title, text, picture, experiment } = page;

  it('has each of its texts in both languages', () => {
    const always = [title, text, picture.finding, experiment.look, ...picture.rows.map(({ say }) => say)];
    const texts: Words[] = picture.diagram.kind === 'none' ? always : [...always, picture.seen];
    for (const { ja, en } of texts) {
      expect(ja).toMatch(JAPANESE);
      expect(en).toMatch(/[a-z]{2}/);
      expect(en).not.toMatch(JAPANESE);
    }
  });

  it.each(LOCALES)('fits one screen (%s)', (locale) => {
    const whole = textOf(page, locale, 8, COURSE.length);
    expect(whole.length).toBeGreaterThan(250);
    expect(whole.length).toBeLessThanOrEqual(1500);
    // A choice's label, and a heading that stays on one line.
    expect(title[locale].length).toBeLessThanOrEqual(50);
  });

  it.each(LOCALES)('keeps to the small Markdown (%s)', (locale) => {
    const whole = textOf(page, locale, 8, COURSE.length);
    expect(whole.split('```').length % 2, 'code blocks are closed').toBe(1);
    const bare = prose(whole);
    expect(bare).not.toContain('`');
    expect(bare.split('**').length % 2, 'bold is closed').toBe(1);
    expect(bare.replaceAll('**', '')).not.toMatch(/[*_~|#[\]<\\]/);
    expect(bare).not.toMatch(/^>\S/m);
  });

  it.each(LOCALES)('tells the experiment and what to look for (%s)', (locale) => {
    const whole = textOf(page, locale, 0, COURSE.length);
    expect(whole).toContain(`\`${experiment.command}\``);
    expect(whole).toContain(experiment.look[locale]);
  });

  it.each(LOCALES)('reads its picture aloud (%s)', (locale) => {
    const alt = altOf(page, locale);
    expect(alt.length).toBeLessThanOrEqual(1000);
    expect(alt).toContain(picture.finding[locale]);
    expect(alt).toContain(picture.seen[locale]);
    for (const { say } of picture.rows) expect(alt).toContain(say[locale]);
    expect(alt, 'no TeX').not.toMatch(/[\\${}^]/);
    expect(alt).not.toMatch(/\.\.|。。|。\./);
  });

  it('has lines of code that fit beside a formula and mean to TeX what they say', () => {
    for (const line of picture.rows.flatMap(({ code }) => code)) {
      expect(line.length).toBeLessThanOrEqual(50);
      expect(() => codeTex(line)).not.toThrow();
    }
  });
});
