/** Workspaces at work: some at a time, each by itself, and none behind one that takes too long. */

export type Lane = {
  /**
   * Lets a workspace work, as soon as there is room. Nothing if it waits or works already.
   * @returns when it is done, or is waited for no longer. Never rejects.
   */
  take(workspace: string): Promise<void>;
  /** Begins no more, and waits for all that is under way. */
  stop(): Promise<void>;
};

type Settings = {
  /** Workspaces that work at a time, those that take too long not counted. */
  readonly atOnce: number;
  /** After so long, in milliseconds, a workspace makes room for another and goes on beside it. */
  readonly patienceMs: number;
  /** Never rejects. */
  work(workspace: string): Promise<void>;
};

export function createLane({ atOnce, patienceMs, work }: Settings): Lane {
  const queue: { readonly workspace: string; readonly done: () => void }[] = [];
  /** Those that wait or work. */
  const taken = new Set<string>();
  const working = new Set<Promise<void>>();
  let room = atOnce;

  function begin(workspace: string, done: () => void): void {
    room -= 1;
    const makeRoom = once(() => {
      room += 1;
      done();
      fill();
    });
    const patience = setTimeout(makeRoom, patienceMs);
    const under = work(workspace).finally(() => {
      clearTimeout(patience);
      taken.delete(workspace);
      working.delete(under);
      makeRoom();
    });
    working.add(under);
  }

  function fill(): void {
    while (room > 0) {
      const next = queue.shift();
      if (next === undefined) return;
      begin(next.workspace, next.done);
    }
  }

  return {
    take(workspace) {
      if (taken.has(workspace)) return Promise.resolve();
      taken.add(workspace);
      return new Promise((done) => {
        queue.push({ workspace, done });
        fill();
      });
    },
    async stop() {
      for (const { workspace, done } of queue.splice(0)) {
        taken.delete(workspace);
        done();
      }
      await Promise.all(working);
    },
  };
}

function once(work: () => void): () => void {
  let state: 'to-do' | 'done' = 'to-do';
  return () => {
    if (state === 'done') return;
    state = 'done';
    work();
  };
}
