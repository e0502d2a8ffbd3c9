import { createLocalJobs } from '../../src/jobs/local/jobs.ts';
import { keepsTheContract } from './contract.ts';
import { createJsonJobs } from './json-jobs.ts';

keepsTheContract(
  'in threads',
  ({ atOnce, mostWaiting, ...keeps }) =>
    createLocalJobs({ threads: { least: atOnce, most: atOnce }, mostWaiting, ...keeps }),
  8,
);
keepsTheContract(
  'in processes, as JSON text',
  ({ atOnce, mostWaiting, keeps }) => createJsonJobs(atOnce, mostWaiting, 2, keeps),
  2,
);
