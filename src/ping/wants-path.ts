import { histogramPath } from "./histogram-path.js";
import type { PropertySpec } from "./property-spec.js";

/**
 * Makes a test that tells whether any of the properties looks at, above or below a path.
 *
 * @example
 * const wants = wantsPath(parseProperties(["payload/info/reason"]));
 * wants(["payload", "info"]); // true
 * wants(["payload", "histograms"]); // false
 */
export function wantsPath(specs: readonly PropertySpec[]): (path: readonly string[]) => boolean {
  const roots = specs.flatMap(sectionsRead);
  return (path) => roots.some((root) => agree(root, path));
}

/**
 * The paths under which everything lies that {@link readProperty} looks at for a property.
 */
function sectionsRead(spec: PropertySpec): (readonly string[])[] {
  const histogram =
    spec.kind === "histogram" || spec.kind === "keyed-histogram" ? histogramPath(spec.path) : null;
  if (histogram === null || histogram.isOneProcess) return [spec.path];
  const { container, section } = histogram;
  return [section, "processes", "childPayloads"].map((name) => [...container, name]);
}

/** Whether one path leads to, or through, the other. */
function agree(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}
