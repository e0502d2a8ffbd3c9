/** A unit of work: a function of plain data that knows neither threads nor messages, in a module of its own. */
import type { Plain } from './plain.ts';
import type { Terms } from './terms.ts';

/** How work and whoever waits for it hear of each other. */
export type Control<Progress extends Plain> = {
  /** Whether it is to be given up: then what there is so far is returned soon. To be asked every few milliseconds. */
  stopped(): boolean;
  /** Tells how far it is; only the newest is sure to be read. */
  report(progress: Progress): void;
  /** Computing time that this job has taken so far, in ms; others' that share its thread do not count. */
  computed(): number;
  /** Keeps how far it is, for a time when this job has to be done again. */
  keep(state: Plain): void;
  /**
   * To be called once, before the work begins: goes on from what was kept, if anything was, and it is taken up; then the
   * computing until then counts, too.
   * @param read undefined if that is nothing to go on from: another program may have kept it
   */
  resume<State>(read: (state: Plain) => State | undefined): State | undefined;
};

/**
 * Work that can be put aside for other work: every `yield` is a place where it may rest, ten milliseconds of computing
 * after the last at most.
 */
export type Steps<Result> = Generator<void, Result, void>;

/** What such a module has as its default export. */
export type Work<Input extends Plain, Progress extends Plain, Result extends Plain> = (
  input: Input,
  control: Control<Progress>,
) => Result | Promise<Result> | Steps<Result>;

/** Names a unit of work, and where it is; its types are those of its jobs. */
export type Program<Input extends Plain, Progress extends Plain, Result extends Plain> = {
  /** Unique among all programs; whoever follows a job names its program. */
  readonly name: string;
  /** The URL of its module. */
  readonly file: string;
  readonly terms: Terms;
  /** Never there: it carries the types. */
  readonly work?: Work<Input, Progress, Result>;
};

/** Any program, where its types do not matter. */
export type AnyProgram = Pick<Program<never, never, never>, 'name' | 'file'>;

/** What the default export of the program's module has to be: `const draw: WorkOf<typeof PICTURE> = (spec) => …`. */
export type WorkOf<P extends AnyProgram & { readonly work?: unknown }> = NonNullable<P['work']>;

/**
 * @param file the module whose default export is the program's `WorkOf`
 * @param terms what its jobs may take
 */
export function program<Input extends Plain, Progress extends Plain, Result extends Plain>(
  name: string,
  file: URL,
  terms: Terms,
): Program<Input, Progress, Result> {
  return { name, file: file.href, terms };
}
