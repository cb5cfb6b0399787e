import { telemetryDimensions } from "../catalog/index.js";
import { reportWindow } from "./report-window.js";

/** The text of a sample lake's `sources.json`. */
export function sourcesJson(seed: number, scale: number): string {
  const telemetry = {
    bucket: "data",
    prefix: "telemetry-2",
    metadata_prefix: "telemetry-2",
    description: `synthetic pings of Beta 55's first week (seed ${seed}, scale ${scale}); nobody sent them`,
    synthetic: true,
    defaults: reportWindow,
  };
  return `${JSON.stringify({ telemetry }, null, 2)}\n`;
}

const ALLOWED: Readonly<Record<string, unknown>> = {
  submissionDate: { min: "20140120" },
  sourceName: ["telemetry"],
  sourceVersion: ["4"],
  docType: ["core", "crash", "deletion_request", "event", "main", "new_profile", "update", "OTHER"],
  appName: ["Firefox", "Fennec"],
};

/** The text of a sample lake's `schema.json`. */
export function schemaJson(): string {
  const dimensions = telemetryDimensions.map((name) => ({
    field_name: name,
    allowed_values: ALLOWED[name] ?? "*",
  }));
  return `${JSON.stringify({ version: 1, dimensions }, null, 2)}\n`;
}
