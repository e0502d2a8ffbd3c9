/**
 * The page's own files as they are served: TypeScript stripped of its types, the modules of a page as one script
 * and its style sheets as one, since each request costs a slow machine more than its bytes.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bundle } from './bundle.ts';

const FOLDER = join(import.meta.dirname, 'page');
/** What the page shares with the bot: modules that import nothing, named as no file of the page is. */
const SHARED = [join(import.meta.dirname, '../../chat/markdown.ts')];

/** All files by their path on the server: pages, one script for each that a page names, one sheet a page, pictures. */
export async function readPage(): Promise<ReadonlyMap<string, Buffer>> {
  const texts = new Map<string, string>();
  for (const name of await readdir(FOLDER)) {
    if (/\.(?:html|css|ts|svg)$/.test(name)) texts.set(name, await readFile(join(FOLDER, name), 'utf8'));
  }
  for (const path of SHARED) texts.set(parse(path).base, await readFile(path, 'utf8'));
  const scripts = [...texts.keys()].filter((name) => name.endsWith('.ts'));
  const stripped = await strip(scripts.map((name) => texts.get(name) ?? ''));
  const modules = new Map(scripts.map((name, index) => [parse(name).name, stripped[index] ?? '']));

  const served = new Map<string, string>();
  for (const [name, text] of texts) {
    if (name.endsWith('.svg')) served.set(name, text);
    if (!name.endsWith('.html')) continue;
    const sheet = `${parse(name).name}.css`;
    served.set(name, withOneSheet(text.replace('<head>\n', `<head>\n${HEAD}`), sheet));
    served.set(
      sheet,
      sheetsIn(text)
        .map((each) => texts.get(each) ?? '')
        .join('\n'),
    );
    for (const [, script] of text.matchAll(/ src="\/page\/([\w-]+)\.ts"/g)) {
      if (script !== undefined) served.set(`${script}.ts`, bundle(script, modules));
    }
  }
  return new Map([...served].map(([name, text]) => [`/page/${name}`, Buffer.from(text)]));
}

/** What is the same in the heads of all pages. On a phone, the keyboard takes its room from the page. */
const HEAD = `    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/page/mark.svg" type="image/svg+xml" />
`;

const SHEETS = /(?:\s*<link rel="stylesheet" href="\/page\/[\w-]+\.css" \/>)+/;

function sheetsIn(html: string): string[] {
  return [...(SHEETS.exec(html)?.[0] ?? '').matchAll(/\/page\/([\w-]+\.css)/g)].map(([, name]) => name ?? '');
}

function withOneSheet(html: string, sheet: string): string {
  const links = ['/fonts/faces.css', `/page/${sheet}`].map(
    (path) => `\n    <link rel="stylesheet" href="${path}" />`,
  );
  return html.replace(SHEETS, links.join(''));
}

/** Strips types in a thread of its own: there Node's notice about this young function can be turned off. */
function strip(sources: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./strip.ts', import.meta.url), {
      workerData: sources,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    worker.once('message', resolve).once('error', reject);
  });
}
