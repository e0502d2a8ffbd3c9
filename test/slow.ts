/** What a test may compute, and the tests that may compute more. */

/** CPU time of a test with its hooks and threads, in seconds. */
export const MOST_SECONDS = 10;

/** `test/room/file.test.ts > suite > test` → why nothing cheaper would prove the same. None needs to stand here today. */
export const SLOW: Readonly<Record<string, string>> = {};
