/** What a contestant prints: its times in milliseconds, and numbers that all must agree on. */
export interface Report {
  readonly times: { readonly [Step in "load" | "dedupe" | "countBy" | "sequences"]: number };
  readonly answer: Answer;
  /** User and system time of the whole process, in seconds. */
  readonly cpu: number;
  /** The most that the whole process had in memory, in MB. */
  readonly memory: number;
}

export interface Answer {
  readonly unique: number;
  /** Pings by reason, as `reason=count`, sorted. */
  readonly counts: readonly string[];
  readonly clients: number;
  /** The items of all sequences. */
  readonly items: number;
  /** How many clients' sequences start with a shutdown, and how many end with one. */
  readonly firstShutdowns: number;
  readonly lastShutdowns: number;
  /** For each place in a sequence, times its shutdowns, added up: the order within sequences. */
  readonly places: number;
}

type Step = keyof Report["times"];

/** Runs a step and notes how long it takes. */
type Timed = <T>(step: Step, work: () => T | Promise<T>) => Promise<T>;

/** Runs the steps and prints the report. Making the answer is not timed. */
export async function report(
  contest: (timed: Timed) => Promise<() => Answer | Promise<Answer>>,
): Promise<void> {
  const times: Record<Step, number> = { load: 0, dedupe: 0, countBy: 0, sequences: 0 };
  const answer = await contest(async (step, work) => {
    const start = performance.now();
    const result = await work();
    times[step] = performance.now() - start;
    return result;
  });
  // Before the answer is made, which takes time and memory that are not the contestant's.
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const full: Report = {
    times,
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    memory: maxRSS / 1024,
    answer: await answer(),
  };
  process.stdout.write(JSON.stringify(full));
}

/** Counts as the answer has them. */
export function countTexts(counts: Iterable<readonly [string, number]>): string[] {
  return Array.from(counts, ([reason, count]) => `${reason}=${count}`).sort();
}

/** What the answer says of sequences that are lists. */
export function sequenceAnswer(
  sequences: Iterable<readonly string[]>,
): Pick<Answer, "clients" | "items" | "firstShutdowns" | "lastShutdowns" | "places"> {
  const sums = { clients: 0, items: 0, firstShutdowns: 0, lastShutdowns: 0, places: 0 };
  for (const list of sequences) {
    sums.clients++;
    sums.items += list.length;
    if (list[0] === "shutdown") sums.firstShutdowns++;
    if (list.at(-1) === "shutdown") sums.lastShutdowns++;
    list.forEach((reason, i) => {
      if (reason === "shutdown") sums.places += i + 1;
    });
  }
  return sums;
}
