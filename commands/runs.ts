/** `/runs`: what has been trained here: look, choose, hand out, repeat. */

import { curveSpec } from '../src/answers/curve.ts';
import { percent } from '../src/answers/figures.ts';
import { trainLine } from '../src/answers/line.ts';
import { lookButtons } from '../src/answers/look.ts';
import { remedies } from '../src/answers/remedies.ts';
import { runCurve, runLine } from '../src/answers/runs.ts';
import { cancelButton, trainingData, trainingReport, underwayLine } from '../src/answers/training.ts';
import { runButton, runButtonIfShort } from '../src/chat/buttons.ts';
import { type Attachment, reply } from '../src/chat/reply.ts';
import { defineGroup, runner } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { choice } from '../src/command/option.ts';
import { runOption } from '../src/command/run-option.ts';
import { exportCsv } from '../src/rnn/export/csv.ts';
import { exportJson } from '../src/rnn/export/json.ts';
import { exportNotebook } from '../src/rnn/export/notebook.ts';
import { encodeRecipe } from '../src/rnn/recipe.ts';
import type { Run } from '../src/store/port.ts';
import { repeating } from '../src/training/recipe.ts';
import { film } from './runs/film.ts';
import { letter } from './runs/letter.ts';

/** Runs in one list. */
const LISTED = 15;
/** Of these, how many with their curves. */
const DRAWN = 12;

const list = runner({
  words: { en: 'The newest runs', ja: '最近の学習の一覧' },
  options: {},
  async *run(_, context) {
    const { caller, services, say } = context;
    const runs = await services.store.runs.list(caller.workspace, LISTED);
    const current = await services.store.runs.currentNumber(caller.workspace);
    const own = (await services.trainer.list(caller.workspace)).filter(
      ({ owner }) => owner.userId === caller.userId,
    );
    const underway = own.map(({ config, stage }) => underwayLine(config, stage, caller.locale));
    const cancel = own.map(({ id }) => cancelButton(id, caller.locale));
    if (runs.length === 0 && own.length === 0) {
      yield reply(
        say({
          en: 'Nothing has been trained here yet. Type `/train`.',
          ja: 'まだ何も学習していません。`/train` と入力してみてください。',
        }),
        {
          buttons: [runButton('/train', say({ en: 'Train a network', ja: '学習させてみる' }), 'primary')],
          data: { runs: [] },
        },
      );
      return;
    }
    const head = say({ en: '**Runs** (★ answers `/add`)', ja: '**学習の一覧**(★ が `/add` で使うモデル)' });
    const placeOf = ({ number }: { number: number }) => (number === current ? 'current' : 'kept');
    const lines = runs.map((run) => runLine(run, placeOf(run), caller.locale));
    const rows = runs.slice(0, DRAWN).flatMap((run) => runCurve(run, placeOf(run)) ?? []);
    const told = reply([...underway, ...(runs.length === 0 ? [] : [head, ...lines])].join('\n'), {
      buttons: cancel,
      data: {
        underway: own.map(({ id, config, stage }) => ({ id, line: trainLine(config), stage: stage.kind })),
        current: current ?? null,
        runs: runs.map((run) => ({
          run: run.number,
          line: run.config && trainLine(run.config),
          accuracy: run.evaluation.accuracy,
          outcome: run.outcome.kind,
          solvedAt: run.solvedAt,
        })),
      },
    });
    if (rows.length === 0) yield told;
    else yield* illustrated(told, [{ kind: 'sparks', locale: caller.locale, runs: rows }], context);
  },
});

const show = runner({
  words: { en: 'One run: curve, figures, settings', ja: '1 回の学習の詳細: 曲線、数値、設定' },
  options: { run: runOption },
  async *run({ run: number }, context) {
    const { caller, services, say } = context;
    const run = await services.models.pick(caller.workspace, number);
    const told = reply(
      trainingReport(run, run.result.outcome.kind === 'cancelled' ? 'stopped' : 'done', caller.locale),
      {
        buttons: [
          ...remedies(run.result).flatMap(({ words, line }) => runButtonIfShort(line, say(words))),
          runButton(
            `/runs use run=${run.number}`,
            say({ en: 'Use it for /add', ja: '/add で使う' }),
            'primary',
          ),
          ...lookButtons(run, say),
          runButton(`/runs share run=${run.number}`, say({ en: 'Share the recipe', ja: 'レシピを共有' })),
        ],
        data: trainingData(run),
      },
    );
    yield* illustrated(told, [curveSpec(run.result, caller.locale)], context);
  },
});

const use = runner({
  words: { en: 'Make a run the model that /add asks', ja: '/add で使うモデルを選ぶ' },
  options: { run: runOption },
  async *run({ run: number }, { caller, services, say }) {
    const run = await services.models.pick(caller.workspace, number);
    await services.store.runs.use(caller.workspace, run.number);
    const share = percent(run.result.evaluation.accuracy);
    yield reply(
      say({
        en: `Run ${run.number} (${share} right) now answers \`/add\`.`,
        ja: `これからは実行番号 ${run.number}(正解率 ${share})が \`/add\` に答えます。`,
      }),
      {
        buttons: [runButton('/add 45 77', say({ en: 'Ask it 45 + 77', ja: '45 + 77 を解かせる' }))],
        data: { run: run.number },
      },
    );
  },
});

type Format = 'json' | 'csv' | 'notebook';

const EXPORTS: Readonly<
  Record<Format, { readonly extension: string; readonly type: string; make(run: Run): string }>
> = {
  json: { extension: 'json', type: 'application/json', make: ({ result }) => exportJson(result) },
  csv: { extension: 'csv', type: 'text/csv', make: ({ result }) => exportCsv(result) },
  notebook: {
    extension: 'ipynb',
    type: 'application/x-ipynb+json',
    make: ({ result }) => exportNotebook(result),
  },
};

const exportRun = runner({
  words: {
    en: 'A run as a file: JSON, CSV or a notebook that repeats it',
    ja: '学習の結果をファイルに: JSON、CSV、再現できるノートブック',
  },
  options: {
    format: choice({ en: 'Kind of file', ja: 'ファイルの種類' }, ['json', 'csv', 'notebook'], 'notebook', {
      json: { en: 'JSON (settings, losses, weights)', ja: 'JSON(設定、損失、重み)' },
      csv: { en: 'CSV (the curve)', ja: 'CSV(損失の曲線)' },
      notebook: { en: 'Jupyter notebook (NumPy)', ja: 'Jupyter ノートブック(NumPy)' },
    }),
    run: runOption,
  },
  async *run({ format, run: number }, { caller, services, say }) {
    const run = await services.models.pick(caller.workspace, number);
    const { extension, type, make } = EXPORTS[format];
    const alt: Record<Format, { en: string; ja: string }> = {
      json: {
        en: `Settings, losses and weights of run ${run.number}`,
        ja: `実行番号 ${run.number} の設定、損失、重み`,
      },
      csv: { en: `Loss curve of run ${run.number}`, ja: `実行番号 ${run.number} の損失の曲線` },
      notebook: {
        en: `NumPy program that repeats run ${run.number}`,
        ja: `実行番号 ${run.number} を再現する NumPy のプログラム`,
      },
    };
    const file: Attachment = {
      name: `run-${run.number}.${extension}`,
      type,
      alt: say(alt[format]),
      bytes: new TextEncoder().encode(make(run)),
    };
    yield reply(`${say(alt[format])}: \`${file.name}\``, {
      files: [file],
      data: { run: run.number, format, file: file.name },
    });
  },
});

const share = runner({
  words: { en: 'A recipe that anyone can paste into /train', ja: '/train に貼り付けて再現できるレシピ' },
  options: { run: runOption },
  async *run({ run: number }, { caller, services, say }) {
    const run = await services.models.pick(caller.workspace, number);
    const recipe = encodeRecipe(repeating(run.result));
    yield reply(
      say({
        en: `Anyone gets the very same network with\n\`/train recipe=${recipe}\``,
        ja: `次のとおり入力すると、まったく同じネットワークが得られます。\n\`/train recipe=${recipe}\``,
      }),
      { data: { run: run.number, recipe } },
    );
  },
});

export default defineGroup({
  name: 'runs',
  words: {
    en: 'What was trained here: list, use, export, share',
    ja: 'これまでの学習: 一覧、使用、書き出し、共有',
  },
  examples: ['/runs list', '/runs export format=notebook', '/runs share'],
  subcommands: { list, show, use, film, export: exportRun, share },
  bare: 'list',
  actions: { letter },
});
