/** Draws how a question was answered: a bar for every option, the right one marked. */
import { answersOf, type DistributionSpec, distributionFinding } from '../distribution.ts';
import { count, percent } from '../number.ts';
import { COLOUR, HEIGHT, TYPE } from '../style.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawText, linesOf } from './text.ts';

const WORDS = { en: { right: 'right' }, ja: { right: '正解' } } as const;
const ROW = 76;
/** Most signs that fit on a badge. */
const LETTERS = 4;

/** The picture of the answers; its height follows the number of options. */
export function drawDistribution(spec: DistributionSpec): Board {
  const rows = spec.options.length;
  const row = rows > 4 ? 62 : ROW;
  const board = sheet(rows === 4 ? HEIGHT : Math.max(240, 146 + rows * row));
  const space = heading(board, { title: distributionFinding(spec), subtitle: spec.question });
  const all = answersOf(spec);
  const most = Math.max(1, ...spec.options.map((o) => o.count));
  const top = space.y + 12;
  const height = (space.height - 12) / rows;
  spec.options.forEach((option, i) => {
    const box = { x: space.x, y: top + i * height, width: space.width, height };
    drawOption(board, spec, option, { all, most }, box);
  });
  return board;
}

type Option = DistributionSpec['options'][number];

function drawOption(
  { ctx }: Board,
  spec: DistributionSpec,
  option: Option,
  { all, most }: { all: number; most: number },
  box: Box,
): void {
  const right = option.verdict === 'right';
  const colour = right ? COLOUR.green : '#a7a196';
  const badge = { x: box.x, y: box.y + box.height / 2 - 19, size: 38 };
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.roundRect(badge.x, badge.y, badge.size, badge.size, 8);
  ctx.fill();
  // What somebody typed is no letter of a button: it is written out, and its badge stays empty.
  const typed = [...option.letter].length > LETTERS;
  drawText(ctx, typed ? '' : option.letter, badge.x + badge.size / 2, badge.y + badge.size / 2, {
    size: option.letter.length > 2 ? TYPE.label : 20,
    weight: 700,
    colour: right ? COLOUR.paper : COLOUR.ink,
    align: 'center',
    anchor: 'middle',
  });
  const left = box.x + badge.size + 16;
  const room = box.width - badge.size - 16;
  const told = typed ? option.letter : option.text;
  const name = right ? `✓ ${WORDS[spec.locale].right}  ${told}` : told;
  const style = {
    size: TYPE.body,
    weight: right ? 700 : 400,
    colour: right ? COLOUR.green : COLOUR.ink,
  } as const;
  const [line = ''] = linesOf(ctx, name, room, 1, style);
  const y = box.y + box.height / 2;
  drawText(ctx, line, left, y - 7, style);
  const numbers = all === 0 ? '0' : `${count(option.count)}  (${percent(option.count / all)})`;
  const bar = (room - 110) * (option.count / most);
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.roundRect(left, y + 2, Math.max(3, bar), 15, 4);
  ctx.fill();
  drawText(ctx, numbers, left + Math.max(3, bar) + 10, y + 10, {
    size: TYPE.label,
    colour: COLOUR.muted,
    anchor: 'middle',
  });
}
