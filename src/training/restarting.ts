/** What who still waits for work is told when the program ends. */
import { UserError } from '../chat/error.ts';

export function restarting(): UserError {
  return new UserError({
    en: 'I am just restarting. Please try again in a moment.',
    ja: 'ただいま再起動中です。少し待ってからもう一度お試しください。',
  });
}
