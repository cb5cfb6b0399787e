import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { Dataset } from "../../src/index.js";
import { type CliResult, runCli } from "../bin/run-cli.js";
import { sampleLake } from "../bin/sample-lake.js";
import { pingOf } from "../support/small-lake.js";
import { folder as environmentFolder, jupyter } from "./test-environment.js";

const folder = mkdtempSync(join(tmpdir(), "pingframe-publish-notebook-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a notebook of these cells, to be published; the last argument names what it is written to. */
async function publish(
  name: string,
  cells: string,
  sources: string,
  args: readonly string[] = [],
): Promise<CliResult & { readonly out: string }> {
  const file = join(folder, `${name}.ts`);
  const out = join(folder, args.includes("--html") ? `${name}.html` : `${name}.ipynb`);
  writeFileSync(file, cells);
  const more = args.filter((arg) => arg !== "--html");
  const result = await runCli(
    ["notebook", "run", file, "--publish", "--quiet", "--sources", sources, "--out", out, ...more],
    { env: { PINGFRAME_JUPYTER: environmentFolder } },
  );
  return { ...result, out };
}

const reading = `// %%
import { Dataset, getPingsProperties, notebook, plotBars, show } from "pingframe";

const pings = Dataset.fromSource("telemetry").where({ docType: "new-profile" }).records({ limitFiles: 3 });
const frame = await getPingsProperties(pings, ["clientId", "payload/reason"]);
const id = frame.column("clientId").at(0) as string;
// Part of an identifier has not the form of one: it is known from the data only.
const part = id.slice(0, 13);
`;

const clean = `${reading}
// %% [markdown]
// Most pings are sent at shutdown.

// %%
show(frame);
show(plotBars(frame.countBy("payload/reason"), { of: "pings" }));
console.error("read", frame.length > 0);
frame.countBy("payload/reason");
`;

describe("pingframe notebook run --publish", () => {
  it("writes the page of a clean notebook", async (test) => {
    if ((await jupyter(test)) === null) return;
    const sources = await sampleLake(5, 0.02);
    const { code, stderr, out } = await publish("clean", clean, sources, ["--html"]);
    assert.equal(code, 0, stderr);
    assert.match(readFileSync(out, "utf8"), /‹id 1›/);
  });

  it("finds an identifier of the data in prose, code, a chart's data, standard error, printed text and a table", async (test) => {
    if ((await jupyter(test)) === null) return;
    const sources = await sampleLake(5, 0.02);
    const pings = Dataset.fromSource("telemetry", { sources, onEvent: null }).where({
      docType: "new-profile",
    });
    const [{ clientId } = { clientId: "" }] = await pings.records().take(1);
    const part = String(clientId).slice(0, 13);
    const cells = `${reading}
// %% [markdown]
// Look at client ${part} first.

// %%
const of = frame.where({ clientId: "${part}" }).length;

// %%
show(plotBars({ [part]: 3 }, { title: "Parts" }));

// %%
console.error(part.slice(0, 9));

// %%
console.log({ part: part });

// %%
show([{ part: part, n: 1 }]);

// %%
show(frame.head(2), { reveal: true });

// %%
show(frame.head(2));

// %%
const nb = notebook({ title: "Report" });
nb.text("Client " + part + " sent many.");

// %%
// The document ids are in no column.
const [whole] = await pings.take(1);
console.log(String(whole!.id).slice(0, 8));
`;
    const { code, stderr, out } = await publish("planted", cells, sources);
    assert.equal(code, 1);
    assert.match(stderr, /: the notebook is not publishable; nothing was written\n/);
    assert.equal(existsSync(out), false);
    assert.equal(stderr.includes(part), false, "the message repeats it");
    const places = [...stderr.matchAll(/^ {2}(cell \d+, [^:]*): .* \(identifier\)$/gm)].map(
      ([, place]) => place,
    );
    for (const place of [
      "cell 2, source",
      "cell 3, source",
      "cell 4, output 1 (application/vnd.vegalite.v5+json), layer[0].data.values[0].name",
      "cell 4, output 1 (image/svg+xml)",
      "cell 4, output 1 (text/plain)",
      "cell 5, stderr",
      "cell 6, stdout",
      "cell 7, output 1 (text/html)",
      "cell 7, output 1 (text/plain)",
      "cell 8, output 1 (text/html)",
      "cell 10, output 1 (text/html)",
      "cell 11, stdout",
    ]) {
      assert.ok(places.includes(place), `${place} not among\n${places.join("\n")}`);
    }
    assert.equal(
      places.some((place) => place?.startsWith("cell 9,")),
      false,
    );
  });

  it("refuses groups of few clients of real data, and folds them where the notebook says so", async (test) => {
    if ((await jupyter(test)) === null) return;
    const input = join(folder, "pings.ndjson");
    const lines = Array.from({ length: 16 }, (_, i) => {
      const ping = pingOf(i + 1, "new-profile");
      const reason = i < 12 ? "shutdown" : i < 14 ? "startup" : "other-reason";
      return JSON.stringify({
        ...ping,
        payload: { reason },
        creationDate: "2026-11-21T12:00:00.000Z",
        version: 4,
      });
    });
    writeFileSync(input, `${lines.join("\n")}\n`);
    const lake = join(folder, "lake");
    assert.equal((await runCli(["import", input, "--out", lake])).code, 0);
    const cells = `// %%
import { Dataset, getPingsProperties, notebook, plotBars } from "pingframe";

const nb = notebook({ title: "Reasons" });
const pings = Dataset.fromSource("telemetry").records();
const frame = await getPingsProperties(pings, ["clientId", "payload/reason"]);

// %%
const folded = nb.foldRare(frame, "payload/reason", "clientId");
nb.show(plotBars(folded.countBy("payload/reason"), { of: "clients" }));
nb.show(folded.countBy("payload/reason"));
`;
    const refused = await publish("groups", cells, lake);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /cell 2, output 1: .* below 10 \(small group\)/);
    assert.match(refused.stderr, /cell 2, output 2: column "count" below 10 \(small group\)/);
    assert.equal(existsSync(refused.out), false);
    // What is rare is too little on its own, so the next larger group goes with it.
    const published = await publish("groups", cells, lake, ["--fold-rare"]);
    assert.equal(published.code, 0, published.stderr);
    const text = readFileSync(published.out, "utf8");
    assert.match(text, /\bother\b/);
    assert.doesNotMatch(text, /startup|other-reason/);
  });

  it("takes --min-clients and --fold-rare only with --publish", async () => {
    for (const option of [["--min-clients", "5"], ["--fold-rare"]]) {
      const { code, stderr } = await runCli(["notebook", "run", "none.ts", ...option]);
      assert.deepEqual([code, stderr.includes(`${option[0]} needs --publish`)], [2, true]);
    }
  });
});
