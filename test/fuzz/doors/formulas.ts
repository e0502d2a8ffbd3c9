/** Answers to a question that asks for a formula, through its form. */
import fc from 'fast-check';
import type { Caller } from '../../../src/chat/invocation.ts';
import { LEARNER, startBot } from '../../support/carrybot.ts';
import { oddText } from '../../support/odd-text.ts';
import { door } from '../fuzz.ts';
import { mutated } from '../mutate.ts';
import { plant, watch } from '../watch.ts';

const RIGHT = [
  'y1 = sigmoid(W_out*(W*s0 + W_in*x1 + b) + c)',
  'y_1 = g(W_{out} z_1 + c) where z_1 = f(W_in x_1 + W z_0 + b)',
  '$y^1 = \\sigma\\left(\\frac{W_{out}}{1} \\cdot z^1 + c\\right)$',
  'y1 = np.dot(W_out, z1) + c\ns1 = W @ s0 + W_in @ x1 + b',
  'y₁ = σ(W_out·z₁ + c) (g はシグモイド関数)',
  "δ^t = f'(u^t) ⊙ (W_out.T δ_out^t + W.T δ^{t+1})",
];
const PIECES = [
  '(',
  ')',
  '{',
  '}',
  '[',
  '+',
  '-',
  '*',
  '/',
  '⊙',
  '^',
  '^T',
  '.T',
  '=',
  ',',
  'W',
  'W_in',
  'W_out',
  'x1',
  'z0',
  'g(',
  "f'(",
  'exp',
  'e^',
  '\\frac{',
  '\\constructor',
  '∂E/∂W',
  '∇_W E',
  '1e9',
  '^-9',
  '⁻¹',
  ' where ',
  '\n',
  'δ_out^t',
  'dot(',
  ' ',
];

/** As long as is read, of pieces that mean something. */
const soup = fc
  .array(
    fc.tuple(
      fc.constantFrom(...PIECES),
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(1) },
        { weight: 1, arbitrary: fc.integer({ min: 2, max: 200 }) },
      ),
    ),
    { maxLength: 60 },
  )
  .map((pieces) =>
    pieces
      .map(([piece, times]) => piece.repeat(times))
      .join('')
      .slice(0, 520),
  );

export const formulas = door<string>('formulas', async () => {
  const test = await startBot();
  await plant(test, [{ platform: 'web', workspace: 'local' }]);
  const seen = watch(test.bot);
  let sent = 0;
  let id = '';
  return {
    inputs: fc.oneof(mutated(fc.constantFrom(...RIGHT), 60), soup, oddText(80)),
    atOnce: 1,
    watch: seen,
    async send(texts) {
      for (const text of texts) {
        const workspace = `local-${Math.floor(sent / 50)}`;
        const locale = sent % 2 === 0 ? 'ja' : 'en';
        const caller = { ...LEARNER, userId: `m${sent}`, workspace, locale } as const;
        // All in the channel answer the same one, each once.
        if (sent % 50 === 0) id = await asked(sent % 100 === 0 ? 'confirmation-4' : 'confirmation-2', caller);
        sent += 1;
        const fields = { answer: { kind: 'text', text } } as const;
        for await (const _ of seen.bot.handle({ kind: 'submit', id, fields, caller }));
      }
    },
    close: () => test.end(),
  };

  async function asked(question: string, caller: Caller): Promise<string> {
    const input = { kind: 'text', text: question } as const;
    const invocation = { kind: 'command', command: 'quiz', subcommand: undefined, input, caller } as const;
    let button = '';
    for await (const each of seen.bot.handle(invocation)) button = each.buttons[0]?.id ?? button;
    return button;
  }
});
