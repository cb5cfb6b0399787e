import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { parquetReadObjects } from "hyparquet";
import { Frame } from "../../src/index.js";
import { root } from "../bin/run-cli.js";
import { countBy, type Document, documentsIn, percentileOf, smallLake } from "../notebooks/run-notebook.js";

/** Runs an example as its first lines say, and gives what it prints. */
function run(name: string, lake: string, folder: string): Promise<string> {
  const child = spawn(process.execPath, [join(root, "dist/examples", `${name}.js`), folder], {
    env: { ...process.env, PINGFRAME_SOURCES: lake },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("close", (code) =>
      code === 0 ? resolve(stdout) : reject(new Error(`${name} ended with ${code}: ${stderr}`)),
    );
  });
}

/** The rows of a printed frame: the words of its lines after the head. */
function printedRows(text: string): string[][] {
  const lines = text.slice(text.indexOf("frame of ")).split("\n").slice(3);
  return lines.flatMap((line) => {
    const [row, ...cells] = line.trim().split(/\s{2,}/);
    return /^\d+$/.test(row ?? "") ? [cells.map((cell) => cell.replaceAll(",", ""))] : [];
  });
}

type Check = (printed: string, documents: Document[], folder: string) => void | Promise<void>;
const ofType = (documents: Document[], docType: string): Document[] =>
  documents.filter(({ meta }) => meta.docType === docType);

const checks: Record<string, Check> = {
  "count-by-reason": (printed, documents) => {
    const pings = ofType(documents, "new-profile");
    const rows = printedRows(printed).map(([reason, count]) => [reason, Number(count)]);
    assert.deepEqual(
      Object.fromEntries(rows),
      countBy(pings, ({ payload }) => payload.reason),
    );
    assert.match(printed, new RegExp(`\n${pings.length} records in \\d+ objects\n$`));
  },
  dedupe: (printed, documents) => {
    const pings = ofType(documents, "new-profile").filter(
      ({ meta }) => meta.submissionDate >= "20170614" && meta.submissionDate < "20170620",
    );
    const ids = new Set(pings.map(({ id }) => id)).size;
    const clients = new Set(pings.map(({ clientId }) => clientId)).size;
    assert.ok(ids < pings.length && clients < ids);
    assert.ok(
      printed.startsWith(
        `${pings.length} pings received\n${ids} documents, ${pings.length - ids} further copies\n`,
      ),
    );
    assert.ok(printed.includes(`\n${clients} clients, ${ids - clients} further documents\n`));
    for (const { clientId } of pings) assert.ok(!printed.includes(clientId));
  },
  "one-histogram-over-a-week": (printed, documents) => {
    const pings = ofType(documents, "main").filter(
      ({ meta }) =>
        meta.appUpdateChannel === "beta" &&
        meta.submissionDate >= "20170613" &&
        meta.submissionDate < "20170620",
    );
    const valuesIn = ({ payload }: Document): number =>
      [payload, ...Object.values<Document>(payload.processes ?? {})]
        .flatMap((container) => Object.values<number>(container.histograms?.GC_MS?.values ?? {}))
        .reduce((sum, n) => sum + n, 0);
    const total = pings.reduce((sum, ping) => sum + valuesIn(ping), 0);
    assert.ok(printed.startsWith(`GC_MS of the week: ${total} values, `));
    const expected = Object.entries(countBy(pings, ({ meta }) => meta.submissionDate)).sort();
    assert.deepEqual(
      printedRows(printed).map(([day, count]) => [day, Number(count)]),
      expected,
    );
    const byDay = new Map<string, number>();
    for (const ping of pings)
      byDay.set(ping.meta.submissionDate, (byDay.get(ping.meta.submissionDate) ?? 0) + valuesIn(ping));
    for (const [day, , values] of printedRows(printed)) assert.equal(Number(values), byDay.get(day!));
  },
  "cdf-by-group": (printed, documents, folder) => {
    const mains = ofType(documents, "main").filter(
      ({ meta, payload }) =>
        meta.appUpdateChannel === "beta" &&
        payload.info.reason === "shutdown" &&
        typeof payload.info.sessionLength === "number",
    );
    const [, count] = /, ([\d,]+) sessions; median /.exec(printed) ?? [];
    assert.equal(count?.replaceAll(",", ""), String(mains.length));
    for (const system of ["Windows_NT", "Darwin"]) {
      assert.match(printed, new RegExp(`\\b${system} [\\d.]+`));
    }
    const svg = readFileSync(join(folder, "session-length.svg"), "utf8");
    assert.match(svg, /^<svg[\s\S]*<\/svg>\s*$/);
    assert.ok(svg.includes("Length of a session by operating system"));
  },
  "export-csv-arrow-parquet": async (printed, documents, folder) => {
    const pings = ofType(documents, "new-profile");
    const sizes = ["csv", "arrow", "parquet"].map(
      (ending) => statSync(join(folder, `new-profile.${ending}`)).size,
    );
    assert.equal(
      printed,
      `${pings.length} rows; bytes: CSV ${sizes[0]}, Arrow ${sizes[1]}, Parquet ${sizes[2]}\n`,
    );

    const csv = readFileSync(join(folder, "new-profile.csv"), "utf8");
    assert.equal(csv.trimEnd().split("\r\n").length, pings.length + 1);
    for (const { clientId } of pings) assert.ok(!csv.includes(clientId));

    const arrow = Frame.fromArrow<{ reason: string; created: number | null; received: bigint }>(
      readFileSync(join(folder, "new-profile.arrow")),
    ).toObjects();
    assert.deepEqual(
      countBy(arrow, ({ reason }) => reason),
      countBy(pings, ({ payload }) => payload.reason),
    );
    const received = (times: number[]): number[] => times.sort((a, b) => a - b);
    assert.deepEqual(
      received(arrow.map((row) => Number(row.received))),
      received(pings.map(({ meta }) => meta.Timestamp as number)),
    );
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, "new-profile.parquet"));
    const file = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    assert.deepEqual(await parquetReadObjects({ file }), arrow);
  },
  "hand-over-arquero": (printed, documents) => {
    const [head = ""] = printed.split("\n").slice(1);
    const names = head
      .trim()
      .split(/\s{2,}/)
      .slice(1);
    const found: Record<string, number> = {};
    for (const [system, ...counts] of printedRows(printed)) {
      for (const [i, count] of counts.entries())
        if (count !== "null") found[`${system},${names[i]}`] = Number(count);
    }
    const crashes = ofType(documents, "crash");
    const expected = countBy(crashes, ({ environment, payload }) => [
      environment?.system.os.name ?? "null",
      payload?.processType ?? "unknown",
    ]);
    assert.deepEqual(found, expected);
  },
  "hand-over-duckdb": (printed, documents) => {
    if (printed.startsWith("SKIPPED")) return;
    const mains = ofType(documents, "main");
    const rows = printedRows(printed);
    assert.equal(rows.length, 5);
    for (const [channel, reason, count, median] of rows) {
      const alike = mains.filter(
        ({ meta, payload }) => meta.appUpdateChannel === channel && payload.info.reason === reason,
      );
      assert.equal(Number(count), alike.length);
      const lengths = alike.flatMap(({ payload }) => payload.info.sessionLength ?? []);
      assert.equal(Number(median), percentileOf(lengths, 50));
    }
  },
};

describe("examples", async () => {
  const lake = await smallLake();
  const documents = await documentsIn(join(lake, "data"));
  const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
  after(() => rmSync(folder, { recursive: true }));

  it("are all checked", () => {
    const names = readdirSync(join(root, "examples")).map((name) => name.replace(/\.ts$/, ""));
    assert.deepEqual(names.sort(), Object.keys(checks).sort());
  });

  for (const [name, check] of Object.entries(checks)) {
    it(`${name} prints what is so`, async (test) => {
      const printed = await run(name, lake, folder);
      if (printed.startsWith("SKIPPED")) test.skip(printed.trim());
      await check(printed, documents, folder);
    });
  }
});
