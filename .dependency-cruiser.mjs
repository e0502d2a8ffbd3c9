/** `npm run imports`: the rules come from the table of rooms, as `docs/architecture.md` shows it. */
export { IMPORT_RULES as default } from './test/import-rules.ts';
