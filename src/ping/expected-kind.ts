/** Members that Firefox always writes as numbers, by the path of what holds them. */
const numbers: Readonly<Record<string, string>> = {
  "": "version",
  meta: "Timestamp creationTimestamp sampleId Size",
  "environment/profile": "creationDate firstUseDate resetDate",
  "environment/system": "memoryMB virtualMaxMB",
  "payload/info":
    "sessionLength subsessionLength profileSubsessionCounter subsessionCounter timezoneOffset flashVersionNumber",
};

/** Members that Firefox always writes as text. */
const strings: Readonly<Record<string, string>> = {
  "": "type creationDate",
  application: "architecture buildId channel name platformVersion vendor version xpcomAbi displayVersion",
  meta:
    "Date X-PingSender-Version docType appName appVersion appBuildId appUpdateChannel appVendor normalizedChannel os " +
    "geoCountry geoCity Host Hostname Type submissionDate reason",
  "environment/system/os": "name version locale",
  payload: "reason crashDate crashTime processType",
  "payload/info": "reason revision sessionStartDate subsessionStartDate",
};

const kinds = new Map<string, "f64" | "string">();
for (const [table, kind] of [
  [numbers, "f64"],
  [strings, "string"],
] as const) {
  for (const [holder, names] of Object.entries(table)) {
    for (const name of names.split(" ")) kinds.set(holder === "" ? name : `${holder}/${name}`, kind);
  }
}

/**
 * The kind of column that a well-known property fills, or null where the values decide. With it, one
 * ping with a text where everyone has a number can't turn a column of numbers into one of mixed values.
 *
 * @example
 * expectedKind(["payload", "info", "sessionLength"]); // "f64"
 * expectedKind(["payload", "somethingNew"]); // null
 */
export function expectedKind(path: readonly string[]): "f64" | "string" | null {
  return kinds.get(path.join("/")) ?? null;
}
