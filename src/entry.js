// Where the program starts, in plain JavaScript, so that an old Node can still say what it lacks.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Carrybot needs Node 24 or newer; this is ${process.versions.node}. \`npm start\` uses the Node that \`npm ci\` installs.\n`,
  );
  process.exit(1);
}
// What has been compiled once need not be compiled at the next start.
const { enableCompileCache } = await import('node:module');
enableCompileCache();
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
