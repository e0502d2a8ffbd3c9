/**
 * Discord's official OpenAPI document as a judge of what is sent. `openapi-subset.json` holds its schemas of the
 * requests that a bot like ours makes; where the whole document is at hand, a test compares the two.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { invalidForm } from './ids.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type OpenApi = { paths: { [path: string]: Json }; components: { schemas: { [name: string]: Json } } };

/** The requests that are checked: method, path, and the name that the subset keeps them under. */
export const CHECKED = {
  registration: ['put', '/applications/{application_id}/commands'],
  callback: ['post', '/interactions/{interaction_id}/{interaction_token}/callback'],
  followUp: ['post', '/webhooks/{webhook_id}/{webhook_token}'],
  webhookEdit: ['patch', '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'],
  post: ['post', '/channels/{channel_id}/messages'],
  edit: ['patch', '/channels/{channel_id}/messages/{message_id}'],
} as const;

export type Checked = keyof typeof CHECKED;

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((node, key) => (isObject(node) ? node[key] : undefined), value);
}

/** JSON Schema without prose, its references turned to `$defs`. */
function plain(node: Json): Json {
  if (Array.isArray(node)) return node.map(plain);
  if (!isObject(node)) return node;
  const entries = Object.entries(node).filter(
    ([key, value]) => !key.startsWith('x-') && !isProse(key, value),
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/components/schemas/', '#/$defs/')
        : plain(value),
    ]),
  );
}

/** A description is a sentence; a property of that name is a schema. */
function isProse(key: string, value: Json): boolean {
  return (key === 'description' || key === 'title') && typeof value === 'string';
}

function references(node: Json): string[] {
  if (Array.isArray(node)) return node.flatMap(references);
  if (!isObject(node)) return [];
  const own = typeof node['$ref'] === 'string' ? [node['$ref'].replace('#/$defs/', '')] : [];
  return [...own, ...Object.values(node).flatMap(references)];
}

/** The checked requests' schemas and all that they refer to. */
export function extract(document: OpenApi): Subset {
  const requests: Record<string, Json> = {};
  for (const [name, [method, path]] of Object.entries(CHECKED)) {
    const schema = at(document.paths[path], method, 'requestBody', 'content', 'application/json', 'schema');
    if (schema === undefined) throw new Error(`the OpenAPI document lacks ${method} ${path}`);
    requests[name] = plain(schema);
  }
  const $defs: Record<string, Json> = {};
  const open = references(Object.values(requests));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const schema = document.components.schemas[name];
    if (schema === undefined || name in $defs) continue;
    const definition = plain(schema);
    $defs[name] = definition;
    open.push(...references(definition));
  }
  return { requests, $defs: Object.fromEntries(Object.entries($defs).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The whole document: in the folder that CARRYBOT_SPECS names, or in `shared/specs` beside the checkout. */
export function wholeDocument(): OpenApi | undefined {
  const root = join(import.meta.dirname, '../../../..');
  const folders = [process.env['CARRYBOT_SPECS'], join(root, '..', 'shared', 'specs')];
  for (const folder of folders) {
    const file = folder === undefined ? undefined : join(folder, 'discord-openapi.json');
    if (file !== undefined && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
  }
  return undefined;
}

export type Subset = { requests: Record<string, Json>; $defs: Record<string, Json> };

/** The captured subset, as `extract` made it. */
export function readSubset(): Subset {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'openapi-subset.json'), 'utf8')) as Subset;
}

const judges = new Map<Checked, z.ZodType>();

function judge(name: Checked): z.ZodType {
  const known = judges.get(name);
  if (known !== undefined) return known;
  const { requests, $defs } = readSubset();
  // The subset is data that `extract` wrote; zod refuses what it does not understand.
  const schema = { ...(requests[name] as object), $defs } as Parameters<typeof z.fromJSONSchema>[0];
  const made = z.fromJSONSchema(schema);
  judges.set(name, made);
  return made;
}

/** Throws Discord's "Invalid Form Body" if a request's JSON is not what its OpenAPI schema describes. */
export function checkSchema(name: Checked, body: unknown): void {
  const verdict = judge(name).safeParse(body);
  if (verdict.success) return;
  const faults = verdict.error.issues.map(({ path, message }) => ({
    path: path.length === 0 ? name : path.join('.'),
    code: 'OPENAPI_SCHEMA',
    message,
  }));
  throw invalidForm(faults);
}
