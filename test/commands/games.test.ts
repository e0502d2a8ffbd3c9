import { beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/chat/invocation.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { evaluate } from '../../src/rnn/evaluate.ts';
import { predict } from '../../src/rnn/predict.ts';
import { decodeRecipe, encodeRecipe } from '../../src/rnn/recipe.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { trainWhole } from '../rnn/run.ts';
import { LEARNER } from '../support/carrybot.ts';
import { shareBot } from '../support/shared-bot.ts';

const bot = shareBot();
/** Every test has a workspace of its own, in one bot: nothing of the others is seen there. */
let workspace: string;
let tests = 0;
beforeEach(() => {
  tests += 1;
  workspace = `w${tests}`;
});

const ben = { userId: 'u-ben', userName: 'Ben' };
const cem = { userId: 'u-cem', userName: 'Cem' };

function final(replies: readonly Reply[]): Reply {
  const reply = replies.at(-1);
  if (reply === undefined) throw new Error('no reply');
  return reply;
}
async function last(line: string, caller: Partial<Caller> = {}): Promise<Reply> {
  return final(await type(line, caller));
}
const type = (line: string, caller: Partial<Caller> = {}) => bot.type(line, { workspace, ...caller });
const press = (id: string, caller: Partial<Caller> = {}) => bot.press(id, { workspace, ...caller });
const submit = (id: string, pair: string, caller: Partial<Caller> = {}) =>
  bot.submit(id, { pair }, { workspace, ...caller });
function buttonOf(reply: Reply, label: string): string {
  const button = reply.buttons.find((each) => each.label === label);
  if (button === undefined) throw new Error(`no button ${label} among ${JSON.stringify(reply.buttons)}`);
  return button.id;
}
/** Has everything about a person deleted, as they do it themselves. */
async function forget(caller: Partial<Caller>): Promise<void> {
  const ask = (await type('/score mydata=delete', caller)).at(-1);
  await press(ask?.buttons[0]?.id ?? '', caller);
}

/** Starts the bot again on the same folder, an hour later. */
async function restart(): Promise<void> {
  await bot.restart();
  bot.time.now += 3_600_000;
}

/** As the league trains: examined every 100 pairs. */
const finely = (settings: Partial<TrainConfig>) => trainWhole(settings, 'kernel', 1_000, 'fine');

describe('/hunt', () => {
  const form = (hunt: Reply) => buttonOf(hunt, 'Name a pair');
  async function guess(hunt: Reply, pair: string, caller: Partial<Caller> = {}): Promise<Reply> {
    return final(await submit(form(hunt), pair, caller));
  }
  /** The hunt's network as the engine makes it, its wrong sums and its right ones. */
  async function solve(hunt: Reply) {
    const kept = await bot.services.store.hunts.get(workspace, String(hunt.data['hunt']));
    if (kept === undefined) throw new Error('the hunt is not kept');
    const config = decodeRecipe(kept.recipe);
    const training = startTraining(config);
    training.advance(kept.iteration);
    const weights = training.weights();
    const sums = { right: [] as string[], wrong: [] as string[] };
    for (let a = 0; a < 128; a += 3) {
      for (let b = 0; b < 128; b += 1) {
        const { right } = predict({ config, weights }, BigInt(a), BigInt(b), 8);
        sums[right ? 'right' : 'wrong'].push(`${a} ${b}`);
      }
    }
    return { kept, config, weights, ...sums };
  }
  const pick = (list: readonly string[], index: number) => list[index] ?? 'none';

  it('tells how much is wrong, and nothing that gives a sum away', async () => {
    await type('/train seed=5');
    const hunt = await last('/hunt');
    const { kept, config, weights } = await solve(hunt);
    const { pairs, right, accuracy } = evaluate(config, weights);
    expect(config).toEqual({ ...DEFAULTS, seed: 5 });
    expect(hunt).toMatchObject({ kind: 'final', audience: 'channel', files: [] });
    expect(hunt.data).toEqual({
      hunt: kept.id,
      found: false,
      wrong: pairs - right,
      pairs: 16_384,
      accuracy,
      largest: 127,
      hint: { carries: expect.any(Number), share: expect.any(Number) },
    });
    expect(accuracy).toBeGreaterThan(0.6);
    expect(accuracy).toBeLessThan(0.98);
    expect(hunt.text).toContain('1,063 of 16,384');
    expect(hunt.text).not.toContain(kept.recipe);
    expect(hunt.text).not.toContain(kept.iteration.toLocaleString('en-US'));
    const ja = await last('/hunt', { locale: 'ja' });
    expect(ja.text).toContain('バグ探し');
    expect(ja.data).toEqual(hunt.data);
    expect(bot.bot.form(ja.buttons[0]?.id ?? '', 'ja')?.fields).toHaveLength(1);
  });
  it('answers a pair that the network gets right in private, and goes on', async () => {
    const hunt = await last('/hunt');
    const { right } = await solve(hunt);
    const miss = await guess(hunt, pick(right, 5));
    expect(miss).toMatchObject({ audience: 'caller', data: { outcome: 'miss', right: true } });
    expect(miss.text).toContain('gets right');
    expect(miss.data['answer']).toBe(miss.data['correct']);
    expect((await last('/hunt board')).data).toEqual({ places: [] });
    expect((await last('/hunt')).data).toEqual(hunt.data);
  });
  it('lets the first wrong sum win, in public, and tells the second that it is too late', async () => {
    const hunt = await last('/hunt');
    const { wrong, config, weights, kept } = await solve(hunt);
    const [a = 0, b = 0] = pick(wrong, 0).split(' ').map(Number);
    const win = await guess(hunt, `${a}+${b}`);
    const { sum } = predict({ config, weights }, BigInt(a), BigInt(b), 8);
    expect(win).toMatchObject({ kind: 'final', audience: 'channel', target: 'new' });
    expect(win.data).toEqual({
      hunt: kept.id,
      outcome: 'found',
      right: false,
      a,
      b,
      answer: Number(sum),
      correct: a + b,
      by: 'Aki',
      wrong: hunt.data['wrong'],
      recipe: kept.recipe,
      iteration: kept.iteration,
    });
    expect(win.text).toContain(`Aki found a bug: ${a} + ${b}`);
    expect(win.text).toContain(`The network says ${sum}; it is ${a + b}`);
    expect(win.files.map(({ name }) => name)).toEqual(['error-map.png', 'sum.png']);
    const late = await guess(hunt, pick(wrong, 1), ben);
    expect(late).toMatchObject({ audience: 'caller', data: { outcome: 'late', by: 'Aki', a, b } });
    expect((await last('/hunt board')).data).toEqual({ places: [{ rank: 1, name: 'Aki', finds: 1 }] });
  });
  it('has one winner when two are right at once', async () => {
    const hunt = await last('/hunt');
    const { wrong } = await solve(hunt);
    const both = await Promise.all([guess(hunt, pick(wrong, 0)), guess(hunt, pick(wrong, 1), ben)]);
    expect(both.map(({ data }) => data['outcome']).sort()).toEqual(['found', 'late']);
    const { places } = (await last('/hunt board')).data;
    expect(places).toHaveLength(1);
  });
  it('goes on after a restart with the very same network', async () => {
    const hunt = await last('/hunt');
    const { wrong, right } = await solve(hunt);
    await restart();
    expect((await last('/hunt')).data).toEqual(hunt.data);
    expect((await guess(hunt, pick(right, 0))).data['outcome']).toBe('miss');
    expect((await guess(hunt, pick(wrong, 0), ben)).data).toMatchObject({ outcome: 'found', by: 'Ben' });
    await restart();
    expect((await guess(hunt, pick(wrong, 1))).data).toMatchObject({ outcome: 'late', by: 'Ben' });
    expect((await last('/hunt board')).data['places']).toEqual([{ rank: 1, name: 'Ben', finds: 1 }]);
  });
  it('takes another network each time, as the map has shown all mistakes of the last', async () => {
    await type('/train seed=5');
    const hunts = [await last('/hunt'), await last('/hunt new'), await last('/hunt new')];
    const recipes = [];
    for (const hunt of hunts) recipes.push((await solve(hunt)).kept.recipe);
    expect(recipes[0]).toBe('rnn1-s5');
    expect(new Set(recipes).size).toBe(3);
    const [first] = hunts;
    if (first === undefined) throw new Error('no hunt');
    expect((await last('/hunt run=1')).data).toEqual(first.data);
    await guess(first, pick((await solve(first)).wrong, 0));
    expect(await last('/hunt run=1')).toMatchObject({
      kind: 'error',
      text: expect.stringContaining('run 1 are known'),
    });
  });
  it('ranks the finders fairly, without those who hide or were forgotten', async () => {
    for (const finder of [{}, ben, cem, cem]) {
      const hunt = await last('/hunt new');
      await guess(hunt, pick((await solve(hunt)).wrong, 0), finder);
    }
    const board = await last('/hunt board');
    expect(board.data['places']).toEqual([
      { rank: 1, name: 'Cem', finds: 2 },
      { rank: 2, name: 'Aki', finds: 1 },
      { rank: 2, name: 'Ben', finds: 1 },
    ]);
    expect(board.text).toContain('2. Ben — 1 found');
    await type('/score listed=hidden', ben);
    await forget(cem);
    expect((await last('/hunt board', { locale: 'ja' })).text).toContain('1 位 Aki — 1 個');
    expect((await last('/hunt board')).data['places']).toEqual([{ rank: 1, name: 'Aki', finds: 1 }]);
  });
  it('asks for two numbers when it is given anything else', async () => {
    const hunt = await last('/hunt');
    for (const pair of ['', '45', '45 77 1', '-1 5', '1.5 2', '128 0', 'aki ben', '99999999999 1', '1 2e9']) {
      const refused = await guess(hunt, pair);
      expect(refused).toMatchObject({ kind: 'error', audience: 'caller' });
      expect(refused.text).toBe('Name two whole numbers from 0 to 127, e.g. `45 77`.');
    }
  });
  it('reads full-width digits, a plus sign, a comma', async () => {
    const hunt = await last('/hunt');
    for (const pair of ['１ ２', '1+2', ' 1, 2 ', '１、２', '1 と 2']) {
      expect((await guess(hunt, pair)).data).toMatchObject({ a: 1, b: 2 });
    }
  });
  it('refuses runs that cannot be hunted in, and hunts that are not there', async () => {
    await type('/train bits=9 iterations=100');
    await type('/train iterations=300');
    expect((await last('/hunt run=1')).text).toContain('5 to 8 bits; this one has 9');
    expect((await last('/hunt run=2')).text).toContain('never seen between 60 % and 98 %');
    expect((await last('/hunt run=2', { locale: 'ja' })).text).toContain('60〜98 %');
    expect((await last('/hunt run=3')).text).toContain('There is no run 3');
    expect(final(await submit('hunt:guess:none', '1 2')).text).toContain('no longer there');
    const hunt = await last('/hunt');
    expect((await guess(hunt, '1 2', { workspace: 'elsewhere' })).text).toContain('no longer there');
  });
});

describe('/league', () => {
  const place = (rank: number, name: string, hidden: number, pairs: number, recipe: string) => ({
    rank,
    name,
    hidden,
    pairs,
    recipe,
  });

  it('verifies a recipe by running it, and lists what the run has shown', async () => {
    expect((await last('/league list')).data).toEqual({ places: [] });
    const replies = await type('/league enter recipe=rnn1-s5');
    const { evaluation, solvedAt } = finely({ seed: 5 });
    expect(replies[0]).toMatchObject({ kind: 'progress', buttons: [{ label: 'Cancel' }] });
    expect(final(replies)).toMatchObject({ kind: 'final', audience: 'channel' });
    expect(final(replies).data).toEqual({
      recipe: 'rnn1-s5',
      right: evaluation.right,
      sums: 16_384,
      solvedAt,
      entered: true,
      outcome: 'entered',
      hidden: 16,
      pairs: solvedAt,
      rank: 1,
    });
    const list = await last('/league list');
    expect(list.data).toEqual({ places: [place(1, 'Aki', 16, Number(solvedAt), 'rnn1-s5')] });
    expect(list.text).toContain('1. Aki — H = 16, 4,300 pairs: `rnn1-s5`');
    expect((await last('/league list', { locale: 'ja' })).text).toContain('1 位 Aki — H = 16、4,300 組');
    const again = final(await press(buttonOf(list, 'Train the best one')));
    expect(again.data).toMatchObject({ accuracy: 1, config: { seed: 5 } });
  });
  it('enters a run, or the network that answers /add', async () => {
    await type('/train seed=5');
    await type('/train seed=7');
    expect((await last('/league enter')).data).toMatchObject({ recipe: 'rnn1-s7', outcome: 'entered' });
    expect((await last('/league enter run=1')).data).toMatchObject({ recipe: 'rnn1-s5', outcome: 'entered' });
  });
  it('puts fewer units before fewer pairs, counts batches as their pairs, and leaves equals equal', async () => {
    await type('/league enter recipe=rnn1-s4', cem);
    await type('/league enter recipe=rnn1-s20');
    await type('/league enter recipe=rnn1-s25', ben);
    const small = { ...DEFAULTS, hidden: 15, batch: 2, seed: 5 };
    const { evaluation, solvedAt } = finely(small);
    expect(evaluation.accuracy).toBe(1);
    const recipe = encodeRecipe(small);
    const entered = await last(`/league enter recipe=${recipe}`, { userId: 'u-dai', userName: 'Dai' });
    expect(entered.data).toMatchObject({ pairs: Number(solvedAt) * 2, rank: 1 });
    expect((await last('/league list')).data['places']).toEqual([
      place(1, 'Dai', 15, Number(solvedAt) * 2, recipe),
      place(2, 'Aki', 16, 5_800, 'rnn1-s20'),
      place(2, 'Ben', 16, 5_800, 'rnn1-s25'),
      place(4, 'Cem', 16, 6_800, 'rnn1-s4'),
    ]);
  });
  it("keeps a person's best, in a restart too", async () => {
    await type('/league enter recipe=rnn1-s0');
    expect((await last('/league enter recipe=rnn1-s5')).data).toMatchObject({ outcome: 'entered' });
    const kept = await last('/league enter recipe=rnn1-s4');
    expect(kept.data).toMatchObject({ entered: false, outcome: 'kept', pairs: 6_800, rank: 1 });
    expect(kept.text).toContain('H = 16, 4,300 pairs');
    await restart();
    expect((await last('/league list')).data['places']).toEqual([place(1, 'Aki', 16, 4_300, 'rnn1-s5')]);
  });
  it('takes the same training once, however its recipe is dressed up', async () => {
    await type('/league enter recipe=rnn1-s5');
    for (const recipe of ['rnn1-s5', 'RNN1-S5', 'rnn1-n8000,s5', 'rnn1-plot50,s5', 'rnn1-h16,s5']) {
      const { data } = await last(`/league enter recipe=${recipe}`, ben);
      expect(data).toMatchObject({ entered: false, outcome: 'taken', rank: null });
    }
    // A clipping that no gradient reaches does nothing.
    for (const recipe of ['rnn1-clip500,s5', 'rnn1-clip501,n12000,s5']) {
      const { data } = await last(`/league enter recipe=${recipe}`, ben);
      expect(data).toMatchObject({ entered: false, outcome: 'taken', rank: null });
    }
    await type('/league enter recipe=rnn1-xent,s5', cem);
    const slip = await last('/league enter recipe=rnn1-article,xent,s5', ben);
    expect(slip.data['outcome']).toBe('taken');
    expect((await last('/league list')).data['places']).toHaveLength(2);
  });
  it('takes a training in which a setting makes a difference', async () => {
    await type('/league enter recipe=rnn1-s5');
    for (const [recipe, caller] of [
      ['rnn1-clip1,s5', ben],
      ['rnn1-bias,s5', cem],
    ] as const) {
      expect((await last(`/league enter recipe=${recipe}`, caller)).data).toMatchObject({
        outcome: 'entered',
      });
    }
  });
  it('leaves out who hides, and forgets who asks', async () => {
    await type('/league enter recipe=rnn1-s5');
    await type('/league enter recipe=rnn1-s7', ben);
    await type('/score listed=hidden');
    expect((await last('/league list')).data['places']).toEqual([place(1, 'Ben', 16, 5_100, 'rnn1-s7')]);
    const hidden = await last('/league enter recipe=rnn1-s5');
    expect(hidden.data['rank']).toBeNull();
    expect(hidden.text).toContain('leaves you out');
    await forget(ben);
    expect((await last('/league list')).data['places']).toEqual([]);
  });
  it('refuses a network that gets sums wrong, and says how many are right', async () => {
    const { evaluation } = trainWhole({ hidden: 4 });
    const refused = await last('/league enter recipe=rnn1-h4');
    expect(refused.data).toEqual({
      recipe: 'rnn1-h4',
      right: evaluation.right,
      sums: 16_384,
      solvedAt: null,
      entered: false,
      reason: 'wrong sums',
    });
    expect(refused.text).toContain(`${evaluation.right.toLocaleString('en-US')} of 16,384 sums right`);
    const ja = await last('/league enter recipe=rnn1-h4', { locale: 'ja' });
    expect(ja.text).toContain('登録できませんでした');
    expect((await last('/league list')).data['places']).toEqual([]);
  });
  it('refuses a network that explodes', async () => {
    const refused = await last('/league enter recipe=rnn1-relu,article,s4');
    expect(refused.data).toMatchObject({ entered: false, reason: 'diverged' });
    expect(refused.text).toContain('exploded at update 4');
  });
  it('can be cancelled while it runs, and then nothing is entered', async () => {
    const running = bot.bot.handle({
      kind: 'command',
      command: 'league',
      subcommand: 'enter',
      input: { kind: 'typed', values: { recipe: 'rnn1-h256,n1000000' } },
      caller: { ...LEARNER, workspace },
    });
    let news = (await running.next()).value;
    while (news?.kind === 'progress' && !news.text.includes('░')) news = (await running.next()).value;
    const cancel = news?.buttons[0]?.id ?? '';
    expect(final(await press(cancel, ben)).text).toContain('Only the person who started');
    await press(cancel);
    const rest: Reply[] = [];
    for await (const reply of running) rest.push(reply);
    expect(final(rest).data).toMatchObject({ entered: false, reason: 'cancelled' });
    expect((await last('/league list')).data['places']).toEqual([]);
  });
  it('refuses what cannot compete in one private sentence', async () => {
    const cases = [
      ['recipe=rnn1-s5,s6', 'gives seed twice'],
      ['recipe=rnn1-h999', 'hidden must be a whole number from 1 to 256'],
      ['recipe=rnn1-n2000000', 'iterations must be a whole number from 1 to 1000000'],
      ['recipe=rnn1-solved', 'a part that is not known: solved'],
      ['recipe=rnn2-s5', 'begins with rnn1-'],
      ['recipe=rnn1-bits9', 'networks of 8 bits; this one has 9'],
      ['run=1 recipe=rnn1', '`recipe` goes alone: leave out `run`'],
      ['run=77', 'There is no run 77'],
    ] as const;
    for (const [input, sentence] of cases) {
      const replies = await type(`/league enter ${input}`);
      expect(replies).toHaveLength(1);
      expect(replies[0]).toMatchObject({ kind: 'error', audience: 'caller' });
      expect(replies[0]?.text).toContain(sentence);
      expect((await last(`/league enter ${input}`, { locale: 'ja' })).text).toMatch(/[ぁ-ん]/);
    }
  });
});
