/** What the URL of a submission says of the ping. */
export interface Submission {
  readonly namespace: string;
  readonly documentId: string | undefined;
  readonly docType: string | undefined;
  readonly appName: string | undefined;
  readonly appVersion: string | undefined;
  readonly appUpdateChannel: string | undefined;
  readonly appBuildId: string | undefined;
  /** The version of the ping's format, from `?v=`. */
  readonly version: number | undefined;
}

/**
 * Reads a submission's URL: `/submit/telemetry/ID/TYPE/APP/VERSION/CHANNEL/BUILD?v=4`, where what follows the id may be
 * cut off. For other namespaces, whose pieces mean other things, only the namespace is told.
 *
 * @returns What it says, or `null` when it is no submission.
 */
export function parseSubmissionUrl(url: string): Submission | null {
  let path: string;
  let query: URLSearchParams;
  try {
    const parsed = new URL(url, "http://host");
    path = parsed.pathname;
    query = parsed.searchParams;
  } catch {
    return null;
  }
  const [submit, namespace, ...pieces] = path.split("/").slice(1).map(decode);
  if (submit !== "submit" || namespace === undefined) return null;
  const isTelemetry = namespace === "telemetry";
  const [documentId, docType, appName, appVersion, appUpdateChannel, appBuildId] = isTelemetry ? pieces : [];
  const version = query.get("v") ?? "";
  return {
    namespace,
    documentId,
    docType,
    appName,
    appVersion,
    appUpdateChannel,
    appBuildId,
    version: isTelemetry && /^\d{1,4}$/.test(version) ? Number(version) : undefined,
  };
}

function decode(piece: string): string | undefined {
  try {
    return decodeURIComponent(piece) || undefined;
  } catch {
    return piece;
  }
}
