/** The course's formula questions, as people answer them: what is taken, and what a wrong one is told. */
import { describe, expect, it } from 'vitest';
import { compareFormula } from '../../src/quiz/formula/check.ts';

const Y1 = [
  'y1 = g(W_out (W s0 + W_in x1 + b) + c)',
  'y1 = g(W_out f(W s0 + W_in x1 + b) + c)',
  'y1 = g(W_out s1 + c)',
];
const ASKED = {
  y1: ['y1', Y1],
  s1: ['s1', ['s1 = W s0 + W_in x1 + b', 's1 = f(W s0 + W_in x1 + b)']],
  u: ['u_t', ['u_t = W_in x_t + W z_{t-1} + b']],
  y: ['y_t', ['y_t = g(W_out z_t + c)']],
  out: ['δ_out_t', ["δ_out_t = (y_t - d_t) ⊙ g'(v_t)"]],
  delta: ['δ_t', ["δ_t = f'(u_t) ⊙ (W_out^T δ_out_t + W^T δ_{t+1})"]],
  path: ['δ_{t-1}', ["δ_{t-1} = f'(u_{t-1}) ⊙ (W^T δ_t)"]],
  rate: ['W', ['W = W - ε ∂E/∂W']],
  count: ['n', ['n = H^2 + 3 H']],
} as const satisfies Record<string, readonly [target: string, answers: readonly string[]]>;

type Asked = keyof typeof ASKED;
const answer = (asked: Asked, text: string) => compareFormula(ASKED[asked][0], ASKED[asked][1], text);

describe('taken for right', () => {
  it.each<[Asked, string]>([
    // The questions' own `*`, element by element.
    ['path', "f'(u_{t-1}) * W^T δ_t"],
    ['path', "W^T δ_t * f'(u_{t-1})"],
    ['path', "f'(u_{t-1}) * W^T @ δ_t"],
    ['path', "f'(u_{t-1}) * W^T * δ_t"],
    ['path', "δ_{t-1} = f'(u_{t-1}) * (W.T @ δ_t)"],
    ['path', "f'(u_{t-1}) × np.dot(W.T, δ_t)"],
    ['delta', "f'(u_t) * W_out^T δ_out_t + f'(u_t) * W^T δ_{t+1}"],
    ['delta', "W_out^T δ_out_t * f'(u_t) + W^T * δ_{t+1} * f'(u_t)"],
    ['delta', "f'(u_t) * (W_out^T δ_out_t + W^T δ_{t+1})"],
    // All weights in the shapes that the program gives them.
    ['y1', 'y1 = g(W_out^T (W^T s0 + W_in^T x1 + b) + c)'],
    ['s1', 's1 = W^T s0 + W_in^T x1 + b'],
    // Symbols of the questions in other spellings.
    ['count', 'h^2+3h'],
    ['count', 'n = h(h+3)'],
    ['count', 'n = H**2 + 3*H'],
    ['count', 'n = H² + 3H 個'],
    ['rate', 'W = W - \\epsilon \\frac{\\partial E}{\\partial W}'],
    ['rate', 'W \\leftarrow W - \\varepsilon\\,\\partial E / \\partial W'],
    ['rate', 'W -= ε dE/dW'],
    ['rate', 'W += -ε * ∂E/∂W'],
    ['rate', 'W_{t+1} = W_t - ε ∂E/∂W_t'],
    ['rate', 'W_new = W_old - η dE/dW_old'],
    ['rate', 'W ← W − ε ∇_W E'],
    ['out', "∂E/∂v_t = (y_t-d_t)g'(v_t)"],
    ['out', "\\frac{\\partial E}{\\partial v_t} = (y_t - d_t) g'(v_t)"],
    // LaTeX, code marks, words around the formula.
    ['y1', '\\(y_1 = g(W_{out}(W s_0 + W_{in} x_1 + b) + c)\\)'],
    ['y1', '\\[ y_1 = g(W_{out}(W s_0 + W_{in} x_1 + b) + c) \\]'],
    ['y1', '$y_1 = g\\bigl(W_{out}(W s_0 + W_{in} x_1 + b) + c\\bigr)$'],
    ['y1', 'y_1 = \\operatorname{sigmoid}(W_{\\rm out}s_1+c)'],
    ['y1', 'y_1 = \\mathrm{sigmoid}\\left(W_{\\text{out}} s_1+c\\right)'],
    ['y1', 'y_1 = \\sigma\\Bigl[W_\\text{out} s_1+c\\Bigr]'],
    ['y1', '`y1 = g(W_out s1 + c)`'],
    ['y1', '```\ny1 = g(W_out s1 + c)\n```'],
    ['y1', '**y1 = g(W_out s1 + c)**'],
    ['y1', 'y1 = g(W_(out) s1 + c), s1 = W s0 + W_(in) x1 + b'],
    ['y1', 'y1 = g(W^(out)(W s0 + W^(in) x1 + b) + c)'],
    ['y1', 'g(W_out(W s0 + W_in x1 + b) + c) = y1'],
    ['y1', '答え: y1 = g(W_out s1 + c)'],
    ['y1', '答えは y1 = g(W_out s1 + c) です。'],
    ['y1', 'answer: y1 = g(W_out s1 + c)'],
    ['y1', "y1 = g(W_out(W s0 + W_in x1 + b) + b')"],
  ])('%s: %s', (asked, text) => {
    expect(answer(asked, text)).toMatchObject({ verdict: 'right', reasons: [] });
  });

  it('a product without a sign, with the remark that it is one of elements', () => {
    const { verdict, notes } = answer('path', "f'(u_{t-1}) W^T δ_t");
    expect([verdict, notes.map(({ code }) => code)]).toEqual(['right', ['elementwise']]);
  });

  it('all weights transposed, with a remark', () => {
    const { notes } = answer('y1', 'g(W_out^T f(W^T s0 + W_in^T x1 + b) + c)');
    expect(notes.map(({ code }) => code)).toEqual(['all-transposed']);
  });
});

describe('told its own mistake and no other', () => {
  it.each<[Asked, string, readonly string[]]>([
    ['out', "(d_t - y_t) g'(v_t)", ['sign']],
    ['out', '(d_t - y_t) y_t (1 - y_t)', ['sign']],
    ['out', 'y_t - d_t', ['slope-missing']],
    ['out', 'd_t - y_t', ['slope-missing', 'sign']],
    ['out', "(y_t-d_t) g'(y_t)", ['slope-of-output']],
    ['out', '(y_t-d_t) g(v_t)', ['slope']],
    ['out', "2(y_t-d_t) g'(v_t)", ['factor']],
    ['out', "½(y_t-d_t) g'(v_t)", ['factor']],
    ['out', "g'(v_t)", ['factor-missing']],
    ['out', "(y_t + d_t) g'(v_t)", ['sign']],
    ['delta', 'W_out^T δ_out_t + W^T δ_{t+1}', ['slope-missing']],
    ['delta', "f'(u_t) * W_out^T δ_out_t + W^T δ_{t+1}", ['factor-misplaced']],
    ['delta', "f'(u_t) * (W_out δ_out_t + W^T δ_{t+1})", ['transpose']],
    ['delta', "f'(u_t) * (W_out δ_out_t + W δ_{t+1})", ['transpose', 'transpose']],
    ['delta', "f'(u_t) * (W_out^T δ_out_t - W^T δ_{t+1})", ['sign']],
    ['path', 'W^T δ_t', ['slope-missing']],
    ['path', 'f(u_{t-1}) * W^T δ_t', ['slope']],
    ['path', "f'(z_{t-1}) * W^T δ_t", ['slope-of-output']],
    ['path', "f'(u_{t-1}) * W δ_t", ['transpose']],
    ['path', "f'(u_t) * W^T δ_t", ['time-index']],
    ['y1', 'g(W_out*(W*s0 + W_in*x1 + b + c))', ['bias-inside']],
    ['y1', 'y1 = g(W_out f(W s0 + W_in x1 + b + c))', ['bias-inside']],
    ['y1', 'y1 = g(W_out f(W s0 + W_in x1) + b + c)', ['bias-outside']],
    ['y1', 'y1 = g(W_out^T (W s0 + W_in x1 + b) + c)', ['transpose']],
    ['y1', 'y1 = g(W_out^T (W^T s0 + W_in x1 + b) + c)', ['transpose']],
    ['u', 'u_t = f(W_in x_t + W z_{t-1} + b)', ['activation-extra']],
    ['u', 'u_t = tanh(W_in x_t + W z_{t-1} + b)', ['activation-extra']],
    ['u', 'u_t = W_in x_t + W z_t + b', ['time-index']],
    ['y', 'W_out z_t + c', ['outer-missing']],
    ['count', 'n = H^2+3H+1', ['number-extra']],
    ['count', 'n = H^2+2H', ['factor']],
    ['rate', 'W - dE/dW', ['factor-missing']],
    ['rate', 'W = W + ε dE/dW', ['sign']],
    ['rate', 'W = -ε dE/dW', ['term-missing']],
  ])('%s: %s', (asked, text, codes) => {
    const { verdict, reasons } = answer(asked, text);
    expect([verdict, reasons.map(({ code }) => code)]).toEqual(['wrong', codes]);
    for (const { words } of reasons) {
      expect(words.ja).toMatch(/[ぁ-ん].*。$/);
      expect(words.en).toMatch(/[a-z].*\.$/);
    }
  });

  it('names the slope that is missing and the slip of the article', () => {
    expect(answer('out', 'y_t - d_t').reasons[0]?.words.en).toContain('`g′(vᵗ)`');
    expect(answer('out', "(y_t-d_t) g'(y_t)").reasons[0]?.words.en).toContain('article');
    expect(answer('path', "f'(z_{t-1}) * W^T δ_t").reasons[0]?.words.en).not.toContain('article');
  });
});

describe('where no mistake is certain', () => {
  it.each<[Asked, string, string, string]>([
    // 2² + 4·2 + 1 and 2² + 3·2.
    ['count', 'H^2 + 3H + H + 1', '13', '10'],
    ['count', '2H + H + H', '8', '10'],
    // d = 2, y = σ(1): ½ (d − y)² and (y − d) y (1 − y).
    ['out', '1/2 (d_t - y_t)^2', '0.805', '−0.249'],
  ])('%s: %s gives %s, the right one %s', (asked, text, given, right) => {
    const { reasons } = answer(asked, text);
    expect(reasons.map(({ code }) => code)).toEqual(['different']);
    expect(reasons[0]?.words.en).toContain(`yours gives \`${given}\`, the right one \`${right}\``);
    expect(reasons[0]?.words.ja).toContain(`\`${given}\``);
  });

  it('says nothing of terms that are there', () => {
    const { verdict, reasons } = answer('y1', 'y1 = g(W_out W_in x1 + b) + g(W s0 + c)');
    expect([verdict, reasons.map(({ code }) => code)]).toEqual(['wrong', ['different']]);
  });
});
