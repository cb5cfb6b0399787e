import { isIdentifierPath } from "./is-identifier-path.js";

/** Sections that the documents' types describe, and in which there are no identifiers. */
const sectionsWithout = [
  "application",
  "environment/addons",
  "environment/build",
  "environment/partner",
  "environment/profile",
  "environment/services",
  "environment/settings/defaultPrivateSearchEngineData",
  "environment/settings/defaultSearchEngineData",
  "environment/settings/intl",
  "environment/settings/sandbox",
  "environment/settings/update",
  "environment/settings/userPrefs",
  "environment/system",
].map((section) => section.split("/"));

/**
 * Tells whether an object or a list at a path may hold identifiers further down, as `payload`,
 * `payload/info` and `meta` do.
 *
 * Identifiers are known by name wherever they stand, and pings of other types hold what they like: so
 * everything may hold some, except the sections of the environment and the application that are known
 * not to. Add-on ids are public and are not counted as identifiers. An identifier's own path holds
 * none: it is one, see {@link isIdentifierPath}.
 *
 * @param path - The members that lead there; none for the whole ping.
 *
 * @example
 * holdsIdentifiers(["payload", "info"]); // true
 * holdsIdentifiers(["environment", "system", "gfx"]); // false
 */
export function holdsIdentifiers(path: readonly string[]): boolean {
  if (isIdentifierPath(path)) return false;
  return !sectionsWithout.some((section) => section.every((member, i) => path[i] === member));
}
