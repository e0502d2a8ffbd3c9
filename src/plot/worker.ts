/** Entry of a drawing thread: loads the fonts, draws a first picture of each kind of text, then waits for work. */
import { LOCALES } from '../chat/locale.ts';
import { DEFAULTS } from '../rnn/config.ts';
import { paint, prepare } from './draw/paint.ts';
import type { PictureSpec } from './spec.ts';

prepare();
// The first letters of a font and the first run of the code are slow; they are paid for here.
for (const locale of LOCALES) {
  paint({
    kind: 'loss',
    locale,
    config: DEFAULTS,
    losses: [1.7, 0.3, 0.003],
    accuracies: [{ iteration: 0, accuracy: 0 }],
    solvedAt: 200,
    outcome: { kind: 'finished' },
  });
}

/** Bytes of the picture's file. */
export default function draw(spec: PictureSpec): Uint8Array {
  return paint(spec);
}
