/** Where a path asks for histograms: see {@link histogramPath}. */
export interface HistogramPath {
  /** The members from the root to the object that holds the section: `["payload"]`, or nothing before version 3. */
  readonly container: readonly string[];
  readonly section: "histograms" | "keyedHistograms";
  /** The probe, or `undefined` when the path stops at the section. */
  readonly probe: string | undefined;
  /** The label of a keyed histogram, or `undefined` for all labels. */
  readonly label: string | undefined;
  /** How many members follow what could be read. */
  readonly excess: number;
  /** Whether the path names one process, so that nothing is merged. */
  readonly isOneProcess: boolean;
}

/**
 * Takes a path to histograms apart; `null` for every other path.
 *
 * `payload/histograms/…` and `histograms/…` (as in pings before version 4) are merged over processes,
 * `payload/processes/NAME/histograms/…` are those of one process.
 */
export function histogramPath(path: readonly string[]): HistogramPath | null {
  const start = path[0] === "payload" ? 1 : 0;
  const isOneProcess = path[start] === "processes";
  const at = start + (isOneProcess ? 2 : 0);
  const section = path[at];
  if (section !== "histograms" && section !== "keyedHistograms") return null;
  const names = path.slice(at + 1);
  return {
    container: path.slice(0, at),
    section,
    probe: names[0],
    label: section === "keyedHistograms" ? names[1] : undefined,
    excess: Math.max(0, names.length - (section === "keyedHistograms" ? 2 : 1)),
    isOneProcess,
  };
}
