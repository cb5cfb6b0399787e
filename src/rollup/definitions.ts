import { createRequire } from "node:module";
import {
  booleanLayout,
  categoricalLayout,
  countLayout,
  enumeratedLayout,
  flagLayout,
  rangeLayout,
  scalarLayout,
  simpleLayout,
} from "./metric-layout.js";
import type { MetricLayout } from "./types.js";

/** Firefox's definition files, as text. Plain data, so that it can be sent to threads. */
export interface DefinitionTexts {
  /** `Histograms.json`. */
  readonly histograms: string;
  /** `Scalars.yaml`, for descriptions. */
  readonly scalars?: string;
}

/** What a definition says of a metric. */
export interface MetricDefinition {
  readonly layout: MetricLayout;
  /** As the definition's author wrote it; `""` where there is none. */
  readonly description: string;
}

/** Prefix of the metrics that histograms of the kind count become. */
export const COUNT_PREFIX = "[[COUNT]]_";
const SCALAR_PREFIX = "SCALARS_";
const SIMPLE_PREFIX = "SIMPLE_MEASURES_";
const STARTUP_PREFIX = "STARTUP_";

/** Names of C++ constants that stand where a number should. */
const CONSTANTS: Readonly<Record<string, number>> = {
  "JS::gcreason::NUM_TELEMETRY_REASONS": 101,
  "JS::GCReason::NUM_TELEMETRY_REASONS": 101,
  "mozilla::StartupTimeline::MAX_EVENT_ID": 12,
};

/**
 * What metrics are, by their definitions: kind, buckets, labels, description.
 *
 * A metric `STARTUP_X` that is not defined is what `X` is. Use counters are booleans without a definition.
 * Scalars and simple measurements have fixed layouts and need none.
 *
 * @example
 * const histograms = JSON.stringify({ GC_MS: { kind: "exponential", high: 10000, n_buckets: 50, description: "Pauses" } });
 * const definitions = Definitions.parse({ histograms });
 * definitions.find("GC_MS")?.layout.id; // "exponential:1:10000:50"
 * definitions.find("NOBODY_KNOWS"); // null
 */
export class Definitions {
  readonly #histograms: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly #scalars: ReadonlyMap<string, string>;
  readonly #found = new Map<string, MetricDefinition | null>();

  private constructor(
    histograms: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
    scalars: ReadonlyMap<string, string>,
  ) {
    this.#histograms = histograms;
    this.#scalars = scalars;
  }

  /**
   * Reads definition files.
   * @throws {SyntaxError} If the histograms are not JSON.
   * @throws {TypeError} If either is no object.
   * @throws {Error} If the scalars are not YAML, as the package `yaml` says it.
   */
  static parse(texts: DefinitionTexts): Definitions {
    const histograms: unknown = JSON.parse(texts.histograms);
    if (!isObject(histograms)) throw new TypeError("histogram definitions must be a JSON object");
    const entries = Object.entries(histograms).filter((entry): entry is [string, Record<string, unknown>] =>
      isObject(entry[1]),
    );
    return new Definitions(new Map(entries), parseScalars(texts.scalars));
  }

  /** Says what a metric is, by the name it has in aggregates; null if no definition is known. */
  find(metric: string): MetricDefinition | null {
    let found = this.#found.get(metric);
    if (found === undefined) {
      found = this.#find(metric);
      this.#found.set(metric, found);
    }
    return found;
  }

  #find(metric: string): MetricDefinition | null {
    if (metric.startsWith(SIMPLE_PREFIX)) return { layout: simpleLayout, description: "" };
    if (metric.startsWith(SCALAR_PREFIX)) {
      const description = this.#scalars.get(metric.slice(SCALAR_PREFIX.length)) ?? "";
      return { layout: scalarLayout, description };
    }
    const isCount = metric.startsWith(COUNT_PREFIX);
    const name = isCount ? metric.slice(COUNT_PREFIX.length) : metric;
    const definition = this.#definitionOf(name);
    if (definition === undefined) {
      return /^USE_COUNTER2?_/.test(name) && !isCount ? { layout: booleanLayout, description: "" } : null;
    }
    const layout = isCount
      ? countLayout
      : /^USE_COUNTER2?_/.test(name)
        ? booleanLayout
        : layoutOf(name, definition);
    const { description } = definition;
    return layout && { layout, description: typeof description === "string" ? description : "" };
  }

  #definitionOf(name: string): Readonly<Record<string, unknown>> | undefined {
    const whole = this.#histograms.get(name);
    if (whole !== undefined || !name.startsWith(STARTUP_PREFIX)) return whole;
    return this.#histograms.get(name.slice(STARTUP_PREFIX.length));
  }
}

function layoutOf(name: string, definition: Readonly<Record<string, unknown>>): MetricLayout | null {
  // Firefox's build overrides what the definition says.
  if (name === "EVENTLOOP_UI_LAG_EXP_MS") return rangeLayout("exponential", 50, 60_000, 20);
  const { kind, low, high, n_buckets, n_values, labels } = definition;
  switch (kind) {
    case "boolean":
      return booleanLayout;
    case "flag":
      return flagLayout;
    case "count":
      return rangeLayout("linear", 1, 2, 3);
    case "enumerated":
      return enumeratedLayout(toNumber(n_values));
    case "categorical":
      return Array.isArray(labels) ? categoricalLayout(labels.map(String)) : null;
    case "linear":
    case "exponential":
      return rangeLayout(kind, low === undefined ? 1 : toNumber(low), toNumber(high), toNumber(n_buckets));
    default:
      return null;
  }
}

/** A number, or text that is one, a sum of some, or the name of a constant. */
function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return Number.NaN;
  return value.split("+").reduce((sum, part) => {
    const term = part.trim();
    return sum + (CONSTANTS[term] ?? (term === "" ? Number.NaN : Number(term)));
  }, 0);
}

/** Descriptions of scalars by upper-case name. */
function parseScalars(text: string | undefined): ReadonlyMap<string, string> {
  const descriptions = new Map<string, string>();
  if (text === undefined) return descriptions;
  // Loaded on use: few need it, and it is large.
  const { parse } = createRequire(import.meta.url)("yaml") as typeof import("yaml");
  const groups: unknown = parse(text);
  if (!isObject(groups)) throw new TypeError("scalar definitions must be a YAML mapping");
  for (const [group, scalars] of Object.entries(groups)) {
    if (!isObject(scalars)) continue;
    for (const [name, scalar] of Object.entries(scalars)) {
      const description = isObject(scalar) ? scalar["description"] : undefined;
      if (typeof description !== "string") continue;
      descriptions.set(`${group}.${name}`.toUpperCase(), description.trim());
    }
  }
  return descriptions;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
