/** The course: its pages in the order in which they are read. A topic's first page bears the topic's name. */

import type { Page } from './page.ts';
import { activation } from './pages/activation.ts';
import { bpttChain } from './pages/bptt-chain.ts';
import { bpttDeltas } from './pages/bptt-deltas.ts';
import { bpttGradients } from './pages/bptt-gradients.ts';
import { bpttUpdate } from './pages/bptt-update.ts';
import { carry } from './pages/carry.ts';
import { forward } from './pages/forward.ts';
import { gradientCheck } from './pages/gradient-check.ts';
import { init } from './pages/init.ts';
import { learningRate } from './pages/learning-rate.ts';
import { loss } from './pages/loss.ts';
import { memory } from './pages/memory.ts';
import { rnn } from './pages/rnn.ts';
import { unrolling } from './pages/unrolling.ts';
import { vanishing } from './pages/vanishing.ts';
import { weights } from './pages/weights.ts';

export const COURSE: readonly Page[] = [
  rnn,
  weights,
  unrolling,
  forward,
  carry,
  loss,
  bpttGradients,
  bpttChain,
  bpttDeltas,
  bpttUpdate,
  vanishing,
  activation,
  init,
  learningRate,
  gradientCheck,
  memory,
];
