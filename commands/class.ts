/** `/class`: for organisers: who takes part, what is known, what is missed. */
import { unreadableText } from '../src/answers/decks.ts';
import { classCsv, classText } from '../src/answers/score.ts';
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { choice } from '../src/command/option.ts';

export default defineCommand({
  name: 'class',
  words: {
    en: 'For organisers: participation, topics, most missed',
    ja: '運営者向け: 参加状況、分野別の正解率、間違いの多い問題',
  },
  examples: ['/class', '/class all'],
  section: 'class',
  audience: 'caller',
  needs: () => 'class',
  options: {
    span: choice({ en: 'Since when', ja: '期間' }, ['week', 'all'], 'week', {
      week: { en: 'the last 7 days', ja: '直近 7 日' },
      all: { en: 'all time', ja: '全期間' },
    }),
  },
  async *run({ span }, { caller, services, say }) {
    const [report, bank, decks] = await Promise.all([
      services.scores.report(caller.workspace, span),
      services.classroom.bank(caller.workspace),
      services.decks.imported(caller.workspace),
    ]);
    const text = classText(report, bank, span, caller.locale);
    yield reply(`${text}${unreadableText(decks, caller.locale)}`, {
      audience: 'caller',
      files:
        report.rows.length === 0
          ? []
          : [
              {
                name: 'class.csv',
                type: 'text/csv',
                alt: say({
                  en: 'Answers by learner (without those who hide themselves)',
                  ja: '受講者ごとの回答数(非表示の人を除く)',
                }),
                // The mark makes spreadsheets read the names as UTF-8.
                bytes: new TextEncoder().encode(`\uFEFF${classCsv(report)}`),
              },
            ],
      data: {
        span,
        learners: report.learners,
        answers: report.answers,
        right: report.right,
        topics: [...report.topics].map(([topic, share]) => ({ topic, ...share })),
        missed:
          report.missed === undefined
            ? null
            : { ...report.missed, answer: report.missed.answer?.[caller.locale] ?? null },
      },
    });
  },
});
