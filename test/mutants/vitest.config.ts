/** The project's own test configuration, for the tests of the room that is measured. */
import project from '../../vitest.config.ts';
import { measured } from './rooms.ts';

// Stryker runs tests in threads, which take no flags of V8; the process has them (`stryker.config.mjs`).
// The tests of one room are one project.
const { execArgv: _, projects: __, ...test } = project.test ?? {};
export default { ...project, test: { ...test, include: [...measured().tests] } };
