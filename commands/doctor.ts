/** `/doctor`: what the bot may and may not do in this channel, and what of it is broken. */
import { doctorText, type Findings, isWell } from '../src/answers/doctor.ts';
import type { Place } from '../src/chat/invocation.ts';
import type { Checkup } from '../src/chat/platform.ts';
import { reply } from '../src/chat/reply.ts';
import { type Context, defineCommand } from '../src/command/define.ts';

/** How long the platform may take to say what the bot may do, in ms. */
const PATIENCE_MS = 5_000;

export default defineCommand({
  name: 'doctor',
  words: {
    en: 'Whether all is well here: permissions, schedules, decks, latency, version',
    ja: '動作の確認: 権限、予定、問題集、応答時間、バージョン',
  },
  examples: ['/doctor'],
  section: 'class',
  audience: 'caller',
  options: {},
  async *run(_, context) {
    const { caller, services, say } = context;
    const { platform, workspace, channel } = caller;
    const [checkup, schedules, shelved] = await Promise.all([
      examined({ platform, workspace, channel }, context),
      services.store.schedules.list(workspace),
      services.decks.imported(workspace),
    ]);
    const decks = shelved.flatMap((each) =>
      each.kind === 'unreadable' ? [{ name: each.stored.name, why: each.why }] : [],
    );
    const findings: Findings = { version: services.version, checkup, schedules, decks };
    yield reply(say(doctorText(findings)), {
      audience: 'caller',
      data: {
        well: isWell(findings),
        version: services.version,
        latencyMs: checkup?.latencyMs ?? null,
        lacks: checkup?.lacks.map(({ name }) => name.en) ?? null,
        decks: decks.map(({ name }) => name),
      },
    });
  },
});

/** Undefined if the platform does not answer, which is logged: all else is told all the same. */
async function examined(place: Place, { settings, services, report }: Context): Promise<Checkup | undefined> {
  const late = AbortSignal.timeout(PATIENCE_MS);
  const never = new Promise<undefined>((resolve) =>
    late.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  try {
    const calls = settings.mention === null ? 'nobody' : 'somebody';
    return await Promise.race([services.examine(place, calls), never]);
  } catch (error) {
    report(error);
    return undefined;
  }
}
