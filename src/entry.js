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
// What has been compiled once need not be compiled at the next start, if there is a folder to keep it in: neither
// here nor in worker threads, which learn of the folder by the environment.
const { constants, enableCompileCache } = await import('node:module');
const { dirname } = await import('node:path');
const { status, directory } = enableCompileCache();
if (status === constants.compileCacheStatus.ENABLED) process.env.NODE_COMPILE_CACHE = dirname(directory);
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
