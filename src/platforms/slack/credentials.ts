/** What is wrong with a token, in one sentence for the person at the terminal. Tokens are never repeated. */
import { StartError } from '../../chat/platform.ts';
import { type Fault, faultOf, reasonOf, wordOf } from './fault.ts';

export type Variable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

export type TokenFault = {
  readonly variable: Variable;
  readonly fault: Fault;
  /** Whether the token at least begins as such tokens do. */
  readonly looksRight: boolean;
};

const KINDS: Readonly<Record<Variable, { readonly starts: string; readonly where: string }>> = {
  SLACK_BOT_TOKEN: { starts: 'xoxb-', where: 'OAuth & Permissions' },
  SLACK_APP_TOKEN: { starts: 'xapp-', where: 'Basic Information, App-Level Tokens' },
};

/** The fault behind what a check of a token threw. */
export function tokenFault(variable: Variable, token: string, error: unknown): TokenFault {
  const fault = faultOf(error) ?? { kind: 'unreachable', reason: reasonOf(error) };
  return { variable, fault, looksRight: token.startsWith(KINDS[variable].starts) };
}

/** Slack's words for a bot that was removed, and for a workspace that is no more. */
const TAKEN_BACK: ReadonlySet<string> = new Set(['token_revoked', 'account_inactive']);

/** Whether the bot was removed from its workspace. */
export function isTakenBack({ variable, fault }: TokenFault): boolean {
  return variable === 'SLACK_BOT_TOKEN' && fault.kind === 'refused' && TAKEN_BACK.has(fault.code);
}

/** One error for all that is wrong. */
export function startError(faults: readonly TokenFault[], apiUrl: string): StartError {
  const unreachable = faults.find(({ fault }) => fault.kind !== 'refused');
  if (unreachable !== undefined) {
    const host = URL.parse(apiUrl)?.host ?? 'SLACK_API_URL';
    return new StartError(
      `Slack cannot be reached at ${host} (${wordOf(unreachable.fault)}); check the network, and SLACK_API_URL if it is set.`,
    );
  }
  return new StartError(`${faults.map(sentenceOf).join('; ')}.`);
}

function sentenceOf({ variable, fault, looksRight }: TokenFault): string {
  const { starts, where } = KINDS[variable];
  const refusal = `Slack does not accept ${variable} (${wordOf(fault)})`;
  if (!looksRight) return `${refusal}, which should begin with ${starts}`;
  if (fault.kind === 'refused' && fault.code === 'missing_scope')
    return `${refusal}: give it the scope and install the app again`;
  return `${refusal}: copy it again from your app's page, ${where}`;
}
