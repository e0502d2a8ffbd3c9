/** Formulas are compared by meaning, and a wrong one is told what is wrong. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFormula, nameOf } from '../../src/quiz/formula/check.ts';
import { FormulaFault } from '../../src/quiz/formula/fault.ts';
import { oddText } from '../support/odd-text.ts';

const Y1 = [
  'y1 = g(W_out f(W s0 + W_in x1 + b) + c)',
  'y1 = g(W_out (W s0 + W_in x1 + b) + c)',
  'y1 = g(W_out s1 + c)',
];
const confirmation = (text: string) => compareFormula('y1', Y1, text);
const codes = (text: string): string[] => confirmation(text).reasons.map(({ code }) => code);

describe('the second confirmation test takes', () => {
  it.each([
    // As in the article itself, notes and capitals included.
    'y1 = g(Wout * S1 + b) ※gはシグモイド関数\nS1 = (W * S0 + Win * X1 + c)',
    'y1 = g(Wout*s1 + c)',
    'y1 = sigmoid(W_out*(W*s0 + W_in*x1 + b) + c)',
    'sigmoid(W_out(W s0 + W_in x1 + b) + c)',
    'σ(W_out·f(W·s0+W_in·x1+b)+c)',
    'y₁ = g(W_out s₁ + c), s₁ = W s₀ + W_in x₁ + b',
    'y1 = g(W_out s1 + c) where s1 = W s0 + W_in x1 + b',
    'y1 = g(W_out s1 + c) ただし s1 = f(W s0 + W_in x1 + b)',
    'y1 = g(W_out s1 + c)、ここで s1 = W s0 + W_in x1 + b とする。',
    'y1 = g(Wout s1 + c) s1 = Ws0 + Winx1 + b',
    's1 = W s0 + W_in x1 + b; y1 = g(W_out s1 + c)',
    'y1 = g(v1); v1 = Wout s1 + c; s1 = f(u1); u1 = W s0 + Win x1 + b',
    'y1 = g(h), h = Wout z + c, z = tanh(W s0 + Win x1 + b)',
    'ｙ１＝ｇ（Ｗｏｕｔ（Ｗｓ０＋Ｗｉｎｘ１＋ｂ）＋ｃ）',
    'y_1 = \\sigma(W_{out} s_1 + c) where s_1 = f(W s_0 + W_{in} x_1 + b)',
    '$y_1 = \\sigma\\left(W_{\\mathrm{out}}(W s_0 + W_{\\mathrm{in}} x_1 + b) + c\\right)$',
    'y_1 = \\frac{1}{1 + e^{-(W_{out} s_1 + c)}}',
    'y^{1} = g(W^{(out)} (W s^{0} + W^{(in)} x^{1} + b) + c)',
    'y1 = g(c + W_out(b + W_in x1 + W s0))',
    'y1 = g(Wout W s0 + Wout Win x1 + Wout b + c)',
    'y1 = g(s1 Wout + c), s1 = s0 W + x1 Win + b',
    'y1 = sigmoid(np.dot(W_out, s1) + c)  # s1 is the hidden state',
    'y1 = sigmoid(W_out @ tanh(W @ s0 + W_in @ x1 + b_h) + b_y)',
    'y1 = 1/(1+exp(-(Wout s1 + c)))\ns1 = W s0 + Win x1 + b',
    'g(x) = 1/(1+exp(-x)), y1 = g(Wout(W s0 + Win x1 + b)+c)',
    'y1 = g( W_out × ( W × s0 + W_in × x1 + θ1 ) + θ2 )',
    'y1 = g[W_out{W s0 + W_in x1 + b} + c]',
    'y1 = g(Wout s1 + c) (gはシグモイド関数、b, c はバイアス)',
    'y = g(Wout(W s0 + Win x1 + bias1) + bias2), f is the activation',
    'y1 = g(-(-Wout s1) + c)',
    'y1 = シグモイド関数(Wout(W s0 + Win x1 + b) + c)',
    'y1 =\ng(W_out (W s0\n+ W_in x1 + b) + c)',
    'Y1=G(WOUT*(W*S0+WIN*X1+B)+C)',
    'y1 = g(W(out)*(W*s0 + W(in)*x1 + b) + c)',
    'y1 = functions.sigmoid(W_out.dot(s1) + c), s1 = np.tanh(W.dot(s0) + W_in.dot(x1) + b)',
    'y1 = g(Wout s1 + c) (s1 = W s0 + Win x1 + b)',
    'y1 = g(Wout s1 + c), s1 = W s0 + Win x1 + b (b, c: bias)',
    'y1 = g(Wout(W s0 + Win x1 + b1) + b2) where b1 and b2 are biases',
    'let s1 = W s0 + Win x1 + b then y1 = g(Wout s1 + c)',
    'y1 = g(Wout s1 + c) = g(Wout(W s0 + Win x1 + b) + c)',
    'y1 = σ(Wout(W s0 + Win x1 + b) + c), where σ is the sigmoid, b, c ∈ R',
    'y1 = g(Wout・s1 + c)、s1 = f(W・s0 + Win・x1 + b)、gはシグモイド、fは活性化関数、b, c はバイアスです。',
  ])('%s', (text) => {
    expect(confirmation(text)).toMatchObject({ verdict: 'right', reasons: [] });
  });

  it('any letters for the biases, with a remark if both have the same', () => {
    for (const [b, c] of [
      ['b', 'c'],
      ['c', 'b'],
      ['b_1', 'b_2'],
      ['θ', 'β'],
      ['p', 'q'],
      ['b_h', 'b_y'],
    ]) {
      const { verdict, notes } = confirmation(`y1 = g(W_out (W s0 + W_in x1 + ${b}) + ${c})`);
      expect([b, verdict, notes]).toEqual([b, 'right', []]);
    }
    const same = confirmation('y1 = g(W_out (W s0 + W_in x1 + b) + b)');
    expect(same.verdict).toBe('right');
    expect(same.notes.map(({ code }) => code)).toEqual(['same-bias-letter']);
  });

  it('s1 as in the figure, with the remark how it reads written out', () => {
    const { verdict, notes } = confirmation('y1 = g(W_out s1 + c)');
    expect([verdict, notes.map(({ code }) => code)]).toEqual(['right', ['written-out']]);
    expect(notes[0]?.words.en).toContain(Y1[0]);
  });

  it('every order of terms and both conventions of products', () => {
    const hidden = ['W s0', 'W_in x1', 'b'];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(hidden, { minLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('', '*', ' ', '·', ' × '),
        (order, biasFirst, rows, times) => {
          const product = (a: string, b: string): string =>
            rows ? `${b}${times || ' '}${a}` : `${a}${times || ' '}${b}`;
          const inner = order
            .map((term) =>
              term === 'W s0' ? product('W', 's0') : term === 'b' ? 'b' : product('W_in', 'x1'),
            )
            .join(' + ');
          const outer = rows ? `(${inner})${times}W_out` : `W_out${times}(${inner})`;
          const text = biasFirst ? `y1 = g(c + ${outer})` : `y1 = g(${outer} + c)`;
          expect([text, confirmation(text).verdict]).toEqual([text, 'right']);
        },
      ),
      { seed: 4 },
    );
  });
});

describe('a wrong formula is told', () => {
  it.each([
    ['the recurrent term is missing', 'y1 = g(W_out (W_in x1 + b) + c)', ['recurrent-missing']],
    ['the recurrent term is missing in f', 'y1 = g(W_out f(W_in x1 + b) + c)', ['recurrent-missing']],
    ['the input term is missing', 'y1 = g(W_out (W s0 + b) + c)', ['input-missing']],
    ['the input term is missing in a second line', 'y1 = g(W_out s1 + c)\ns1 = W s0 + b', ['input-missing']],
    ['the outer g is missing', 'y1 = W_out (W s0 + W_in x1 + b) + c', ['outer-missing']],
    ['the outer g is inside', 'y1 = W_out g(W s0 + W_in x1 + b) + c', ['outer-missing']],
    ['the output bias is outside', 'y1 = g(W_out (W s0 + W_in x1 + b)) + c', ['outside']],
    ['a hidden bias is forgotten', 'y1 = g(W_out (W s0 + W_in x1) + c)', ['bias-missing']],
    ['an output bias is forgotten', 'y1 = g(W_out (W s0 + W_in x1 + b))', ['bias-missing']],
    ['both biases are forgotten', 'y1 = g(W_out (W s0 + W_in x1))', ['bias-missing']],
    ['W and W_in are swapped', 'y1 = g(W_out (W_in s0 + W x1 + b) + c)', ['weights-swapped']],
    ['W and W_in are swapped in f', 'y1 = g(W_out f(W x1 + W_in s0 + b) + c)', ['weights-swapped']],
    ['W_out and W_in are swapped', 'y1 = g(W_in (W s0 + W_out x1 + b) + c)', ['weights-swapped']],
    ['W_out is on one term only', 'y1 = g(W_out W s0 + W_in x1 + b + c)', ['weight-misplaced']],
    ['W_out is missing', 'y1 = g(W s0 + W_in x1 + b)', ['weight-missing', 'bias-missing']],
    ['W is missing', 'y1 = g(W_out (s0 + W_in x1 + b) + c)', ['weight-missing']],
    ['the state is one step off', 'y1 = g(W_out (W s1 + W_in x1 + b) + c)', ['time-index']],
    ['the input is one step off', 'y1 = g(W_out (W s0 + W_in x0 + b) + c)', ['time-index']],
    ['the time steps are missing', 'y1 = g(W_out (W s + W_in x + b) + c)', ['time-index', 'time-index']],
    ['a symbol is unknown', 'y1 = g(V (W s0 + W_in x1 + b) + c)', ['unknown-symbol']],
    ['another symbol is meant', 'y1 = g(W_out h1 + c)', ['other-symbol']],
    ['a sign is wrong', 'y1 = g(W_out (W s0 - W_in x1 + b) + c)', ['sign']],
    ['a matrix is transposed', 'y1 = g(W_out (W^T s0 + W_in x1 + b) + c)', ['transpose']],
    ['there is a bias too many', 'y1 = g(W_out (W s0 + W_in x1 + b + d) + c)', ['extra-bias']],
    ['the outer function is another', 'y1 = tanh(W_out (W s0 + W_in x1 + b) + c)', ['other-function']],
    ['g is said to be another function', 'y1 = g(W_out s1 + c), g = tanh', ['other-function']],
    ['the product is impossible', 'y1 = g(W_out (s0 W_in + W_in x1 + b) + c)', ['other-weight']],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
    expect(confirmation(text).verdict).toBe('wrong');
  });

  it('that a product is impossible', () => {
    expect(codes('y1 = g(W W_out s0 + W_out W_in x1 + b + c)')).not.toEqual([]);
    const order = compareFormula('u_t', ['u_t = W W_in x_t'], 'u_t = W_in W x_t');
    expect(order.reasons.map(({ code }) => code)).toEqual(['weights-swapped']);
    const mixed = compareFormula('v_t', ['v_t = W_out W z_t'], 'v_t = W_out z_t W');
    expect([mixed.verdict, mixed.reasons.map(({ code }) => code)]).toEqual(['wrong', ['product-order']]);
  });

  it('several things at once', () => {
    expect(codes('y1 = W_out (W_in x1 + b)')).toEqual(['outer-missing', 'recurrent-missing', 'bias-missing']);
  });

  it('in both languages', () => {
    for (const { words } of confirmation('y1 = W_out (W_in x1 + b)').reasons) {
      expect(words.ja).toMatch(/[ぁ-ん]/);
      expect(words.en).toMatch(/[a-z]/);
    }
  });
});

describe('what cannot be read uses up no answer', () => {
  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['hello', 'target-missing'],
    ['hello = 1', 'target-missing'],
    ['hello + 1', 'no-symbols'],
    ['わかりません', 'no-symbols'],
    ['42', 'no-symbols'],
    ['σ s1', 'bare-function'],
    ['y1 = g(', 'incomplete'],
    ['y1 = g(W_out s1', 'unclosed'],
    ['y1 = g(W_out s1 + )', 'unexpected'],
    ['y1 = g(W_out ? s1)', 'unknown-sign'],
    ['s1 = W s0 + W_in x1 + b', 'target-missing'],
    ['y1 + 1 = g(W_out s1 + c)', 'left-side'],
    [`y1 = ${'('.repeat(200)}s1${')'.repeat(200)}`, 'too-deep'],
    ['x'.repeat(501), 'too-long'],
  ])('%s', (text, code) => {
    const { verdict, reasons } = confirmation(text);
    expect([verdict, reasons.map((reason) => reason.code)]).toEqual(['unreadable', [code]]);
  });

  it('definitions that blow up are stopped', () => {
    const letters = 'abcdefghijklmnop';
    const lines = [...letters].slice(1).map((x, i) => `q_${letters[i]} = (q_${x} + q_${x})`);
    const { verdict } = confirmation(['y1 = q_a', ...lines].join('\n').slice(0, 500));
    expect(verdict).not.toBe('right');
  });

  it('definitions in a circle are no endless loop', () => {
    expect(confirmation('y1 = g(s1), s1 = s2 + b, s2 = s1 + b').verdict).not.toBe('right');
    expect(confirmation('y1 = g(y1)').verdict).not.toBe('right');
  });
});

describe('other formulas of the course', () => {
  it.each([
    ['δ_out_t', "δ_out_t = (y_t - d_t) ⊙ g'(v_t)", 'δ_out_t = (y_t - d_t) y_t (1 - y_t)'],
    ['δ_out_t', "δ_out_t = (y_t - d_t) ⊙ g'(v_t)", "δ_out = -(d - y) * σ'(v)"],
    ['δ_out_t', "δ_out_t = (y_t - d_t) ⊙ g'(v_t)", 'δ_outᵗ = (yᵗ − dᵗ) g′(vᵗ)'],
    ['δ_t', "δ_t = f'(u_t) ⊙ (W_out^T δ_out_t + W^T δ_{t+1})", 'δᵗ = f′(uᵗ) ⊙ (W_outᵀ δ_outᵗ + Wᵀ δᵗ⁺¹)'],
    ['δ_t', "δ_t = f'(u_t) ⊙ (W_out^T δ_out_t + W^T δ_{t+1})", "(W.T @ δ_{t+1} + W_out.T @ δ_out) * f'(u)"],
    ['W', 'W = W - ε ∂E/∂W', 'W ← W − ε ∂E/∂W'],
    ['W', 'W = W - ε ∂E/∂W', 'W_new := W - eps * dE/dW'],
    ['n', 'n = H^2 + 3 H', 'H(H+3)'],
    ['n', 'n = H^2 + 3 H', '2H + H² + H'],
    ['n', 'n = H^2 + 3 H', 'n = 2*H + H*H + H*1'],
  ])('%s: %s takes %s', (target, answer, text) => {
    expect(compareFormula(target, [answer], text)).toMatchObject({ verdict: 'right', reasons: [] });
  });

  it.each([
    ["δ_t = f'(u_t) ⊙ (W_out^T δ_out_t + W δ_{t+1})", 'transpose'],
    ['δ_t = f(u_t) ⊙ (W_out^T δ_out_t + W^T δ_{t+1})', 'slope'],
    ["δ_t = f'(u_t) ⊙ (W_out^T δ_out_t + W^T δ_{t-1})", 'time-index'],
    ["δ_t = f'(u_t) ⊙ (W^T δ_{t+1})", 'term-missing'],
    ["δ_t = f'(u_t) ⊙ (W_out^T δ_out_t)", 'term-missing'],
  ])('a δ without its parts: %s is told %s', (text, code) => {
    const answer = "δ_t = f'(u_t) ⊙ (W_out^T δ_out_t + W^T δ_{t+1})";
    const { verdict, reasons } = compareFormula('δ_t', [answer], text);
    expect([verdict, reasons.map((reason) => reason.code)]).toEqual(['wrong', [code]]);
  });

  it('the update with the wrong sign', () => {
    const { reasons } = compareFormula('W', ['W = W - ε ∂E/∂W'], 'W = W + ε ∂E/∂W');
    expect(reasons.map(({ code }) => code)).toEqual(['sign']);
  });

  it('an author’s own formula that cannot be read is a fault of the deck', () => {
    expect(() => compareFormula('y1', ['y1 = g('], 'y1 = x1')).toThrow(FormulaFault);
    expect(nameOf('δ_{t-1}')).toBe('δ@t-1');
  });
});

describe('whatever is typed', () => {
  const pieces = [
    'y1',
    's1',
    's0',
    'x1',
    'W',
    'W_in',
    'Wout',
    'g(',
    'f(',
    'σ',
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
    '=',
    ',',
    '\n',
    '^',
    '^T',
    '_',
    "'",
    '.T',
    ' ',
    'b',
    'c',
    '1',
    '0.5',
    'e^',
    '\\frac',
    '{a}',
    'where',
    'ただし',
    '※',
    '#',
    'は',
    'シグモイド',
    'is',
    'np.dot(',
    '₀',
    'ᵗ⁻¹',
    '∂E/∂W',
    'ε',
    'H',
    '²',
  ];

  it('never throws, and always says why it is not right', () => {
    const anything = fc.oneof(
      oddText(600),
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => `y1 = g(${parts.join(' ')}`),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { verdict, reasons } = confirmation(text);
        if (verdict === 'right') expect(reasons).toEqual([]);
        else expect(reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: 1500 },
    );
  });

  it('one dropped, doubled or changed piece of a right answer is noticed', () => {
    const parts = ['W_out', '(', 'W', 's0', '+', 'W_in', 'x1', '+', 'b', ')', '+', 'c'];
    const whole = (pieces: readonly string[]): string => `y1 = g(${pieces.join(' ')})`;
    expect(confirmation(whole(parts)).verdict).toBe('right');
    for (const [i, part] of parts.entries()) {
      const dropped = parts.filter((_, j) => j !== i);
      expect([part, confirmation(whole(dropped)).verdict]).not.toEqual([part, 'right']);
      if (/[Wsx]/.test(part)) {
        const doubled = [...parts.slice(0, i), part, ...parts.slice(i)];
        expect([part, confirmation(whole(doubled)).verdict]).not.toEqual([part, 'right']);
      }
    }
  });
});
