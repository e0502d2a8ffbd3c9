/** Help texts, made from the outsides of commands. */
import type { Locale, Words } from '../chat/locale.ts';
import {
  type CommandShape,
  type OptionShape,
  type OptionShapes,
  SECTIONS,
  type Section,
} from '../chat/shape.ts';
import { figure } from '../chat/wording.ts';

const SECTION_NAMES: Readonly<Record<Section, Words>> = {
  start: { en: 'Start here', ja: 'まずはここから' },
  learn: { en: 'Learn', ja: '学ぶ' },
  lab: { en: 'The laboratory', ja: '実験室' },
  class: { en: 'The class', ja: 'クラス' },
};

/** All commands by section, a line each. */
export function overview(commands: readonly CommandShape[], locale: Locale): string {
  const intro: Words = {
    en: '**Carrybot** trains a small recurrent neural network to add, right here. Try these:',
    ja: '**Carrybot** は、足し算を学ぶ小さな RNN をこのチャットの中で学習させるボットです。',
  };
  const more: Words = {
    en: '`/help train` tells all about `/train`, and so for the others. Options are written `name=value`, in any order.',
    ja: '`/help train` のように書くと、そのコマンドの詳しい使い方が出ます。オプションは `名前=値` の形で、順番は自由です。',
  };
  const lines = SECTIONS.flatMap((section) => [
    `**${SECTION_NAMES[section][locale]}**`,
    ...commands
      .filter((shape) => (shape.section ?? 'lab') === section)
      .map((shape) => `- \`/${shape.name}\` ${shape.words[locale]}`),
  ]);
  return [intro[locale], ...lines, more[locale]].join('\n');
}

/** Longest help, in characters: a reply has 1,900. */
const LONGEST = 1_850;

/** One command: its options with ranges and defaults, as far as there is room, and lines to try. */
export function helpFor(shape: CommandShape, locale: Locale): string {
  const examples: Words = { en: 'For example:', ja: '例:' };
  const head = `**/${shape.name}** ${shape.words[locale]}`;
  const tries = shape.examples.map((line) => `\`${line}\``).join(' · ');
  const end = tries === '' ? [] : [`${examples[locale]} ${tries}`];
  const whole = (body: readonly string[]) => [head, ...body, ...end].join('\n');
  if (shape.kind === 'plain') return whole(optionLines(shape.options, locale));
  const texts = [subcommandLines, briefLines].map((lines) => whole(lines(shape, locale)));
  return texts.find((text) => text.length <= LONGEST) ?? texts.at(-1) ?? '';
}

type Group = Extract<CommandShape, { kind: 'group' }>;

function subcommandLines({ name, subcommands }: Group, locale: Locale): readonly string[] {
  return Object.entries(subcommands).flatMap(([sub, { words, options }]) => [
    `**/${name} ${sub}** ${words[locale]}`,
    ...optionLines(options, locale),
  ]);
}

/** Options by their names alone; what one takes is said when something else is written. */
function briefLines({ name, subcommands }: Group, locale: Locale): readonly string[] {
  return Object.entries(subcommands).flatMap(([sub, { words, options }]) => {
    const names = Object.keys(options).map((option) => `\`${option}\``);
    return [`**/${name} ${sub}** ${words[locale]}`, ...(names.length === 0 ? [] : [`- ${names.join(' ')}`])];
  });
}

function optionLines(options: OptionShapes, locale: Locale): readonly string[] {
  return Object.entries(options).map(
    ([name, option]) =>
      `- \`${name}\` ${option.words[locale]}: ${domain(option, locale)}${fallback(option, locale)}`,
  );
}

/** What an option takes, e.g. `1–256`. */
export function domain(option: OptionShape, locale: Locale): string {
  switch (option.kind) {
    case 'integer':
    case 'number':
      return `${option.min.toLocaleString('en-US', { maximumFractionDigits: 6 })}–${option.max.toLocaleString('en-US')}`;
    case 'bigint':
      return { en: `0 up to ${option.maxBits} bits`, ja: `0 以上 ${option.maxBits} ビットまで` }[locale];
    case 'choice':
      return option.choices.map((choice) => `\`${choice}\``).join(', ');
    case 'text':
      return { en: 'text', ja: '文字列' }[locale];
  }
}

function fallback(option: OptionShape, locale: Locale): string {
  if (option.required) return { en: ' (required)', ja: '(必須)' }[locale];
  if (option.default === undefined) return '';
  const value = typeof option.default === 'number' ? figure(option.default) : option.default;
  return { en: ` (default ${value})`, ja: `(既定値 ${value})` }[locale];
}

/** All commands as a table in Markdown, for the READMEs. */
export function commandTable(commands: readonly CommandShape[], locale: Locale): string {
  const head = { en: '| command | what it does |', ja: '| コマンド | 内容 |' }[locale];
  const rows = commands.map((shape) => `| \`/${shape.name}\` | ${shape.words[locale]} |`);
  return [head, '|---|---|', ...rows].join('\n');
}

/** Every command with every option, in Markdown. */
export function commandReference(commands: readonly CommandShape[], locale: Locale): string {
  const title = { en: '# Commands', ja: '# コマンド一覧' }[locale];
  const note = {
    en: 'Made from the definitions in `commands/`. Options are written `name=value` in any order, or without names in this order.',
    ja: '`commands/` の定義から作られています。オプションは `名前=値` の形で順番は自由です。この順に名前なしで書くこともできます。',
  }[locale];
  const parts = commands.map((shape) => {
    const tries = shape.examples.map((line) => `\`${line}\``).join(' · ');
    const body =
      shape.kind === 'plain'
        ? optionLines(shape.options, locale)
        : Object.entries(shape.subcommands).flatMap(([name, sub]) => [
            `### /${shape.name} ${name}`,
            '',
            sub.words[locale],
            '',
            ...optionLines(sub.options, locale),
            '',
          ]);
    return [`## /${shape.name}`, '', shape.words[locale], '', ...body, '', tries]
      .join('\n')
      .replace(/\n{3,}/g, '\n\n');
  });
  return `${[title, note, ...parts].join('\n\n')}\n`;
}
