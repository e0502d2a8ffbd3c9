/** Elements made from code: text stays text, whatever is in it. */

type Attribute = string | number | boolean | ((event: Event) => void) | undefined;
type Child = Node | string | undefined;

/**
 * An HTML element. Attributes: `true` sets it empty, `false` and undefined leave it out, a function listens to
 * the event of that name. Styles go through the style sheet, never through an attribute (the policy forbids it).
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((each) => each !== undefined));
  return element;
}

/** A button that does one thing. */
export function button(
  label: string,
  kind: string,
  press: (event: Event) => void,
  ...icons: readonly Node[]
): HTMLButtonElement {
  return h('button', { type: 'button', class: kind, click: press }, ...icons, h('span', {}, label));
}

const SVG = 'http://www.w3.org/2000/svg';

/** An SVG element. */
export function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Node[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** Outlines on a 24 × 24 grid. */
const ICONS = {
  send: 'M4 12 20 4l-5 16-3-7z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  large: 'M4 10V4h6M20 14v6h-6M4 4l7 7M20 20l-7-7',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M12 5v14M6 13l6 6 6-6',
  curve: 'M4 4v16h16M7 7c2 9 5 10 12 10.5',
  steps: 'M4 19h4v-5h4V9h4V4h4',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  board: 'M3 5h18v11H3zM12 16v4M8 20h8',
  check: 'M5 12.5l4.5 4.5L19 7',
  split: 'M4 5h16v14H4zM12 5v14',
  plus: 'M9 4v16M3 12h12M17 8l4-3v13',
  question: 'M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3M12 18.5v.5',
  file: 'M6 3h8l4 4v14H6zM14 3v5h4',
} as const;

/** A small outline beside a label; it says nothing by itself. */
export function icon(name: keyof typeof ICONS): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: ICONS[name] }),
  );
}
