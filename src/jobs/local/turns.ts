/** The jobs of one thread take turns: one computes, the others wait until it rests. */
import type { Length } from '../length.ts';
import type { Owner } from '../port.ts';
import { createLevels, type Level, type Member } from './levels.ts';

/** A job's part in it. */
export type Seat = {
  /** Resolves when it may compute for the first time. */
  readonly begun: Promise<void>;
  /** To be called where the work may rest. @returns its next turn, if this one is over */
  rest(): Promise<void> | undefined;
  /** Computing time that it has had, ms. */
  computed(): number;
  /** Gives the turn back; nothing may follow. To be called during a turn. */
  leave(): void;
};

export type Turns = {
  /**
   * @param turn is called as each of its turns begins (true) and ends (false)
   * @param sunk is called once, when it has had so much that others like it may go first
   */
  enter(job: {
    readonly owner: Owner;
    readonly length: Length;
    turn(has: boolean): void;
    sunk(): void;
  }): Seat;
};

type Settings = {
  /** Computing time of the thread, ms. */
  clock(): number;
  /** Turns the event loop, so that messages are heard; called between two turns. */
  breathe(): Promise<void>;
};

type Sitting = Member & {
  level: Level;
  /** Begins its turn. */
  go(): void;
  turn(has: boolean): void;
  sunk(): void;
};

export function createTurns({ clock, breathe }: Settings): Turns {
  const levels = createLevels<Sitting>();
  let current: { readonly member: Sitting; readonly since: number; readonly ms: number } | undefined;
  let passing = false;

  async function pass(): Promise<void> {
    if (passing) return;
    passing = true;
    await breathe();
    passing = false;
    const turn = levels.next();
    if (turn === undefined) return;
    current = { ...turn, since: clock() };
    turn.member.turn(true);
    turn.member.go();
  }

  /** Whoever has the turn has it no longer. */
  function settle(member: Sitting): void {
    if (current?.member !== member) throw new Error('it is not its turn');
    const { level } = member;
    member.level = levels.spend(member, clock() - current.since);
    current = undefined;
    member.turn(false);
    if (level === 0 && member.level > 0) member.sunk();
  }

  return {
    enter({ owner, length, turn, sunk }) {
      const first = Promise.withResolvers<void>();
      const member: Sitting = { owner, length, computed: 0, level: 0, go: first.resolve, turn, sunk };
      member.level = levels.join(member);
      if (current === undefined) void pass();
      return {
        begun: first.promise,
        rest() {
          if (current?.member === member && clock() - current.since < current.ms) return undefined;
          settle(member);
          const next = Promise.withResolvers<void>();
          member.go = next.resolve;
          void pass();
          return next.promise;
        },
        computed() {
          return member.computed + (current?.member === member ? clock() - current.since : 0);
        },
        leave() {
          settle(member);
          levels.leave(member);
          void pass();
        },
      };
    },
  };
}
