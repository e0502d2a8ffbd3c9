/** The page: asks what there is, connects, and shows it. Built anew when the language changes. */
import type { WireStart } from '../wire.ts';
import { newKey, Refused, send, start } from './api.ts';
import { createComposer } from './composer.ts';
import { h } from './element.ts';
import { type Connection, connect } from './live.ts';
import { createLog } from './log.ts';
import { createNotices } from './notice.ts';
import { openPeople } from './people.ts';
import { pressByText } from './press.ts';
import { createRecall } from './recall.ts';
import { keep, kept, nameOf, seat, words } from './settings.ts';
import { createTalk, type Pending } from './talk.ts';
import { createToolbar } from './toolbar.ts';
import { createIdeas, createWelcome, noteTried } from './welcome.ts';

const talk = createTalk();
const recall = createRecall(kept('lines'));
const notices = createNotices();
let connection: Connection = 'connecting';
let showConnection: (state: Connection) => void = () => {};
let endView: () => void = () => {};

function mount(facts: WireStart): void {
  const say = words();
  const guest = `${say.guest} ${facts.sign}`;
  const userName = () => nameOf(seat()) || guest;
  const typed = document.querySelector<HTMLInputElement>('#message')?.value ?? '';
  endView();

  const submit = (line: string) => void sendLine(line);
  const toolbar = createToolbar({
    wall: facts.wall,
    relabel: () => mount(facts),
    openPeople: () => openPeople(guest, facts.seats, () => mount(facts)),
  });
  const composer = createComposer({ commands: facts.commands, recall, send: submit });
  const ideas = createIdeas(facts.commands, submit);
  const log = createLog({
    talk,
    previews: facts.previews,
    welcome: createWelcome(facts.commands, submit),
    userName,
    say: notices.say,
    resend: (pending) => void deliver(pending),
  });
  const lost = h('p', { class: 'lost', hidden: true }, say.lost);

  const root = h(
    'div',
    { class: 'page' },
    toolbar.element,
    h('main', {}, log.element, ideas.element, lost, composer.element),
  );
  // A dialog that is open stays over the new page.
  document.querySelector('.page')?.replaceWith(root);
  document.title = `${say.title} · ${userName()}`;

  const showIdeas = () =>
    ideas.show(talk.messages().length === 0 && talk.pending().length === 0 ? 'empty' : 'begun');
  talk.watch((change) => {
    log.show(change);
    showIdeas();
  });
  showConnection = (state) => {
    toolbar.state(state);
    lost.hidden = state !== 'lost';
  };
  showConnection(connection);
  toolbar.user(userName());
  log.show({ kind: 'all' });
  showIdeas();
  endView = log.end;
  composer.input.value = typed;
  // A phone would open its keyboard over half the page.
  if (matchMedia('(pointer: fine)').matches && !document.querySelector('dialog')) composer.input.focus();
}

async function sendLine(line: string): Promise<void> {
  recall.add(line);
  keep('lines', recall.lines());
  noteTried(line);
  if (pressByText(line)) return;
  await deliver({ key: newKey(), line, problem: undefined });
}

async function deliver(pending: Pending): Promise<void> {
  talk.note(pending.key, { ...pending, problem: undefined });
  try {
    await send(pending.key, pending.line);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    talk.note(pending.key, { ...pending, problem: error.message });
  }
}

async function begin(): Promise<void> {
  document.body.append(notices.element);
  let facts: WireStart;
  try {
    facts = await start();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    notices.say(error.message);
    setTimeout(() => void begin(), 3_000);
    return;
  }
  mount(facts);
  connect(facts.heartbeatMs, {
    page: talk.replaceAll,
    message: talk.receive,
    expired: talk.expire,
    state(state) {
      if (connection === 'lost' && state === 'open') notices.say(words().back);
      connection = state;
      showConnection(state);
    },
  });
}

void begin();
