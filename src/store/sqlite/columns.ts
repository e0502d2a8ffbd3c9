/** Text columns that hold one of a few words, checked when they are read. */
import { z } from 'zod';
import { PLATFORMS } from '../../chat/invocation.ts';
import { LOCALES } from '../../chat/locale.ts';

export const platformColumn = z.enum(PLATFORMS);
export const localeColumn = z.enum(LOCALES);
export const originColumn = z.enum(['command', 'schedule', 'review', 'practice']);
export const countingColumn = z.enum(['right', 'wrong', 'self-right', 'self-wrong']);
export const verdictColumn = z.enum([...countingColumn.options, 'unrated']);
