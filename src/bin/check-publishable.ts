import {
  formatFindings,
  type NotebookFile,
  publishable,
  type ReportDocument,
  type SeenData,
} from "../report/index.js";

/**
 * Stops a command that is about to publish what must not be.
 *
 * @param contents - All that is to be published: a report or an executed notebook first; then the pages made
 *   of it, which are looked at for identifiers only, since their counts are those of the first.
 * @param seen - What was seen of the data. A kernel writes it down where `PINGFRAME_SEEN` names a file, for
 *   `SeenData.fromLines`.
 * @throws {Error} If anything is found; it says where.
 */
export function checkPublishable(
  contents: readonly (ReportDocument | NotebookFile | string)[],
  seen: SeenData,
  minClients = 10,
): void {
  const { identifiers } = seen;
  const findings = contents.flatMap((content, i) =>
    publishable(content, { identifiers, minClients, isSynthetic: i > 0 || seen.isSynthetic }),
  );
  if (findings.length === 0) return;
  throw new Error(`the report is not publishable; nothing was written\n${formatFindings(findings)}`);
}
