import { isDate, isRegExp } from "node:util/types";
import { PlanError } from "../errors.js";
import { type Between, between, isBetween, toRangeText } from "./between.js";
import { sanitise } from "./sanitise.js";
import type { Clause, Condition } from "./types.js";

const MAX_TEXT = 120;

/**
 * Turns what a user wrote for a dimension into a clause that can be asked, or says why it could never match.
 *
 * @param dimension - The dimension's name; it is not looked up.
 * @throws {TypeError} If the condition is of a kind that can't match: null, NaN, an object, a Date, a nested list.
 * @throws {PlanError} If it is an empty list or an empty text, which no stored value equals.
 * @throws {RangeError} If it is a range with nothing in it.
 *
 * @example
 * parseCondition("docType", "new-profile").text; // "= new_profile"
 */
export function parseCondition(dimension: string, condition: Condition): Clause {
  const given: unknown = condition;
  if (Array.isArray(given)) return parseList(dimension, given);
  if (typeof given === "function") return parsePredicate(dimension, given as (value: string) => unknown);
  // Not instanceof: a notebook's cells have globals of their own.
  if (isRegExp(given)) return parsePattern(dimension, given);
  if (isBetweenLike(given)) {
    const range = between(given.start, given.end, { bounds: given.bounds });
    const test = (value: string): boolean => isBetween(range, sanitise(value));
    return Object.freeze({ dimension, test, text: toRangeText(range) });
  }
  return toExact(dimension, [parseValue(dimension, given)]);
}

function parseList(dimension: string, list: readonly unknown[]): Clause {
  if (list.length === 0) {
    throw new PlanError(
      `condition on ${dimension} can't match: the list is empty; leave the dimension out to keep all`,
    );
  }
  return toExact(
    dimension,
    list.map((value) => parseValue(dimension, value)),
  );
}

function toExact(dimension: string, values: readonly string[]): Clause {
  const exact = Object.freeze([...new Set(values)].sort());
  const known = new Set(exact);
  const text = exact.length === 1 ? `= ${exact[0]}` : `in {${shorten(exact.join(", "))}}`;
  return Object.freeze({ dimension, test: (value: string) => known.has(sanitise(value)), text, exact });
}

function parseValue(dimension: string, value: unknown): string {
  if (typeof value === "boolean" || (typeof value === "number" && !Number.isNaN(value)))
    return sanitise(value);
  if (typeof value === "string") {
    if (value !== "") return sanitise(value);
    throw new PlanError(
      `condition on ${dimension} can't match: no value is empty text; leave the dimension out to keep all`,
    );
  }
  throw new TypeError(
    `condition on ${dimension} can't match: ${describe(value)}; give text, a number, a list of these, a RegExp, a predicate or between(start, end)`,
  );
}

function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === "number") return `it is ${value}`;
  if (Array.isArray(value)) return "it is a list in a list";
  if (isDate(value)) return 'it is a Date, and days are stored as "YYYYMMDD"';
  if (typeof value === "function") return "it is a function in a list";
  if (isRegExp(value)) return "it is a RegExp in a list";
  return typeof value === "object" ? "it is an object" : `it is a ${typeof value}`;
}

function parsePattern(dimension: string, pattern: RegExp): Clause {
  // A copy, since `g` and `y` make a pattern remember where it was, and the caller may be using it too.
  const own = new RegExp(pattern.source, pattern.flags.replace("g", ""));
  const test = (value: string): boolean => {
    own.lastIndex = 0;
    return own.test(value);
  };
  return Object.freeze({ dimension, test, text: `matches ${shorten(String(pattern))}` });
}

function parsePredicate(dimension: string, predicate: (value: string) => unknown): Clause {
  const text = `satisfies ${predicate.name && predicate.name !== dimension ? shorten(predicate.name) : "a predicate"}`;
  const test = (value: string): boolean => {
    let answer: unknown;
    try {
      answer = predicate(value);
    } catch (cause) {
      throw new PlanError(
        `predicate on ${dimension} failed for ${JSON.stringify(value)}: ${toMessage(cause)}`,
        { cause },
      );
    }
    if (typeof (answer as { then?: unknown } | null | undefined)?.then === "function") {
      throw new TypeError(
        `predicate on ${dimension} returned a promise; partitions are chosen by plain answers`,
      );
    }
    return Boolean(answer);
  };
  return Object.freeze({ dimension, test, text });
}

function isBetweenLike(value: unknown): value is Between {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    value.kind === "between" &&
    "bounds" in value
  );
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function shorten(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
