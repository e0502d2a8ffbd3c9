/** What the course is about: the topics that questions belong to, in the order of the lessons. */
import type { Words } from '../chat/locale.ts';

/** Topics of the built-in decks. A teacher's deck may name others and gives them a title. */
export const TOPICS = {
  rnn: { ja: 'RNN とは', en: 'What an RNN is' },
  weights: { ja: '3 つの重み', en: 'The three weights' },
  unrolling: { ja: '時間展開', en: 'Unrolling in time' },
  forward: { ja: '順伝播', en: 'The forward pass' },
  carry: { ja: '2 進数の足し算と桁上がり', en: 'Binary addition and the carry' },
  loss: { ja: '損失', en: 'The loss' },
  bptt: { ja: 'BPTT', en: 'BPTT' },
  vanishing: { ja: '勾配消失と勾配爆発', en: 'Vanishing and exploding gradients' },
  activation: { ja: '活性化関数', en: 'Activation functions' },
  init: { ja: '重みの初期値', en: 'Initial weights' },
  'learning-rate': { ja: '学習率', en: 'Learning rate' },
  'gradient-check': { ja: '勾配チェック', en: 'Gradient check' },
  memory: { ja: 'ネットワークの記憶', en: 'What the network remembers' },
  confirmation: { ja: '確認テスト', en: 'Confirmation tests' },
} as const satisfies Readonly<Record<string, Words>>;

export type Topic = keyof typeof TOPICS;
