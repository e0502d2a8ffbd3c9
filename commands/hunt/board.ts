/** `/hunt board`: who has won most. */
import { boardText, hunters } from '../../src/answers/hunt.ts';
import { runButton } from '../../src/chat/buttons.ts';
import { type Reply, reply } from '../../src/chat/reply.ts';
import type { Context } from '../../src/command/define.ts';

export async function board({ caller, services, say }: Context): Promise<Reply> {
  const finds = await services.store.hunts.finds(caller.workspace);
  const places = hunters(finds, await services.store.people.hidden(caller.workspace));
  return reply(boardText(places, caller.locale), {
    buttons: [runButton('/hunt', say({ en: 'To the hunt', ja: 'バグ探しへ' }), 'primary')],
    data: { places: places.map(({ rank, userName, finds: won }) => ({ rank, name: userName, finds: won })) },
  });
}
