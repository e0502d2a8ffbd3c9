/** A pane: a box of a board that Chart.js takes for a whole canvas. */
import type { SKRSContext2D } from 'canvas';
import type { Board, Box } from './board.ts';

/** What Chart.js asks of a canvas: its size, which it sets to device pixels, and its context. */
export type Pane = { width: number; height: number; getContext(): SKRSContext2D };

/**
 * A stand-in for a canvas of the box's size, CSS px, whose context draws on the board. A canvas of its own would
 * have to be copied, and fresh memory for it costs more time than the chart. Clearing does nothing, so what the
 * board shows already stays; transforms are counted from the box's corner.
 */
export function paneOf({ ctx, scale }: Board, box: Box): Pane {
  const bound = new Map<string | symbol, unknown>();
  const context: SKRSContext2D = new Proxy(ctx, {
    get: (target, key) => {
      const own = bound.get(key);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const method: unknown = value.bind(target);
      bound.set(key, method);
      return method;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
  const pane: Pane = {
    width: Math.round(box.width),
    height: Math.round(box.height),
    getContext: () => context,
  };
  const origin = (): void => ctx.setTransform(scale, 0, 0, scale, box.x * scale, box.y * scale);
  bound.set('canvas', pane);
  bound.set('clearRect', () => undefined);
  bound.set('setTransform', origin);
  bound.set('resetTransform', origin);
  return pane;
}
