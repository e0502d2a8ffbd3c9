/** A class for the teacher's view: its answers change as the test says. */
import { createCanvas } from 'canvas';
import type { ClassQuestion, Wall, WallView } from '../../../src/chat/wall.ts';

/** A PNG of one pixel. */
const PIXEL = createCanvas(1, 1).toBuffer('image/png');

export type ScriptedWall = Wall & {
  /** One more answer. */
  answer(letter: string): void;
  /** The question is over, and another like it is asked; undefined: none. */
  ask(id: string | undefined): void;
};

export function createScriptedWall(): ScriptedWall {
  const counts = new Map([
    ['A', 3],
    ['B', 9],
    ['C', 2],
  ]);
  let asked: string | undefined = 'q7';
  let told: string | undefined;

  function question(ja: boolean): ClassQuestion | null {
    if (asked === undefined) return null;
    const texts = ja
      ? ['重みの初期化', '桁上がり', '学習率']
      : ['how weights begin', 'the carry', 'the learning rate'];
    const choices = [...counts].map(([letter, count], i) => ({ letter, text: texts[i] ?? '', count }));
    const why = ja
      ? '次の桁に必要なのは *桁上がり* だけです。'
      : 'All that the next bit needs is the *carry*.';
    return {
      id: asked,
      picture: { alt: ja ? '桁上がりの図' : 'A carry, drawn' },
      text: ja
        ? '**RNN が次の桁のために覚えておくものは？**'
        : '**What must the network remember for the next bit?**',
      choices,
      answers: choices.reduce((sum, { count }) => sum + count, 0),
      told: told === asked ? { right: ['B'], answer: `B. ${texts[1]}`, why } : null,
    };
  }

  const view = (ja: boolean): WallView => ({
    question: question(ja),
    learners: 16,
    topics: [
      { name: ja ? '順伝播' : 'Forward pass', mastered: 11, started: 15 },
      { name: 'BPTT', mastered: 4, started: 9 },
    ],
    league: [
      { name: 'Aki', what: 'tanh, xavier, H = 5', score: ja ? '100 %・2,900 組' : '100 % · 2,900 pairs' },
      { name: 'Ben', what: 'sigmoid, H = 16', score: ja ? '100 %・5,000 組' : '100 % · 5,000 pairs' },
    ],
  });

  return {
    picture: async (_workspace, id, locale) =>
      id === asked
        ? { name: `carry-${locale}.png`, type: 'image/png', alt: 'A carry, drawn', bytes: PIXEL }
        : undefined,
    view: async (_workspace, locale) => view(locale === 'ja'),
    async tell(_workspace, id) {
      if (id !== asked) return 'gone';
      told = id;
      return 'told';
    },
    answer: (letter) => void counts.set(letter, (counts.get(letter) ?? 0) + 1),
    ask(id) {
      asked = id;
    },
  };
}
