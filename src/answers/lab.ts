/** What the experiments say: pure, from figures to words in both languages. */
import type { Words } from '../chat/locale.ts';
import { seatWords } from '../plot/portrait.ts';
import type { Ablation } from '../rnn/analyse/ablation.ts';
import type { CarryAnalysis } from '../rnn/analyse/carry.ts';
import type { GradientCheck, MatrixCheck } from '../rnn/analyse/gradient.ts';
import { RECURRENT_CELLS } from '../rnn/cells/index.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { count, percent, signed } from './figures.ts';

/** `/inside`: where the carry can be read, by the finding of the picture. */
export function carryText(found: CarryAnalysis): Words {
  const { teller, probe, baseline, over, states } = found;
  const head = seatWords(found);
  const [alone, together, blind] = [percent(teller.accuracy), percent(probe.accuracy), percent(baseline)];
  const bound = signed(String(teller.threshold));
  // Units are counted from 0, as in the commands.
  const z = `\`z[${teller.unit}]\``;
  const reading: Words = !Number.isFinite(teller.threshold)
    ? { en: '', ja: '' }
    : teller.carry === 'above'
      ? { en: `: a carry where ${z} is above ${bound}`, ja: `(${z} が ${bound} より大きければ桁上がりあり)` }
      : { en: `: a carry where ${z} is at most ${bound}`, ja: `(${z} が ${bound} 以下なら桁上がりあり)` };
  const looked: Words =
    over === 'all'
      ? {
          en: `Looked at were all ${count(states)} states of all sums.`,
          ja: `調べたのは、すべての足し算の全 ${count(states)} 状態です。`,
        }
      : {
          en: `Looked at were ${count(states)} states of sampled sums.`,
          ja: `調べたのは、標本にした足し算の ${count(states)} 状態です。`,
        };
  return {
    en: `**${head.en}.**\nBest by itself is unit ${teller.unit}, right in ${alone}${reading.en}. The best straight cut found through all units together is right in ${together}; guessing blindly would reach ${blind}. ${looked.en}`,
    ja: `**${head.ja}。**\n単独で最もよいのはユニット ${teller.unit} で、正解率は ${alone} です${reading.ja}。全ユニットをまとめて 1 つの平面(超平面)で分けると、見つけた中で最もよいもので ${together}、中間層を見ずに答えると ${blind} です。${looked.ja}`,
  };
}

/** From this accuracy on a network has learned something that it can forget. */
const KNOWS = 0.5;

/** `/ablate memory`. */
export function withoutMemoryText(
  { intact, withoutMemory }: Ablation,
  { cell, bits }: Pick<TrainConfig, 'cell' | 'bits'>,
): Words {
  const { forgetting } = RECURRENT_CELLS[cell].formulas;
  const [before, after] = [percent(intact), percent(withoutMemory)];
  const expected = percent(0.75 ** (bits - 1));
  if (bits === 1) {
    return {
      en: `**Without its memory (${forgetting}): ${before} → ${after} of the sums are right.**\nA sum of one bit has no carry: there is nothing to remember, and nothing to forget. Train one with more bits: \`/train bits=8\`.`,
      ja: `**記憶を消すと(${forgetting})、正解率は ${before} → ${after} になりました。**\n1 ビットの足し算には桁上がりがないので、覚えるものも忘れるものもありません。\`/train bits=8\` などで学習させてみてください。`,
    };
  }
  if (intact < KNOWS) {
    return {
      en: `**Without its memory (${forgetting}): ${before} → ${after} of the sums are right.**\nThis network had not learned to add, so there was little to forget. Train one that solves all sums first: \`/train\`.`,
      ja: `**記憶を消すと(${forgetting})、正解率は ${before} → ${after} になりました。**\nこの RNN はまだ足し算を学習できていないので、忘れるものがほとんどありません。まず \`/train\` で学習させてみてください。`,
    };
  }
  return {
    en: `**Without its memory (${forgetting}): ${before} → ${after} of the sums are right.**\nNo unit hears of the step before, so the network adds without carrying. A pair comes out right only if no carry arises: with chance ¾ at each of ${bits - 1} places, about ${expected}.`,
    ja: `**記憶を消すと(${forgetting})、正解率は ${before} → ${after} になりました。**\n前の時刻のことが何も伝わらず、桁上がりなしの足し算になります。正解できるのは桁上がりが一度も起きない組だけです。1 桁ごとに 3/4 の確率なので、${bits - 1} 桁では (3/4) の ${bits - 1} 乗、およそ ${expected} です。`,
  };
}

/** `/ablate unit=…`. */
export function withoutUnitText({ intact, withoutUnit, pairs, unitPairs }: Ablation, unit: number): Words {
  const accuracy = withoutUnit[unit] ?? 0;
  const rank = withoutUnit.filter((other) => other < accuracy).length;
  const [before, after] = [percent(intact), percent(accuracy)];
  const others: Words =
    rank === 0
      ? { en: 'No other unit matters more.', ja: 'これより影響の大きいユニットはありません。' }
      : {
          en: `${rank} of the ${withoutUnit.length} units ${rank === 1 ? 'matters' : 'matter'} more.`,
          ja: `${withoutUnit.length} ユニットのうち、これより影響が大きいものは ${rank} 個です。`,
        };
  // The whole network was examined on more sums: a small difference may be the sample's.
  const sample: Words =
    unitPairs === pairs
      ? { en: '', ja: '' }
      : {
          en: ` The network is large, so each unit was tried on a sample of ${count(unitPairs)} sums, the whole network on ${count(pairs)}.`,
          ja: `大きなネットワークなので、ユニットを止めたときの正解率は ${count(unitPairs)} 組の標本で調べました(止める前は ${count(pairs)} 組)。`,
        };
  return {
    en: `**Without unit ${unit}: ${before} → ${after} of the sums are right.** ${others.en}${sample.en}`,
    ja: `**ユニット ${unit} を止めると、正解率は ${before} → ${after} になりました。** ${others.ja}${sample.ja}`,
  };
}

/** `/check`: the verdict for each matrix. */
export function checkText({ right, fault, matrices }: GradientCheck, hidden: number): Words {
  const rows = matrices.map(({ name, maxRelativeError, right: fine }) => {
    if (fine === null) return `– ${name}`;
    return `${fine ? '✓' : '✗'} ${name.padEnd(5)}  ${maxRelativeError.toExponential(1)}`;
  });
  const table = `\`\`\`\n${rows.join('\n')}\n\`\`\``;
  const worst = matrices.reduce((most, each) =>
    each.maxRelativeError > most.maxRelativeError ? each : most,
  );
  const { index, bptt, numeric } = worst.worst;
  const where = `${worst.name}[${placeOf(worst.name, index, hidden)}]`;
  const [ours, theirs] = [signed(bptt.toPrecision(4)), signed(numeric.toPrecision(4))];
  const there: Words = {
    en: `Worst is \`${where}\`: BPTT says ${ours}, the loss itself ${theirs}.`,
    ja: `最も外れているのは \`${where}\` で、BPTT では ${ours}、実際の損失の変化では ${theirs} です。`,
  };
  if (matrices.every(({ largest, right: fine }) => largest === 0 && fine !== false)) {
    return {
      en: '**There is no gradient to check.** Every derivative is 0 at these weights, by BPTT and by the loss: f is flat wherever this network works.',
      ja: '**確かめる勾配がありません。** この重みでは、BPTT でも数値微分でも微分がすべて 0 です(どのユニットも f の平らな部分で動いています)。',
    };
  }
  if (right) {
    return {
      en: `**✓ BPTT and the loss agree.** Largest relative difference to a numerical derivative, matrix by matrix:\n${table}`,
      ja: `**✓ BPTT の勾配は数値微分と一致しています。** 行列ごとの最大の相対誤差は次のとおりです。\n${table}`,
    };
  }
  const why: Words =
    fault === 'output slope'
      ? {
          en: "The fault is in the slope of the output: the article's program takes σ′ of y, where y is σ(v) already. It wants g′(v) = y(1 − y). Mending that line alone makes all matrices agree.",
          ja: '原因は出力層の傾きです。記事のプログラムは、すでに σ(v) である y をもう一度 σ′ に入れています。正しくは g′(v) = y(1 − y) で、この 1 行を直すだけですべての行列が一致します。',
        }
      : { en: 'The cause could not be located.', ja: '原因の場所は特定できませんでした。' };
  return {
    en: `**✗ BPTT does not compute the gradient of this loss.** Largest relative difference to a numerical derivative, matrix by matrix:\n${table}\n${there.en}\n${why.en}`,
    ja: `**✗ BPTT の勾配が数値微分と一致しません。** 行列ごとの最大の相対誤差は次のとおりです。\n${table}\n${there.ja}\n${why.ja}`,
  };
}

/** Where a weight stands in its matrix, as NumPy counts: row and column from 0. */
function placeOf(name: MatrixCheck['name'], index: number, hidden: number): string {
  if (name === 'b' || name === 'c') return String(index);
  const columns = name === 'W_out' ? 1 : hidden;
  return `${Math.floor(index / columns)}, ${index % columns}`;
}
