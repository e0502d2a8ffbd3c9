/** One spelling for all ways to type a formula: full-width signs, raised and lowered signs, LaTeX. */

const RAISED = signs('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵗᵀⁿⁱᵒᵘ', '0123456789+-()tTniou');
const LOWERED = signs('₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₜᵢₙₒᵤₕₛₓ', '0123456789+-()tinouhsx');

function signs(from: string, to: string): ReadonlyMap<string, string> {
  return new Map([...from].map((sign, i) => [sign, to[i] ?? '']));
}

/** `\operatorname{sigmoid}`, `W_\mathrm{in}`, `W_{\rm in}`: fonts, of a group or of what follows. */
const FONT = String.raw`\\(?:mathrm|mathbf|mathit|mathsf|mathcal|text|textrm|textbf|bm|boldsymbol|vec|operatorname\*?|rm|bf|it)(?![A-Za-z])\s*`;
const FONTS = new RegExp(FONT, 'g');
/** An index keeps its braces, a name in the text loses them. */
const FONT_GROUP = new RegExp(String.raw`([_^]\s*)?${FONT}\{([^{}]*)\}`, 'g');
/** Brackets' sizes: `\bigl(`, `\Bigr)`. */
const SIZES = /\\(?:left|right|[bB]igg?[lrm]?)(?![A-Za-z])\.?/g;

/** LaTeX commands that stand for a sign. */
const COMMANDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cdot: '*',
    times: '*',
    ast: '*',
    odot: '⊙',
    circ: '⊙',
    top: 'T',
    intercal: 'T',
    prime: "'",
    gets: '=',
    leftarrow: '=',
    partial: '∂',
    sigma: 'σ',
    varsigma: 'σ',
    delta: 'δ',
    varepsilon: 'ε',
    epsilon: 'ε',
    eta: 'η',
    displaystyle: '',
    quad: ' ',
    qquad: ' ',
    begin: ' ',
    end: ' ',
    dfrac: 'frac',
    tfrac: 'frac',
  }),
);

/** The text in one spelling. Its length stays below four times the input's. */
export function spell(text: string): string {
  const flat = runs(runs(text.replace(/\r\n?/g, '\n'), RAISED, '^'), LOWERED, '_').normalize('NFKC');
  return latex(unmarked(flat))
    .replace(/\b(?:functions|numpy|np|torch|tf|math)\./g, '')
    .replace(/\.(?:dot|matmul)\s*(?=\()/g, '@')
    .replace(/\*\*/g, '^')
    .replace(/[\u00b7\u22c5\u2219\u2022\u30fb\u2217\u00d7\u2715\uff65]/g, '*')
    .replace(/[\u2212\u2010-\u2015]|(?<![\u30a0-\u30ff])\u30fc/g, '-')
    .replace(/[\u2032\u2019\u02b9]/g, "'")
    .replace(/[\u2218\u25cb\u2299\u29bf]/g, '⊙')
    .replace(/[\u22a4\u22ba\u1d40]/g, 'T')
    .replace(/\u2044/g, '/')
    .replace(/:=|≔|←|<-|==|≡/g, '=')
    .replace(/[Σς]/g, 'σ')
    .replace(/[ϵ]/g, 'ε')
    .replace(/[[{]/g, '{')
    .replace(/[\]}]/g, '}');
}

/** Without the marks of code and bold type in which chats (and this bot) set formulas. */
function unmarked(text: string): string {
  return text
    .replace(/```[a-z]*\n?/gi, '\n')
    .replace(/`/g, '')
    .replace(/^\s*\*\*|\*\*\s*$/gm, '');
}

/** Raised signs become `^{…}`, lowered ones `_{…}`. */
function runs(text: string, table: ReadonlyMap<string, string>, mark: '^' | '_'): string {
  let out = '';
  let run = '';
  const close = (): void => {
    if (run !== '') out += `${mark}{${run}}`;
    run = '';
  };
  for (const sign of text) {
    const plain = table.get(sign);
    if (plain !== undefined) {
      run += plain;
    } else {
      close();
      out += sign;
    }
  }
  close();
  return out;
}

function latex(text: string): string {
  if (!/[\\$&]/.test(text)) return text;
  const plain = text
    .replace(/\\\\/g, '\n')
    .replace(/\\[()[\]]/g, ' ')
    .replace(SIZES, '')
    .replace(FONT_GROUP, (_, mark: string | undefined, inside: string) =>
      mark === undefined ? inside : `${mark}{${inside}}`,
    )
    .replace(/\\(?:begin|end)\s*\{[^{}]*\}/g, ' ')
    .replace(FONTS, '')
    .replace(/\{\s*\{([^{}]*)\}\s*\}/g, '{$1}')
    .replace(/(?<![_^])\{([A-Za-z])\}/g, '$1')
    .replace(/\\[,;:!> ]/g, ' ')
    .replace(/[$&]/g, ' ')
    .replace(/\\([A-Za-z]+)/g, (_, name: string) => COMMANDS.get(name) ?? name);
  return fractions(plain);
}

/** `frac{a}{b}` becomes `((a)/(b))`, the innermost first. */
function fractions(text: string): string {
  let rest = text;
  // Innermost first: a fraction whose two groups are found, from the last one in the text.
  for (let at = rest.lastIndexOf('frac'); at >= 0; at = rest.lastIndexOf('frac', at - 1)) {
    const over = group(rest, at + 4);
    const under = over === undefined ? undefined : group(rest, over.end);
    if (over !== undefined && under !== undefined) {
      // A derivative is one symbol: ∂E/∂W.
      if (/^\s*[∂d]\s*E\s*$/.test(over.inside)) {
        rest = `${rest.slice(0, at)}(${over.inside}/${under.inside})${rest.slice(under.end)}`;
        continue;
      }
      rest = `${rest.slice(0, at)}((${over.inside})/(${under.inside}))${rest.slice(under.end)}`;
    }
    if (at === 0) break;
  }
  return rest;
}

/** The group in braces that begins at `from` (after spaces), and where it ends. */
function group(text: string, from: number): { inside: string; end: number } | undefined {
  const start = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
  if (text[start] !== '{') return undefined;
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth += 1;
    if (text[i] === '}') depth -= 1;
    if (depth === 0) return { inside: text.slice(start + 1, i), end: i + 1 };
  }
  return undefined;
}
