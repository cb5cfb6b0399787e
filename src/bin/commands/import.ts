import { type ImportAccount, importPings } from "../../importing/index.js";
import { type Command, type Invocation, textOption, UsageError } from "../command.js";

/** `pingframe import`: captures of real pings become a lake. */
export const importCommand: Command = {
  name: "import",
  summary: "turn captured pings into a lake",
  positionals: "INPUT… --out DIR",
  description: [
    "Imports pings into the lake in DIR, ready for reports. An INPUT is a capture of requests as JSON lines",
    "(plain, gzip or zstd), pings as JSON lines, a Heka object, a .jsonlz4 file, a Firefox profile, or a folder",
    "of such; each may be s3://BUCKET/KEY. Every request that was received is imported, also one that was",
    "answered with an error. Where a ping has no receive time, the time in its file's name or of its creation",
    "stands for it and is flagged; it is left out where the same document was also received, in whatever order",
    "the two are imported.",
    "Importing the same again adds nothing.",
  ].join("\n"),
  options: {
    out: {
      type: "string",
      value: "DIR",
      help: "The lake: a new or empty folder, or one of an earlier import; or such a place s3://BUCKET/PREFIX.",
    },
    "acknowledged-only": { type: "boolean", help: "Leave out requests that were not answered with success." },
    json: { type: "boolean", help: "Print the account as JSON." },
    quiet: { type: "boolean", help: "Don't name what is skipped on standard error." },
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, positionals, print, tell, signal } = invocation;
  const out = textOption(invocation, "out");
  if (positionals.length === 0) throw new UsageError("no input given");
  if (out === undefined) throw new UsageError("no lake given; name its folder with --out DIR");
  const account = await importPings({
    inputs: positionals,
    out,
    acknowledgedOnly: options["acknowledged-only"] === true,
    signal,
    onEvent: (event) => {
      if (event.kind !== "skipped" || options["quiet"]) return;
      tell(
        `skipped ${event.input}${event.byteOffset === null ? "" : ` at byte ${event.byteOffset}`}: ${event.reason}\n`,
      );
    },
  });
  await print(options["json"] ? `${JSON.stringify(account, null, 2)}\n` : formatImport(account, out));
  return account.imported + account.alreadyThere + account.alsoReceived === 0 ? 1 : 0;
}

function formatImport(account: ImportAccount, out: string): string {
  const notes: [number, string][] = [
    [account.alreadyThere, "were there already"],
    [account.alsoReceived, "left out: copies of pings that were also received"],
    [account.assumedTimestamps, "have an assumed receive time"],
    [account.notAcknowledged, "were not answered with success"],
    [account.skippedCount, "lines or files could not be imported"],
  ];
  const docTypes = Object.entries(account.byDocType).map(([docType, count]) => `  ${docType}: ${count}\n`);
  return [
    `imported ${account.imported} pings from ${account.files} files into ${out}\n`,
    ...docTypes,
    ...notes.filter(([count]) => count > 0).map(([count, note]) => `${count} ${note}\n`),
    ...Object.entries(account.otherNamespaces).map(
      ([name, count]) => `${count} of namespace ${name} left out\n`,
    ),
  ].join("");
}
