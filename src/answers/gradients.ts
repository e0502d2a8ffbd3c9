/** What `/gradients` says: one step of BPTT, or the whole training's flow of errors. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Json } from '../chat/reply.ts';
import type { Backpropagation } from '../lab/bptt.ts';
import { moment } from '../plot/loss.ts';
import { superscript } from '../plot/number.ts';
import { RECURRENT_CELLS } from '../rnn/cells/index.ts';
import type { Cell, TrainConfig } from '../rnn/config.ts';
import type { RunResult, Snapshot } from '../rnn/result.ts';
import { loss, norm, percent, signed } from './figures.ts';

/** Which of a run's weights are looked at. */
export type Stage = 'initial' | 'final';

/** What is shown of a run: all that the film's buttons carry. */
export type Scene = {
  readonly run: number;
  readonly stage: Stage;
  readonly a: number;
  readonly b: number;
  /** Time step 1…T. */
  readonly step: number;
  /** Largest norm of the gradient; 0 = no clipping. */
  readonly clip: number;
};

/** What clipping multiplies the gradient with: clip/‖∇E‖ where that is under 1. */
export function clipScale(size: number, clip: number): number {
  return clip > 0 && size > clip ? clip / size : 1;
}

/** A limit under which this gradient is: half of it, in one digit; 1 where that says nothing. */
export function tightLimit(size: number): number {
  return size > 0.001 && size < 1_000 ? Number((size / 2).toPrecision(1)) : 1;
}

/** One step of the way back, by the formulas of the run's cell. */
export function filmText(scene: Scene, cell: Cell, found: Backpropagation, locale: Locale): string {
  const { stage, a, b, step, clip } = scene;
  const T = found.steps.length;
  const shown = found.steps[step - 1];
  const t = superscript(step);
  const { delta, lastDelta, gradient } = RECURRENT_CELLS[cell].formulas;
  const size = norm(shown?.deltaNorm ?? Number.NaN);
  const error = loss(found.loss);
  const when: Record<Stage, Words> = {
    initial: { en: 'before any training', ja: '学習前の重み' },
    final: { en: 'after training', ja: '学習後の重み' },
  };
  const head: Words = {
    en: `**Step ${step} of ${T}: ‖δ${t}‖ = ${size}** · ${a} + ${b}, ${when[stage].en}, loss ${error}`,
    ja: `**時刻 ${step} / ${T}: ‖δ${t}‖ = ${size}** · ${a} + ${b}、${when[stage].ja}、損失 ${error}`,
  };
  const lines = [
    head[locale],
    `\`${atStep(step === T ? lastDelta : delta, step)}\``,
    shareLine(step, shown?.share ?? Number.NaN, gradient)[locale],
    clipLine(found.norm, clip)[locale],
  ];
  return lines.join('\n');
}

/** A cell's formula with the numbers of the steps in place of t + 1, t − 1 and t. */
function atStep(formula: string, t: number): string {
  return formula
    .replaceAll('ᵗ⁺¹', superscript(t + 1))
    .replaceAll('ᵗ⁻¹', superscript(t - 1))
    .replaceAll('ᵗ', superscript(t));
}

function shareLine(step: number, share: number, gradient: string): Words {
  if (step === 1) {
    return {
      en: 'It adds nothing to ∂E/∂W: before the first step there is no memory (z⁰ = 0).',
      ja: '最初の時刻には前の記憶がない(z⁰ = 0)ため、∂E/∂W には何も加わりません。',
    };
  }
  if (!Number.isFinite(share)) {
    return {
      en: 'The gradient is not a number any more: the weights have exploded.',
      ja: '勾配が数値でなくなっています。重みが発散した状態です。',
    };
  }
  const part = signed(percent(share));
  if (share < 0) {
    return {
      en: `It pulls against the other steps: ${part} of ∂E/∂W.`,
      ja: `ほかの時刻と逆向きに働いています(∂E/∂W の ${part})。`,
    };
  }
  return {
    en: `Its share of ${gradient} is ${part}.`,
    ja: `${gradient} のうち、${part} がこの時刻の分です。`,
  };
}

function clipLine(size: number, clip: number): Words {
  const whole = norm(size);
  if (clip === 0) {
    return {
      en: `The whole gradient, all steps together, has norm ${whole}; it is not clipped.`,
      ja: `全時刻を合わせた勾配のノルムは ${whole} です(クリッピングなし)。`,
    };
  }
  const scale = clipScale(size, clip);
  if (scale === 1) {
    return {
      en: `The whole gradient has norm ${whole}, under the limit ${clip}: clipping changes nothing.`,
      ja: `勾配全体のノルムは ${whole} で上限 ${clip} 以下なので、クリッピングしても変わりません。`,
    };
  }
  const times = loss(scale);
  return {
    en: `The whole gradient has norm ${whole}. Clipped to ${clip} it is ${times} times as long: every weight still moves the same way, only less.`,
    ja: `勾配全体のノルムは ${whole} です。${clip} にクリッピングすると ${times} 倍に縮みます。向きは変わらず、更新の幅だけが小さくなります。`,
  };
}

/** From this share on, units that are saturated are worth a sentence. */
const MUCH = 0.5;

/** The flow of errors over the whole training. */
export function flowText(
  { snapshots, outcome, config, atRest }: Pick<RunResult, 'snapshots' | 'outcome' | 'config' | 'atRest'>,
  locale: Locale,
): string {
  const [first, last] = [snapshots[0], snapshots.at(-1)];
  const head: Words = {
    en: '**How strong the error is at every step, while the network learns**',
    ja: '**学習の間、各時刻の誤差 δ はどれくらい強いか**',
  };
  const lines = [head[locale]];
  if (first !== undefined) lines.push(`- ${ends(first, config, locale)}`);
  if (last !== undefined && last !== first) lines.push(`- ${ends(last, config, locale)}`);
  const explained: Words =
    outcome.kind === 'diverged'
      ? {
          en: `It exploded at ${moment(config, outcome.divergence.iteration).en}: ‖∂E/∂${outcome.divergence.largest.matrix}‖ had reached ${norm(outcome.divergence.largest.norm)}. Each step back multiplies δ by W and f′ once more.`,
          ja: `${moment(config, outcome.divergence.iteration).ja}で発散しました(直前の ‖∂E/∂${outcome.divergence.largest.matrix}‖ は最大 ${norm(outcome.divergence.largest.norm)})。1 ステップさかのぼるごとに、δ に W と f′ が掛かるためです。`,
        }
      : last?.deltaNorms.every((size) => size === 0)
        ? silentText(last, config, atRest)
        : (last?.saturation ?? 0) >= MUCH
          ? {
              en: `On the last pair shown, ${percent(last?.saturation ?? 0)} of the hidden activations are in a flat part of f: f′ lets hardly any error through there.`,
              ja: `最後に示した組では、中間層の出力の ${percent(last?.saturation ?? 0)} が f の平らな部分にあります。そこでは f′ がほぼ 0 で、誤差がほとんど伝わりません。`,
            }
          : {
              en: 'Fading towards step 1 is a vanishing gradient, growing an exploding one. Each column is one pair, so neighbours differ.',
              ja: '時刻 1 に向かって弱まれば勾配消失、強まれば勾配爆発です。1 列が 1 組の足し算なので、隣どうしでも差があります。',
            };
  lines.push(explained[locale]);
  return lines.join('\n');
}

/** The last snapshot's pair sends no error back: why, and whether that is so of every pair. */
function silentText({ saturation }: Snapshot, { activation }: TrainConfig, atRest: boolean): Words {
  const off = activation === 'relu' && saturation === 1;
  const why: Words = off
    ? {
        en: 'Every δ of the last pair shown is 0: all ReLU units are off. Their u is at most 0, where f′ = 0, so no error comes back.',
        ja: '最後に示した組では δ がすべて 0 です。どの ReLU も u が 0 以下で f′ = 0 となり、誤差が戻りません。',
      }
    : {
        en: 'Every δ of the last pair shown is 0: no error comes back.',
        ja: '最後に示した組では δ がすべて 0 で、誤差が戻りません。',
      };
  // What no pair changes is dead for good.
  const ever: Words = !atRest
    ? { en: '', ja: '' }
    : off
      ? {
          en: ' And no pair at all changes a weight any more: the units are dead.',
          ja: 'しかも、重みを変える組はもう 1 つもありません(死んだ ReLU)。',
        }
      : {
          en: ' And no pair at all changes a weight any more.',
          ja: 'しかも、重みを変える組はもう 1 つもありません。',
        };
  return { en: why.en + ever.en, ja: why.ja + ever.ja };
}

function ends({ iteration, deltaNorms }: Snapshot, config: TrainConfig, locale: Locale): string {
  const T = config.bits;
  const [late, early] = [norm(deltaNorms.at(-1) ?? Number.NaN), norm(deltaNorms[0] ?? Number.NaN)];
  const at: Words =
    iteration === 0 ? { en: 'At the start', ja: '学習の最初' } : capital(moment(config, iteration));
  const most = Math.max(...deltaNorms);
  const [size, step] = [norm(most), deltaNorms.findIndex((each) => Object.is(each, most)) + 1];
  return {
    en: `${at.en}: ‖δ${superscript(T)}‖ = ${late} at the last step, ‖δ${superscript(1)}‖ = ${early} at the first; largest at step ${step}: ${size}`,
    ja: `${at.ja}: 最後の時刻で ‖δ${superscript(T)}‖ = ${late}、最初の時刻で ‖δ${superscript(1)}‖ = ${early}、最大は時刻 ${step} の ${size}`,
  }[locale];
}

function capital({ en, ja }: Words): Words {
  return { en: en.charAt(0).toUpperCase() + en.slice(1), ja };
}

/** NaN and ∞ are null, as everywhere in data. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The figures of a scene; lists are by step, t = 1 first, `delta` is δ of the shown step. */
export function filmData(scene: Scene, found: Backpropagation): { readonly [key: string]: Json } {
  const { steps, norms } = found;
  return {
    ...scene,
    show: 'film',
    loss: finite(found.loss),
    delta: steps[scene.step - 1]?.delta.map(finite) ?? [],
    deltaNorms: steps.map(({ deltaNorm }) => finite(deltaNorm)),
    outputDeltas: steps.map(({ deltaOut }) => finite(deltaOut)),
    outputs: steps.map(({ output }) => finite(output)),
    targets: steps.map(({ target }) => target),
    contributions: steps.map(({ contribution: { W_in, W, W_out } }) => ({
      W_in: finite(W_in),
      W: finite(W),
      W_out: finite(W_out),
    })),
    shares: steps.map(({ share }) => finite(share)),
    gradientNorms: Object.fromEntries(Object.entries(norms).map(([name, size]) => [name, finite(size)])),
    norm: finite(found.norm),
    scale: clipScale(found.norm, scene.clip),
    clippedNorm: finite(found.norm * clipScale(found.norm, scene.clip)),
  };
}

export function flowData(
  run: number,
  { snapshots, outcome }: Pick<RunResult, 'snapshots' | 'outcome'>,
): { readonly [key: string]: Json } {
  return {
    run,
    show: 'flow',
    outcome: outcome.kind,
    snapshots: snapshots.map(({ iteration, deltaNorms, gradientNorms, saturation }) => ({
      iteration,
      deltaNorms: deltaNorms.map(finite),
      gradientNorms: Object.fromEntries(
        Object.entries(gradientNorms).map(([name, size]) => [name, finite(size)]),
      ),
      saturation: finite(saturation),
    })),
  };
}
