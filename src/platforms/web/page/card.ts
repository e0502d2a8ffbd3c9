/** One reply of the bot, with what was said to get it. It changes in place while the bot works on it. */
import type { Button } from '../../../chat/reply.ts';
import { additionOf } from './addition.ts';
import { newKey, press, Refused, sentenceOf } from './api.ts';
import { avatarOf, markOf } from './avatar.ts';
import { type Curve, createCurve } from './curve.ts';
import { button, h, icon } from './element.ts';
import { openForm } from './form.ts';
import { lossesOf } from './losses.ts';
import { fileOf } from './picture.ts';
import { openPreview } from './preview.ts';
import { isAuthor, locale, words } from './settings.ts';
import { createStepper, type Stepper } from './stepper.ts';
import type { Shown } from './talk.ts';
import { textOf } from './text.ts';

export type Card = { readonly element: HTMLElement; update(message: Shown): void; end(): void };

/** What a card needs of the page around it. */
export type Page = {
  say(sentence: string): void;
  /** The card has changed its size by itself. */
  grown(): void;
  /** Brings elements into view, the last of them above all. */
  reveal(...elements: readonly Element[]): void;
  readonly previews: readonly string[];
};

export function createCard(first: Shown, page: Page): Card {
  let message = first;
  const head = h('header');
  const text = h('div', { class: 'text' });
  const progress = h('div', { class: 'progress' });
  const files = h('div', { class: 'files' });
  const extras = h('div', { class: 'extras' });
  const buttons = h('div', { class: 'row choices' });
  const tools = h('div', { class: 'tools' });
  const article = h(
    'article',
    { class: 'card', 'aria-label': `${words().bot}, ${timeOf(first.at)}` },
    head,
    text,
    progress,
    files,
    extras,
    buttons,
    tools,
  );
  const said = h('div', { class: 'said' });
  const element = h('div', { class: 'turn' }, said, article);
  let curve: Curve | undefined;
  let stepper: Stepper | undefined;
  let shownFiles = '';

  function render(): void {
    article.classList.toggle('private', message.audience === 'caller');
    article.classList.toggle('mistake', message.kind === 'error');
    head.replaceChildren(markOf(), h('b', {}, words().bot), stamp(message.at), ...privacyOf(message));
    // Readers aloud wait until an answer is whole.
    article.setAttribute('aria-busy', String(message.kind === 'progress'));
    said.replaceChildren(...causeOf(message));
    text.replaceChildren(textOf(message.text));
    progress.replaceChildren(...(message.kind === 'progress' ? [barOf(message)] : []));
    renderFiles();
    renderExtras();
    buttons.replaceChildren(...message.buttons.map(buttonOf));
    page.grown();
  }

  function renderFiles(): void {
    const now = message.files.map((each) => each.url).join(' ');
    if (now === shownFiles) return;
    shownFiles = now;
    files.replaceChildren(...message.files.map((each) => fileOf(each, page.grown)));
  }

  /** A curve that was open while the run went on stays open beside its picture. */
  function renderExtras(): void {
    const losses = lossesOf(message.data);
    if (losses && curve) curve.update(losses);
    else if (losses && message.kind === 'progress') openCurve();
    const addition = message.kind === 'final' ? additionOf(message.data) : undefined;
    tools.replaceChildren(
      ...(losses && message.kind !== 'progress'
        ? [toggle(words().curve, 'curve', curve !== undefined, openCurve, closeCurve)]
        : []),
      ...(addition ? [toggle(words().steps, 'steps', stepper !== undefined, openSteps, closeSteps)] : []),
      ...(isAuthor() && page.previews.length > 0 ? [previewButton()] : []),
    );
    article.classList.toggle('beside', curve !== undefined && message.files.length > 0);
  }

  function openCurve(): void {
    const losses = lossesOf(message.data);
    if (!losses) return;
    curve = createCurve(losses);
    extras.append(curve.element);
  }

  function closeCurve(): void {
    curve?.end();
    curve?.element.remove();
    curve = undefined;
  }

  function openSteps(): void {
    const addition = additionOf(message.data);
    if (!addition) return;
    stepper = createStepper(addition);
    extras.append(stepper.element);
  }

  function closeSteps(): void {
    stepper?.end();
    stepper?.element.remove();
    stepper = undefined;
  }

  function toggle(label: string, sign: 'curve' | 'steps', open: boolean, show: () => void, hide: () => void) {
    const made = button(
      label,
      'quiet',
      () => {
        const now = made.getAttribute('aria-expanded') === 'true';
        if (now) hide();
        else show();
        made.setAttribute('aria-expanded', String(!now));
        article.classList.toggle('beside', curve !== undefined && message.files.length > 0);
        page.reveal(extras, made);
      },
      icon(sign),
    );
    made.setAttribute('aria-expanded', String(open));
    return made;
  }

  function previewButton(): HTMLElement {
    return button(words().preview, 'quiet', () => void openPreview(message).catch(refused), icon('split'));
  }

  function buttonOf(each: Button): HTMLButtonElement {
    const made = button(each.label, each.style, () => void pressed(made, each.id));
    return made;
  }

  async function pressed(made: HTMLButtonElement, id: string): Promise<void> {
    made.setAttribute('aria-busy', 'true');
    try {
      const led = await press(newKey(), message.id, id);
      if (led.kind === 'form') openForm(led.form, message.id, id);
    } catch (error) {
      refused(error);
    } finally {
      made.removeAttribute('aria-busy');
    }
  }

  function refused(error: unknown): void {
    page.say(error instanceof Refused ? error.message : sentenceOf(error));
  }

  render();
  return {
    element,
    update(next) {
      message = next;
      render();
    },
    end() {
      closeCurve();
      closeSteps();
    },
  };
}

function privacyOf({ audience }: Shown): Node[] {
  return audience === 'caller'
    ? [h('span', { class: 'tag' }, icon('lock'), h('span', {}, words().onlyYou))]
    : [];
}

/** Who did what: the typed line, or the button's label. */
function causeOf({ cause, at }: Shown): Node[] {
  if (!cause) return [];
  return saidOf(cause.name, cause.mine, cause.kind, cause.text, at);
}

/** The line above a reply. */
export function saidOf(
  name: string,
  mine: boolean,
  kind: 'command' | 'press',
  text: string,
  at: number,
): Node[] {
  const say = words();
  // Of who was forgotten, nobody knows a name any more.
  const shown = name || say.guest;
  const who = h('b', {}, mine ? `${shown} (${say.self})` : shown);
  const what = h('span', { class: kind === 'command' ? 'typed' : 'pressed' }, text);
  const verb = kind === 'press' ? [h('span', { class: 'muted' }, ` ${say.pressed} `)] : [];
  const order = locale() === 'ja' ? [what, ...verb] : [...verb, what];
  return [avatarOf(shown), h('p', {}, who, stamp(at), h('br'), ...order)];
}

function barOf({ data }: Shown): HTMLElement {
  const part = partOf(data);
  const label = words().working;
  return part === undefined
    ? h('progress', { 'aria-label': label })
    : h('progress', { 'aria-label': label, max: 1, value: part });
}

/** How far a run is, 0…1, where the data tell: `iteration` of `config.iterations`. */
function partOf(data: Shown['data']): number | undefined {
  const { iteration, config } = data as { iteration?: unknown; config?: { iterations?: unknown } };
  const of = config?.iterations;
  return typeof iteration === 'number' && typeof of === 'number' && of > 0
    ? Math.min(1, iteration / of)
    : undefined;
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' });
}

function stamp(at: number): HTMLElement {
  return h('time', { datetime: new Date(at).toISOString() }, timeOf(at));
}
