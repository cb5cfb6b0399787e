/** What the scans of the bench look for: a dozen properties, some of them behind all that is large. */
export const wantedPaths = [
  "id",
  "clientId",
  "creationDate",
  "application/version",
  "environment/profile/creationDate",
  "environment/system/os/name",
  "payload/info/reason",
  "payload/info/sessionLength",
  "payload/info/subsessionStartDate",
  "meta/submissionDate",
  "meta/normalizedChannel",
  "meta/sampleId",
] as const;

/** Takes the wanted values from a document, as a script would; null where there is none. */
export function takeWanted(document: unknown): unknown[] {
  return members.map((path) => {
    let value = document;
    for (const name of path) value = (value as { [name: string]: unknown } | null | undefined)?.[name];
    return value ?? null;
  });
}
const members = wantedPaths.map((path) => path.split("/"));
