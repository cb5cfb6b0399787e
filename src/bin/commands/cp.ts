import { openSources } from "../../catalog/index.js";
import { PlanError } from "../../index.js";
import {
  type CopyAccount,
  type CopyProgress,
  copyObjects,
  isS3Location,
  locationBelow,
  openLocation,
  toAbsoluteLocation,
} from "../../store/index.js";
import { type Command, type Invocation, numberOption, UsageError } from "../command.js";

/** `pingframe cp`: a lake goes to or from S3. */
export const cpCommand: Command = {
  name: "cp",
  summary: "copy a lake between folders and S3",
  positionals: "SRC DST",
  description: [
    "Copies all objects below SRC to DST, each a folder or s3://BUCKET/PREFIX. Objects that are there with the same",
    "content are left alone, so that a copy that was stopped goes on where it was when it is run again; others are",
    "replaced, and what DST holds besides stays. sources.json comes last: a lake that is copied in part shows no",
    "sources. For example:",
    "",
    "  pingframe cp sample-lake s3://my-bucket/lake",
    "  pingframe report new-profile --sources s3://my-bucket/lake",
    "",
    "Credentials and region are found as the AWS tools find theirs, such as by AWS_PROFILE. Options may follow a ?:",
    "region, endpoint, pathStyle, profile, requesterPays, anonymous, attempts, timeoutMs. For example:",
    "",
    "  pingframe cp 's3://public-data/lake?anonymous=true&region=us-west-2' lake",
  ].join("\n"),
  options: {
    concurrency: { type: "string", value: "N", help: "How many objects are copied at once. Default: 8." },
    json: { type: "boolean", help: "Print what was done as JSON." },
    quiet: { type: "boolean", help: "No progress on standard error." },
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, positionals, print, tell, signal } = invocation;
  const [source, target, ...more] = positionals;
  if (source === undefined || target === undefined || more.length > 0) {
    throw new UsageError(`cp needs SRC and DST, got ${JSON.stringify(positionals)}`);
  }
  const concurrency = numberOption(invocation, "concurrency", { min: 1, integer: true }) ?? 8;
  const [from, to] = [openPlace(source), openPlace(target)];
  const account = await copyObjects(from, to, { signal, concurrency, onProgress: tellProgress(invocation) });
  if (account.copied + account.skipped === 0)
    throw new Error(`${from.name} holds no objects; nothing was copied`);
  for (const warning of await dataElsewhere(source)) tell(`pingframe cp: ${warning}\n`);
  await print(
    options["json"] ? `${JSON.stringify(account, null, 2)}\n` : format(account, from.name, to.name),
  );
  return 0;
}

function openPlace(location: string): ReturnType<typeof openLocation> {
  try {
    // A copy that is cut off is made again, so nothing need be durable before the end.
    return openLocation(location, { durable: false });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function tellProgress({ options, interactive, tell }: Invocation): (progress: CopyProgress) => void {
  let toldAt = 0;
  return ({ objectsDone, objects, bytesDone, bytes }) => {
    const isLast = objectsDone === objects;
    if (options["quiet"] || !interactive || (Date.now() - toldAt < 100 && !isLast)) return;
    toldAt = Date.now();
    tell(
      `\r  ${objectsDone} of ${objects} objects, ${mib(bytesDone)} of ${mib(bytes)} MiB${isLast ? "\n" : ""}`,
    );
  };
}

function format(account: CopyAccount, from: string, to: string): string {
  const { copied, copiedBytes, skipped } = account;
  const were = skipped === 1 ? "1 was" : `${skipped} were`;
  return (
    `copied ${copied} ${copied === 1 ? "object" : "objects"} (${mib(copiedBytes)} MiB) from ${from} to ${to}` +
    `${skipped === 0 ? "" : `; ${were} there already`}\n`
  );
}

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

/** Names the sources whose data lies outside of what was copied, so that the copy does not hold it. */
async function dataElsewhere(location: string): Promise<string[]> {
  const root = toAbsoluteLocation(location);
  const plain = (text: string): string => `${text.replace(/\?.*/, "").replace(/\/+$/, "")}/`;
  try {
    const sources = await openSources(location).list();
    return sources
      .map(({ name, bucket }) => ({ name, place: locationBelow(root, bucket) }))
      .filter(
        ({ place }) => isS3Location(place) !== isS3Location(root) || !plain(place).startsWith(plain(root)),
      )
      .map(
        ({ name, place }) => `the data of source ${JSON.stringify(name)} lies in ${place} and was not copied`,
      );
  } catch (error) {
    if (error instanceof PlanError) return [];
    throw error;
  }
}
