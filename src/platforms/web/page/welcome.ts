/** What leads a newcomer: three things to try, large in an empty conversation and small above the line later. */
import type { CommandShape } from '../../../chat/shape.ts';
import { button, h, icon, svg } from './element.ts';
import { keep, kept, words } from './settings.ts';

type Idea = {
  readonly name: string;
  readonly line: string;
  readonly label: string;
  readonly help: string;
  readonly sign: 'curve' | 'plus' | 'question';
};

const HIDDEN = 'hidden';

/** The ideas whose commands there are. */
function ideasFor(commands: readonly CommandShape[]): readonly Idea[] {
  const say = words();
  const all: readonly Idea[] = [
    { name: 'train', line: '/train', label: say.train, help: say.trainHelp, sign: 'curve' },
    { name: 'add', line: '/add 45 77', label: say.add, help: say.addHelp, sign: 'plus' },
    { name: 'quiz', line: '/quiz', label: say.quiz, help: say.quizHelp, sign: 'question' },
  ];
  return all.filter((idea) => commands.some((each) => each.name === idea.name));
}

/** Notes that a line was sent, so that its idea is not offered again. */
export function noteTried(line: string): void {
  const name = /^\/(\S+)/.exec(line)?.[1];
  const tried = kept('tried');
  if (name !== undefined && !tried.includes(name)) keep('tried', [...tried, name].slice(-50));
}

/** The large form. */
export function createWelcome(commands: readonly CommandShape[], send: (line: string) => void): HTMLElement {
  const say = words();
  const cards = ideasFor(commands).map((idea, index) =>
    h(
      'button',
      { type: 'button', class: index === 0 ? 'idea first' : 'idea', click: () => send(idea.line) },
      icon(idea.sign),
      h('span', { class: 'idea-label' }, idea.label),
      h('span', { class: 'idea-help' }, idea.help),
      h('code', {}, idea.line),
    ),
  );
  return h(
    'section',
    { class: 'welcome', 'aria-label': say.welcome },
    h('figure', { role: 'img', 'aria-label': say.picture }, illustration()),
    h('h2', {}, say.welcome),
    h('p', {}, say.welcomeText),
    h('div', { class: 'ideas' }, ...cards),
  );
}

export type Ideas = { readonly element: HTMLElement; show(conversation: 'empty' | 'begun'): void };

/** The small form: what has not been tried yet. */
export function createIdeas(commands: readonly CommandShape[], send: (line: string) => void): Ideas {
  const say = words();
  const element = h('div', { class: 'next', role: 'group', 'aria-label': say.nextThings, hidden: true });
  return {
    element,
    show(conversation) {
      const tried = kept('tried');
      const open = ideasFor(commands).filter((idea) => !tried.includes(idea.name));
      element.hidden = conversation === 'empty' || open.length === 0 || tried.includes(HIDDEN);
      if (element.hidden) return element.replaceChildren();
      element.replaceChildren(
        ...open.map((idea) => button(idea.label, 'chip', () => send(idea.line), icon(idea.sign))),
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'aria-label': `${say.hide}: ${say.nextThings}`,
            click: () => {
              keep('tried', [...kept('tried'), HIDDEN]);
              element.hidden = true;
            },
          },
          icon('close'),
        ),
      );
    },
  };
}

/** A sum with its carries, and a loss that falls. */
function illustration(): SVGElement {
  const digit = (text: string, column: number, row: number, kind: string) => {
    const made = svg('text', { x: 44 + column * 30, y: row, class: kind, 'text-anchor': 'middle' });
    made.textContent = text;
    return made;
  };
  // 45 + 77 = 122, the three lowest columns in which something is carried.
  const rows = [...'1101'].map((each, index) => digit(each, index, 62, 'digit'));
  rows.push(...[...'1101'].map((each, index) => digit(each, index, 88, 'digit')));
  rows.push(...[...'1010'].map((each, index) => digit(each, index, 122, 'digit sum')));
  const arcs = [3, 1, 0].map((column) => {
    const x = 44 + column * 30;
    return svg('path', { class: 'arc', d: `M${x} 42c-4-14-22-14-27-3m-3-6 3 6 6-3` });
  });
  const points = Array.from({ length: 60 }, (_, index) => {
    const x = 200 + index * 3.4;
    const noise = Math.sin(index * 2.7) * 9 + Math.sin(index * 1.3) * 6;
    const y = 118 - 84 * Math.exp(-index / 17) - noise * Math.exp(-index / 22) * 0.6;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return svg(
    'svg',
    { viewBox: '0 0 420 150', 'aria-hidden': 'true' },
    ...arcs,
    ...rows,
    svg('path', { class: 'rule', d: 'M26 98h126' }),
    svg('path', { class: 'axis', d: 'M196 24v98h212' }),
    svg('path', { class: 'fall', d: `M${points.join('L')}` }),
  );
}
