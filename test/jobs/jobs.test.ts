import { createLocalJobs } from '../../src/jobs/local/jobs.ts';
import { keepsTheContract } from './contract.ts';
import { createJsonJobs } from './json-jobs.ts';

keepsTheContract(
  'in threads',
  ({ atOnce, mostWaiting }) => createLocalJobs({ threads: { least: atOnce, most: atOnce }, mostWaiting }),
  8,
);
keepsTheContract(
  'in processes, as JSON text',
  ({ atOnce, mostWaiting }) => createJsonJobs(atOnce, mostWaiting, 2),
  2,
);
