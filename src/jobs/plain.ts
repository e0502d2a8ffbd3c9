/** What may travel between a room and its work: data that can be cloned, and written as text and read again. */

/** The arrays of numbers, by their names. */
export const ARRAYS = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;

export type ArrayName = keyof typeof ARRAYS;

/** Any of them; shared memory is not plain, but types cannot tell. */
export type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export type Plain =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | NumberArray
  | readonly Plain[]
  | { readonly [key: string]: Plain };
