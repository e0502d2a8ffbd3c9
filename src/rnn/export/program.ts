/** The NumPy program of a run, in cells: only the lines that its settings need. */
import { RECURRENT_CELLS } from '../cells/index.ts';
import type { Activation, Init, Optimiser, TrainConfig } from '../config.ts';
import { ADAM, MOMENTUM } from '../optimiser.ts';
import type { RunResult } from '../result.ts';
import { settings } from './settings.ts';

export type ProgramCell = { readonly kind: 'markdown' | 'code'; readonly text: string };

/** The cells in order; executed one after the other in one namespace they repeat the run. */
export function program(result: RunResult): ProgramCell[] {
  const { config } = result;
  return [
    { kind: 'markdown', text: introduction(config) },
    { kind: 'code', text: settings(result) },
    { kind: 'markdown', text: '## 重みの初期値 / Initial weights' },
    { kind: 'code', text: weights(config) },
    { kind: 'markdown', text: '## 活性化関数と損失 / Activation and loss' },
    { kind: 'code', text: functions(config) },
    { kind: 'markdown', text: '## 順伝播と逆伝播 (BPTT) / Forward and backward through time' },
    { kind: 'code', text: passes(config) },
    { kind: 'markdown', text: '## 重みの更新 / Update of the weights' },
    { kind: 'code', text: update(config) },
    { kind: 'markdown', text: '## 学習 / Training' },
    { kind: 'code', text: training(config) },
    { kind: 'markdown', text: '## チャットの結果との差 / Compared with the run in the chat' },
    { kind: 'code', text: comparison(result) },
    { kind: 'code', text: PLOT },
  ];
}

function introduction(config: TrainConfig): string {
  return `
# RNN で 2 進数の足し算 / Binary addition with an RNN

チャットで学習させた RNN を、同じ乱数・同じ手順でたどる NumPy プログラムです。NumPy 2 以降で動きます。

The run from the chat as a NumPy program: the same random numbers, the same steps. It needs NumPy 2 or later.

\`\`\`json
${JSON.stringify(config, null, 1)}
\`\`\`
`;
}

/** What is done to a standard normal number, with n the number of units the weights come from. */
const SCALES: Readonly<Record<Init, string>> = {
  normal: '',
  xavier: ' / np.sqrt(n)',
  he: ' / np.sqrt(n) * np.sqrt(2)',
};

function weights({ cell, init, std, biases }: TrainConfig): string {
  const { gates } = RECURRENT_CELLS[cell];
  const columns = gates === 1 ? 'hidden' : `${gates} * hidden`;
  const rest = biases === 'on' ? `b = np.zeros(${columns})\nc = np.zeros(1)\n` : '';
  return `
def draw(n, m):
    return ${std} * np.random.randn(n, m)${SCALES[init]}

W_in = draw(2, ${columns})
W_out = draw(hidden, 1)
W = draw(hidden, ${columns})
${rest}parameters = [W_in, W, W_out${biases === 'on' ? ', b, c' : ''}]
`;
}

/** f(u), and f′(u) from z = f(u). */
const ACTIVATIONS: Readonly<Record<Activation, { readonly f: string; readonly slope: string }>> = {
  sigmoid: { f: 'sigmoid(u)', slope: 'z * (1 - z)' },
  tanh: { f: 'np.tanh(u)', slope: '1 - z * z' },
  relu: { f: 'np.maximum(0, u)', slope: '(z > 0).astype(float)' },
};

function functions(config: TrainConfig): string {
  const { f, slope } = ACTIVATIONS[config.activation];
  const { of, delta } = lossLines(config);
  return `
def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def f(u):
    return ${f}

def f_slope(z):  # f'(u), z = f(u)
    return ${slope}

def loss_of(d, v, y):
    return ${of}

def output_delta(d, y):  # dE/dv
    return ${delta}
`;
}

function lossLines({ loss, gradient }: TrainConfig): { of: string; delta: string } {
  if (loss === 'cross-entropy') {
    const of = 'max(v, 0) - d * v + np.log1p(np.exp(-abs(v)))  # -(d ln y + (1 - d) ln(1 - y))';
    return { of, delta: "y - d  # g'(v) cancels" };
  }
  const slope =
    gradient === 'article'
      ? "sigmoid(y) * (1 - sigmoid(y))  # the article's slope: y in place of v"
      : "y * (1 - y)  # g'(v)";
  return { of: '0.5 * (d - y) ** 2', delta: `(y - d) * ${slope}` };
}

/** `lines` one below the other, each moved in by so many levels. */
function indented(lines: readonly string[], levels: number): string {
  return lines
    .flatMap((each) => each.trim().split('\n'))
    .map((line) => ' '.repeat(4 * levels) + line)
    .join('\n');
}

function passes({ cell, biases }: TrainConfig): string {
  const { states, forward, end, backward, recurrentDelta } = RECURRENT_CELLS[cell].program;
  const biased = biases === 'on';
  const [z, ...others] = states.map((name) => `${name} = np.zeros((bits + 1, hidden))`);
  return `
def bit(number, t):  # t = 1 is the lowest
    return (number >> (t - 1)) & 1

def forward(a_int, b_int):
${indented([`${z}  # z[0] = 0`, ...others], 1)}
    v = np.zeros(bits + 1)
    y = np.zeros(bits + 1)
    for t in range(1, bits + 1):
        x = np.array([bit(a_int, t), bit(b_int, t)], dtype=float)
${indented([forward(biased ? ' + b' : '')], 2)}
        v[t] = z[t] @ W_out[:, 0]${biased ? ' + c[0]' : ''}
        y[t] = sigmoid(v[t])
    return ${states.join(', ')}, v, y

def backward(a_int, b_int, ${states.join(', ')}, y, gradients):
    dW_in, dW, dW_out${biased ? ', db, dc' : ''} = gradients
${indented([end], 1)}
    for t in range(bits, 0, -1):
        x = np.array([bit(a_int, t), bit(b_int, t)], dtype=float)
        delta_out = output_delta(bit(a_int + b_int, t), y[t])
${indented([backward], 2)}
        dW_in += np.outer(x, delta)
        dW += np.outer(z[t - 1], ${recurrentDelta})
        dW_out += np.outer(z[t], delta_out)
${biased ? '        db += delta\n        dc += delta_out\n' : ''}`;
}

const UPDATES: Readonly<Record<Optimiser, { readonly memory: string; readonly lines: string }>> = {
  sgd: { memory: '', lines: '        p -= rate * g' },
  momentum: {
    memory: 'velocities = [np.zeros_like(p) for p in parameters]',
    lines: `        m = velocities[k]
        m[...] = ${MOMENTUM} * m + g
        p -= rate * m`,
  },
  adam: {
    memory: `means = [np.zeros_like(p) for p in parameters]
squares = [np.zeros_like(p) for p in parameters]`,
    lines: `        m, s = means[k], squares[k]
        m[...] = ${ADAM.beta1} * m + (1 - ${ADAM.beta1}) * g
        s[...] = ${ADAM.beta2} * s + (1 - ${ADAM.beta2}) * g * g
        m_hat = m / (1 - ${ADAM.beta1} ** (i + 1))
        s_hat = s / (1 - ${ADAM.beta2} ** (i + 1))
        p -= rate * m_hat / (np.sqrt(s_hat) + ${ADAM.epsilon})`,
  },
};

function update({ optimiser, clip }: TrainConfig): string {
  const { memory, lines } = UPDATES[optimiser];
  const clipping = `    norm = np.sqrt(sum(np.sum(g * g) for g in gradients))
    if norm > ${clip}:
        gradients = [g * (${clip} / norm) for g in gradients]
`;
  return `
${memory}

def update(i, gradients):
${clip > 0 ? clipping : ''}    for k, (p, g) in enumerate(zip(parameters, gradients)):
${lines}
`;
}

function training({ cell }: TrainConfig): string {
  const states = RECURRENT_CELLS[cell].program.states.join(', ');
  return `
losses = []
with np.errstate(all="ignore"):
    for i in range(iterations):
        gradients = [np.zeros_like(p) for p in parameters]
        loss = 0.0
        for k in range(batch):
            a_int = int(np.random.randint(2 ** bits // 2))
            b_int = int(np.random.randint(2 ** bits // 2))
            ${states}, v, y = forward(a_int, b_int)
            for t in range(1, bits + 1):
                loss += loss_of(bit(a_int + b_int, t), v[t], y[t]) / batch
            backward(a_int, b_int, ${states}, y, gradients)
            if k == 0:
                sum_shown = f"{a_int} + {b_int} = {sum(2 ** (t - 1) for t in range(1, bits + 1) if y[t] > 0.5)}"
        update(i, gradients)
        if i % plot_interval == 0:
            losses.append(float(loss))
            print(f"iters: {i}  loss: {float(loss)!r}  {sum_shown}")
            if not np.isfinite(loss):
                break
`;
}

/** Losses that are written into the notebook, from the first on. */
const COMPARED = 1_000;

function comparison({ losses }: RunResult): string {
  const numbers = losses.slice(0, COMPARED).map((loss) => (Number.isNaN(loss) ? 'np.nan' : String(loss)));
  const lines = numbers.map((number) => `    ${number},\n`).join('');
  return `
chat_losses = np.array([
${lines}])
differences = np.abs(np.array(losses[:len(chat_losses)]) - chat_losses)
print("largest difference:", np.nanmax(differences, initial=0.0))
`;
}

const PLOT = `
try:
    import matplotlib.pyplot as plt
except ImportError:
    print("pip install matplotlib")
else:
    plt.plot(np.arange(len(losses)) * plot_interval, losses)
    plt.xlabel("iteration")
    plt.ylabel("loss")
    plt.show()
`;
