/**
 * The dimensions of Firefox's telemetry source, in the order of its folders.
 *
 * @example
 * telemetryDimensions[0]; // "submissionDate"
 */
export const telemetryDimensions: readonly string[] = Object.freeze([
  "submissionDate",
  "sourceName",
  "sourceVersion",
  "docType",
  "appName",
  "appUpdateChannel",
  "appVersion",
  "appBuildId",
]);
