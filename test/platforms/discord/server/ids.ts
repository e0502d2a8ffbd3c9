/** Discord's ids and the problems its API answers with. */

/** Discord's epoch, 2015-01-01, in ms. */
const EPOCH = 1_420_070_400_000n;

let last = 0n;

/** A new snowflake: 42 bits of time, then bits that make it unique; always larger than the one before. */
export function snowflake(): string {
  const now = (BigInt(Date.now()) - EPOCH) << 22n;
  last = now > last ? now : last + 1n;
  return String(last);
}

/** One fault of a form: where, Discord's code and its sentence. */
export type FormFault = { readonly path: string; readonly code: string; readonly message: string };

/** An answer other than 2xx. */
export class Problem extends Error {
  readonly status: number;
  readonly code: number;
  /** Discord's own. */
  readonly sentence: string;
  readonly faults: readonly FormFault[];
  constructor(status: number, code: number, message: string, faults: readonly FormFault[] = []) {
    super([message, ...faults.map((fault) => `${fault.path}: ${fault.message}`)].join('; '));
    this.sentence = message;
    this.status = status;
    this.code = code;
    this.faults = faults;
  }

  /** The JSON of the answer; `errors` nests by path as Discord's does. */
  body(): unknown {
    const base = { message: this.sentence, code: this.code };
    if (this.faults.length === 0) return base;
    const errors: Record<string, unknown> = {};
    for (const { path, code, message } of this.faults) {
      let at = errors;
      for (const key of path.split('.')) {
        const next = (at[key] ?? {}) as Record<string, unknown>;
        at[key] = next;
        at = next;
      }
      at['_errors'] = [...((at['_errors'] as unknown[]) ?? []), { code, message }];
    }
    return { ...base, errors };
  }
}

export function invalidForm(faults: readonly FormFault[]): Problem {
  return new Problem(400, 50_035, 'Invalid Form Body', faults);
}

export const problems = {
  unauthorized: () => new Problem(401, 0, '401: Unauthorized'),
  notFound: () => new Problem(404, 0, '404: Not Found'),
  unknownChannel: () => new Problem(404, 10_003, 'Unknown Channel'),
  unknownMessage: () => new Problem(404, 10_008, 'Unknown Message'),
  unknownWebhook: () => new Problem(404, 10_015, 'Unknown Webhook'),
  unknownInteraction: () => new Problem(404, 10_062, 'Unknown interaction'),
  acknowledged: () => new Problem(400, 40_060, 'Interaction has already been acknowledged.'),
  emptyMessage: () => new Problem(400, 50_006, 'Cannot send an empty message'),
  missingAccess: () => new Problem(403, 50_001, 'Missing Access'),
  missingPermissions: () => new Problem(403, 50_013, 'Missing Permissions'),
  notAuthor: () => new Problem(403, 50_005, 'Cannot edit a message authored by another user'),
  invalidToken: () => new Problem(401, 50_027, 'Invalid Webhook Token'),
  tooLarge: () => new Problem(413, 40_005, 'Request entity too large'),
} as const;
