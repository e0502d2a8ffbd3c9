/** How the bot is, and what is wrong where it was asked: in words. Pure. */
import type { Words } from '../chat/locale.ts';
import type { Checkup } from '../chat/platform.ts';
import { code } from '../chat/wording.ts';
import type { Listed } from '../store/schedules.ts';

export type Findings = {
  readonly version: string;
  /** Undefined if the platform could not be asked. */
  readonly checkup: Checkup | undefined;
  readonly schedules: Listed;
  /** Names of imported decks that cannot be read, with the reason. */
  readonly decks: readonly { readonly name: string; readonly why: Words }[];
};

export function isWell({ checkup, schedules, decks }: Findings): boolean {
  return checkup?.lacks.length === 0 && troubled(schedules).length + decks.length === 0;
}

/** One line for each thing that is wrong, and what to do about it; or that all is well. */
export function doctorText(findings: Findings): Words {
  const { version, checkup, decks } = findings;
  const latency = checkup?.latencyMs ?? null;
  const answers: Words =
    latency === null
      ? { en: '', ja: '' }
      : {
          en: ` The chat answers in ${Math.round(latency)} ms.`,
          ja: `チャットの応答時間は ${Math.round(latency)} ミリ秒です。`,
        };
  const lines: readonly Words[] = [
    ...(checkup === undefined ? [unreachable] : checkup.lacks.map(lackLine)),
    ...troubled(findings.schedules).map(({ number, words }) => ({
      en: `- ⚠ Schedule ${number}: ${words.en}`,
      ja: `- ⚠ ${number} 番の予定: ${words.ja}`,
    })),
    ...decks.map(({ name, why }) => ({
      en: `- ⚠ Deck ${code(name)} cannot be read: ${why.en} \`/quiz decks\` offers to remove it.`,
      ja: `- ⚠ 問題集 ${code(name)} を読み取れません。${why.ja} \`/quiz decks\` から削除できます。`,
    })),
  ];
  const head: Words = isWell(findings)
    ? { en: '✓ All is well in this channel.', ja: '✓ このチャンネルに問題はありません。' }
    : { en: 'Something is wrong here:', ja: '次の問題があります。' };
  return {
    en: [`${head.en}`, ...lines.map(({ en }) => en), `Carrybot ${version}.${answers.en}`].join('\n'),
    ja: [`${head.ja}`, ...lines.map(({ ja }) => ja), `Carrybot ${version}。${answers.ja}`].join('\n'),
  };
}

const unreachable: Words = {
  en: '- ⚠ The chat could not be asked what the bot may do here. Please try again in a moment.',
  ja: '- ⚠ ボットの権限をチャットに確認できませんでした。少し待ってから、もう一度お試しください。',
};

function lackLine({ name, breaks }: Checkup['lacks'][number]): Words {
  return {
    en: `- ⚠ Missing: **${name.en}**. Without it: ${breaks.en}.`,
    ja: `- ⚠ 足りないもの: **${name.ja}**。このままでは: ${breaks.ja}。`,
  };
}

function troubled({ schedules, unreadable }: Listed): readonly { number: number; words: Words }[] {
  return [
    ...schedules.flatMap(({ number, trouble }) => (trouble === null ? [] : [{ number, words: trouble }])),
    ...unreadable.map(({ number }) => ({
      number,
      words: {
        en: `it cannot be read. \`/schedule remove ${number}\` removes it.`,
        ja: `読み取れません。\`/schedule remove ${number}\` で削除してください。`,
      },
    })),
  ];
}
