/** The work of drawing: loads the fonts and draws a first picture of each kind of text before there is any. */
import { LOCALES } from '../../chat/locale.ts';
import type { WorkOf } from '../../jobs/program.ts';
import { DEFAULTS } from '../../rnn/config.ts';
import { whole } from '../../rnn/portions.ts';
import type { PICTURE } from '../pictures.ts';
import { paint, prepare } from './paint.ts';

prepare();
// The first letters of a font and the first run of the code are slow; they are paid for here.
for (const locale of LOCALES) {
  whole(
    paint({
      kind: 'loss',
      locale,
      config: DEFAULTS,
      losses: [1.7, 0.3, 0.003],
      accuracies: [{ iteration: 0, accuracy: 0 }],
      solvedAt: 200,
      outcome: { kind: 'finished' },
    }),
  );
}

const draw: WorkOf<typeof PICTURE> = (spec) => paint(spec);

export default draw;
