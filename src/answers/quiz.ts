/** What is said around a question: when it is asked, and when someone has answered. Pure. */

import { button, runButton, tryButtonIfShort } from '../chat/buttons.ts';
import type { Locale, Words } from '../chat/locale.ts';
import {
  type Attachment,
  type Audience,
  type Button,
  type Json,
  plain,
  type Reply,
  reply,
} from '../chat/reply.ts';
import type { Standing, Taken } from '../classroom/classroom.ts';
import type { Mark, Reason } from '../quiz/mark.ts';
import { present } from '../quiz/present.ts';
import type { Asked } from '../store/port.ts';

/** The question as a message: of everyone, or for the one alone of whom it is asked. */
export function questionReply(standing: Standing, files: readonly Attachment[], locale: Locale): Reply {
  return reply(questionText(standing, locale), {
    audience: AUDIENCE[standing.asked.origin],
    files,
    buttons: questionButtons(standing, locale),
    data: questionData(standing, locale),
  });
}

/** The question as everyone sees it. */
export function questionText({ posed, asked }: Standing, locale: Locale): string {
  return `${present(posed, locale).text}\n${RULES[asked.origin][locale]}`;
}

const AUDIENCE: Readonly<Record<Asked['origin'], Audience>> = {
  command: 'channel',
  schedule: 'channel',
  review: 'caller',
  practice: 'caller',
};

const PRIVATE: Words = { en: '*Only you see this.*', ja: '*この問題は自分にだけ表示されています。*' };

/** Who may answer, and how often. */
const RULES: Readonly<Record<Asked['origin'], Words>> = {
  review: PRIVATE,
  practice: PRIVATE,
  schedule: {
    en: '*Everyone may answer once and change it once; only you see whether you are right. The answer comes with the next question, or after a day.*',
    ja: '*回答は 1 人 1 回、変更は 1 度だけできます。正誤は自分にだけ表示され、答えは次の出題のとき、または 1 日後に公開します。*',
  },
  command: {
    en: '*Everyone may answer once; only you see whether you are right.*',
    ja: '*回答は 1 人 1 回です。正誤は自分にだけ表示されます。*',
  },
};

/** Asks another question of whoever presses it, and of nobody else: it stands under what only they see. */
export function practiceButton(words: Words, locale: Locale, style: Button['style'] = 'secondary'): Button {
  return button(['quiz', 'another'], words[locale], style);
}

const ANOTHER: Words = { en: 'Another question', ja: '次の問題' };

/** A button for each option, or one that opens the form. */
export function questionButtons({ posed, asked }: Standing, locale: Locale): readonly Button[] {
  const { options, answerBy } = present(posed, locale);
  if (answerBy === 'form') {
    const label = { en: 'Answer', ja: '回答する' }[locale];
    return [button(['quiz', 'form', asked.id, posed.question.kind], label, 'primary')];
  }
  return options.map(({ letter, label }) => button(['quiz', 'answer', asked.id, letter], label));
}

/** Without the seed: who has that and the program has the answer. */
function questionData({ posed, asked }: Standing, locale: Locale): { readonly [key: string]: Json } {
  return {
    asked: asked.id,
    question: asked.questionId,
    topic: asked.topic,
    kind: posed.question.kind,
    options: present(posed, locale).options.map(({ letter, label }) => ({ letter, label })),
  };
}

/** What the one who answered is told, and no one else. */
export function verdictText(taken: Taken, locale: Locale): string {
  switch (taken.kind) {
    case 'unreadable':
    case 'unfinished':
      return sentences(taken.mark.reasons, locale);
    case 'kept': {
      const before = plain(taken.before.answer.slice(0, 80));
      const already: Words = {
        en: `You have answered already (${before}); the first answer counts.`,
        ja: `すでに回答済みです(${before})。最初の回答が有効です。`,
      };
      return `${already[locale]}\n${judged(taken, locale)}`;
    }
    case 'counted':
    case 'changed': {
      const changed = taken.kind === 'changed' ? { en: 'Changed. ', ja: '回答を変更しました。' }[locale] : '';
      return `${changed}${judged(taken, locale)}`;
    }
  }
}

type Judged = Exclude<Taken, { kind: 'unreadable' | 'unfinished' }>;

function isJudged(taken: Taken): taken is Judged {
  return taken.kind !== 'unreadable' && taken.kind !== 'unfinished';
}

/** Whether the answer stays secret: whoever may still change a wrong one would only copy it. */
function isSecret({ may, mark }: Judged): boolean {
  return may === 'change' && mark.verdict === 'wrong';
}

/** Why it is wrong, without what would tell the answer while that is secret. */
function reasonsOf(taken: Judged): readonly Reason[] {
  const { reasons } = taken.mark;
  return isSecret(taken) ? reasons.filter(({ code }) => code !== 'left-out') : reasons;
}

function judged(taken: Judged, locale: Locale): string {
  const { mark } = taken;
  const head: Record<Mark['verdict'], Words> = {
    right: { en: '**✓ Right.**', ja: '**✓ 正解です。**' },
    wrong: { en: '**✗ Not quite.**', ja: '**✗ 不正解です。**' },
    'self-rated': { en: '**Compare with the model answer:**', ja: '**模範解答と比べてみましょう。**' },
    unreadable: { en: '', ja: '' },
    unfinished: { en: '', ja: '' },
  };
  if (isSecret(taken)) {
    const later: Words = {
      en: '*You may change your answer once. The right one is told when the question closes.*',
      ja: '*回答は 1 度だけ変更できます。正解は締め切り後に公開します。*',
    };
    return whole([head.wrong[locale], sentences(reasonsOf(taken), locale), later[locale]], mark, locale);
  }
  const answer: Words = { en: `The answer: ${mark.correct}`, ja: `答え: ${mark.correct}` };
  const lines = [
    head[mark.verdict][locale],
    sentences([...mark.reasons, ...mark.notes], locale),
    mark.verdict === 'self-rated' ? mark.correct : mark.verdict === 'wrong' ? answer[locale] : '',
    mark.explanation,
  ];
  return whole(lines, mark, locale);
}

/** The lines that there are, and below them what "Run it" runs, which is never cut. */
function whole(lines: readonly string[], { experiment }: Mark, locale: Locale): string {
  const below = experiment === undefined ? '' : `\n${experimentText(experiment, locale)}`;
  return `${shortened(lines.filter((line) => line !== '').join('\n'), LONGEST - below.length)}${below}`;
}

const RUN_IT: Words = { en: 'Run it', ja: '試してみる' };

/** Which line "Run it" runs: nobody presses blindly what somebody else has written. */
function experimentText(line: string, locale: Locale): string {
  const shown = `\`${line.replaceAll('`', ' ')}\``;
  const words: Words =
    tryButtonIfShort(line, RUN_IT[locale]).length > 0
      ? { en: `“${RUN_IT.en}” runs ${shown}.`, ja: `「${RUN_IT.ja}」を押すと ${shown} を実行します。` }
      : { en: `To try it: ${shown}`, ja: `試すには: ${shown}` };
  return words[locale];
}

/** Longest verdict, in characters: what a reply allows, less the line above it. */
const LONGEST = 1_650;

/** Cut between lines or words where it is too long. */
function shortened(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1).replace(/\s+\S*$/, '')}…`;
}

/** What may follow an answer: the experiment, a rating of one's own words, another question. */
export function verdictButtons(taken: Taken, locale: Locale): readonly Button[] {
  if (!isJudged(taken)) return again(taken.standing, locale);
  const { mark, standing } = taken;
  const buttons: Button[] = [];
  if (mark.verdict === 'self-rated' && taken.kind === 'counted') {
    const label = { en: ['I had it', 'Not yet'], ja: ['書けていた', 'まだ不十分'] }[locale];
    buttons.push(button(['quiz', 'rate', standing.asked.id, 'right'], label[0] ?? '', 'primary'));
    buttons.push(button(['quiz', 'rate', standing.asked.id, 'wrong'], label[1] ?? ''));
  }
  if (mark.experiment !== undefined) {
    buttons.push(...tryButtonIfShort(mark.experiment, RUN_IT[locale]));
  }
  buttons.push(nextButton(standing.asked.origin, locale));
  return buttons;
}

/** Reviews go on with the next that is due. */
export function nextButton(origin: Asked['origin'], locale: Locale): Button {
  return origin === 'review' ? runButton('/review', ANOTHER[locale]) : practiceButton(ANOTHER, locale);
}

/** After something that could not be read, or stops early: the form once more. */
function again({ posed, asked }: Standing, locale: Locale): readonly Button[] {
  if (present(posed, locale).answerBy === 'buttons') return [];
  const label = { en: 'Answer again', ja: 'もう一度答える' }[locale];
  return [button(['quiz', 'form', asked.id, posed.question.kind], label, 'primary')];
}

export function verdictData(taken: Taken, locale: Locale): { readonly [key: string]: Json } {
  const { mark, standing } = taken;
  return {
    question: standing.asked.questionId,
    outcome: taken.kind,
    verdict: mark.verdict,
    // Own words are neither until they have been rated; what does not count is neither.
    right: mark.verdict === 'right' ? true : mark.verdict === 'wrong' ? false : null,
    answer: mark.answer,
    correct: !isJudged(taken) || isSecret(taken) ? null : mark.correct,
    reasons: (isJudged(taken) ? reasonsOf(taken) : mark.reasons).map(({ code, words }) => ({
      code,
      text: words[locale],
    })),
    notes: mark.notes.map(({ code, words }) => ({ code, text: words[locale] })),
  };
}

function sentences(reasons: Mark['reasons'], locale: Locale): string {
  return reasons.map(({ words }) => words[locale]).join('\n');
}
