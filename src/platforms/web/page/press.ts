/** A line without a slash may name a button of the last reply that has any: by its label, or its letter. */

/** Presses that button; false where there is none of that name. */
export function pressByText(line: string): boolean {
  const wanted = fold(line);
  if (wanted === '' || wanted.startsWith('/')) return false;
  const rows = [...document.querySelectorAll('article .choices')].filter((row) =>
    row.querySelector('button'),
  );
  const buttons = [...(rows.at(-1)?.querySelectorAll('button') ?? [])];
  const found =
    buttons.find((each) => fold(each.textContent) === wanted) ??
    buttons.find((each) => /^[a-z]\b/.exec(fold(each.textContent))?.[0] === wanted);
  found?.click();
  return found !== undefined;
}

/** Wide and narrow, large and small letters are the same. */
function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
