/** What the experiments say: pure, from figures to words in both languages. */
import type { Words } from '../chat/locale.ts';
import type { Ablation } from '../rnn/analyse/ablation.ts';
import type { CarryAnalysis } from '../rnn/analyse/carry.ts';
import type { GradientCheck, MatrixCheck } from '../rnn/analyse/gradient.ts';
import type { LengthAccuracy } from '../rnn/analyse/length.ts';
import { count, percent, signed } from './figures.ts';

/** From this accuracy on a single unit, or a direction, counts as the carry. */
const IS_CARRY = 0.99;
/** From this accuracy on the carry is nearly kept. */
const IS_NEARLY = 0.95;

/** The unit to go by: the one that follows the carry most closely, or another that alone tells it where that does not. */
export function carryUnit({ best, sharpest }: Pick<CarryAnalysis, 'best' | 'sharpest'>): number {
  return best.accuracy < IS_CARRY && sharpest.accuracy >= IS_CARRY ? sharpest.unit : best.unit;
}

/** `/inside`: where the carry is. */
export function carryText({ best, sharpest, probe, baseline }: CarryAnalysis): Words {
  const unit = carryUnit({ best, sharpest });
  const r = signed(best.correlation.toFixed(2));
  const [alone, together, blind] = [percent(best.accuracy), percent(probe.accuracy), percent(baseline)];
  const head: Words =
    sharpest.accuracy >= IS_CARRY
      ? {
          en: `**Unit ${unit} is the carry.**`,
          ja: `**ユニット ${unit} が桁上がりを覚えています。**`,
        }
      : probe.accuracy >= IS_CARRY
        ? {
            en: '**The carry is there, spread over many units.**',
            ja: '**桁上がりは、多くのユニットに分散して覚えられています。**',
          }
        : Math.max(sharpest.accuracy, probe.accuracy) >= IS_NEARLY
          ? {
              en: '**The carry is nearly kept.** It is lost in a few states, and one lost carry spoils a sum.',
              ja: '**桁上がりをほぼ覚えています。** ただし一部の状態では取り違えていて、一度の取り違えで和が誤りになります。',
            }
          : {
              en: '**The carry is not held reliably.** This network has not learned what it must remember.',
              ja: '**桁上がりを確実には覚えられていません。** 覚えるべきものを、まだ学習できていないようです。',
            };
  const sharper =
    sharpest.unit === best.unit
      ? { en: '', ja: '' }
      : {
          en: ` By a finely set threshold, unit ${sharpest.unit} alone tells it in ${percent(sharpest.accuracy)}.`,
          ja: `しきい値を細かく選べば、ユニット ${sharpest.unit} だけで ${percent(sharpest.accuracy)} を言い当てられます。`,
        };
  return {
    en: `${head.en}\nUnit ${best.unit} follows the true carry most closely (correlation ${r}) and by itself tells it in ${alone} of all states.${sharper.en} A straight cut through all units together tells it in ${together}. Guessing blindly would reach ${blind}.`,
    ja: `${head.ja}\n桁上がりと最も強く対応するのはユニット ${best.unit}(真の桁上がりとの相関 ${r})で、それだけで全状態の ${alone} を言い当てられます。${sharper.ja}全ユニットをまとめて 1 つの平面(超平面)で分けると ${together} です。中間層を見ずに答えると ${blind} です。`,
  };
}

/** From this accuracy on a network has learned something that it can forget. */
const KNOWS = 0.5;

/** `/ablate memory`. */
export function withoutMemoryText({ intact, withoutMemory }: Ablation, bits: number): Words {
  const [before, after] = [percent(intact), percent(withoutMemory)];
  const expected = percent(0.75 ** (bits - 1));
  if (bits === 1) {
    return {
      en: `**Without its memory (W = 0): ${before} → ${after} of the sums are right.**\nA sum of one bit has no carry: there is nothing to remember, and nothing to forget. Train one with more bits: \`/train bits=8\`.`,
      ja: `**記憶を消すと(W = 0)、正解率は ${before} → ${after} になりました。**\n1 ビットの足し算には桁上がりがないので、覚えるものも忘れるものもありません。\`/train bits=8\` などで学習させてみてください。`,
    };
  }
  if (intact < KNOWS) {
    return {
      en: `**Without its memory (W = 0): ${before} → ${after} of the sums are right.**\nThis network had not learned to add, so there was little to forget. Train one that solves all sums first: \`/train\`.`,
      ja: `**記憶を消すと(W = 0)、正解率は ${before} → ${after} になりました。**\nこの RNN はまだ足し算を学習できていないので、忘れるものがほとんどありません。まず \`/train\` で学習させてみてください。`,
    };
  }
  return {
    en: `**Without its memory (W = 0): ${before} → ${after} of the sums are right.**\nNo unit hears of the step before, so the network adds without carrying. A pair comes out right only if no carry arises: with chance ¾ at each of ${bits - 1} places, about ${expected}.`,
    ja: `**記憶を消すと(W = 0)、正解率は ${before} → ${after} になりました。**\n前の時刻のことが何も伝わらず、桁上がりなしの足し算になります。正解できるのは桁上がりが一度も起きない組だけです。1 桁ごとに 3/4 の確率なので、${bits - 1} 桁では (3/4) の ${bits - 1} 乗、およそ ${expected} です。`,
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

/** `/stretch`: whether addition was learned, or short addition. `trained`: bits of the sums it learned from. */
export function lengthsText(lengths: readonly LengthAccuracy[], trained: number): Words {
  const head = lengthsHead(lengths, trained);
  const table = (title: string, width: number) => {
    const rows = lengths.map(
      ({ length, accuracy }) => `${String(length).padStart(width)}  ${percent(accuracy).padStart(8)}`,
    );
    return `\`\`\`\n${title}\n${rows.join('\n')}\n\`\`\``;
  };
  return {
    en: `${head.en}\nIt was trained on sums of ${bitsOf(trained)}; the same weights just run for more steps.\n${table('bits     right', 4)}`,
    ja: `${head.ja}\n学習に使ったのは ${trained} ビットの和だけで、同じ重みを長く動かしています。\n${table('ビット    正解率', 6)}`,
  };
}

/** 1 bit, 2 bits. */
function bitsOf(n: number): string {
  return n === 1 ? '1 bit' : `${n} bits`;
}

function lengthsHead(lengths: readonly LengthAccuracy[], trained: number): Words {
  const firstWrong = lengths.findIndex(({ accuracy }) => accuracy < 1);
  const sound = lengths[(firstWrong < 0 ? lengths.length : firstWrong) - 1]?.length ?? 0;
  const [only, second] = lengths;
  if (only !== undefined && second === undefined) {
    const share = percent(only.accuracy);
    return {
      en: `**${share} of sampled sums of two ${only.length}-bit numbers are right.**`,
      ja: `**${only.length} ビットの数どうしの足し算で、正解率は ${share} でした。**`,
    };
  }
  if (firstWrong < 0) {
    return {
      en: `**It has learned to add, not to add ${bitsOf(trained)}:** every sampled sum is right up to ${bitsOf(sound)}.`,
      ja: `**${trained} ビットの足し算ではなく、足し算そのものを学習しています。** ${sound} ビットの数まで、試したすべての足し算に正解しました。`,
    };
  }
  if (sound === 0) {
    return {
      en: '**It does not add reliably at any length.**',
      ja: '**どの長さでも、確実には足せません。**',
    };
  }
  return {
    en: `**All sampled sums are right up to ${bitsOf(sound)};** beyond, there are mistakes.`,
    ja: `**${sound} ビットの数までは、試したすべての足し算に正解しました。** それより長いと間違いが出ます。`,
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
