/** The course: its pages in the order in which they are read. */

import type { Page } from './page.ts';
import { activation } from './pages/activation.ts';
import { addition } from './pages/addition.ts';
import { bpttChain } from './pages/bptt-chain.ts';
import { bpttDeltas } from './pages/bptt-deltas.ts';
import { bpttGradients } from './pages/bptt-gradients.ts';
import { bpttUpdate } from './pages/bptt-update.ts';
import { check } from './pages/check.ts';
import { forward } from './pages/forward.ts';
import { init } from './pages/init.ts';
import { loss } from './pages/loss.ts';
import { memory } from './pages/memory.ts';
import { network } from './pages/network.ts';
import { rate } from './pages/rate.ts';
import { sequences } from './pages/sequences.ts';
import { unrolling } from './pages/unrolling.ts';
import { vanishing } from './pages/vanishing.ts';

export const COURSE: readonly Page[] = [
  sequences,
  network,
  unrolling,
  forward,
  addition,
  loss,
  bpttGradients,
  bpttChain,
  bpttDeltas,
  bpttUpdate,
  vanishing,
  activation,
  init,
  rate,
  check,
  memory,
];
