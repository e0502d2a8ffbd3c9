/** From an invocation to its answer, on a stage of its own; and on with what an earlier process has promised. */
import type { Errand } from '../../chat/errand.ts';
import type { Invocation } from '../../chat/invocation.ts';
import type { Bot } from '../../chat/platform.ts';
import { plain, type Reply, reply } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Left } from '../pacing/left.ts';
import { repliesLeft } from '../pacing/promised.ts';
import { type Address, addressText } from './address.ts';
import type { Answers } from './answer.ts';
import { fetchFiles } from './files.ts';
import type { Installations, Origin } from './origin.ts';
import { openResponseUrl } from './response-url.ts';
import { createStage, type StageState, type StageTools } from './stage.ts';
import { uploadUnreadable } from './words.ts';

export type AnswererParts = {
  readonly bot: Bot;
  readonly installations: Installations;
  readonly answers: Answers;
  readonly stage: StageTools;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiUrl: string;
};

/** One delivery of Slack's. */
export type Delivery = {
  /** The same when Slack repeats it. */
  readonly id: string;
  /** To be called once its answer is promised, so that it may be acknowledged. */
  isKept(): void;
};

export type Answerer = {
  /** @param files that were sent with it, still at Slack, by the ids of their fields */
  answer(origin: Origin, invocation: Invocation, delivery: Delivery, files?: Address['files']): Promise<void>;
  goOn(left: Left<Address>): Promise<void>;
};

type Request = Pick<Errand, 'id' | 'invocation' | 'at'> & { readonly files: Address['files'] };

export function createAnswerer({
  bot,
  installations,
  answers,
  stage: tools,
  clock,
  apiUrl,
}: AnswererParts): Answerer {
  /** The bot's replies, once the files of a form are here. */
  async function* replies(
    { id, invocation, files }: Request,
    { installation, locale }: Origin,
  ): AsyncGenerator<Reply, void, undefined> {
    if (invocation.kind !== 'submit' || Object.keys(files).length === 0)
      return yield* bot.handle(invocation, id);
    const form = bot.form(invocation.id, locale);
    const fetched = await fetchFiles(files, form, { ...tools, token: installation.token, apiUrl });
    if (fetched.kind === 'fields') {
      const fields = { ...invocation.fields, ...fetched.fields };
      return yield* bot.handle({ ...invocation, fields }, id);
    }
    const words = uploadUnreadable(fetched.file.name);
    yield reply(plain(words[locale]), { kind: 'error', audience: 'caller' });
  }

  function perform(
    { id, invocation, at, files }: Request,
    { installation, response, ...from }: Origin,
    told: AsyncIterable<Reply>,
    promise: { readonly keep: 'at-once' | 'kept'; readonly isKept?: () => void },
    state?: StageState,
  ): Promise<void> {
    const stage = createStage({ installation, response, ...from }, tools, { key: id, since: at }, state);
    const address = () =>
      addressText({
        ...from,
        team: installation.identity.team,
        response: response?.kept(),
        state: stage.state(),
        files,
      });
    return answers.perform(stage, told, { ...promise, errand: { id, invocation, at }, address });
  }

  return {
    async answer(origin, invocation, { id, isKept }, files = {}) {
      const request: Request = { id, invocation, at: clock.now(), files };
      await perform(request, origin, replies(request, origin), { keep: 'at-once', isKept });
    },
    async goOn({ errand, address: { team, response, state, files, ...from } }) {
      const origin: Origin = {
        ...from,
        installation: installations(team),
        response: response && openResponseUrl(response, clock, tools.fetch),
      };
      const request: Request = { id: errand.id, invocation: errand.invocation, at: errand.at, files };
      const audience = bot.audience(errand.invocation);
      const told = repliesLeft(errand, audience, () => replies(request, origin));
      await perform(request, origin, told, { keep: 'kept' }, state);
    },
  };
}
