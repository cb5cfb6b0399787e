import { type Column, Frame } from "../../frame/index.js";
import { plotHistogram } from "../../plot/index.js";
import type { Check, Figure } from "../../validation/index.js";
import type { Showable } from "../notebook.js";
import type { ReportDocument } from "../types.js";

/** Something to show, and what it is shown as. */
export type Shown =
  | { readonly as: "frame"; readonly frame: Frame<object> }
  | { readonly as: "plot"; readonly plot: Showable; readonly text: string | null }
  | { readonly as: "figure"; readonly figure: Figure }
  | { readonly as: "check"; readonly check: Check }
  | { readonly as: "document"; readonly document: ReportDocument }
  | { readonly as: "text"; readonly text: string };

/**
 * Finds out what an object is shown as. It asks what the object has, not of which class it is, since a
 * notebook may have loaded the library twice.
 *
 * @throws {TypeError} If it is nothing that can be shown, such as a promise.
 */
export function parseShown(thing: object, title?: string): Shown {
  const has = (...names: string[]): boolean => names.every((name) => name in thing);
  const { data, name, bounds, kind, labels } = thing as Record<string, unknown>;
  if (has("then")) throw new TypeError("show got a promise; await it first");
  if (Array.isArray(thing)) return { as: "frame", frame: Frame.fromObjects(rowsOf(thing)) };
  if (data instanceof Map) return { as: "frame", frame: new Frame<object>(data as Map<string, Column>) };
  if (typeof name === "string" && has("data", "nullCount")) {
    return { as: "frame", frame: new Frame<object>({ [name]: data as Column }) };
  }
  if (has("spec", "altText", "toSVG")) return { as: "plot", plot: thing as Showable, text: null };
  if (typeof labels === "function" && has("get"))
    return { as: "frame", frame: labelTable(thing as KeyedLike) };
  if (Array.isArray(bounds) && has("counts")) {
    const plot = plotHistogram(thing as never, { title: title ?? String(thing) });
    return { as: "plot", plot, text: inWords(thing) };
  }
  if (has("blocks", "verdict")) return { as: "document", document: thing as ReportDocument };
  if (has("claim", "verdict")) return { as: "check", check: thing as Check };
  if (kind === "ratio" || kind === "quantity") return { as: "figure", figure: thing as Figure };
  if (String(thing).startsWith("[object ")) {
    throw new TypeError(
      `show got ${Object.prototype.toString.call(thing)}; it shows frames, series, rows, plots, histograms, figures, checks and reports`,
    );
  }
  return { as: "text", text: String(thing) };
}

interface KeyedLike {
  labels(): string[];
  get(label: string): { readonly count: number; mean(): number | null } | null;
}

function labelTable(keyed: KeyedLike): Frame<object> {
  return Frame.fromObjects<object>(
    keyed.labels().map((label) => {
      const histogram = keyed.get(label);
      return { label, count: histogram?.count ?? 0, mean: histogram?.mean() ?? null };
    }),
  );
}

/** What Node.js prints of an object on a line of its own. */
function inWords(thing: object): string {
  const print = (thing as Record<symbol, unknown>)[Symbol.for("nodejs.util.inspect.custom")];
  return typeof print === "function" ? String(print.call(thing, Number.POSITIVE_INFINITY)) : String(thing);
}

function rowsOf(list: readonly unknown[]): object[] {
  const wrong = list.findIndex((item) => typeof item !== "object" || item === null);
  if (wrong >= 0) {
    throw new TypeError(
      `show got a list whose item ${wrong} is no row, got ${typeof list[wrong]}; show lists of objects`,
    );
  }
  return list as object[];
}
