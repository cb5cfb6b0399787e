/**
 * The vocabulary of validation.
 *
 * In: counts that were made elsewhere, and one client's pings in order. Out: ratios with named
 * denominators, checks with verdicts, and what became of each client, all plain frozen data. It
 * never reads data itself, and never shows anything.
 *
 * @module
 */
export { type CheckOptions, check } from "./check.js";
export {
  type ClassifyScheduleOptions,
  classifySchedule,
  type ScheduleEvent,
  type ScheduleOutcome,
  type ScheduleReason,
} from "./classify-schedule.js";
export { countSchedules, type ScheduleCounts } from "./count-schedules.js";
export { type DescribeScheduleOptions, describeSchedule } from "./describe-schedule.js";
export { type QuantityOptions, quantity } from "./quantity.js";
export { type RatioOptions, ratio } from "./ratio.js";
export type { Check, Figure, PercentageInterval, Quantity, Ratio, Verdict } from "./types.js";
export { verdictOf } from "./verdict-of.js";
