import assert from "node:assert/strict";
import { createReadStream, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { decodeObject } from "../../src/decode/index.js";
import type { ReportJSON } from "../../src/report/index.js";
import { root, runCli } from "../bin/run-cli.js";

/** A document as it was decoded, and what is in it. */
// biome-ignore lint/suspicious/noExplicitAny: the tests read documents without the types that they test
export type Document = any;

/** A small lake, made once and kept between runs. */
export async function smallLake(): Promise<string> {
  const folder = join(root, ".cache", "lake-5-0.05");
  mkdirSync(join(root, ".cache"), { recursive: true });
  const { code, stderr } = await runCli(["sample", folder, "--seed", "5", "--scale", "0.05", "--quiet"]);
  assert.equal(code, 0, stderr);
  return folder;
}

/** Every document of a lake or of a profile's archive, without what this package reads them with. */
export async function documentsIn(folder: string): Promise<Document[]> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(heka|jsonlz4)(\.\w+)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const documents: Document[] = [];
  for (const name of names) {
    for await (const records of decodeObject(createReadStream(name))) {
      for (const { ping } of records) documents.push(ping);
    }
  }
  return documents;
}

/** What a notebook reports, and how its figures and tables are found. */
export class Reported {
  readonly json: ReportJSON;

  constructor(json: ReportJSON) {
    this.json = json;
  }

  /** The n and d of a ratio, or the value of a quantity. */
  figure(id: string): readonly [number, number] | number | null {
    const figure = this.json.figures.find((one) => one.id === id);
    assert.ok(
      figure !== undefined,
      `no figure ${id}; figures: ${this.json.figures.map((one) => one.id).join(", ")}`,
    );
    return figure.kind === "ratio" ? [figure.n, figure.d] : figure.value;
  }

  /** A table's rows, by the beginning of its title. */
  table(title: string): Record<string, unknown>[] {
    const table = this.json.tables.find((one) => one.title?.startsWith(title));
    assert.ok(
      table !== undefined,
      `no table ${title}; tables: ${this.json.tables.map((one) => one.title).join(", ")}`,
    );
    return table.rows.map((row) => Object.fromEntries(table.columns.map(({ name }, i) => [name, row[i]])));
  }
}

/** Runs a notebook through the command line. */
export async function reportOf(name: string, ...args: string[]): Promise<Reported> {
  const { code, stdout, stderr } = await runCli(["report", name, "--quiet", "--json", ...args]);
  assert.equal(code, 0, stderr);
  return new Reported(JSON.parse(stdout) as ReportJSON);
}

/** How many of some things each text stands for. */
export function countBy(
  items: readonly Document[],
  textOf: (item: Document) => unknown,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) {
    const text = String(textOf(item) ?? null);
    counts[text] = (counts[text] ?? 0) + 1;
  }
  return counts;
}

/** A percentile by linear interpolation, as numpy's. */
export function percentileOf(numbers: readonly number[], p: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = ((sorted.length - 1) * p) / 100;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
