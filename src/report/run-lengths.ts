/** Folds neighbours that are equal: `a a b` becomes `a ×2`, `b ×1`. */
export function runLengths(sequence: readonly string[]): { value: string; times: number }[] {
  const runs: { value: string; times: number }[] = [];
  for (const value of sequence) {
    const last = runs.at(-1);
    if (last?.value === value) last.times++;
    else runs.push({ value, times: 1 });
  }
  return runs;
}
