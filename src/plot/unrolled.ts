/** The network folded and unrolled in time: what is drawn where, and how it is told. Pure. */
import type { Locale } from '../chat/locale.ts';
import { sentence } from './sentence.ts';

export type UnrolledSpec = {
  readonly kind: 'unrolled';
  readonly locale: Locale;
  /** T, 1…6 time steps, 1…4 beside the folded form. */
  readonly steps: number;
  /** Letter of the hidden state: this project's z, or s as in the confirmation test. */
  readonly symbol: 'z' | 's';
  readonly form: 'unrolled' | 'both';
  /** `forward`: what is computed. `backward`: the error's way back as well. */
  readonly flow: 'forward' | 'backward';
  /** Whether the weights are written on their arrows, or `?` (for a question). */
  readonly weights: 'named' | 'asked';
  /** Replaces the finding as heading. */
  readonly title?: string;
};

/** Which of the three weights an arrow stands for; `delta` is the error's way back through W. */
export type Part = 'input' | 'recurrent' | 'output' | 'delta';

export type Node = {
  readonly layer: 'x' | 'hidden' | 'y';
  readonly x: number;
  readonly y: number;
  /** In the small language of `typeset.ts`. */
  readonly label: string;
};

export type Arrow = {
  readonly part: Part;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly label: string;
};

/** Nodes and straight arrows, CSS px. `loop` is the folded network's arrow from the hidden layer to itself. */
export type UnrolledFigure = {
  readonly radius: number;
  readonly nodes: readonly Node[];
  readonly arrows: readonly Arrow[];
  readonly loop: { readonly x: number; readonly y: number; readonly label: string } | null;
  /** Where the sign stands that says that folded and unrolled are the same. */
  readonly equals: readonly [number, number] | null;
};

type Space = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const WEIGHT = { input: '$W_{in}$', recurrent: '$W$', output: '$W_{out}$', delta: '$δ$' } as const;

/** Space that the folded form takes at the left, CSS px. */
const FOLDED = 200;
/** Largest distance of two time steps, CSS px. */
const WIDEST = 170;

/** A letter with its time: raised as in the lessons, lowered for s as in the confirmation test. */
function timed({ symbol }: UnrolledSpec, letter: string, time: string): string {
  return time === '' ? `$${letter}$` : `$${letter}${symbol === 's' ? '_' : '^'}${time}$`;
}

/** Places everything in a space; time runs from left to right. Throws a RangeError for more steps than fit. */
export function unrolledFigure(spec: UnrolledSpec, space: Space): UnrolledFigure {
  const most = spec.form === 'both' ? 4 : 6;
  if (spec.steps < 1 || spec.steps > most)
    throw new RangeError(`steps must be 1 to ${most}, not ${spec.steps}`);
  const rows = {
    y: space.y + space.height * 0.12,
    hidden: space.y + space.height * 0.5,
    x: space.y + space.height * 0.88,
  };
  const left = spec.form === 'both' ? space.x + FOLDED + 10 : space.x;
  const room = space.x + space.width - left;
  const pitch = Math.min(WIDEST, room / (spec.steps + 1));
  const back = spec.flow === 'backward' ? 9 : 0;
  const radius = Math.min(30, space.height * 0.1, pitch * 0.3);
  const name = (part: keyof typeof WEIGHT): string => (spec.weights === 'named' ? WEIGHT[part] : '?');
  const nodes: Node[] = [];
  const arrows: Arrow[] = [];
  const column = (x: number, time: string): void => {
    const label = (letter: string): string => timed(spec, letter, time);
    nodes.push(
      { layer: 'y', x, y: rows.y, label: label('y') },
      { layer: 'hidden', x, y: rows.hidden, label: label(spec.symbol) },
      { layer: 'x', x, y: rows.x, label: label('x') },
    );
    arrows.push(
      { part: 'input', from: [x, rows.x - radius], to: [x, rows.hidden + radius], label: name('input') },
      {
        part: 'output',
        from: [x + back, rows.hidden - radius],
        to: [x + back, rows.y + radius],
        label: name('output'),
      },
    );
    if (back > 0) {
      const label = timed(spec, 'δ_{out}', time);
      arrows.push({
        part: 'delta',
        from: [x - back, rows.y + radius],
        to: [x - back, rows.hidden - radius],
        label: spec.steps <= 4 ? label : '',
      });
    }
  };
  const folded = space.x + FOLDED * 0.34;
  if (spec.form === 'both') column(folded, '');
  const start = left + (room - pitch * spec.steps) / 2;
  nodes.push({ layer: 'hidden', x: start, y: rows.hidden, label: timed(spec, spec.symbol, '0') });
  for (let t = 1; t <= spec.steps; t += 1) {
    const x = start + pitch * t;
    column(x, String(t));
    const [from, to] = [x - pitch + radius, x - radius];
    arrows.push({
      part: 'recurrent',
      from: [from, rows.hidden - back],
      to: [to, rows.hidden - back],
      label: name('recurrent'),
    });
    if (back > 0 && t > 1) {
      const label = timed(spec, 'δ', String(t));
      arrows.push({ part: 'delta', from: [to, rows.hidden + back], to: [from, rows.hidden + back], label });
    }
  }
  const both = spec.form === 'both';
  return {
    radius,
    nodes,
    arrows,
    loop: both ? { x: folded, y: rows.hidden, label: name('recurrent') } : null,
    equals: both ? [space.x + FOLDED, rows.hidden] : null,
  };
}

/** The finding. */
export function unrolledFinding({ locale, flow }: UnrolledSpec): string {
  if (flow === 'backward') {
    return {
      en: 'The error travels back through time, one $W$ and one $f′$ a step',
      ja: '誤差は時間をさかのぼり、1 ステップごとに $W$ と $f′$ が掛かる',
    }[locale];
  }
  return {
    en: 'Unrolled in time: the same three weights at every step',
    ja: '時間展開: どの時刻でも同じ 3 つの重みを使う',
  }[locale];
}

/** Alt text: every arrow in words. */
export function unrolledAlt(spec: UnrolledSpec): string {
  const { symbol: s, steps, locale } = spec;
  const heading = spec.title ?? unrolledFinding(spec).replaceAll('$', '');
  const named = spec.weights === 'named';
  const [input, recurrent, output] = named ? ['W_in', 'W', 'W_out'] : ['?', '?', '?'];
  // Times as in the picture: raised, or lowered with s.
  const [now, before] = s === 'z' ? ['^t', '^(t−1)'] : steps === 1 ? ['₁', '₀'] : ['_t', '_(t−1)'];
  const [x, z, y, last] = [`x${now}`, `${s}${now}`, `y${now}`, `${s}${before}`];
  const back = {
    en: ` Backwards, δ_out${now} comes from ${y} to ${z} and δ${now} goes from ${z} to ${last}.`,
    ja: `逆向きには δ_out${now} が ${y} から ${z} へ、δ${now} が ${z} から ${last} へ伝わります。`,
  }[locale];
  const forward = {
    en: `${sentence(heading, 'en')}At ${steps === 1 ? 't = 1' : `each step t = 1 to ${steps}`}: ${x} goes to ${z} through ${input}, ${last} to ${z} through ${recurrent}, ${z} to ${y} through ${output}.`,
    ja: `${sentence(heading, 'ja')}${steps === 1 ? '時刻 t = 1' : `各時刻 t = 1〜${steps} `}で、${x} は ${input} を通って ${z} へ、${last} は ${recurrent} を通って ${z} へ、${z} は ${output} を通って ${y} へ。`,
  }[locale];
  return spec.flow === 'backward' ? forward + back : forward;
}
