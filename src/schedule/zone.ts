/** Time zones as people write them: the names of places, not abbreviations, of which many mean several. */
import { UserError } from '../chat/error.ts';
import { code } from '../chat/wording.ts';

/** What people mean by an abbreviation, the likeliest first; those that Intl knows are often another (EST is Panama). */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  JST: ['Asia/Tokyo'],
  KST: ['Asia/Seoul'],
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  CST: ['America/Chicago', 'Asia/Shanghai'],
  CDT: ['America/Chicago'],
  EST: ['America/New_York', 'America/Panama'],
  EDT: ['America/New_York'],
  ET: ['America/New_York'],
  MST: ['America/Denver', 'America/Phoenix'],
  MDT: ['America/Denver'],
  PST: ['America/Los_Angeles'],
  PDT: ['America/Los_Angeles'],
  PT: ['America/Los_Angeles'],
  AKST: ['America/Anchorage'],
  HST: ['Pacific/Honolulu'],
  AST: ['America/Halifax', 'Asia/Riyadh'],
  NST: ['America/St_Johns'],
  BRT: ['America/Sao_Paulo'],
  BST: ['Europe/London'],
  WET: ['Europe/Lisbon'],
  WEST: ['Europe/Lisbon'],
  CET: ['Europe/Berlin', 'Europe/Paris'],
  CEST: ['Europe/Berlin', 'Europe/Paris'],
  MEZ: ['Europe/Berlin'],
  MESZ: ['Europe/Berlin'],
  MET: ['Europe/Berlin'],
  EET: ['Europe/Athens', 'Europe/Helsinki'],
  EEST: ['Europe/Athens', 'Europe/Helsinki'],
  MSK: ['Europe/Moscow'],
  SGT: ['Asia/Singapore'],
  HKT: ['Asia/Hong_Kong'],
  PHT: ['Asia/Manila'],
  WIB: ['Asia/Jakarta'],
  AEST: ['Australia/Sydney', 'Australia/Brisbane'],
  AEDT: ['Australia/Sydney'],
  ACST: ['Australia/Adelaide'],
  AWST: ['Australia/Perth'],
  NZST: ['Pacific/Auckland'],
  NZDT: ['Pacific/Auckland'],
};

/** Japanese names of places that people write in Japanese. */
const JAPANESE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    日本: 'Asia/Tokyo',
    東京: 'Asia/Tokyo',
    日本時間: 'Asia/Tokyo',
  }),
);

/** The two abbreviations that mean one thing everywhere. */
const UNIVERSAL: ReadonlySet<string> = new Set(['UTC', 'GMT']);

/** Letters alone, or with the hours between: JST, EST5EDT. */
const ABBREVIATION = /^[A-Z]{2,4}(\d[A-Z]{3})?$/;

/**
 * Reads the name of a time zone; the case does not matter.
 * @returns the zone's IANA name.
 * @throws UserError if there is none of that name, or it is an abbreviation; it says which names are meant.
 */
export function readZone(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const upper = plain.toUpperCase();
  if (ABBREVIATION.test(upper) && !UNIVERSAL.has(upper)) throw abbreviation(text, upper);
  return zoneNamed(plain) ?? JAPANESE.get(plain) ?? fail(text, plain);
}

/** The IANA name of a zone, or undefined if this system knows none of that name. */
export function zoneNamed(name: string): string | undefined {
  const known = found.get(name) ?? lookUp(name);
  if (known === undefined) return undefined;
  if (found.size >= MOST_FOUND) found.clear();
  found.set(name, known);
  return known;
}

/** Names that were found: to look one up takes 0.1 ms, and a list of schedules asks for each of them again and again. */
const found = new Map<string, string>();
const MOST_FOUND = 1_000;

function lookUp(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function abbreviation(text: string, upper: string): UserError {
  const known = Object.hasOwn(MEANT, upper) ? MEANT[upper] : undefined;
  const resolved = zoneNamed(upper);
  const names = (known ?? (resolved === undefined ? [] : [resolved])).map(code);
  if (names.length === 0) return badZone(text);
  return new UserError({
    en: `${code(text)} is an abbreviation, which says nothing of summer time and often means several zones. Write ${names.join(' or ')}.`,
    ja: `${code(text)} のような略称は、夏時間を区別できず、複数の地域を指すこともあるため使えません。${names.join(' か ')} のように書いてください。`,
  });
}

/** A city alone is named with its region. */
function fail(text: string, plain: string): never {
  const city = plain.toLowerCase().replaceAll(' ', '_');
  const near = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  if (city === '' || near === undefined) throw badZone(text);
  throw new UserError({
    en: `There is no time zone ${code(text)}. Did you mean ${code(near)}?`,
    ja: `${code(text)} というタイムゾーンはありません。${code(near)} のことですか?`,
  });
}

/** What is said of a zone that there is not, written now or stored before. */
export function badZone(text: string): UserError {
  return new UserError({
    en: `There is no time zone ${code(text)}. Use a name such as \`Asia/Tokyo\`, \`Europe/Berlin\` or \`UTC\`.`,
    ja: `${code(text)} というタイムゾーンはありません。\`Asia/Tokyo\`、\`Europe/Berlin\`、\`UTC\` のような名前で指定してください。`,
  });
}
