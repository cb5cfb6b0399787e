import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  formatFindings,
  type NotebookFile,
  publishable,
  type ReportDocument,
  SeenData,
} from "../report/index.js";
import { type CommandOption, type Invocation, numberOption, UsageError } from "./command.js";

/** The options of commands that make something to be published. */
export const publishOptions: Readonly<Record<string, CommandOption>> = {
  publish: {
    type: "boolean",
    help: "Refuse to write or print what has identifiers in it, or counts below --min-clients, and say where.",
  },
  "min-clients": {
    type: "string",
    value: "N",
    help: "The fewest clients that --publish shows. Default: 10; on made-up data any.",
  },
  "fold-rare": {
    type: "boolean",
    help: "Fold groups of fewer clients than --min-clients into one, where the notebook has marked them.",
  },
};

/** What is to be published, and on which terms. */
export interface Publishing {
  readonly minClients: number;
  /** Groups of fewer clients are folded, where the notebook has marked them; `null` if none are. */
  readonly foldRare: number | null;
}

/**
 * Reads {@link publishOptions}; `null` if nothing is to be published.
 * @throws {UsageError} If one of the others is given without `--publish`.
 */
export function parsePublishing(invocation: Invocation): Publishing | null {
  const { options } = invocation;
  const minClients = numberOption(invocation, "min-clients", { min: 1, integer: true });
  if (options["publish"]) {
    return { minClients: minClients ?? 10, foldRare: options["fold-rare"] ? (minClients ?? 10) : null };
  }
  if (minClients !== undefined) throw new UsageError("--min-clients needs --publish");
  if (options["fold-rare"]) throw new UsageError("--fold-rare needs --publish");
  return null;
}

/**
 * Stops a command that is about to publish what must not be.
 *
 * @param what - What it is called in the error.
 * @param contents - All that is to be published: a report or an executed notebook first; then the pages made
 *   of it, which are looked at for identifiers only, since their counts are those of the first.
 * @param seen - What was seen of the data.
 * @throws {Error} If anything is found; it says where.
 */
export function checkPublishable(
  what: string,
  contents: readonly (ReportDocument | NotebookFile | string)[],
  seen: SeenData,
  minClients: number,
): void {
  const { identifiers } = seen;
  const findings = contents.flatMap((content, i) =>
    publishable(content, { identifiers, minClients, isSynthetic: i > 0 || seen.isSynthetic }),
  );
  if (findings.length === 0) return;
  throw new Error(`the ${what} is not publishable; nothing was written\n${formatFindings(findings)}`);
}

/** A watch over what a kernel reads. */
export interface PublishingWatch {
  /** Environment variables that make a kernel note what it sees of the data, and fold what is rare. */
  readonly env: Readonly<Record<string, string>>;
  /** Does what {@link checkPublishable} does, with what the kernel has seen. */
  readonly check: (what: string, contents: readonly (NotebookFile | string)[]) => Promise<void>;
  /** Removes what was noted. */
  readonly end: () => Promise<void>;
}

/** Starts a watch over a kernel that is about to be started. */
export async function watchForPublishing(publishing: Publishing): Promise<PublishingWatch> {
  const { minClients, foldRare } = publishing;
  const folder = await mkdtemp(join(tmpdir(), "pingframe-seen-"));
  const file = join(folder, "seen");
  return {
    env: {
      PINGFRAME_SEEN: file,
      PINGFRAME_FOLD_RARE: foldRare === null ? "" : String(foldRare),
    },
    check: async (what, contents) => {
      // A notebook that reads no data leaves no file; whatever else is wrong with it must stop the command.
      const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return "";
        throw error;
      });
      checkPublishable(what, contents, SeenData.fromLines(text), minClients);
    },
    end: () => rm(folder, { recursive: true, force: true }),
  };
}
