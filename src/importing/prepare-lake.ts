import { openSources, type Source, sanitise, telemetryDimensions } from "../catalog/index.js";
import { PlanError, StoreError } from "../errors.js";
import { locationBelow, openLocation, type Store } from "../store/index.js";

const ENTRY = { bucket: "data", prefix: "telemetry-2", metadata_prefix: "telemetry-2" };

/** A lake that pings can be imported into. */
export interface PreparedLake {
  /** The source as it will be read. */
  readonly source: Pick<Source, "store" | "prefix" | "dimensions">;
  /** Writes `sources.json` and the schema, if the lake is new. */
  finish(): Promise<void>;
}

/**
 * Looks at the folder of a lake, which may be in S3, before anything is written to it.
 *
 * @throws {PlanError} If it holds sources that an import did not make; they are never changed.
 */
export async function prepareLake(out: string): Promise<PreparedLake> {
  const metadata = openLocation(out);
  const source = {
    store: openLocation(locationBelow(out, ENTRY.bucket)),
    prefix: ENTRY.prefix,
    dimensions: telemetryDimensions,
  };
  if (await hasObject(metadata, "sources.json")) {
    const existing = await openExisting(out);
    const isOurs =
      existing.bucket === ENTRY.bucket &&
      existing.prefix === ENTRY.prefix &&
      !existing.synthetic &&
      existing.dimensions.join() === telemetryDimensions.join();
    if (!isOurs) {
      const what = existing.synthetic ? "a synthetic lake" : "a lake of another layout";
      throw new PlanError(`cannot import into folder ${out}: it holds ${what}; choose another folder`);
    }
    return { source, finish: async () => {} };
  }
  const write = (key: string, document: unknown): Promise<void> =>
    metadata.write(key, new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`));
  return {
    source,
    finish: async () => {
      const dimensions = telemetryDimensions.map((name) => ({ field_name: name, allowed_values: "*" }));
      await write(`${ENTRY.metadata_prefix}/schema.json`, { version: 1, dimensions });
      await write("sources.json", {
        telemetry: { ...ENTRY, description: "imported pings", synthetic: false },
      });
    },
  };
}

/**
 * Names the folder of a ping's partition, from the values in its `meta`; what is missing is `UNKNOWN`.
 *
 * @returns The folder, ending with `/`, or `null` when a value is too long to be a folder's name.
 */
export function toPartitionFolder(prefix: string, meta: Readonly<Record<string, unknown>>): string | null {
  const values = telemetryDimensions.map((name) => {
    const value = sanitise(meta[name] ?? "UNKNOWN");
    // A folder's name can't be "." or "..".
    return /^\.*$/.test(value) ? value.replaceAll(".", "_") || "UNKNOWN" : value;
  });
  return values.some((value) => value.length > 200) ? null : `${[prefix, ...values].join("/")}/`;
}

async function openExisting(out: string): Promise<Source> {
  try {
    return await openSources(out).open("telemetry");
  } catch (cause) {
    if (!(cause instanceof PlanError)) throw cause;
    throw new PlanError(
      `cannot import into folder ${out}, as it is no lake of an import; choose another: ${cause.message}`,
      {
        cause,
      },
    );
  }
}

async function hasObject(store: Store, key: string): Promise<boolean> {
  try {
    await store.head(key);
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.failure === "missing") return false;
    throw error;
  }
}
