/** Page: why sequences need a network with a memory. */
import type { Page } from '../page.ts';

export const rnn: Page = {
  id: 'rnn',
  title: { ja: 'なぜ「系列」なのか', en: 'Why sequences?' },
  topic: 'rnn',
  text: {
    ja: `文章、音声、株価、センサーの値。世の中には、順番に並んでいて、前に何があったかで意味が変わるデータがたくさんあります(**時系列データ**)。1 つずつ別々に見るネットワークには、その「前」がわかりません。

この講座では、いちばん小さな例として **2 進数の足し算**を使います。図の 2 つの筆算で、色を付けた桁を見てください。入力はどちらも 1 と 0 なのに、答えは 1 と 0 に分かれます。違いは、右隣の桁からの**桁上がり**だけです。

> 同じ入力なのに、正解が違う。いまの入力だけを見る関数では、両方に正しく答えることはできません。

128 未満の 2 つの数の足し算は 16,384 通り。桁上がりが一度も起きないのは、そのうち 2,187 通り(約 13 %)だけです。桁ごとにばらばらに足すと、残りはすべて間違えます。

そこで考えられたのが**再帰型ニューラルネットワーク(RNN)**です。データを順番に読みながら、過去の要約を中間層に持って次へ進みます。`,
    en: `Text, speech, prices, sensor readings: much of the world's data comes in an order, and what an item means depends on what came before it. A network that looks at one item at a time cannot know what came before.

This course uses the smallest example there is: **adding two binary numbers**, column by column. Look at the coloured columns in the picture. Both are fed the same bits, 1 and 0, yet one answer is 1 and the other is 0. All that differs is the **carry** from the column to the right.

> Same input, different right answers. No function of the present input alone can get both.

Two numbers below 128 can be added in 16,384 ways. Only 2,187 of these sums (about 13 %) never carry. Add each column on its own and you get all the others wrong.

That is what a **recurrent neural network (RNN)** is for: it reads the items in order and takes a summary of the past along in its hidden layer.`,
  },
  picture: {
    finding: {
      ja: '同じ入力 (1, 0) でも、答えは桁上がりしだい',
      en: 'The same input (1, 0), two different answers',
    },
    diagram: {
      kind: 'sums',
      sums: [
        { a: 6, b: 1, bits: 4 },
        { a: 6, b: 3, bits: 4 },
      ],
      column: 3,
    },
    seen: {
      ja: '2 つの筆算。0110 足す 0001 は 0111。0110 足す 0011 は 1001。右から 3 桁目の入力はどちらも 1 と 0 だが、桁上がりがない左の筆算では答えが 1、桁上がりが来る右の筆算では 0 になる。',
      en: 'Two sums in columns: 0110 plus 0001 is 0111, and 0110 plus 0011 is 1001. In the third column from the right both are given 1 and 0. Without a carry the answer is 1, with a carry it is 0.',
    },
    listing: 'picture only',
    rows: [
      {
        tex: 'y^t = F(x^t)\\ \\text{?}\\quad\\longrightarrow\\quad y^t = F(x^1, x^2, \\ldots, x^t)',
        say: {
          ja: '時刻 t の y は、時刻 t の x だけの関数では足りず、時刻 1 から t までの x すべての関数である。',
          en: 'y at time t cannot be a function of x at time t alone; it is a function of x at all times from 1 to t.',
        },
        code: [],
      },
    ],
  },
  experiment: {
    command: '/add 45 77',
    look: {
      ja: '学習したネットワークが、右の桁から順に足していきます。',
      en: 'a trained network adds, column by column, from the right.',
    },
  },
};
