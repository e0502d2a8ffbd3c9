/** Loaded before the program: its clock, in all its threads, is ahead by CHAOS_AHEAD_MS. */
const aheadMs = Number(process.env['CHAOS_AHEAD_MS'] ?? 0);
const real = Date;
const now = () => real.now() + aheadMs;

globalThis.Date = new Proxy(real, {
  construct: (target, args, by) => Reflect.construct(target, args.length === 0 ? [now()] : args, by),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
