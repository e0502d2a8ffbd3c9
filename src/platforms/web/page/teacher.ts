/** What a teacher projects on the wall: today's question with its answers live, the class, the league. */
import type { ClassQuestion, ClassTopic, LeaguePlace, ToldAnswer, WallView } from '../../../chat/wall.ts';
import { invites, Refused, tell, wall, wallPicture } from './api.ts';
import { button, h, icon } from './element.ts';
import { openInvites } from './invites.ts';
import { locale, words } from './settings.ts';
import { textOf } from './text.ts';

/** How often the class is asked after, in ms. */
const EVERY_MS = 2_000;

/** The question whose told answer this window covers again. */
let covered = '';
let shown = '';

const question = h('section', { class: 'board question' });
const progress = h('section', { class: 'board topics' });
const league = h('section', { class: 'board ranks' });
/** Shown where people need to be invited. */
const inviting = button(words().invite, 'quiet', () => void showInvites(), icon('plus'));
inviting.hidden = true;
const lost = h('p', { class: 'lost', role: 'status', hidden: true });

function mount(): void {
  const say = words();
  document.title = `${say.teacher} · ${say.title}`;
  document.body.replaceChildren(
    h(
      'div',
      { class: 'wall' },
      h(
        'header',
        { class: 'toolbar' },
        h('h1', {}, say.teacher),
        h(
          'div',
          { class: 'row' },
          h('a', { class: 'quiet', href: '/' }, icon('left'), h('span', {}, say.backToChat)),
          inviting,
          button(
            say.fullScreen,
            'quiet',
            () => void document.documentElement.requestFullscreen(),
            icon('large'),
          ),
        ),
      ),
      lost,
      h('main', { class: 'boards' }, question, progress, league),
    ),
  );
}

async function refresh(): Promise<void> {
  try {
    take(await wall(locale()));
  } catch (error) {
    complain(error);
  }
}

/** Shows the class if it is not what is seen already. */
function take(view: WallView): void {
  lost.hidden = true;
  const now = JSON.stringify(view);
  if (now !== shown) show(view);
  shown = now;
}

async function showInvites(): Promise<void> {
  try {
    openInvites(await invites());
  } catch (error) {
    complain(error);
  }
}

/** Offers invitations if there are any to be made. */
async function offerInvites(): Promise<void> {
  try {
    await invites();
    inviting.hidden = false;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function complain(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
  lost.textContent = error.status === 0 ? words().lost : error.message;
  lost.hidden = false;
}

/** Covers the answer, or uncovers it; who does so first tells it to everyone. */
async function toggle(asked: ClassQuestion, view: WallView): Promise<void> {
  const isOpen = asked.told !== null && covered !== asked.id;
  covered = isOpen ? asked.id : '';
  if (asked.told !== null) {
    show(view);
  } else {
    try {
      take(await tell(asked.id));
    } catch (error) {
      complain(error);
    }
  }
  question.querySelector<HTMLButtonElement>('.row button')?.focus();
}

function show(view: WallView): void {
  const say = words();
  question.replaceChildren(
    h('h2', {}, say.today),
    ...(view.question ? questionOf(view.question, view) : [h('p', { class: 'muted' }, say.noQuestion)]),
  );
  progress.replaceChildren(
    h('h2', {}, say.progress),
    h('p', { class: 'muted' }, say.learners(view.learners)),
    ...(view.topics.length > 0
      ? view.topics.map((topic) => topicOf(topic, view.learners))
      : [h('p', { class: 'muted' }, say.noProgress)]),
  );
  league.replaceChildren(
    h('h2', {}, say.league),
    view.league.length > 0
      ? h('ol', {}, ...view.league.map(placeOf))
      : h('p', { class: 'muted' }, say.noLeague),
  );
}

function questionOf(asked: ClassQuestion, view: WallView): Node[] {
  const say = words();
  const most = Math.max(1, asked.answers);
  const told = covered === asked.id ? null : asked.told;
  const bars = asked.choices.map(({ letter, text, count }) => {
    const isRight = told?.right.includes(letter) === true;
    const bar = h('span', { class: 'bar' });
    bar.style.setProperty('--part', String(count / most));
    return h(
      'li',
      { class: isRight ? 'choice right' : 'choice' },
      h('b', { class: 'letter' }, letter),
      h('div', { class: 'choice-text' }, textOf(text)),
      h('span', { class: 'count' }, String(count)),
      isRight ? h('span', { class: 'tag' }, icon('check'), h('span', {}, say.rightAnswer)) : undefined,
      h('span', { class: 'track', 'aria-hidden': 'true' }, bar),
    );
  });
  const cover = button(
    told ? say.conceal : say.reveal,
    told ? 'secondary' : 'primary',
    () => void toggle(asked, view),
  );
  return [
    h('div', { class: 'asked' }, textOf(asked.text)),
    ...(asked.picture
      ? [h('img', { class: 'asked', src: wallPicture(asked.id, locale()), alt: asked.picture.alt })]
      : []),
    h('ul', { class: 'choices-list' }, ...bars),
    ...(told ? [h('div', { class: 'why' }, ...answerOf(asked, told), textOf(told.why))] : []),
    h(
      'div',
      { class: 'row' },
      cover,
      h('p', { class: 'muted', role: 'status' }, say.answered(asked.answers)),
    ),
    ...(asked.told ? [] : [h('p', { class: 'muted hint' }, say.revealHelp)]),
  ];
}

/** The right answer in words, where it is not one of the options above. */
function answerOf({ choices }: ClassQuestion, { right, answer }: ToldAnswer): Node[] {
  const isMarked = choices.some(({ letter, text }) => text !== '' && right.includes(letter));
  return isMarked ? [] : [h('p', {}, h('b', {}, words().answerIs), ' '), textOf(answer)];
}

function topicOf(topic: ClassTopic, learners: number): HTMLElement {
  const part = (count: number) => String(count / Math.max(1, learners));
  const mastered = h('span', { class: 'bar' });
  mastered.style.setProperty('--part', part(topic.mastered));
  const started = h('span', { class: 'bar begun' });
  started.style.setProperty('--part', part(topic.started));
  return h(
    'div',
    { class: 'topic' },
    h('p', {}, topic.name, h('span', { class: 'muted' }, words().mastered(topic.mastered, learners))),
    h('span', { class: 'track', 'aria-hidden': 'true' }, started, mastered),
  );
}

function placeOf({ name, what, score }: LeaguePlace): HTMLElement {
  return h(
    'li',
    {},
    h('b', {}, name),
    h('span', { class: 'muted' }, what),
    h('span', { class: 'score' }, score),
  );
}

mount();
again();
void offerInvites();

/** Asks now, and again some time after the answer: questions to a server that is silent do not pile up. */
function again(): void {
  const asked = document.visibilityState === 'visible' ? refresh() : Promise.resolve();
  void asked.finally(() => setTimeout(again, EVERY_MS));
}
