/** People in a sentence: those who may be named by their names, the others by how many they are. Pure. */
import type { Locale } from '../chat/locale.ts';
import { plain } from '../chat/reply.ts';

/** Names listed; the others are only counted. */
const NAMED = 20;

type Person = { readonly userName: string };

/** Whether others may be told the name. */
export function isNamed({ userName }: Person): boolean {
  return userName !== '';
}

/**
 * "Aki, Ben and 3 more"; empty if nobody may be named.
 * @param note what stands after each name, e.g. " 5"
 */
export function nameList<P extends Person>(
  people: readonly P[],
  locale: Locale,
  note: (person: P) => string = () => '',
): string {
  const named = people.filter(isNamed).slice(0, NAMED);
  if (named.length === 0) return '';
  const names = named.map((person) => `${plain(person.userName)}${note(person)}`);
  const rest = people.length - named.length;
  if (locale === 'ja') return [...names, ...(rest === 0 ? [] : [`ほか ${rest} 人`])].join('、');
  return `${names.join(', ')}${rest === 0 ? '' : ` and ${rest === 1 ? 'one' : rest} more`}`;
}
