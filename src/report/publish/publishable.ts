import type { ReportDocument } from "../types.js";
import { countsOfPage, countsOfPrint } from "./counts-of-table.js";
import { countsOfText, type ShownCount } from "./counts-of-text.js";
import { findIdentifiers } from "./find-identifiers.js";
import { findInDocument } from "./find-in-document.js";
import { findInNotebook, type NotebookFile } from "./find-in-notebook.js";
import type { Finding } from "./finding.js";
import type { Identifiers } from "./identifier-set.js";

/** What {@link publishable} checks against. */
export interface PublishOptions {
  /** Identifiers that were seen in the data, besides everything that has the shape of one. */
  readonly identifiers?: Identifiers;
  /** Counts of fewer than this, and more than none, are not to be shown. @defaultValue 10 */
  readonly minClients?: number;
  /** Whether the data is made up; then counts may be small, but identifiers still must not be there. @defaultValue false */
  readonly isSynthetic?: boolean;
}

/** What is to be looked for in one place. */
export interface Inspection {
  /** Gives a name for use in findings: itself, or other words if it holds an identifier. */
  readonly name: (name: string, otherwise: string) => string;
  /** Looks for identifiers in a text. */
  readonly text: (where: string, text: string) => void;
  /** Looks at counts. */
  readonly counts: (where: string, counts: readonly ShownCount[]) => void;
  /** Notes what can't be looked into. */
  readonly opaque: (where: string, what: string) => void;
}

/**
 * Looks for what keeps a report, an executed notebook or a page from being published: identifiers, and
 * counts so small that they may single someone out.
 *
 * Everything is looked at: sources, prose, tables, charts with the data within them, pictures, printed
 * text and errors. What can't be looked into is a finding too. Identifiers are words that were seen as
 * such in the data, and UUIDs, but for those in braces, which name add-ons. A count is taken for the number
 * of clients, of which there may be fewer: whether ten pings came from ten clients is not seen here;
 * fold rare groups before, with {@link foldRare}.
 *
 * @param content - A report, a notebook (the parsed `.ipynb`), or a text or page.
 * @returns What was found, in order; nothing if it may be published.
 * @throws {RangeError} If `minClients` is not a whole number of at least 1.
 *
 * @example
 * publishable("client 2f5e6b1c-0000-4000-8000-000000000001").map(({ rule }) => rule); // ['identifier']
 * publishable("<p>Only 3 clients crashed.</p>").map(({ what }) => what); // ['number of clients below 10']
 * publishable("Only 3 clients crashed.", { isSynthetic: true }); // []
 */
export function publishable(
  content: ReportDocument | NotebookFile | string,
  options: PublishOptions = {},
): Finding[] {
  const { identifiers, minClients = 10, isSynthetic = false } = options;
  if (!Number.isSafeInteger(minClients) || minClients < 1) {
    throw new RangeError(`minClients must be a whole number of at least 1, got ${minClients}`);
  }
  const findings: Finding[] = [];
  const nameOr = (name: string, otherwise: string): string =>
    findIdentifiers(name, identifiers).length > 0 ? otherwise : name;
  const inspection: Inspection = {
    name: nameOr,
    text: (where, text) => {
      for (const what of findIdentifiers(text, identifiers))
        findings.push({ rule: "identifier", where, what });
    },
    counts: (where, counts) => {
      if (isSynthetic) return;
      for (const { count, what } of counts) {
        if (count > 0 && count < minClients) {
          findings.push({
            rule: "small group",
            where,
            what: `${nameOr(what, "a count")} below ${minClients}`,
          });
        }
      }
    },
    opaque: (where, what) => void findings.push({ rule: "opaque", where, what }),
  };
  if (typeof content === "string") {
    inspection.text("text", content);
    inspection.counts("text", [
      ...countsOfPage(content),
      ...countsOfPrint(content),
      ...countsOfText(content),
    ]);
  } else if ("cells" in content) findInNotebook(content, inspection);
  else findInDocument(content, inspection);
  return findings;
}
