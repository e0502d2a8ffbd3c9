/** A scheduled training: the vote before it, if there is to be one, the training, and what came of it. */

import { curveSpec } from '../answers/curve.ts';
import { lookButtons } from '../answers/look.ts';
import { occasionNote } from '../answers/occasion.ts';
import { remedies } from '../answers/remedies.ts';
import { comparison, OUTCOMES, votesText, voteText } from '../answers/scheduled-training.ts';
import { trainingData, trainingReport } from '../answers/training.ts';
import { button, runButton, runButtonIfShort } from '../chat/buttons.ts';
import { UserError } from '../chat/error.ts';
import type { Place } from '../chat/invocation.ts';
import type { Words } from '../chat/locale.ts';
import type { PostKey } from '../chat/platform.ts';
import { type Button, type Reply, reply } from '../chat/reply.ts';
import type { Clock } from '../clock.ts';
import { drawFrom } from '../draw.ts';
import type { Pictures } from '../plot/pictures.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { decodeRecipe } from '../rnn/recipe.ts';
import { NotNow, Unfollowable } from '../schedule/fault.ts';
import type { BallotStore } from '../store/games.ts';
import type { Run, RunStore } from '../store/port.ts';
import type { Occasion, Pending, Schedule, ScheduleStore, Task } from '../store/schedules.ts';
import type { Ending, Trainer, TrainingEvent } from '../training/trainer.ts';
import { postKey } from './once.ts';

type Parts = {
  readonly trainer: Trainer;
  readonly runs: RunStore;
  readonly ballots: BallotStore;
  readonly pictures: Pictures;
  readonly clock: Clock;
  /** Ends what is being trained: it is put off until the next start. */
  readonly stop: AbortSignal;
  post(place: Place, reply: Reply, as: PostKey): Promise<unknown>;
  readonly schedules: Pick<ScheduleStore, 'list'>;
};

type TrainTask = Extract<Task, { kind: 'train' }>;
type Ended = Extract<TrainingEvent, { kind: 'ended' }>;
type Made = { readonly run: Run; readonly ending: Ending | 'stopped' };

/**
 * Makes the post of a schedule that trains.
 * @returns the number of the run; null for a vote, whose training comes later
 * @throws Unfollowable if its settings cannot be read; NotNow if nothing can be trained at the moment
 */
export type ScheduledTraining = (
  schedule: Schedule,
  task: TrainTask,
  pending: Pending,
) => Promise<number | null>;

export function createScheduledTraining(parts: Parts): ScheduledTraining {
  const { trainer, runs, ballots, pictures, clock, stop } = parts;

  /** Its own owner: whoever made the schedule may train meanwhile. */
  const ownerOf = ({ place, number }: Schedule) => ({
    workspace: place.workspace,
    userId: `schedule-${number}`,
  });

  async function trained(schedule: Schedule, config: TrainConfig, id: string): Promise<Ended> {
    const owner = ownerOf(schedule);
    const job = await trainer.train(config, owner, id).catch((error: unknown) => {
      // Too many wait, or the program ends.
      throw error instanceof UserError ? new NotNow(error.message) : error;
    });
    const end = () => void trainer.cancel(job.id, owner);
    stop.addEventListener('abort', end);
    try {
      if (stop.aborted) end();
      for await (const event of job.events) {
        if (event.kind === 'withdrawn' || stop.aborted) break;
        if (event.kind === 'ended') return event;
      }
    } finally {
      stop.removeEventListener('abort', end);
    }
    throw new NotNow('the program ends');
  }

  /** As it is known now: nobody, if they are forgotten meanwhile, or the schedule is gone. */
  async function makerOf({ place, number }: Schedule): Promise<Pick<Schedule, 'userId' | 'userName'>> {
    const { schedules } = await parts.schedules.list(place.workspace);
    return schedules.find((each) => each.number === number) ?? { userId: '', userName: '' };
  }

  async function lastOf({ place, lastRun }: Schedule): Promise<Run | undefined> {
    if (lastRun === null) return undefined;
    try {
      return await runs.get(place.workspace, lastRun);
    } catch (error) {
      // A newer version has saved it, with settings that this one cannot compare.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  /** The run of this very occasion: one that was saved before a crash or an outage, or one that is trained now. */
  async function runOf(schedule: Schedule, config: TrainConfig, { key }: Pending): Promise<Made> {
    const { place } = schedule;
    const name = `schedule-${key}`;
    const before = await runs.savedAs(place.workspace, name);
    if (before !== undefined) {
      return { run: before, ending: before.result.outcome.kind === 'cancelled' ? 'stopped' : 'done' };
    }
    const { ending, result } = await trained(schedule, config, name);
    const { userId, userName } = await makerOf(schedule);
    const made = { workspace: place.workspace, userId, userName, createdAt: clock.now(), result };
    return { run: await runs.save(made, name), ending };
  }

  async function holdVote(
    schedule: Schedule,
    config: TrainConfig,
    occasion: Occasion & { kind: 'vote' },
    as: PostKey,
  ) {
    const { place, zone, locale } = schedule;
    const { vote, until } = occasion;
    await ballots.open(place.workspace, vote.id, clock.now());
    const note = occasionNote(schedule, occasion, clock.now(), locale);
    await parts.post(
      place,
      reply(`${note}${voteText(config, until, zone, locale)}`, {
        buttons: OUTCOMES.map((words, index) =>
          button(['schedule', 'vote', vote.id, String(index)], words[locale]),
        ),
      }),
      as,
    );
    return null;
  }

  return async (schedule, task, pending) => {
    const { place, locale } = schedule;
    const { occasion } = pending;
    const config = { ...settingsOf(task.recipe), ...seedOf(task, pending) };
    if (occasion.kind === 'vote') return holdVote(schedule, config, occasion, postKey(pending));
    const { run, ending } = await runOf(schedule, config, pending);
    const { result } = run;
    const head: Words = {
      en: `**Scheduled training ${schedule.number}**`,
      ja: `**定期学習(予定 ${schedule.number})**`,
    };
    const votes =
      occasion.kind === 'outcome'
        ? votesText(await ballots.close(place.workspace, occasion.vote.id, OUTCOMES.length), result, locale)
        : '';
    const lines = [
      head[locale],
      trainingReport(run, ending, locale),
      votes,
      comparison(run, await lastOf(schedule), locale),
    ];
    const note = occasionNote(schedule, occasion, clock.now(), locale);
    await parts.post(
      place,
      reply(`${note}${lines.filter((line) => line !== '').join('\n')}`, {
        files: await pictures.draw(curveSpec(result, locale), { ...place, userId: schedule.userId }).then(
          (curve) => [curve],
          // Too many are being drawn: the words stand by themselves.
          (error) => (error instanceof UserError ? [] : Promise.reject(error)),
        ),
        buttons: nextSteps(run, (words) => words[locale]),
        data: trainingData(run),
      }),
      postKey(pending),
    );
    return run.number;
  };
}

/** @throws Unfollowable if a newer version has written it, with settings that this one does not know */
function settingsOf(recipe: string): TrainConfig {
  try {
    return decodeRecipe(recipe);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Unfollowable({
      en: 'Its settings cannot be read. Give others with `/schedule edit`.',
      ja: '学習の設定を読み取れません。`/schedule edit` で指定し直してください。',
    });
  }
}

/** The recipe's own seed, or the one that was voted on, or a fresh one. */
function seedOf({ seed }: TrainTask, { key, occasion }: Pending): { seed?: number } {
  if (seed === 'fixed') return {};
  return { seed: occasion.kind === 'post' ? drawFrom(key).newSeed() : occasion.vote.seed };
}

/** The workspace's model stays what people have chosen; one button makes it this one. */
function nextSteps(run: Run, say: (words: Words) => string): readonly Button[] {
  const { number, result } = run;
  const cures = remedies(result).flatMap(({ words, line }) => runButtonIfShort(line, say(words)));
  if (result.outcome.kind === 'diverged') return cures;
  const use = runButton(
    `/runs use run=${number}`,
    say({ en: `Add with run ${number}`, ja: `実行番号 ${number} で足し算` }),
  );
  return [use, ...cures, ...lookButtons(run, say)];
}
