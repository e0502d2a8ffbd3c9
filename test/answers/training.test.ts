/** What is told of a training while it waits. */
import { expect, it } from 'vitest';
import { trainingNews } from '../../src/answers/training.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';

it.each([
  [0, undefined, 'Training…', '学習中…'],
  [0, 1, 'Training…', '学習中…'],
  [0, 2, '1st in line, about 2 s.', '1 番目です(あと約 2 秒)。'],
  [1, undefined, '2nd in line.', '2 番目です。'],
  [2, 20, '3rd in line, about 20 s.', '3 番目です(あと約 20 秒)。'],
  [3, 89, '4th in line, about 89 s.', '4 番目です(あと約 89 秒)。'],
  [10, 90, '11th in line, about 2 min.', '11 番目です(あと約 2 分)。'],
  [20, 3_600, '21st in line, about 60 min.', '21 番目です(あと約 60 分)。'],
])('%d ahead, %s s to wait', (ahead, seconds, en, ja) => {
  const place = { kind: 'queued', ahead, seconds } as const;
  expect(trainingNews(DEFAULTS, place, 'en')).toContain(en);
  expect(trainingNews(DEFAULTS, place, 'ja')).toContain(ja);
});
