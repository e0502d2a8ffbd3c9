/** Generated questions on the loss and on the error at the output. */
import { DEFAULTS } from '../../rnn/config.ts';
import { lossFunction } from '../../rnn/loss.ts';
import type { Generator } from './generator.ts';
import { numberQuestion, settle, shown, slip } from './settle.ts';
import { activate, slopeAt } from './toy.ts';

const squared = lossFunction('squared', DEFAULTS.gradient);
const article = lossFunction('squared', 'article');
const RAISED = '⁰¹²³⁴⁵';

/** E = Σ ½(d − y)² over a few steps. */
export const sumOfLosses: Generator = {
  id: 'gen-loss',
  topic: 'loss',
  make: (seed) =>
    settle('gen-loss', seed, (chance) => {
      const steps = Array.from({ length: chance.integer(2, 4) }, () => ({
        y: chance.decimal(0.1, 0.9, 0.1),
        d: chance.integer(0, 1),
      }));
      const E = steps.reduce((sum, { d, y }) => sum + squared.of(d, 0, y), 0);
      const list = steps
        .map(({ y, d }, i) => `y${RAISED[i + 1] ?? ''} = ${shown(y)} (d${RAISED[i + 1] ?? ''} = ${d})`)
        .join(', ');
      const terms = steps.map(({ y, d }) => `(${d} − ${shown(y)})²`).join(' + ');
      return numberQuestion({
        id: 'gen-loss',
        topic: 'loss',
        text: {
          ja: `出力と正解が \`${list}\` でした。この系列の損失 \`E = Σ ½(d − y)²\` はいくつですか。`,
          en: `Outputs and targets are \`${list}\`. What is the loss \`E = Σ ½(d − y)²\` of this sequence?`,
        },
        answer: E,
        tolerance: { absolute: 0.002 },
        slips: [
          slip('missing-half', 2 * E, '½ を掛け忘れています。', 'The ½ is missing.'),
          slip(
            'mean-for-sum',
            E / steps.length,
            '時刻で平均していますが、この損失は時刻について足すだけです。',
            'You took the mean over the steps; this loss is their sum.',
          ),
          slip(
            'not-squared',
            steps.reduce((sum, { d, y }) => sum + Math.abs(d - y), 0) / 2,
            '差を二乗していません。',
            'The differences are not squared.',
          ),
        ],
        explanation: { ja: `\`½ [${terms}] = ${shown(E)}\`。`, en: `\`½ [${terms}] = ${shown(E)}\`.` },
      });
    }),
};

/** δ_out = (y − d) y (1 − y). */
export const outputError: Generator = {
  id: 'gen-delta-out',
  topic: 'bptt',
  make: (seed) =>
    settle('gen-delta-out', seed, (chance) => {
      const y = chance.decimal(0.1, 0.9, 0.05);
      const d = chance.integer(0, 1);
      const answer = squared.deltaOut(d, y);
      return numberQuestion({
        id: 'gen-delta-out',
        topic: 'bptt',
        text: {
          ja: `\`E = ½(d − y)²\`、\`y = σ(v)\` です。\`y = ${shown(y)}\`、\`d = ${d}\` のとき、出力の誤差 \`δ_out = ∂E/∂v\` はいくつですか。`,
          en: `\`E = ½(d − y)²\` and \`y = σ(v)\`. With \`y = ${shown(y)}\` and \`d = ${d}\`, what is the error at the output, \`δ_out = ∂E/∂v\`?`,
        },
        answer,
        tolerance: { relative: 0.02 },
        slips: [
          slip(
            'missing-slope',
            y - d,
            'シグモイドの傾き `g′(v) = y(1 − y)` を掛け忘れています(交差エントロピーなら、これで正解です)。',
            'The slope of the sigmoid, `g′(v) = y(1 − y)`, is missing. (With cross-entropy this would be right.)',
          ),
          slip(
            'sign',
            -answer,
            '符号が逆です。微分すると `y − d` になります。',
            'The sign is wrong: the derivative gives `y − d`.',
          ),
          slip(
            'slope-of-output',
            article.deltaOut(d, y),
            '記事のプログラムと同じ取り違えです。`σ′(y)` ではなく `σ′(v) = y(1 − y)` を掛けます。',
            "That is the slip in the article's program: the slope is `σ′(v) = y(1 − y)`, not `σ′(y)`.",
          ),
          slip(
            'missing-error',
            slopeAt('sigmoid', y),
            '`y − d` を掛け忘れています。',
            'The factor `y − d` is missing.',
          ),
        ],
        explanation: {
          ja: `\`(y − d) · y(1 − y) = (${shown(y)} − ${d}) × ${shown(y)} × ${shown(1 - y)} = ${shown(answer, 5)}\`。なお \`σ′(y)\` は y が何であっても ${shown(slopeAt('sigmoid', activate('sigmoid', 1)), 3)}〜0.25 です。`,
          en: `\`(y − d) · y(1 − y) = (${shown(y)} − ${d}) × ${shown(y)} × ${shown(1 - y)} = ${shown(answer, 5)}\`. (\`σ′(y)\` would lie between ${shown(slopeAt('sigmoid', activate('sigmoid', 1)), 3)} and 0.25 whatever y is.)`,
        },
        experiment: '/check gradient=article',
      });
    }),
};
