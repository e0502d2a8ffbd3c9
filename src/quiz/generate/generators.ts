/** All generators. */
import type { Generator } from './generator.ts';

export type { Generator };

export const GENERATORS: readonly Generator[] = [];
