// Where the program starts, in plain JavaScript, so that an old Node can still say what it lacks.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Carrybot needs Node 24 or newer; this is ${process.versions.node}. \`npm ci\` brings one along, which \`npm start\` uses; with --ignore-scripts it cannot, and you need to install Node 24 yourself.\n`,
  );
  process.exit(1);
}
// Node 24 has ended the process ("Check failed: jit_page.has_value()") where V8 frees the faster ways from WebAssembly to
// JavaScript that it makes after 1,000 calls while threads come and go: it shall make none. Only Node's own type
// stripping calls so often, and some 40 ns a call are nothing to it.
const { setFlagsFromString } = await import('node:v8');
setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647');
// Before all else is loaded: compiled code is kept in the data folder. Where there is none yet, `main` makes it.
const { existsSync, readFileSync } = await import('node:fs');
const { parseEnv } = await import('node:util');
/** As `config.ts` reads it, which says what is wrong with it. */
function dataFolder() {
  try {
    const set = process.env.DATA_DIR ?? parseEnv(readFileSync('.env', 'utf8')).DATA_DIR;
    return set?.trim() || './data';
  } catch {
    return './data';
  }
}
const folder = dataFolder();
if (existsSync(folder)) (await import('./compiled.ts')).keepCompiled(folder);
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
