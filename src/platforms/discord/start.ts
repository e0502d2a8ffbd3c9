/** What can go wrong at the start, as the one sentence for the person at the terminal. Never shows the token. */
import { DiscordjsError, DiscordjsErrorCodes, DiscordjsTypeError, GatewayCloseCodes } from 'discord.js';
import { z } from 'zod';
import { StartError } from '../../chat/platform.ts';
import { faultOf } from './fault.ts';
import { RegistrationError } from './register.ts';

const BAD_TOKEN =
  'Discord refused the bot token: check DISCORD_TOKEN, or make a new one in the Developer Portal under Bot → Reset Token.';

/** A header takes printable ASCII only; anything else cannot be a token. */
export function checkToken(token: string): void {
  if (!/^[\x21-\x7E]+$/.test(token)) throw new StartError(BAD_TOKEN);
}

/** What the address of the gateway is asked for is answered with; more is in it. */
const gatewaySchema = z.object({
  url: z.string(),
  session_start_limit: z.object({ reset_after: z.number() }),
});

/** @throws StartError if that is no answer of Discord's, such as a proxy's page */
export function checkGateway(answer: unknown): void {
  if (gatewaySchema.safeParse(answer).success) return;
  throw new StartError(
    'What answers in place of Discord is not Discord: check DISCORD_API_URL if it is set, and any proxy in between.',
  );
}

function isTokenError(error: unknown): boolean {
  return (
    (error instanceof DiscordjsError || error instanceof DiscordjsTypeError) &&
    error.code === DiscordjsErrorCodes.TokenInvalid
  );
}

/**
 * @param closed the code with which Discord closed the connection for good, if it did
 * @returns a StartError, or the error itself if it is a bug
 */
export function explainStart(error: unknown, closed: number | undefined): unknown {
  if (error instanceof StartError) return error;
  if (isTokenError(error) || closed === GatewayCloseCodes.AuthenticationFailed)
    return new StartError(BAD_TOKEN);
  if (closed !== undefined) {
    const reason = GatewayCloseCodes[closed] ?? 'unknown reason';
    return new StartError(`Discord closed the connection for good (${closed}, ${reason}).`);
  }
  if (error instanceof RegistrationError) {
    return new StartError(`Discord would not take the commands: ${error.message}`);
  }
  const fault = faultOf(error);
  if (fault === undefined) return error;
  switch (fault.kind) {
    case 'unauthorized':
      return new StartError(BAD_TOKEN);
    case 'unreachable':
      return new StartError(
        `Discord cannot be reached (${fault.detail}): check the network, and DISCORD_API_URL if it is set.`,
      );
    default:
      return new StartError(
        `Discord refused the start (${fault.detail.replace(/\s+/g, ' ')}): check DISCORD_API_URL if it is set.`,
      );
  }
}
