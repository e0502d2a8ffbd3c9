/**
 * TeX → SVG with MathJax, without a browser: the letters are outlines from the font package, so the picture needs
 * no font on the host and nothing is fetched. Rare letters are in files of that package, loaded when first met.
 */
import { liteAdaptor } from '@mathjax/src/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from '@mathjax/src/js/handlers/html.js';
import { TeX } from '@mathjax/src/js/input/tex.js';
import '@mathjax/src/js/input/tex/ams/AmsConfiguration.js';
import '@mathjax/src/js/input/tex/base/BaseConfiguration.js';
import '@mathjax/src/js/input/tex/color/ColorConfiguration.js';
import '@mathjax/src/js/input/tex/configmacros/ConfigMacrosConfiguration.js';
import { SVG } from '@mathjax/src/js/output/svg.js';
import '@mathjax/src/js/util/asyncLoad/esm.js';
import { MathJaxNewcmFont } from '@mathjax/mathjax-newcm-font/js/svg.js';
import { MACROS } from './symbols.ts';

/** A formula as a picture. Lengths in em (the type size). */
export type Typeset = {
  /** A whole SVG document; `currentColor` where no colour was asked for. */
  readonly svg: string;
  readonly width: number;
  /** Above the baseline. */
  readonly ascent: number;
  /** Below the baseline. */
  readonly descent: number;
};

/** `display`: large operators with limits above and below; `inline`: all as low as the line. */
export type Style = 'display' | 'inline';

export interface Typesetter {
  /** Throws an Error with MathJax's words when the TeX is wrong or a letter has no outline. */
  set(tex: string, style: Style): Promise<Typeset>;
}

/** Formulas that are remembered: what is measured first and drawn later is set once. About 10 KB each. */
const KEPT = 300;
/** MathJax's units in one em. */
const UNITS = 1000;

/** Starts MathJax (about 0.2 s, 40 MB); one a thread is enough. */
export function createTypesetter(): Typesetter {
  const adaptor = liteAdaptor();
  const handler = RegisterHTMLHandler(adaptor);
  const document = handler.create('', {
    InputJax: new TeX({ packages: ['base', 'ams', 'color', 'configmacros'], macros: MACROS }),
    OutputJax: new SVG({ fontData: MathJaxNewcmFont, fontCache: 'none', linebreaks: { inline: false } }),
  });
  async function convert(tex: string, style: Style): Promise<Typeset> {
    const node = await document.convertPromise(tex, { display: style === 'display' });
    return measured(adaptor.innerHTML(node), tex);
  }

  /** Oldest first. */
  const kept = new Map<string, Promise<Typeset>>();
  return {
    set(tex, style) {
      const key = `${style} ${tex}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= KEPT) kept.delete(oldest);
      const made = convert(tex, style);
      kept.set(key, made);
      return made;
    },
  };
}

/** Reads the size from the viewBox, and refuses what MathJax could not set. */
function measured(svg: string, tex: string): Typeset {
  const fault = /data-mjx-error="([^"]*)"/.exec(svg)?.[1];
  if (fault !== undefined) throw new Error(`TeX cannot be set: ${fault} in ${tex}`);
  if (svg.includes('<text')) throw new Error(`TeX has a letter without outline: ${tex}`);
  const box = /viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"/.exec(svg)?.slice(1).map(Number);
  const [, top, width, height] = box ?? [];
  if (top === undefined || width === undefined || height === undefined) throw new Error(`no size for ${tex}`);
  return { svg, width: width / UNITS, ascent: -top / UNITS, descent: (height + top) / UNITS };
}
