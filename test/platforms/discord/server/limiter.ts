/** Rate limits: the buckets that Discord keeps, and refusals on demand. */

/** Requests that are to be refused or to fail, until they have been. */
export type Trouble = {
  readonly method: string;
  /** Matched against the path without `/api/v10`. */
  readonly path: RegExp;
  times: number;
} & (
  | { readonly kind: 'limit'; readonly seconds: number; readonly scope: 'user' | 'global' | 'shared' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'hangup' }
);

export type Allowance = { readonly headers: Record<string, string>; readonly retryAfter: number | undefined };

/** Requests in a window of so many ms. */
type Rule = {
  readonly name: string;
  readonly path: RegExp;
  readonly limit: number;
  readonly windowMs: number;
};

const RULES: readonly Rule[] = [
  { name: 'webhook', path: /^\/webhooks\/\d+\/([^/]+)/, limit: 5, windowMs: 2_000 },
  { name: 'messages', path: /^\/channels\/(\d+)\/messages/, limit: 5, windowMs: 5_000 },
];

export function createLimiter() {
  const windows = new Map<string, { count: number; resetAt: number }>();
  const troubles: Trouble[] = [];

  return {
    troubles,

    /** The next trouble that is meant for a request; it counts as used. */
    troubleFor(method: string, path: string): Trouble | undefined {
      const trouble = troubles.find((one) => one.times > 0 && one.method === method && one.path.test(path));
      if (trouble !== undefined) trouble.times -= 1;
      return trouble;
    },

    /** Counts a request in its bucket. */
    admit(method: string, path: string): Allowance {
      const rule = RULES.find((one) => one.path.test(path));
      if (rule === undefined) return { headers: {}, retryAfter: undefined };
      const key = `${rule.name}:${method}:${rule.path.exec(path)?.[1]}`;
      const now = Date.now();
      const known = windows.get(key);
      const window =
        known !== undefined && known.resetAt > now ? known : { count: 0, resetAt: now + rule.windowMs };
      window.count += 1;
      windows.set(key, window);
      const left = (window.resetAt - now) / 1_000;
      return {
        headers: {
          'X-RateLimit-Bucket': `${rule.name}-${method}`,
          'X-RateLimit-Limit': String(rule.limit),
          'X-RateLimit-Remaining': String(Math.max(0, rule.limit - window.count)),
          'X-RateLimit-Reset': String(window.resetAt / 1_000),
          'X-RateLimit-Reset-After': left.toFixed(3),
        },
        retryAfter: window.count > rule.limit ? left : undefined,
      };
    },
  };
}

export type Limiter = ReturnType<typeof createLimiter>;
