/** The classroom by itself: the real store in memory, a set clock, repeatable chance, decks read without a thread. */
import { pino } from 'pino';
import { UserError } from '../../src/chat/error.ts';
import type { Caller, Place } from '../../src/chat/invocation.ts';
import { type Cards, createCards } from '../../src/classroom/cards.ts';
import { createChooser } from '../../src/classroom/choose.ts';
import { type Classroom, createClassroom, type Standing } from '../../src/classroom/classroom.ts';
import { createDecks, type Decks } from '../../src/classroom/decks.ts';
import type { Taken } from '../../src/classroom/intake.ts';
import { createScores, type Scores } from '../../src/classroom/scores.ts';
import { readDeck } from '../../src/quiz/deck.ts';
import { type DeckFile, readDeckFile } from '../../src/quiz/deck-file.ts';
import type { DeckReader } from '../../src/quiz/reader.ts';
import type { Asked, Store } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

export type Room = {
  readonly store: Store;
  readonly classroom: Classroom;
  readonly cards: Cards;
  readonly scores: Scores;
  readonly decks: Decks;
  /** The clock, and the zone in which days begin; both may be set. */
  readonly time: { now: number; zone: string };
  /** What was logged. */
  readonly logged: readonly string[];
  /** What is asked of a deck's experiments; throws a UserError for `/bad …`, another for `/crash …`. */
  readonly checked: readonly string[];
  /** Hands in a deck: Aki, unless told otherwise. */
  take(file: DeckFile, who?: Pick<Caller, 'userId' | 'userName'>, workspace?: string): Promise<Taken>;
  ask(about: string | undefined, how?: Partial<Pick<Asked, 'origin' | 'place'>>): Promise<Standing>;
  /** Asks, and answers rightly or wrongly. */
  done(about: string, how: 'right' | 'wrong', who?: Partial<Caller>): Promise<Standing>;
  close(): Promise<void>;
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** 9:00 in Tokyo. */
export const MORNING = Date.parse('2026-11-24T00:00:00Z');

export const PLACE: Place = { platform: 'web', workspace: 'local', channel: 'class' };
export const AKI: Caller = { ...PLACE, userId: 'u-aki', userName: 'Aki', locale: 'en', role: 'member' };
export const BEN: Caller = { ...AKI, userId: 'u-ben', userName: 'Ben' };

const choice = (id: string, topic: string) =>
  `  - { id: ${id}, kind: choice, topic: ${topic}, text: "${id}?", explanation: e, right: yes-${id}, wrong: [{ text: no-${id}, why: w }, { text: other-${id}, why: w }] }`;

/** Two topics of three questions each, one question in own words, one formula. */
export const BASE = `deck: base
title: Base
topics: { one: { en: First, ja: 一番 }, two: { en: Second, ja: 二番 } }
questions:
${['a1', 'a2', 'a3'].map((id) => choice(id, 'one')).join('\n')}
${['b1', 'b2', 'b3'].map((id) => choice(id, 'two')).join('\n')}
  - { id: own, kind: own-words, topic: rnn, text: "own?", explanation: e, model: m, points: [p] }
  - { id: sum, kind: formula, topic: rnn, text: "sum?", explanation: e, target: y1, answers: ["y1 = g(W_out (W s0 + W_in x1 + b) + c)"], steps: ["s1 = W s0 + W_in x1 + b"] }
`;

/** The letter of an option that is right, or wrong. */
export function letterOf({ posed }: Standing, verdict: 'right' | 'wrong', which = 0): string {
  return posed.options.filter((option) => option.verdict === verdict)[which]?.letter ?? '';
}

/** Reads as the reading thread does. */
export function readerHere(): DeckReader {
  return {
    file: async (file) => readDeckFile(file),
    async kept(_workspace, name, yaml) {
      try {
        return { kind: 'kept', deck: readDeck(yaml, name) };
      } catch (error) {
        if (error instanceof UserError) return { kind: 'fault', words: error.words };
        throw error;
      }
    },
  };
}

export async function openRoom(): Promise<Room> {
  const store = await openSqlite(':memory:', () => 'epoch');
  const time = { now: MORNING, zone: 'Asia/Tokyo' };
  const clock = { now: () => time.now };
  const logged: string[] = [];
  const checked: string[] = [];
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };
  const decks = createDecks({
    load: async () => [readDeck(BASE, 'base.yaml')],
    store: store.decks,
    reader: readerHere(),
    clock,
    log: pino({}, { write: (line) => void logged.push(line) }),
    checkExperiment(line) {
      checked.push(line);
      if (line.startsWith('/crash')) throw new TypeError('a bug');
      if (line.startsWith('/bad')) throw new UserError({ en: 'That is bad.', ja: 'だめです。' });
    },
  });
  const cards = createCards(store.cards, clock);
  const newSeed = () => (next() * 37) % 1_000;
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
    zoneOf: async () => time.zone,
    async posedOf(workspace, id) {
      const asked = await store.quiz.asked(workspace, id);
      return asked && (await decks.bank(workspace)).get(asked.questionId, asked.seed);
    },
  });
  const ask: Room['ask'] = (about, { origin = 'command', place = PLACE } = {}) =>
    classroom.ask({ place, locale: 'en', about, origin, id: `asked-${next()}`, newSeed });
  return {
    store,
    classroom,
    cards,
    scores,
    decks,
    time,
    logged,
    checked,
    take: (file, who = AKI, workspace = 'local') =>
      decks.import(workspace, file, who, { draft: `draft-${next()}` }),
    ask,
    async done(about, how, who) {
      const standing = await ask(about);
      await classroom.answer(standing.asked.id, letterOf(standing, how), { ...AKI, ...who });
      return standing;
    },
    async close() {
      await store.close();
    },
  };
}
