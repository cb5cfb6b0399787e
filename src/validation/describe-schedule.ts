import type { ScheduleOutcome, ScheduleReason } from "./classify-schedule.js";

const WORDS: Record<ScheduleOutcome, string> = {
  "not found": "no such new-profile ping",
  duplicate: "more than one new-profile ping",
  "not first": "the new-profile ping is not the first ping",
  "nothing after": "no ping after the new-profile ping",
  "right time": "sent at the right time",
  "wrong time": "sent at the wrong time",
  "no session length": "the session length is missing",
};

/** Options of {@link describeSchedule}. */
export interface DescribeScheduleOptions {
  /** Answer in the words of the published analysis, which differ between the two reasons. @defaultValue false */
  readonly compat?: boolean;
}

/**
 * Says in words what {@link classifySchedule} found. The published analysis has no words for a
 * missing session length, so that outcome reads the same either way.
 *
 * @example
 * describeSchedule("right time", "shutdown"); // "sent at the right time"
 * describeSchedule("not first", "startup", { compat: true }); // "The 'new-profile' ping it's not the first ping"
 */
export function describeSchedule(
  outcome: ScheduleOutcome,
  reason: ScheduleReason,
  options: DescribeScheduleOptions = {},
): string {
  return (options.compat && publishedWords(reason)[outcome]) || WORDS[outcome];
}

function publishedWords(reason: ScheduleReason): Partial<Record<ScheduleOutcome, string>> {
  const isShutdown = reason === "shutdown";
  return {
    "not found": `No ${reason} 'new-profile' ping found`,
    duplicate: isShutdown ? "Duplicate 'new-profile' ping." : "Duplicate 'new-profile' ping",
    "not first": `The 'new-profile' ping ${isShutdown ? "is" : "it's"} not the first ping`,
    "nothing after": "No more pings after the 'new-profile'",
    "right time": "The 'new-profile' ping was correctly scheduled",
    "wrong time": "The 'new-profile' ping was scheduled at the wrong time",
  };
}
