/** A class for the teacher's view: its answers change as the test says. */
import { createCanvas } from 'canvas';
import type { Classroom, ClassroomView } from '../../../src/platforms/web/classroom.ts';

/** A PNG of one pixel. */
const PIXEL = createCanvas(1, 1).toBuffer('image/png');

export type ScriptedClassroom = Classroom & {
  /** One more answer. */
  answer(letter: string): void;
  /** The question is over and none is asked. */
  clear(): void;
};

export function createScriptedClassroom(): ScriptedClassroom {
  const counts = new Map([
    ['A', 3],
    ['B', 9],
    ['C', 2],
  ]);
  let asked: 'asked' | 'none' = 'asked';

  function view(ja: boolean): ClassroomView {
    const texts = ja
      ? ['重みの初期化', '桁上がり', '学習率']
      : ['how weights begin', 'the carry', 'the learning rate'];
    const choices = [...counts].map(([letter, count], index) => ({
      letter,
      text: texts[index] ?? '',
      count,
      right: letter === 'B',
    }));
    const question = {
      id: 'q7',
      picture: { alt: ja ? '桁上がりの図' : 'A carry, drawn' },
      text: ja
        ? '**RNN が次の桁のために覚えておくものは？**'
        : '**What must the network remember for the next bit?**',
      choices,
      answers: choices.reduce((sum, { count }) => sum + count, 0),
      why: ja ? '次の桁に必要なのは *桁上がり* だけです。' : 'All that the next bit needs is the *carry*.',
    };
    return {
      question: asked === 'asked' ? question : null,
      learners: 16,
      topics: [
        { name: ja ? '順伝播' : 'Forward pass', mastered: 11, started: 15 },
        { name: 'BPTT', mastered: 4, started: 9 },
      ],
      league: [
        { name: 'Aki', what: 'tanh, xavier, H = 5', score: ja ? '100 %・2,900 組' : '100 % · 2,900 pairs' },
        { name: 'Ben', what: 'sigmoid, H = 16', score: ja ? '100 %・5,000 組' : '100 % · 5,000 pairs' },
      ],
    };
  }

  return {
    picture: async (_workspace, question, locale) =>
      question === 'q7'
        ? { name: `carry-${locale}.png`, type: 'image/png', alt: 'A carry, drawn', bytes: PIXEL }
        : undefined,
    view: async (_workspace, locale) => view(locale === 'ja'),
    answer: (letter) => void counts.set(letter, (counts.get(letter) ?? 0) + 1),
    clear: () => {
      asked = 'none';
    },
  };
}
