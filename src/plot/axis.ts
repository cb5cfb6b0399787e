import type { Tick } from "./types.js";

/** What a Vega-Lite axis needs to show exactly these ticks with these labels. */
export function axisOf(
  ticks: readonly Tick[],
  options: { readonly title: string | null; readonly grid: boolean },
): { [member: string]: unknown } {
  const labels = Object.fromEntries(ticks.map((tick) => [String(tick.value), tick.label]));
  return {
    title: options.title === "" ? null : options.title,
    grid: options.grid,
    values: ticks.map((tick) => tick.value),
    labelExpr: `${literal(labels)}[datum.value]`,
  };
}

/** A JSON literal that is one in Vega's expression language too. */
function literal(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, " ");
}
