/** `/stretch`: what numbers of other lengths than those it learned from were tried, and what came of it. Pure. */
import type { Words } from '../chat/locale.ts';
import { learnedLength, soundUpTo } from '../plot/lengths.ts';
import type { LengthAccuracy, Miss } from '../rnn/analyse/length.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { count, percent } from './figures.ts';

/** Longest numbers of a miss that are written out, in bits; longer ones are in the figures. */
const WRITTEN_BITS = 64;

export function lengthsText(lengths: readonly LengthAccuracy[], config: TrainConfig): Words {
  const [head, tried] = [headOf(lengths, config), triedText(lengths)];
  const { bits } = config;
  const miss = lengths.find((each) => each.miss !== null)?.miss ?? null;
  const wrong: Words = miss === null ? { en: '', ja: '' } : missText(miss);
  const table = (titles: readonly [string, string, string], widths: readonly [number, number, number]) => {
    const rows = lengths.map(({ length, accuracy, hard }) =>
      [String(length), percent(accuracy), percent(hard.accuracy)]
        .map((cell, column) => cell.padStart(widths[column] ?? 0))
        .join(''),
    );
    return `\`\`\`\n${titles.join('')}\n${rows.join('\n')}\n\`\`\``;
  };
  return {
    en: `${head.en}${wrong.en}\n${tried.en} It was trained on sums of ${bitsOf(bits)}; the same weights just run for more steps.\n${table(['bits', '    random', '      hard'], [4, 10, 10])}`,
    ja: `${head.ja}${wrong.ja}\n${tried.ja}学習に使ったのは ${bits} ビットの和だけで、同じ重みを長く動かしています。\n${table(['ビット', '  無作為', '    難問'], [6, 10, 10])}`,
  };
}

/** 1 bit, 2 bits. */
function bitsOf(n: number): string {
  return n === 1 ? '1 bit' : `${n} bits`;
}

function headOf(lengths: readonly LengthAccuracy[], config: TrainConfig): Words {
  const [only, second] = lengths;
  const [sound, longest] = [soundUpTo(lengths) ?? 0, lengths.at(-1)?.length ?? 0];
  if (only !== undefined && second === undefined) {
    const [random, hard] = [percent(only.accuracy), percent(only.hard.accuracy)];
    return only.miss === null
      ? {
          en: `**With numbers of ${bitsOf(only.length)}, every sum that was tried is right.**`,
          ja: `**${only.length} ビットの数の足し算は、試したものすべてに正解しました。**`,
        }
      : {
          en: `**With numbers of ${bitsOf(only.length)}, ${random} of the random sums are right and ${hard} of the hard ones.**`,
          ja: `**${only.length} ビットの数の足し算で、正解率は無作為な組で ${random}、難しい組で ${hard} でした。**`,
        };
  }
  if (sound === longest) {
    return longest > learnedLength(config)
      ? {
          en: `**It adds numbers longer than any it learned from:** every sum that was tried is right, up to ${bitsOf(sound)}.`,
          ja: `**学習したよりも長い数を足せています。** ${sound} ビットの数まで、試したすべての足し算に正解しました。`,
        }
      : {
          en: `**Every sum that was tried is right, up to ${bitsOf(sound)}.**`,
          ja: `**${sound} ビットの数まで、試したすべての足し算に正解しました。**`,
        };
  }
  if (sound === 0) {
    return {
      en: `**Already among the shortest numbers tried, ${bitsOf(only?.length ?? 0)}, there are mistakes.**`,
      ja: `**試したうちで最も短い ${only?.length ?? 0} ビットの数から、すでに間違いがあります。**`,
    };
  }
  return {
    en: `**Every sum that was tried is right up to ${bitsOf(sound)};** beyond, there are mistakes.`,
    ja: `**${sound} ビットの数までは、試したすべての足し算に正解しました。** それより長いと間違いが出ます。`,
  };
}

/** The shortest mistake. */
function missText({ length, a, b }: Miss): Words {
  if (length > WRITTEN_BITS) {
    return {
      en: ` The shortest that went wrong has ${bitsOf(length)}.`,
      ja: `間違えた足し算のうち最も短いものは ${length} ビットです。`,
    };
  }
  const sum = `${count(a)} + ${count(b)}`;
  return {
    en: ` The shortest that went wrong: ${sum} (${bitsOf(length)}).`,
    ja: `間違えた足し算のうち最も短いものは ${sum} です(${length} ビット)。`,
  };
}

/** What was tried, since nothing is known of the rest. */
function triedText(lengths: readonly LengthAccuracy[]): Words {
  const [fewest, most] = [
    Math.min(...lengths.map(({ pairs }) => pairs)),
    Math.max(...lengths.map(({ pairs }) => pairs)),
  ];
  const random = fewest === most ? count(most) : `${count(fewest)}–${count(most)}`;
  const hard = count(lengths.reduce((sum, each) => sum + each.hard.pairs, 0));
  return {
    en: `Tried were ${random} random sums of each length and ${hard} hard ones: a carry that runs through all bits (2ⁿ − 1 + 1), none in any of them, bits that alternate, long mixtures. That is no proof for all the others.`,
    ja: `試したのは、長さごとに無作為な ${random} 組と、難しい ${hard} 組です(全桁を伝わる桁上がり 2ⁿ − 1 + 1、桁上がりのない長い列、交互に並ぶビット、それらの混合)。試していない組まで正しいという証明ではありません。`,
  };
}
