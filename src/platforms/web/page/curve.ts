/** A run's losses as a curve that answers the pointer and the arrow keys. Chart.js comes when the first is drawn. */
import type { ChartConfiguration, Chart as LineChart } from 'chart.js';
import { h } from './element.ts';
import { isSteep, type Losses } from './losses.ts';
import { locale, words } from './settings.ts';

/** A classic file that sets `Chart`; it is typed as any text, since it is no module of this page. */
const CHART: string = '/vendor/chart.js';

export type Curve = { readonly element: HTMLElement; update(losses: Losses): void; end(): void };

declare global {
  var Chart:
    | (new (
        canvas: HTMLCanvasElement,
        configuration: ChartConfiguration<'line'>,
      ) => LineChart<'line'>)
    | undefined;
}

export function createCurve(first: Losses): Curve {
  const say = words();
  let losses = first;
  let chart: LineChart<'line'> | undefined;
  let at: number | undefined;

  // Along the curve as along a slider: the arrow keys move, the value is read out.
  const canvas = h('canvas', { tabindex: 0, role: 'slider', 'aria-valuemin': 0, 'aria-valuenow': 0 });
  const reading = h('p', { class: 'reading', 'aria-hidden': 'true' });
  const scale = h('input', { type: 'checkbox', change: choose });
  let chosen: 'by the losses' | 'by the reader' = 'by the losses';
  const element = h(
    'div',
    { class: 'curve' },
    h('div', { class: 'plot' }, canvas),
    h('div', { class: 'curve-foot' }, reading, h('label', { class: 'check' }, scale, say.logarithmic)),
  );

  const number = (value: number) => value.toLocaleString(locale());
  const tell = (index: number) => {
    const loss = losses.values[index];
    const digits = typeof loss === 'number' ? loss.toPrecision(4) : say.notNumber;
    return `${say.iteration} ${number(index * losses.interval)} · ${say.loss} ${digits}`;
  };

  function describe(): void {
    canvas.setAttribute('aria-label', say.curveLabel(losses.values.length));
    canvas.setAttribute('aria-valuemax', String(losses.values.length - 1));
    canvas.setAttribute('aria-valuetext', tell(at ?? 0));
  }

  function choose(): void {
    chosen = 'by the reader';
    draw();
  }

  /** Whether the scale that is shown is the reader's choice, or suits the losses. */
  function suits(): boolean {
    return chosen === 'by the reader' || scale.checked === isSteep(losses.values);
  }

  function draw(): void {
    if (!suits()) scale.checked = !scale.checked;
    const make = globalThis.Chart;
    if (!make || !element.isConnected) return;
    chart?.destroy();
    chart = new make(
      canvas,
      configurationOf(element, losses, scale.checked ? 'logarithmic' : 'linear', tell, read),
    );
  }

  function read(index: number): void {
    at = index;
    reading.textContent = tell(index);
    canvas.setAttribute('aria-valuenow', String(index));
    canvas.setAttribute('aria-valuetext', tell(index));
  }

  canvas.addEventListener('keydown', (event) => {
    const last = losses.values.length - 1;
    const to = { ArrowLeft: (at ?? 1) - 1, ArrowRight: (at ?? -1) + 1, Home: 0, End: last }[event.key];
    if (to === undefined || !chart) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(last, to));
    const point = chart.getDatasetMeta(0).data[index];
    const active = [{ datasetIndex: 0, index }];
    chart.setActiveElements(active);
    chart.tooltip?.setActiveElements(active, { x: point?.x ?? 0, y: point?.y ?? 0 });
    chart.update('none');
    read(index);
  });

  // Colours are the theme's: they are taken anew when it changes.
  const themes = new MutationObserver(draw);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', draw);

  describe();
  void import(CHART).then(draw);

  return {
    element,
    update(next) {
      losses = next;
      describe();
      if (!chart) return;
      if (!suits()) return draw();
      const [line] = chart.data.datasets;
      if (line) line.data = pointsOf(next);
      chart.update('none');
    },
    end() {
      themes.disconnect();
      system.removeEventListener('change', draw);
      chart?.destroy();
    },
  };
}

function pointsOf({ interval, values }: Losses): { x: number; y: number | null }[] {
  return values.map((y, index) => ({ x: index * interval, y }));
}

/** What a colour of the style sheet is in the theme of now, as the canvas takes it. */
function resolved(element: Element, name: string): string {
  const probe = h('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function configurationOf(
  element: Element,
  losses: Losses,
  type: 'linear' | 'logarithmic',
  tell: (index: number) => string,
  read: (index: number) => void,
): ChartConfiguration<'line'> {
  const colour = (name: string) => resolved(element, name);
  const ink = colour('--muted');
  const grid = { color: colour('--line') };
  const say = words();
  return {
    type: 'line',
    data: {
      datasets: [
        {
          data: pointsOf(losses),
          borderColor: colour('--accent'),
          backgroundColor: colour('--accent-soft'),
          borderWidth: 2,
          fill: 'origin',
          pointRadius: 0,
          pointHitRadius: 12,
          pointHoverRadius: 5,
          pointHoverBackgroundColor: colour('--accent'),
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      onHover: (_, [point]) => {
        if (point) read(point.index);
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          callbacks: { title: () => '', label: (item) => tell(item.dataIndex) },
        },
      },
      scales: {
        x: {
          type: 'linear',
          ...(losses.total === undefined ? {} : { max: losses.total }),
          title: { display: true, text: say.iteration, color: ink },
          ticks: { color: ink, maxTicksLimit: 6, maxRotation: 0 },
          grid: { display: false },
        },
        y: {
          type,
          title: { display: true, text: say.loss, color: ink },
          ticks: { color: ink, maxTicksLimit: 6 },
          grid,
        },
      },
    },
  };
}
