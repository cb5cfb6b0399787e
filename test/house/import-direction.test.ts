import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

// Which rooms each room may import, besides errors. The order is that of the flow.
const mayImport: Record<string, string[]> = {
  text: [],
  stats: [],
  kernel: [],
  store: [],
  histogram: ["stats"],
  decode: ["kernel"],
  ping: ["decode", "histogram"],
  frame: ["stats", "histogram", "text"],
  catalog: ["store", "text"],
  scan: ["store", "catalog", "decode", "kernel", "ping", "histogram", "frame"],
  engine: ["scan", "frame", "decode", "kernel", "store"],
  dataset: ["catalog", "scan", "engine", "decode", "ping", "frame", "store"],
  validation: ["frame", "stats", "histogram"],
  plot: ["frame", "histogram", "stats"],
  report: ["plot", "validation", "frame"],
  notebook: ["report"],
  synthetic: ["decode", "store", "catalog", "ping", "histogram"],
  importing: ["decode", "store", "catalog", "ping"],
  rollup: ["dataset", "scan", "decode", "store", "kernel", "histogram", "ping", "frame", "text"],
  database: ["histogram", "frame", "rollup", "text"],
  merging: ["rollup", "database", "scan", "store"],
  api: ["database", "histogram", "text"],
};
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const source = join(root, "src");

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm,
  );
  return [...found].map(([, from, dynamic]) => from ?? dynamic ?? "").filter((path) => path.startsWith("."));
}

describe("src/", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".ts"));
  const roomOf = (path: string): string => relative(source, path).split("/")[0] ?? "";

  it("imports only in the direction of the flow, and other rooms only by their sign", () => {
    const wrong: string[] = [];
    for (const name of files) {
      const file = join(source, name);
      const room = roomOf(file);
      if (room === "bin" || room.endsWith(".ts")) continue;
      for (const path of importsOf(file)) {
        const target = resolve(dirname(file), path.replace(/\.js$/, ".ts"));
        const other = roomOf(target);
        if (other === room || other === "errors.ts") continue;
        if (!mayImport[room]?.includes(other)) wrong.push(`${name} imports ${other}`);
        if (relative(source, target) !== `${other}/index.ts`) wrong.push(`${name} reaches into ${path}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it("has a sign in every room, with a module comment and no export of everything", () => {
    for (const room of Object.keys(mayImport)) {
      const sign = readFileSync(join(source, room, "index.ts"), "utf8");
      assert.match(sign, /^\/\*\*[\s\S]*@module/, `${room}/index.ts has no module comment`);
      assert.doesNotMatch(sign, /export \*/, `${room}/index.ts exports everything`);
    }
  });
});
