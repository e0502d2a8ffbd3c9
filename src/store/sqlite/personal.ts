/**
 * Every table, and what it holds of people: how that is told, given out, and deleted, at a person's wish, by its age, and
 * with the workspace. The compiler asks for a row of each table that is added.
 *
 * In this order: what refers to rows of another table stands before it.
 */
import { ACTS } from './personal-acts.ts';
import { WORKS } from './personal-works.ts';
import type { Rule } from './rules.ts';
import type { Tables } from './tables.ts';

export const PERSONAL: Readonly<Record<keyof Tables, Rule>> = { ...ACTS, ...WORKS };
