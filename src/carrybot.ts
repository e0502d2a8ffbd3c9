/** Puts the rooms together: from a configuration to the bot that platforms talk to, and what runs behind it. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { History } from './chat/history.ts';
import type { Place } from './chat/invocation.ts';
import type { Addressee, Bot, Platform, Posted, PostKey } from './chat/platform.ts';
import type { Reply } from './chat/reply.ts';
import type { Wall } from './chat/wall.ts';
import { createCards } from './classroom/cards.ts';
import { createChooser } from './classroom/choose.ts';
import { createClassroom } from './classroom/classroom.ts';
import { createDecks } from './classroom/decks.ts';
import { createScores } from './classroom/scores.ts';
import type { Clock } from './clock.ts';
import { createBot } from './command/dispatch.ts';
import { createExperimentCheck } from './command/experiment.ts';
import { loadCommands } from './command/load.ts';
import type { Config } from './config.ts';
import { SEEDS } from './draw.ts';
import { createKeeps } from './keeps.ts';
import { createLab } from './lab/lab.ts';
import { closeLanes, mostTrainings, openLanes, type Priority, type Start } from './lanes.ts';
import { createLessons } from './lessons/lessons.ts';
import type { Log } from './log.ts';
import { createPictures } from './plot/pictures.ts';
import { createDaily, pictureOf } from './posts/daily.ts';
import { leaguePlaces } from './posts/places.ts';
import { botIn, createQuestionPictures } from './posts/question-picture.ts';
import { createReminders } from './posts/reminders.ts';
import { createScheduled } from './posts/scheduled.ts';
import { createSummary } from './posts/summary.ts';
import { createScheduledTraining } from './posts/training.ts';
import { createWall } from './posts/wall.ts';
import { loadDecks } from './quiz/load.ts';
import { createDeckReader } from './quiz/reader.ts';
import { type Departures, heedDepartures } from './schedule/departures.ts';
import { createScheduleRunner, type ScheduleRunner } from './schedule/runner.ts';
import { createSweep } from './schedule/sweep.ts';
import type { Services } from './services.ts';
import { createSettings } from './settings/settings.ts';
import { openSqlite } from './store/sqlite/open.ts';
import { createModels } from './training/models.ts';
import { createTrainer } from './training/trainer.ts';
import { readVersion } from './version.ts';

/** Where randomness comes from. */
export type Chance = {
  /** A whole number 0 ≤ n < below. */
  integer(below: number): number;
  /** A short unique text of letters and digits. */
  id(): string;
};

export type Carrybot = {
  readonly bot: Bot;
  readonly services: Services;
  readonly schedules: ScheduleRunner;
  /** Told of workspaces that remove the bot and have it again. */
  readonly departures: Departures;
  /** What a teacher projects on the wall. */
  readonly wall: Wall;
  /** The playground's conversation, kept beside the rest. */
  readonly playground: History;
  /** Resolves when all is loaded that is otherwise loaded at first use. Throws if a deck of questions is malformed. */
  ready(): Promise<void>;
  /** Ends running trainings with what they have; their answers are still sent. For who keeps no promises. */
  windDown(): Promise<void>;
  /** Ends all work, and closes the store; after platforms have stopped. */
  close(): Promise<void>;
};

/** How scheduled posts get out; `main.ts` joins it to the platforms. */
export type Outbox = {
  /** @param as what was posted under the same key is not posted again */
  post(place: Place, reply: Reply, as: PostKey): Promise<Posted>;
  edit(posted: Posted, reply: Reply): Promise<void>;
  examine: Platform['examine'];
  /** Writes to a person in private. */
  tell(person: Addressee, reply: Reply): Promise<void>;
};

type Parts = {
  readonly config: Pick<Config, 'dataDir' | 'trainThreads' | 'trainMaxSeconds' | 'zone'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly outbox: Outbox;
  /** Of its training threads: `low` where others wait for answers meanwhile. */
  readonly priority: Priority;
  /** Of all threads; `now` if it is left out. */
  readonly start?: Start;
  /** A clock that only goes on, ms: limits go by it. */
  readonly now?: () => number;
};

const folder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Builds the bot. Throws if a command is malformed, or the database cannot be opened. */
export async function createCarrybot(parts: Parts): Promise<Carrybot> {
  const { config, clock, chance, log, outbox, priority, start, now } = parts;
  // The threads first: they get ready while commands and data are read.
  const threads = config.trainThreads ?? availableParallelism();
  const newId = () => chance.id();
  const opening = openSqlite(join(config.dataDir, 'carrybot.sqlite'), newId);
  const keeps = createKeeps(opening, clock, log);
  const lanes = openLanes({ workers: threads, priority, keeps, start, now });
  const [definitions, store] = await Promise.all([loadCommands(folder('commands')), opening]).catch(
    async (error: unknown) => {
      await closeLanes(lanes);
      throw error;
    },
  );
  const work = { jobs: lanes.work, gate: lanes.gate, wishes: store.errands, newId };
  const most = mostTrainings(threads);
  const trainer = createTrainer({ ...work, maxSeconds: config.trainMaxSeconds, most, keeps, clock });
  const pictures = createPictures({ jobs: lanes.pictures, newId });
  const lessons = createLessons({ jobs: lanes.lessons, newId });
  const lab = createLab({ ...work, atOnce: threads, seconds: { checkpoint: config.trainMaxSeconds } });
  const shared = { keeping: store.keeping, clock, log };
  const decks = createDecks({
    load: () => loadDecks(folder('questions')),
    store: store.decks,
    reader: createDeckReader({ jobs: lanes.decks, newId }),
    clock,
    log,
    checkExperiment: createExperimentCheck(definitions),
  });
  const cards = createCards(store.cards, clock);
  const newSeed = () => chance.integer(SEEDS);
  const classroom = createClassroom({
    bankOf: decks.bank,
    quiz: store.quiz,
    choose: createChooser(store.quiz, clock),
    clock,
    learned: cards.learned,
  });
  const scores = createScores({
    quiz: store.quiz,
    people: store.people,
    cards,
    clock,
    // A class that has a daily question lives where that is posted by the clock.
    zoneOf: async (workspace) => {
      const { schedules: all } = await store.schedules.list(workspace);
      return all.find(({ task: { kind } }) => kind === 'quiz' || kind === 'deck')?.zone ?? config.zone;
    },
    posedOf: async (workspace, askedId) => {
      const asked = await store.quiz.asked(workspace, askedId);
      return asked && (await decks.bank(workspace)).get(asked.questionId, asked.seed);
    },
  });
  const settings = createSettings(store.settings);
  const questionPicture = createQuestionPictures(lab, pictures);
  const daily = createDaily({
    classroom,
    quiz: store.quiz,
    ...shared,
    ...outbox,
    settings,
    picture: async (standing) => {
      const { locale, place } = standing.asked;
      const spec = pictureOf(standing);
      return spec ? [await questionPicture(spec, locale, botIn(place.workspace))] : [];
    },
    pictures,
    scores,
    due: createReminders(store.people, cards),
  });
  const services: Services = {
    commands: definitions.map(({ shape }) => shape),
    store,
    trainer,
    lab,
    models: createModels({ runs: store.runs, trainer, clock }),
    pictures,
    lessons,
    classroom,
    cards,
    decks,
    scores,
    settings,
    questionPicture,
    closeQuestion: daily.close,
    examine: outbox.examine,
    version: readVersion(),
    clock,
    newId,
    newSeed,
    defaultZone: config.zone,
  };
  const stopping = new AbortController();
  const scheduled = createScheduled({
    daily,
    training: createScheduledTraining({
      trainer,
      runs: store.runs,
      ballots: store.ballots,
      pictures,
      clock,
      stop: stopping.signal,
      post: outbox.post,
      schedules: store.schedules,
    }),
    summary: createSummary({ classroom, quiz: store.quiz, runs: store.runs, clock, post: outbox.post }),
    clock,
    tell: outbox.tell,
  });
  const schedules = createScheduleRunner({
    schedules: store.schedules,
    ...shared,
    ...scheduled,
    draw: { newKey: newId, newVote: () => ({ id: newId(), seed: newSeed() }) },
    endings: daily.endings,
    sweep: createSweep({ ...shared, settings: store.settings, stop: stopping.signal }),
  });
  return {
    ...(await heedDepartures(createBot({ definitions, services, log, reference: newId }), shared)),
    services,
    schedules: {
      ...schedules,
      // A training under way would be waited for: it is put back, and comes again with the next start; so does the sweep.
      stop() {
        stopping.abort();
        return schedules.stop();
      },
    },
    wall: createWall({
      classroom,
      quiz: store.quiz,
      scores,
      clock,
      close: daily.close,
      questionPicture,
      league: leaguePlaces(store),
    }),
    playground: store.playground,
    ready: decks.ready,
    async windDown() {
      await trainer.stop();
      // Looks that are not done by now are told that the program restarts.
      await lanes.work.close(0);
    },
    async close() {
      await closeLanes(lanes);
      await store.close();
    },
  };
}
