/** Draws a learner's progress: four numbers, and a bar for every topic. */
import { count, percent } from '../number.ts';
import { type ProgressSpec, progressFinding, totals, weakest } from '../progress.ts';
import { COLOUR, TYPE } from '../style.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawText, linesOf } from './text.ts';

const WORDS = {
  en: {
    answered: 'answered',
    right: 'right',
    streak: (days: number) => (days === 1 ? 'day in a row' : 'days in a row'),
    due: 'due for review',
    none: 'not yet',
  },
  ja: { answered: '回答', right: '正解率', streak: () => '連続日数', due: '復習待ち', none: '未回答' },
} as const;

const TILE = 78;
const ROW = 40;

/** The picture of a learner's progress; its height follows the number of topics. */
export function drawProgress(spec: ProgressSpec): Board {
  const rows = Math.ceil(spec.topics.length / 2);
  const board = sheet(86 + TILE + 26 + rows * ROW + 24);
  const space = heading(board, { title: progressFinding(spec), subtitle: '' });
  drawTiles(board, spec, { ...space, y: space.y + 4, height: TILE });
  const gap = 36;
  const width = (space.width - gap) / 2;
  spec.topics.forEach((topic, i) => {
    const column = i < rows ? 0 : 1;
    const y = space.y + 4 + TILE + 22 + (i % rows) * ROW;
    drawTopic(board, spec, topic, { x: space.x + column * (width + gap), y, width, height: ROW });
  });
  return board;
}

function drawTiles({ ctx }: Board, spec: ProgressSpec, box: Box): void {
  const words = WORDS[spec.locale];
  const { answered, right } = totals(spec);
  const tiles = [
    { number: count(answered), text: words.answered },
    { number: answered === 0 ? '–' : percent(right / answered), text: words.right },
    { number: count(spec.streak), text: words.streak(spec.streak) },
    { number: count(spec.due), text: words.due },
  ];
  const gap = 14;
  const width = (box.width - gap * (tiles.length - 1)) / tiles.length;
  tiles.forEach(({ number, text }, i) => {
    const x = box.x + i * (width + gap);
    ctx.fillStyle = COLOUR.panel;
    ctx.beginPath();
    ctx.roundRect(x, box.y, width, box.height, 10);
    ctx.fill();
    drawText(ctx, number, x + width / 2, box.y + 40, { size: 29, weight: 700, align: 'center' });
    drawText(ctx, text, x + width / 2, box.y + 64, {
      size: TYPE.label,
      colour: COLOUR.muted,
      align: 'center',
    });
  });
}

function drawTopic(
  { ctx }: Board,
  spec: ProgressSpec,
  topic: ProgressSpec['topics'][number],
  box: Box,
): void {
  const words = WORDS[spec.locale];
  const seen = topic.answered > 0;
  const low = weakest(spec)?.name === topic.name;
  const numbers = seen ? `${count(topic.right)} / ${count(topic.answered)}` : words.none;
  const right = { size: TYPE.label, colour: COLOUR.muted, align: 'right' } as const;
  const taken = drawText(ctx, numbers, box.x + box.width, box.y + 14, right);
  const style = { size: TYPE.label, colour: seen ? COLOUR.ink : COLOUR.muted } as const;
  const [name = ''] = linesOf(ctx, topic.name, box.width - taken - 14, 1, style);
  drawText(ctx, name, box.x, box.y + 14, style);
  ctx.fillStyle = '#e4e0d6';
  ctx.beginPath();
  ctx.roundRect(box.x, box.y + 21, box.width, 8, 4);
  ctx.fill();
  if (!seen || topic.right === 0) return;
  ctx.fillStyle = low ? COLOUR.orange : COLOUR.green;
  ctx.beginPath();
  ctx.roundRect(box.x, box.y + 21, Math.max(8, (box.width * topic.right) / topic.answered), 8, 4);
  ctx.fill();
}
