/** A sum, bit by bit: what the network reads, what it must remember, what it answers. */
import type { Addition, Step } from './addition.ts';
import { button, h, icon } from './element.ts';
import { locale, words } from './settings.ts';

/** The pause between two bits while it plays, in ms. */
const PLAY_MS = 1_100;

export type Stepper = { readonly element: HTMLElement; end(): void };

export function createStepper(addition: Addition): Stepper {
  const say = words();
  const { steps } = addition;
  let at = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const table = h('div', { class: 'columns', tabindex: 0, role: 'group', 'aria-label': say.steps });
  const title = h('p', { class: 'step-title' });
  const told = h('p', { class: 'told' });
  const memory = h('div', { class: 'memory' });
  const previous = button(say.previous, 'secondary', () => go(at - 1), icon('left'));
  const next = button(say.next, 'primary', () => go(at + 1), icon('right'));
  const play = button(say.play, 'quiet', () => (timer === undefined ? start() : stop()));
  const element = h(
    'div',
    { class: 'stepper' },
    table,
    h('div', { role: 'status' }, title, told),
    memory,
    h('div', { class: 'row' }, previous, next, play),
  );

  function go(to: number): void {
    stop();
    show(to);
  }

  function show(to: number): void {
    at = Math.max(0, Math.min(steps.length - 1, to));
    const step = steps[at];
    if (!step) return;
    table.replaceChildren(gridOf(steps, at));
    bringIntoView();
    title.textContent = say.step(at + 1, steps.length);
    told.textContent = sentenceOf(step);
    memory.replaceChildren(...(step.hidden.length > 0 ? [memoryOf(step.hidden)] : []));
    previous.disabled = at === 0;
    next.disabled = at === steps.length - 1;
  }

  function bringIntoView(): void {
    const now = table.querySelector<HTMLElement>('.now');
    if (now) table.scrollLeft = now.offsetLeft - table.clientWidth / 2;
  }

  function start(): void {
    if (at === steps.length - 1) show(0);
    label(say.pause);
    timer = setInterval(() => {
      show(at + 1);
      if (at === steps.length - 1 || !element.isConnected) stop();
    }, PLAY_MS);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    label(say.play);
  }

  function label(text: string): void {
    const span = play.querySelector('span');
    if (span) span.textContent = text;
  }

  show(0);
  // Where it is placed only after this returns.
  requestAnimationFrame(bringIntoView);
  return { element, end: stop };
}

function sentenceOf(step: Step): string {
  const say = words();
  const total = (step.a + step.b + step.carryIn).toString(2);
  return [
    say.stepSum(step.a, step.b, step.carryIn, total),
    say.writes(step.right, step.carryOut),
    say.says(percent(step.probability), step.answer),
    step.answer === step.right ? say.isRight : say.isWrong(step.right),
  ].join(locale() === 'ja' ? '' : ' ');
}

/** The sum as it is written on paper: the first bit is at the right, and what is not reached yet is blank. */
function gridOf(steps: readonly Step[], at: number): HTMLElement {
  const say = words();
  const columns = [...steps.entries()].reverse();
  const row = (name: string, kind: string, cell: (step: Step, t: number) => Node | string) =>
    h(
      'tr',
      { class: kind },
      h('th', { scope: 'row' }, name),
      ...columns.map(([t, step]) =>
        h('td', { class: t === at ? 'now' : t < at ? 'past' : 'ahead' }, cell(step, t)),
      ),
    );
  return h(
    'table',
    {},
    h(
      'tbody',
      {},
      // The carry into a column was made by the column to its right.
      row(say.carryRow, 'carry', ({ carryIn }, t) => (t <= at && carryIn === 1 ? '1' : '')),
      row('a', 'number', ({ a }) => String(a)),
      row('b', 'number', ({ b }) => String(b)),
      row(say.networkRow, 'answer', (step, t) => (t <= at ? answerOf(step) : '')),
      row(say.chanceRow, 'chance', ({ probability }, t) => (t <= at ? barOf(probability) : '')),
    ),
  );
}

function answerOf({ answer, right }: Step): HTMLElement {
  return h('span', { class: answer === right ? 'right' : 'wrong' }, String(answer));
}

function barOf(probability: number): HTMLElement {
  const bar = h('span', { class: 'bar' });
  bar.style.setProperty('--part', String(probability));
  return h('span', { class: 'chance-cell' }, bar, h('span', { class: 'percent' }, percent(probability)));
}

function percent(probability: number): string {
  return `${Math.round(probability * 100)}%`;
}

/** zᵗ as cells, darker for larger. */
function memoryOf(hidden: readonly number[]): HTMLElement {
  const largest = Math.max(1, ...hidden.map(Math.abs));
  const cells = hidden.map((value) => {
    const cell = h('span', { class: value < 0 ? 'cell negative' : 'cell', title: value.toFixed(3) });
    cell.style.setProperty('--part', String(Math.abs(value) / largest));
    return cell;
  });
  return h(
    'div',
    {},
    h('p', { class: 'muted' }, words().hiddenRow),
    h('div', { class: 'cells', 'aria-hidden': 'true' }, ...cells),
  );
}
