// Deduplicates, counts and collects sequences of synthetic pings: the frame, plain JavaScript and
// arquero in one run, each step as a multiple of the frame's time.
//   node --expose-gc dist/bench/frame.js [ROWS]
import { randomUUID } from "node:crypto";
import * as aq from "arquero";
import { Frame } from "../src/frame/index.js";

const rows = Number(process.argv[2] ?? 500_000);
const reasons = ["startup", "shutdown", "daily", "environment-change", "aborted-session", "test-ping"];

let state = 1;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const clients = Array.from({ length: Math.max(1, rows / 20) }, () => randomUUID());
const id: string[] = [];
const client: string[] = [];
const reason: string[] = [];
const at = new Float64Array(rows);
for (let i = 0; i < rows; i++) {
  id.push(i > 0 && random() < 0.05 ? pick(id) : randomUUID());
  client.push(pick(clients));
  reason.push(pick(reasons));
  at[i] = 1.5e18 + Math.floor(random() * 1e9);
}

interface Contestant {
  readonly name: string;
  /** Runs each step, handing its time to `timed`, and gives numbers that all must agree on. */
  readonly run: (timed: <T>(step: string, work: () => T) => T) => number[];
}

const frame = Frame.fromColumns({ id, client, reason, at }, { kinds: { id: "id", client: "id" } });

const contestants: Contestant[] = [
  {
    name: "Frame",
    run: (timed) => {
      const unique = timed("dedupe", () => frame.dedupe("id", { orderBy: "at" }));
      const counts = timed("countBy", () => unique.countBy("reason"));
      const sequences = timed("sequences", () =>
        unique.sequences({ by: "client", orderBy: "at", value: "reason" }),
      );
      const patterns = timed("count sequences", () => sequences.countBy("sequence"));
      return [unique.length, counts.column("count").max()!, sequences.length, patterns.length];
    },
  },
  {
    name: "JavaScript Map",
    run: (timed) => {
      const unique = timed("dedupe", () => {
        const best = new Map<string, number>();
        for (let i = 0; i < rows; i++) {
          const other = best.get(id[i]!);
          if (other === undefined || at[i]! < at[other]!) best.set(id[i]!, i);
        }
        return [...best.values()].sort((a, b) => a - b);
      });
      const counts = timed("countBy", () => {
        const counted = new Map<string, number>();
        for (const i of unique) counted.set(reason[i]!, (counted.get(reason[i]!) ?? 0) + 1);
        return [...counted].sort((a, b) => b[1] - a[1]);
      });
      const sequences = timed("sequences", () => {
        const groups = new Map<string, number[]>();
        for (const i of unique) {
          const group = groups.get(client[i]!);
          if (group === undefined) groups.set(client[i]!, [i]);
          else group.push(i);
        }
        return [...groups.values()].map((group) =>
          group.sort((a, b) => at[a]! - at[b]! || a - b).map((i) => reason[i]!),
        );
      });
      const patterns = timed("count sequences", () => {
        const counted = new Map<string, number>();
        for (const sequence of sequences) {
          const key = JSON.stringify(sequence);
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
        return counted;
      });
      return [unique.length, counts[0]![1], sequences.length, patterns.size];
    },
  },
  {
    name: "arquero 8",
    run: (timed) => {
      const table = aq.table({ id, client, reason, at });
      const unique = timed("dedupe", () => table.orderby("at").dedupe("id").reify());
      const counts = timed("countBy", () =>
        unique.groupby("reason").count().orderby(aq.desc("count")).reify(),
      );
      const sequences = timed("sequences", () =>
        unique
          .orderby("at")
          .groupby("client")
          .rollup({ sequence: aq.op.array_agg("reason") }),
      );
      const patterns = timed("count sequences", () =>
        sequences
          .derive({ key: aq.escape((row: { sequence: string[] }) => JSON.stringify(row.sequence)) })
          .groupby("key")
          .count(),
      );
      return [unique.numRows(), counts.get("count", 0), sequences.numRows(), patterns.numRows()];
    },
  },
];

const collectGarbage = (globalThis as { gc?: () => void }).gc ?? (() => {});
const steps = ["dedupe", "countBy", "sequences", "count sequences"];
const times = new Map<string, Map<string, number>>();
const memory = new Map<string, number>();
const answers = new Map<string, string>();
for (let round = 0; round < 3; round++) {
  for (const { name, run } of contestants) {
    const best = times.get(name) ?? new Map<string, number>();
    times.set(name, best);
    collectGarbage();
    const before = process.memoryUsage();
    const timed = <T>(step: string, work: () => T): T => {
      const start = performance.now();
      const result = work();
      best.set(step, Math.min(best.get(step) ?? Number.POSITIVE_INFINITY, performance.now() - start));
      const now = process.memoryUsage();
      const grown = now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers;
      memory.set(name, Math.max(memory.get(name) ?? 0, grown));
      return result;
    };
    answers.set(name, run(timed).join(" "));
  }
}
if (new Set(answers.values()).size > 1) throw new Error(`answers differ: ${[...answers].join("; ")}`);

const own = times.get("Frame")!;
const total = (of: ReadonlyMap<string, number>): number =>
  steps.reduce((sum, step) => sum + of.get(step)!, 0);
const line = (name: string, cells: string[]): string =>
  name.padEnd(16) + cells.map((cell) => cell.padStart(17)).join("");
const output = [
  `${rows} rows, best of 3 rounds; memory is the most that was held on top of the input`,
  line("", [...steps, "total", "memory"]),
  ...[...times].map(([name, of]) =>
    line(name, [
      ...steps.map(
        (step) => `${of.get(step)!.toFixed(0)} ms ${(of.get(step)! / own.get(step)!).toFixed(1)}x`,
      ),
      `${total(of).toFixed(0)} ms ${(total(of) / total(own)).toFixed(1)}x`,
      `${Math.round(memory.get(name)! / 1e6)} MB`,
    ]),
  ),
];
process.stdout.write(`${output.join("\n")}\n`);
