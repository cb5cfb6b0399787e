import { Buffer } from "node:buffer";
import { sanitise, telemetryDimensions } from "../../catalog/index.js";
import { compressObject, encodePing } from "../../decode/index.js";
import { dataPrefix } from "../lay-out-pings.js";
import { composeRollupPing } from "./compose-rollup-ping.js";
import { rollupDefinitions } from "./probes.js";
import { drawRollupSessions, plantedRegression, type RollupSession, rollupDates } from "./rollup-sessions.js";
import { RollupTruthCounter } from "./rollup-truth.js";
import type { RollupLake, RollupLakeOptions } from "./write-rollup-lake.js";

/** How many records an object holds at most. */
const RECORDS_PER_OBJECT = 200;

/** Does what {@link writeRollupLake} is asked for. */
export async function writeRollups(options: RollupLakeOptions): Promise<RollupLake> {
  const { store, seed = 1, scale = 1, signal } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed must be a whole number from 0 on, got ${JSON.stringify(seed)}`);
  }
  if (!(scale > 0 && Number.isFinite(scale))) {
    throw new RangeError(`scale must be above 0, got ${JSON.stringify(scale)}`);
  }
  const objects = layOut(drawRollupSessions(seed, scale));
  const counter = new RollupTruthCounter();
  const done = { objects: 0, records: 0, storedBytes: 0 };
  for (const [key, sessions] of objects) {
    signal?.throwIfAborted();
    const records = sessions.map((session) => {
      const ping = composeRollupPing(session, seed);
      counter.add(session, ping);
      return encodePing(ping.document, { timestampNs: BigInt(session.receivedMs) * 1_000_000n });
    });
    const stored = await compressObject(Buffer.concat(records), "gzip", 1);
    await store.write(key, stored, { contentEncoding: "gzip" });
    done.objects += 1;
    done.records += records.length;
    done.storedBytes += stored.length;
    options.onProgress?.({ ...done, totalObjects: objects.length });
  }
  const truth = counter.finish(seed, scale);
  const text = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
  await store.write("telemetry-2/schema.json", text(schema()));
  await store.write("sources.json", text(sources(seed, scale)));
  await store.write("definitions/Histograms.json", Buffer.from(rollupDefinitions()));
  await store.write("rollup-truth.json", text(truth));
  return { truth, ...done };
}

/** Distributes sessions over objects, in the order of their keys. */
function layOut(sessions: readonly RollupSession[]): [key: string, sessions: RollupSession[]][] {
  const partitions = new Map<string, RollupSession[]>();
  for (const session of sessions) {
    const { submissionDate, docType, application, channel, version, buildId } = session;
    const values = [submissionDate, "telemetry", "4", docType, application, channel, version, buildId];
    const prefix = `${dataPrefix}${values.map(sanitise).join("/")}/`;
    const partition = partitions.get(prefix);
    if (partition === undefined) partitions.set(prefix, [session]);
    else partition.push(session);
  }
  const objects: [string, RollupSession[]][] = [];
  for (const [prefix, partition] of [...partitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (let start = 0; start < partition.length; start += RECORDS_PER_OBJECT) {
      const number = String(start / RECORDS_PER_OBJECT).padStart(5, "0");
      objects.push([`${prefix}part-${number}.heka.gz`, partition.slice(start, start + RECORDS_PER_OBJECT)]);
    }
  }
  return objects;
}

function sources(seed: number, scale: number): object {
  const { metric, channel, version, buildId } = plantedRegression;
  return {
    telemetry: {
      bucket: "data",
      prefix: "telemetry-2",
      metadata_prefix: "telemetry-2",
      description:
        `synthetic main pings and saved sessions of June 2015, for roll-ups (seed ${seed}, scale ${scale}); ` +
        `nobody sent them. ${metric} is slower in ${channel} ${version} ${buildId}`,
      synthetic: true,
      defaults: { from: rollupDates[0], to: rollupDates.at(-1) },
    },
  };
}

function schema(): object {
  const dimensions = telemetryDimensions.map((name) => ({
    field_name: name,
    allowed_values: name === "submissionDate" ? { min: "20140120" } : "*",
  }));
  return { version: 1, dimensions };
}
