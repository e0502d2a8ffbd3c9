/**
 * Plain data as JSON text and back, for jobs that leave the process. What JSON lacks is an object with one key that
 * begins with `$`: `{"$number":"NaN"}`, `{"$Float64Array":"<base64>"}`. A key that begins so by itself gets another `$`.
 * The text also fits PostgreSQL's `jsonb`, which takes neither the character U+0000 nor half a surrogate pair.
 */
import { ARRAYS, type ArrayName, type NumberArray, type Plain } from './plain.ts';

type Json = null | boolean | number | string | Json[] | { readonly [key: string]: Json };

/** @throws TypeError if something in it is not plain after all */
export function toText(value: Plain): string {
  return JSON.stringify(encode(value));
}

/** @throws SyntaxError, TypeError or RangeError if `toText` did not write it */
export function fromText(text: string): Plain {
  return decode(JSON.parse(text));
}

function encode(value: Plain): Json {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? '-0' : String(value) };
    case 'bigint':
      return { $bigint: String(value) };
    case 'string':
      return isFit(value) ? value : { $utf16: Buffer.from(value, 'utf16le').toString('base64') };
    case 'undefined':
      return { $undefined: null };
    case 'object':
      return value === null ? null : encodeObject(value);
    default:
      throw new TypeError(`a ${typeof value} is not plain data`);
  }
}

function isFit(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function encodeObject(value: Exclude<Plain, null | undefined | boolean | number | bigint | string>): Json {
  if (isList(value)) return value.map(encode);
  if (isArray(value)) {
    const { buffer, byteOffset, byteLength, [Symbol.toStringTag]: name } = value;
    return { [`$${name}`]: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${Object.prototype.toString.call(value)} is not plain data`);
  }
  const entries = Object.entries(value);
  if (entries.every(([key]) => isFit(key))) {
    return Object.fromEntries(
      entries.map(([key, each]) => [key.startsWith('$') ? `$${key}` : key, encode(each)]),
    );
  }
  return { $entries: entries.map(([key, each]) => [encode(key), encode(each)]) };
}

// `Array.isArray` does not narrow read-only lists.
const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

const isArray = (value: Plain): value is NumberArray =>
  ArrayBuffer.isView(value) && value[Symbol.toStringTag] in ARRAYS;

function decode(json: Json): Plain {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(decode);
  const entries = Object.entries(json);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && /^\$(?!\$)/.test(first[0])) {
    return decodeTagged(first[0].slice(1), first[1]);
  }
  return Object.fromEntries(entries.map(([key, each]) => [key.replace(/^\$/, ''), decode(each)]));
}

function decodeTagged(tag: string, json: Json): Plain {
  if (tag === 'undefined') return undefined;
  if (tag === 'entries' && Array.isArray(json)) return Object.fromEntries(json.map(decodeEntry));
  if (typeof json === 'string') {
    if (tag === 'number') return Number(json);
    if (tag === 'bigint') return BigInt(json);
    const bytes = Buffer.from(json, 'base64');
    if (tag === 'utf16') return bytes.toString('utf16le');
    if (isArrayName(tag)) return new ARRAYS[tag](Uint8Array.from(bytes).buffer);
  }
  throw new TypeError(`$${tag} stands for nothing`);
}

const isArrayName = (name: string): name is ArrayName => Object.hasOwn(ARRAYS, name);

function decodeEntry(json: Json): readonly [string, Plain] {
  if (!Array.isArray(json) || json.length !== 2) throw new TypeError('not an entry');
  const [key = null, value = null] = json;
  return [String(decode(key)), decode(value)];
}
