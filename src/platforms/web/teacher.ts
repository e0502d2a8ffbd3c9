/** The teacher's view: the class as it stands, and the act of telling the answer. */
import { z } from 'zod';
import { LOCALES } from '../../chat/locale.ts';
import type { Wall, WallView } from '../../chat/wall.ts';
import { Refusal } from './refusal.ts';

export const tellShape = z.strictObject({ question: z.string().max(64), locale: z.enum(LOCALES) });

/**
 * Tells everyone the answer to the question on the wall. Whoever asks for it gains nothing by it: the question is
 * closed first. @returns the class with the answer. @throws Refusal (409) if that question is not on the wall
 */
export async function tell(
  wall: Wall,
  workspace: string,
  { question, locale }: z.infer<typeof tellShape>,
): Promise<WallView> {
  if ((await wall.tell(workspace, question)) === 'told') return wall.view(workspace, locale);
  throw new Refusal(409, {
    en: 'Another question has taken its place: have a look at it first.',
    ja: 'ほかの問題に切り替わりました。新しい問題を確かめてください。',
  });
}
