/** `/hunt`: a half-trained network makes mistakes; the first to name a sum that it gets wrong scores. */
import { findText, guessData, huntData, huntText, lateText, missText } from '../src/answers/hunt.ts';
import { isNamed } from '../src/answers/names.ts';
import { button, runButton } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import { type Reply, reply } from '../src/chat/reply.ts';
import { type Answer, type Context, defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { watched } from '../src/command/look.ts';
import { choice } from '../src/command/option.ts';
import { runOption } from '../src/command/run-option.ts';
import { anyGround, type Ground, groundAgain, groundOf } from '../src/games/ground.ts';
import type { Checkpoint } from '../src/lab/checkpoint.ts';
import type { TrainConfig } from '../src/rnn/config.ts';
import { predict } from '../src/rnn/predict.ts';
import { encodeRecipe } from '../src/rnn/recipe.ts';
import type { Find, Hunt } from '../src/store/games.ts';
import { board } from './hunt/board.ts';
import { hasWon, readPair } from './hunt/pair.ts';

export default defineCommand({
  name: 'hunt',
  words: {
    en: 'Bug hunt: who first names a sum the network gets wrong?',
    ja: 'バグ探し: RNN が間違える足し算を最初に見つけるのは?',
  },
  examples: ['/hunt', '/hunt new', '/hunt board'],
  options: {
    what: choice(
      { en: 'A new hunt, or who has won most', ja: '新しく始めるか、ランキングか' },
      ['new', 'board'],
      undefined,
      {
        new: { en: 'a new hunt', ja: '新しく始める' },
        board: { en: 'leaderboard', ja: 'ランキング' },
      },
    ),
    run: runOption,
  },
  async *run({ what, run: number }, context) {
    const { platform, workspace, channel } = context.caller;
    if (what === 'board') {
      yield await board(context);
      return;
    }
    const standing =
      what === undefined && number === undefined
        ? await context.services.store.hunts.standing({ platform, workspace, channel })
        : undefined;
    yield yield* standing === undefined ? open(number, context) : again(standing, context);
  },
  actions: {
    guess: {
      kind: 'form',
      audience: 'caller',
      form: (_, locale) => ({
        title: { en: 'Name a wrong sum', ja: '間違える足し算' }[locale],
        submit: { en: 'Guess', ja: '送信' }[locale],
        fields: [
          {
            kind: 'text',
            id: 'pair',
            label: { en: 'Two numbers, e.g. 45 77', ja: '2 つの数(例: 45 77)' }[locale],
            lines: 'one',
            placeholder: '45 77',
            maxLength: 40,
          },
        ],
      }),
      async *run([id = ''], { pair }, context) {
        yield* guess(id, pair?.kind === 'text' ? pair.text : '', context);
      },
    },
  },
});

/** The answer, with progress until there is one. */
type Shown = AsyncGenerator<Reply, Reply, undefined>;

async function* open(number: number | undefined, context: Context): Shown {
  const { caller, services } = context;
  // Drawn first, so that it is the same when it is done again after a crash.
  const id = services.newId();
  const mine = await services.store.hunts.get(caller.workspace, id);
  if (mine !== undefined) return yield* again(mine, context);
  return yield* number === undefined ? openAny(id, context) : openIn(number, id, context);
}

async function* openIn(number: number, id: string, context: Context): Shown {
  const { caller, services } = context;
  const run = await services.models.pick(caller.workspace, number);
  const before = await services.store.hunts.of(run.workspace, encodeRecipe(run.result.config));
  if (before?.found === null) return yield* again(before, context);
  if (before !== undefined) throw alreadyHunted(number);
  const ground = yield* watched((how) => groundOf(run, services.lab, caller, how), context);
  return (await begin(ground, id, context)) ?? (yield* openIn(number, id, context));
}

/** Networks that are tried until one has not been hunted in here; of 10,000 seeds hardly any has. */
const TRIES = 8;

async function* openAny(id: string, context: Context): Shown {
  const { caller, services } = context;
  const { lab, newSeed } = services;
  for (let n = 0; n < TRIES; n += 1) {
    const own = await ownConfig(context);
    const ground = yield* watched((how) => anyGround(own, lab, caller, newSeed, how), context);
    const begun = await begin(ground, id, context);
    if (begun !== undefined) return begun;
  }
  throw new Error(`each of ${TRIES} networks has been hunted in`);
}

/** Undefined if a hunt in this very training was begun before, perhaps at this moment. */
async function begin({ config, found }: Ground, id: string, context: Context): Promise<Reply | undefined> {
  const { caller, services } = context;
  const { platform, workspace, channel } = caller;
  const hunt = {
    id,
    place: { platform, workspace, channel },
    recipe: encodeRecipe(config),
    iteration: found.iteration,
    openedAt: services.clock.now(),
  };
  if ((await services.store.hunts.open(hunt)) === 'known') return undefined;
  return shown(hunt, found, context);
}

/** Settings of the network that answers `/add` here; undefined if there is none, or its mistakes are known. */
async function ownConfig({ caller: { workspace }, services }: Context): Promise<TrainConfig | undefined> {
  const config = (await services.store.runs.current(workspace))?.result.config;
  if (config === undefined) return undefined;
  const before = await services.store.hunts.of(workspace, encodeRecipe(config));
  return before === undefined ? config : undefined;
}

async function* again(hunt: Hunt, context: Context): Shown {
  const { services, caller } = context;
  const { found } = yield* watched((how) => groundAgain(hunt, services.lab, caller, how), context);
  return shown(hunt, found, context);
}

function shown(hunt: Pick<Hunt, 'id'>, found: Checkpoint, { caller, say }: Context): Reply {
  return reply(huntText(found, caller.locale), {
    buttons: [
      button(['hunt', 'guess', hunt.id], say({ en: 'Name a pair', ja: '組を答える' }), 'primary'),
      runButton('/hunt board', say({ en: 'Leaderboard', ja: 'ランキング' })),
    ],
    data: huntData(hunt, found),
  });
}

async function* guess(id: string, text: string, context: Context): Answer {
  const { caller, services, say } = context;
  const { hunts } = services.store;
  const hunt = await hunts.get(caller.workspace, id);
  if (hunt === undefined) {
    throw new UserError({
      en: 'That hunt is no longer there. Type `/hunt` for another.',
      ja: 'このバグ探しはもうありません。`/hunt` で新しく始められます。',
    });
  }
  if (hunt.found !== null && !hasWon(hunt.found, text, caller.userId)) {
    yield late(hunt, hunt.found, 'not looked at', context);
    return;
  }
  const made = watched((how) => groundAgain(hunt, services.lab, caller, how), context, {
    audience: 'caller',
  });
  const { config, found } = yield* made;
  const [a, b] = readPair(text, found.map.size - 1);
  const network = { config, weights: found.weights };
  const prediction = predict(network, BigInt(a), BigInt(b), config.bits);
  const data = guessData(hunt, prediction);
  if (prediction.right) {
    yield reply(say(missText(prediction)), {
      audience: 'caller',
      buttons: [button(['hunt', 'guess', id], say({ en: 'Guess again', ja: 'もう一度' }), 'primary')],
      data: { ...data, outcome: 'miss' },
    });
    return;
  }
  const { userId, userName } = caller;
  const find: Find = { userId, userName, a, b, foundAt: services.clock.now() };
  const outcome = await hunts.find(id, find, context.key);
  // As others may be told of it: by the name that comes out of the store.
  const told = (await hunts.get(caller.workspace, id))?.found ?? { ...find, userName: '' };
  if (outcome === 'late') {
    yield late(hunt, told, 'wrong sum', context);
    return;
  }
  const { iteration, map } = found;
  const { locale } = caller;
  const won = reply(findText(told, { config, found, prediction }, locale), {
    buttons: [
      runButton('/hunt new', say({ en: 'Another hunt', ja: '次のバグ探し' }), 'primary'),
      runButton('/hunt board', say({ en: 'Leaderboard', ja: 'ランキング' })),
    ],
    data: {
      ...data,
      outcome: 'found',
      by: byOf(told),
      wrong: found.wrong,
      recipe: hunt.recipe,
      iteration,
    },
  });
  const maps = [{ iteration, right: map.right }];
  yield* illustrated(
    won,
    [
      { kind: 'error-map', locale, config, size: map.size, maps },
      { kind: 'sum', locale, config, prediction },
    ],
    context,
    // A hunt is won once.
    { en: '', ja: '' },
  );
}

function late(hunt: Hunt, find: Find, verdict: 'wrong sum' | 'not looked at', { say }: Context): Reply {
  return reply(say(lateText(find, verdict)), {
    audience: 'caller',
    buttons: [runButton('/hunt', say({ en: 'Another hunt', ja: '次のバグ探し' }))],
    data: { hunt: hunt.id, outcome: 'late', by: byOf(find), a: find.a, b: find.b },
  });
}

/** Null for who is not to be named. */
function byOf(find: Find): string | null {
  return isNamed(find) ? find.userName : null;
}

function alreadyHunted(number: number): UserError {
  return new UserError({
    en: `The mistakes of run ${number} are known: it has been hunted in. \`/hunt new\` takes another network.`,
    ja: `実行番号 ${number} のバグ探しはもう終わっていて、間違いが公開されています。\`/hunt new\` なら別の RNN で遊べます。`,
  });
}
