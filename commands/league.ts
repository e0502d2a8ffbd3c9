/** `/league`: the smallest network that gets every sum right, verified by running its recipe. */
import { leagueData, leagueText, refusedText, verifiedText } from '../src/answers/league.ts';
import { trainLineAnySeed } from '../src/answers/line.ts';
import { cancelButton, trainingNews, withdrawnText } from '../src/answers/training.ts';
import { runButton, runButtonIfShort } from '../src/chat/buttons.ts';
import { type Button, type Reply, reply } from '../src/chat/reply.ts';
import { type Context, defineGroup, runner } from '../src/command/define.ts';
import { look } from '../src/command/look.ts';
import { alone, text } from '../src/command/option.ts';
import { runOption } from '../src/command/run-option.ts';
import { admit, judge, printOf, rankEntries, trainingOf } from '../src/games/league.ts';
import type { TrainConfig } from '../src/rnn/config.ts';
import { encodeRecipe } from '../src/rnn/recipe.ts';
import type { RunResult } from '../src/rnn/result.ts';
import { readRecipe } from '../src/training/recipe.ts';
import type { Ending } from '../src/training/trainer.ts';

const enter = runner({
  words: {
    en: 'Enter a network: its recipe is run again and every sum checked',
    ja: 'RNN を登録(レシピを動かして全問を確認)',
  },
  options: {
    run: runOption,
    recipe: alone(
      text(
        {
          en: 'A recipe from /runs share instead of a run',
          ja: '/runs share で得たレシピ(実行番号の代わり)',
        },
        { maxLength: 200, take: 'word' },
        undefined,
      ),
    ),
  },
  async *run({ run, recipe }, context) {
    const { caller, services, key, say } = context;
    const config = await configOf(run, recipe, context);
    admit(config);
    const job = await services.trainer.train(config, caller, key);
    // A training like any other: whoever started it may cancel it as they would there.
    const cancel = cancelButton(job.id, caller.locale);
    const checking = say({ en: 'Running the recipe to check it.', ja: 'レシピを動かして確認しています。' });
    for await (const event of job.events) {
      if (event.kind === 'ended') {
        yield yield* judged(event.result, event.ending, context);
        return;
      }
      if (event.kind === 'withdrawn') {
        yield reply(withdrawnText(caller.locale), {
          buttons: [listButton(context)],
          data: { withdrawn: true, entered: false },
        });
        return;
      }
      yield reply(`${checking}\n${trainingNews(config, event, caller.locale)}`, {
        kind: 'progress',
        buttons: [cancel],
      });
    }
  },
});

async function configOf(
  run: number | undefined,
  recipe: string | undefined,
  { caller, services }: Context,
): Promise<TrainConfig> {
  if (recipe !== undefined) return readRecipe(recipe);
  return (await services.models.pick(caller.workspace, run)).result.config;
}

async function* judged(
  result: RunResult,
  ending: Ending,
  context: Context,
): AsyncGenerator<Reply, Reply, undefined> {
  const { caller, services, key } = context;
  const { workspace, userId, userName, locale } = caller;
  const { config, evaluation, solvedAt } = result;
  const judgement = judge(result, ending);
  const recipe = encodeRecipe(config);
  const data = { recipe, right: evaluation.right, sums: evaluation.pairs, solvedAt };
  if (judgement.kind === 'refused') {
    return reply(refusedText(judgement, result, locale), {
      buttons: [...again(config, context), listButton(context)],
      data: { ...data, entered: false, reason: judgement.reason },
    });
  }
  const { hidden, pairs, updates } = judgement;
  const moment = { kind: 'at', iteration: updates } as const;
  const solved = yield* look({ kind: 'checkpoint', config, moment }, context);
  const { league, people } = services.store;
  const entry = {
    workspace,
    userId,
    userName,
    hidden,
    pairs,
    recipe,
    training: trainingOf(config),
    print: solved === null ? null : printOf(solved.weights),
    enteredAt: services.clock.now(),
  };
  const outcome = await league.enter(entry, key);
  const places = rankEntries(await league.list(workspace), await people.hidden(workspace));
  const place = places.find((entry) => entry.userId === userId);
  return reply(verifiedText(judgement, outcome, place, locale), {
    buttons: [listButton(context), ...smaller(config, context)],
    data: { ...data, entered: outcome === 'entered', outcome, hidden, pairs, rank: place?.rank ?? null },
  });
}

function listButton({ say }: Context): Button {
  return runButton('/league list', say({ en: 'The league', ja: 'リーグを見る' }), 'primary');
}

/** The same settings with another seed, as a button if a button can hold them. */
function again(config: TrainConfig, { say }: Context): readonly Button[] {
  return runButtonIfShort(
    trainLineAnySeed(config),
    say({ en: 'Train with another seed', ja: '別のシードで学習' }),
  );
}

/** The challenge: one unit fewer. */
function smaller(config: TrainConfig, { say }: Context): readonly Button[] {
  const hidden = config.hidden - 1;
  if (hidden < 1) return [];
  const line = trainLineAnySeed({ ...config, hidden });
  return runButtonIfShort(line, say({ en: `Try H = ${hidden}`, ja: `H = ${hidden} に挑戦` }));
}

const list = runner({
  words: { en: 'The ranking, with recipes to repeat', ja: 'ランキングと、再現できるレシピ' },
  options: {},
  async *run(_, { caller, services, say }) {
    const { league, people } = services.store;
    const places = rankEntries(await league.list(caller.workspace), await people.hidden(caller.workspace));
    const [best] = places;
    yield reply(leagueText(places, caller.locale), {
      buttons: [
        runButton('/league enter', say({ en: 'Enter my network', ja: '今の RNN を登録' }), 'primary'),
        ...(best === undefined
          ? []
          : runButtonIfShort(
              `/train recipe=${best.recipe}`,
              say({ en: 'Train the best one', ja: '1 位の学習を再現' }),
            )),
      ],
      data: leagueData(places),
    });
  },
});

export default defineGroup({
  name: 'league',
  words: {
    en: 'The smallest brain that gets all sums right',
    ja: '全問正解する最小の RNN を競うリーグ',
  },
  examples: ['/league list', '/league enter', '/league enter recipe=rnn1-h4,s1'],
  subcommands: { enter, list },
  bare: 'list',
});
