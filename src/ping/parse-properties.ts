import { PlanError } from "../errors.js";
import { histogramPath } from "./histogram-path.js";
import { isIdentifierPath } from "./is-identifier-path.js";
import type { PropertySpec } from "./property-spec.js";
import { recordPath } from "./record-path.js";

/** One property as callers write it: a `/`-separated path, a list of members, or an accessor. */
// biome-ignore lint/suspicious/noExplicitAny: an accessor of any ping type; the typed form is AliasSource
export type PropertySource = string | readonly string[] | ((ping: any) => unknown);

/** Properties as callers write them: one path, a list of them, or an object from name to path. */
export type PropertiesSource =
  | string
  | readonly PropertySource[]
  | { readonly [name: string]: PropertySource };

/** Options of {@link parseProperties}. */
export interface ParsePropertiesOptions {
  /**
   * After each merged histogram `NAME`, add `NAME_parent` (the parent process) and `NAME_children`
   * (all other processes, merged). A keyed histogram without label gives a keyed histogram for each;
   * python_moztelemetry put the suffixes on the labels instead.
   *
   * @defaultValue false
   */
  readonly withProcesses?: boolean | undefined;
}

/**
 * Reads what a caller wants to know of each ping into plain specifications, one a column.
 *
 * In a list, a column is named by its path, members joined with `/`. Members that hold a `/`
 * themselves, as labels of keyed histograms do, need the list form of a path.
 *
 * @throws {PlanError} If there is no property, a path is empty or has an empty member, a name occurs
 *   twice, or a path to histograms names no probe or goes on after it.
 * @throws {TypeError} If a path is none of the three forms, or an accessor does more than name a property.
 *
 * @example
 * parseProperties(["clientId"]); // [{ name: "clientId", path: ["clientId"], kind: "id" }]
 * parseProperties({ why: (ping) => ping.payload.reason })[0].path; // ["payload", "reason"]
 * parseProperties(["payload/histograms/GC_MS"], { withProcesses: true }).length; // 3
 */
export function parseProperties(
  properties: PropertiesSource,
  { withProcesses = false }: ParsePropertiesOptions = {},
): PropertySpec[] {
  const specs = namedPaths(properties).flatMap(([name, path]) => {
    const spec = toSpec(name, path);
    return withProcesses && spec.process === "all" ? [spec, ...byProcess(spec)] : [spec];
  });
  if (specs.length === 0) throw new PlanError("no property was asked for; name at least one path");
  const names = new Set<string>();
  for (const { name } of specs) {
    if (names.has(name)) {
      throw new PlanError(
        `two properties are named ${JSON.stringify(name)}; name each once, or give aliases`,
      );
    }
    names.add(name);
  }
  return specs;
}

function namedPaths(properties: PropertiesSource): [name: string, path: readonly string[]][] {
  if (typeof properties === "string") return namedPaths([properties]);
  if (typeof properties !== "object" || properties === null) {
    throw new TypeError(`properties must be a list or an object of paths, got ${describe(properties)}`);
  }
  if (Array.isArray(properties)) {
    return properties.map((source: PropertySource) => {
      const path = toPath(source, null);
      return [path.join("/"), path];
    });
  }
  return Object.entries(properties).map(([name, source]) => [name, toPath(source, name)]);
}

function toPath(source: PropertySource, name: string | null): readonly string[] {
  const where = name === null ? "" : ` of ${JSON.stringify(name)}`;
  if (typeof source === "function") return recordPath(source);
  const path = typeof source === "string" ? source.split("/") : source;
  if (!Array.isArray(path) || path.some((member) => typeof member !== "string")) {
    throw new TypeError(
      `the path${where} must be a text, a list of texts or an accessor, got ${describe(source)}`,
    );
  }
  if (path.length === 0 || path.includes("")) {
    throw new PlanError(
      `the path${where} has an empty member, got ${JSON.stringify(source)}; write it as payload/info/reason`,
    );
  }
  return [...path];
}

function toSpec(name: string, path: readonly string[]): PropertySpec {
  const at = histogramPath(path);
  if (at === null) return { name, path, kind: isIdentifierPath(path) ? "id" : "value" };
  const got = JSON.stringify(path.join("/"));
  const section = [...at.container, at.section].join("/");
  if (at.probe === undefined) {
    throw new PlanError(`histograms need a probe's name, got ${got}; ask for ${section}/NAME`);
  }
  if (at.excess > 0 && at.section === "histograms") {
    throw new PlanError(
      `a histogram has no properties to select, got ${got}; ask for ${section}/${at.probe} and use its methods`,
    );
  }
  if (at.excess > 0) {
    const list = JSON.stringify([
      ...at.container,
      at.section,
      at.probe,
      path.slice(at.container.length + 2).join("/"),
    ]);
    throw new PlanError(
      `a keyed histogram has a name and a label, got ${got}; if the label holds a slash, write ${list}`,
    );
  }
  const kind = at.section === "keyedHistograms" && at.label === undefined ? "keyed-histogram" : "histogram";
  return at.isOneProcess ? { name, path, kind } : { name, path, kind, process: "all" };
}

function byProcess(spec: PropertySpec): PropertySpec[] {
  return [
    { ...spec, name: `${spec.name}_parent`, process: "parent" },
    { ...spec, name: `${spec.name}_children`, process: "children" },
  ];
}

function describe(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value).slice(0, 100) : String(value);
}
