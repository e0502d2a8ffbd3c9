/** Who asked not to be named, in the playground with the real bot: what another visitor reads. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { groundAgain } from '../../src/games/ground.ts';
import { PATIENCE } from './live.ts';
import { openWeb, type WebStand } from './web-stand.ts';

let stand: WebStand;
beforeAll(async () => {
  stand = await openWeb();
}, PATIENCE);
afterAll(() => stand.live.close(), PATIENCE);

/** A sum that the network of a hunt gets wrong. */
async function mistakeOf(id: string): Promise<string> {
  const { store, lab } = stand.live.carrybot().services;
  const hunt = await store.hunts.get('local', id);
  if (hunt === undefined) throw new Error('no hunt');
  const { size, right } = (
    await groundAgain(hunt, lab, { workspace: 'local', userId: 'u-oracle' }, { id: undefined })
  ).found.map;
  const wrong = right.indexOf(0);
  return `${Math.floor(wrong / size)} ${wrong % size}`;
}

it(
  'a find in a hunt says that someone made it, and neither words nor the line above them say who',
  async () => {
    const [quill, ben] = [await stand.enter('Quill'), await stand.enter('Ben')];
    await quill.client.send('/score listed=hidden');
    expect((await quill.listener.message()).audience).toBe('caller');
    await ben.client.send('/hunt new');
    const hunt = await ben.listener.message();
    const form = new FormData();
    const guess = { message: hunt.id, button: hunt.buttons[0]?.id ?? '' };
    for (const [name, value] of Object.entries(quill.client.act(guess)))
      form.set(`act.${name}`, String(value));
    form.set('field.pair', await mistakeOf(String(hunt.data['hunt'])));
    expect((await quill.client.ask('/api/submit', { method: 'POST', body: form })).status).toBe(202);
    const found = await ben.listener.message();
    expect(found.text).toMatch(/^\*\*Someone found a bug/);
    expect(found.cause).toBeNull();
    expect(JSON.stringify(found)).not.toContain('Quill');
    const kept = await (await ben.client.ask('/api/messages?before=1000000')).text();
    expect(kept).toContain('Someone found a bug');
    expect(kept).not.toContain('Quill');
    for (const { listener } of [quill, ben]) listener.close();
  },
  2 * PATIENCE,
);
