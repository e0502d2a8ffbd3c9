/** Worker: takes the sources of TypeScript files as `workerData`, gives them back as JavaScript. */
import { stripTypeScriptTypes } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const sources: unknown = workerData;
if (!Array.isArray(sources)) throw new TypeError('The sources of the page are a list of texts');
parentPort?.postMessage(sources.map((source) => stripTypeScriptTypes(String(source))));
