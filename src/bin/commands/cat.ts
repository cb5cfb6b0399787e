import { createReadStream } from "node:fs";
import { type DecodedRecord, decodeObject } from "../../decode/index.js";
import { isS3Location, openLocation, splitLocation } from "../../store/index.js";
import { type Command, type Invocation, UsageError } from "../command.js";

/** `pingframe cat`: any supported file as JSON lines. */
export const catCommand: Command = {
  name: "cat",
  summary: "print what files of pings hold, as JSON lines",
  positionals: "FILE…",
  description: [
    "Prints every ping of the files as a line of JSON: Heka streams, JSON lines and Firefox's .jsonlz4, plain,",
    "gzip or zstd, recognised by content. Damaged records are skipped and named on standard error; the exit code",
    "is then 1. Receive times (meta.Timestamp) are printed exactly, with all their digits. FILE - is standard input,",
    "and s3://BUCKET/KEY an object in S3.",
    "Pings hold client ids; this command shows them.",
  ].join("\n"),
  options: {},
  run,
};

async function run({ positionals, print, tell, signal }: Invocation): Promise<number> {
  if (positionals.length === 0) throw new UsageError("no file given");
  let damaged = 0;
  for (const file of positionals) {
    const chunks = readFile(file, signal);
    const onDamage = (damage: { kind: string; byteOffset: number; message: string }): void => {
      damaged += 1;
      tell(`${file} at byte ${damage.byteOffset}: ${damage.message} (${damage.kind})\n`);
    };
    for await (const batch of decodeObject(chunks, { onDamage })) {
      signal.throwIfAborted();
      await print(batch.map(toLine).join(""));
    }
  }
  if (damaged > 0) tell(`${damaged} damaged ${damaged === 1 ? "place" : "places"} skipped\n`);
  return damaged > 0 ? 1 : 0;
}

function readFile(file: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  if (file === "-") return process.stdin;
  if (!isS3Location(file)) return createReadStream(file, { highWaterMark: 2 ** 20, signal });
  const object = splitLocation(file);
  if (object === null) throw new UsageError(`${JSON.stringify(file)} names a bucket and no object in it`);
  return openLocation(object.folder).read(object.name, { signal });
}

/** JSON.stringify can't write a bigint as a number, so the exact receive time is put in afterwards. */
function toLine({ ping, timestampNs }: DecodedRecord): string {
  const meta = ping["meta"] as Record<string, unknown> | undefined;
  if (timestampNs === null || meta?.["Timestamp"] !== Number(timestampNs)) return `${JSON.stringify(ping)}\n`;
  const marker = "\u0000exact receive time\u0000";
  const json = JSON.stringify({ ...ping, meta: { ...meta, Timestamp: marker } });
  return `${json.replace(JSON.stringify(marker), String(timestampNs))}\n`;
}
