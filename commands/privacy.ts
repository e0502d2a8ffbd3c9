/** `/privacy`: what is kept about me and why, all of it in a file, and its deletion. */
import { forgetOffer, forgottenText, privacyText } from '../src/answers/privacy.ts';
import { UserError } from '../src/chat/error.ts';
import { type Reply, reply } from '../src/chat/reply.ts';
import { type Context, defineCommand } from '../src/command/define.ts';
import { choice } from '../src/command/option.ts';

/** The file is never larger than what every platform takes. */
const MOST_BYTES = 5 * 2 ** 20;
/** Records of a kind, the newest first, as long as they fit. */
const MOST_RECORDS = 5_000;

export default defineCommand({
  name: 'privacy',
  words: {
    en: 'What is kept about me, and how to get or delete it',
    ja: '自分に関する記録の確認、書き出し、削除',
  },
  examples: ['/privacy', '/privacy export', '/privacy delete'],
  section: 'start',
  audience: 'caller',
  options: {
    do: choice({ en: 'What to do', ja: '操作' }, ['show', 'export', 'delete'], 'show', {
      show: { en: 'tell me what is kept', ja: '内容を見る' },
      export: { en: 'give me all of it in a file', ja: 'ファイルで受け取る' },
      delete: { en: 'delete it', ja: '削除する' },
    }),
  },
  async *run({ do: what }, context) {
    const { caller, settings, services } = context;
    const { held } = services.store.keeping;
    switch (what) {
      case 'show':
        yield reply(privacyText(held, settings.keepDays, caller), {
          audience: 'caller',
          data: { held: held.map((each) => ({ ...each })), keepDays: settings.keepDays },
        });
        return;
      case 'export':
        yield await exported(context);
        return;
      case 'delete':
        yield forgetOffer(held, caller);
    }
  },
  actions: {
    forget: {
      kind: 'press',
      audience: 'caller',
      async *run([userId], { caller, services }) {
        if (userId !== caller.userId) throw notYours();
        await services.store.people.forget(caller.workspace, caller.userId);
        yield reply(forgottenText(services.store.keeping.held, caller), {
          audience: 'caller',
          target: 'pressed',
          data: { deleted: true },
        });
      },
    },
    keep: {
      kind: 'press',
      audience: 'caller',
      async *run(_, { say }) {
        yield reply(say({ en: 'Nothing was deleted.', ja: '何も削除していません。' }), {
          audience: 'caller',
          target: 'pressed',
          data: { deleted: false },
        });
      },
    },
  },
});

/** All that is kept of the caller, as JSON; `docs/privacy.md` says what it means. */
async function exported({ caller, services, say }: Context): Promise<Reply> {
  const { workspace, userId } = caller;
  let bytes: Uint8Array;
  let most = MOST_RECORDS;
  let cut: readonly string[];
  do {
    const data = await services.store.keeping.export({ workspace, userId }, most);
    cut = data.cut;
    const about = { format: 'carrybot-personal-data', version: 1, workspace, userId };
    const exportedAt = new Date(services.clock.now()).toISOString();
    const whole = { ...about, exportedAt, olderLeftOut: cut, ...data.records };
    bytes = new TextEncoder().encode(`${JSON.stringify(whole, null, 1)}\n`);
    most = Math.floor(most / 4);
  } while (bytes.byteLength > MOST_BYTES && most > 0);
  const left =
    cut.length === 0
      ? { en: '', ja: '' }
      : {
          en: ' The oldest did not fit: `olderLeftOut` says of what.',
          ja: ' 古い記録の一部は入りきりませんでした(`olderLeftOut` を参照)。',
        };
  return reply(
    say({
      en: `All that is kept about you here, for you alone.${left.en}`,
      ja: `ここに保存されている、あなたに関する記録のすべてです。ほかの人には見えません。${left.ja}`,
    }),
    {
      audience: 'caller',
      files: [
        {
          name: 'my-data.json',
          type: 'application/json',
          alt: say({ en: 'All that is kept about me, as JSON', ja: '自分に関する記録(JSON)' }),
          bytes,
        },
      ],
      data: { bytes: bytes.byteLength, olderLeftOut: [...cut] },
    },
  );
}

function notYours(): UserError {
  return new UserError({
    en: 'That button is for someone else. `/privacy delete` gives you your own.',
    ja: 'このボタンはほかの人のものです。自分の記録を削除するには `/privacy delete` を使ってください。',
  });
}
