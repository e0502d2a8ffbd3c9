/** One spelling for all ways to type a formula: full-width signs, raised and lowered signs, LaTeX. */

const RAISED = signs('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵗᵀⁿⁱᵒᵘ', '0123456789+-()tTniou');
const LOWERED = signs('₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₜᵢₙₒᵤₕₛₓ', '0123456789+-()tinouhsx');

function signs(from: string, to: string): ReadonlyMap<string, string> {
  return new Map([...from].map((sign, i) => [sign, to[i] ?? '']));
}

/** `W_{in}` and `W_\mathrm{in}` become `W_in`-like text without fonts. */
const FONTS =
  /\\(?:mathrm|mathbf|mathit|mathsf|mathcal|text|textrm|textbf|bm|boldsymbol|vec|operatorname)\b\s*/g;

/** LaTeX commands that stand for a sign. */
const COMMANDS: Readonly<Record<string, string>> = {
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
  left: '',
  right: '',
  big: '',
  Big: '',
  displaystyle: '',
  quad: ' ',
  qquad: ' ',
  begin: ' ',
  end: ' ',
  dfrac: 'frac',
  tfrac: 'frac',
};

/** The text in one spelling. Its length stays below four times the input's. */
export function spell(text: string): string {
  const flat = runs(runs(text.replace(/\r\n?/g, '\n'), RAISED, '^'), LOWERED, '_').normalize('NFKC');
  return latex(flat)
    .replace(/[\u00b7\u22c5\u2219\u2022\u30fb\u2217\u00d7\u2715\uff65]/g, '*')
    .replace(/[\u2212\u2010-\u2015\u30fc]/g, '-')
    .replace(/[\u2032\u2019\u02b9]/g, "'")
    .replace(/[\u2218\u25cb\u2299\u29bf]/g, '⊙')
    .replace(/[\u22a4\u22ba\u1d40]/g, 'T')
    .replace(/:=|≔|←|<-|==|≡/g, '=')
    .replace(/[Σς]/g, 'σ')
    .replace(/[ϵ]/g, 'ε')
    .replace(/[[{]/g, '{')
    .replace(/[\]}]/g, '}');
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
  return text
    .replace(/\\\\/g, '\n')
    .replace(/\\(?:begin|end)\s*\{[^{}]*\}/g, ' ')
    .replace(FONTS, '')
    .replace(/\{\s*\{([^{}]*)\}\s*\}/g, '{$1}')
    .replace(/(?<![_^])\{([A-Za-z])\}/g, '$1')
    .replace(/\\[,;:!> ]/g, ' ')
    .replace(/[$&]/g, ' ')
    .replace(/\\([A-Za-z]+)/g, (_, name: string) => COMMANDS[name] ?? name)
    .replace(/frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '(($1)/($2))');
}
