import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { randomInt } from "node:crypto";
import { describe, it } from "node:test";
import { encodeHekaRecord, type HekaField } from "../../src/decode/index.js";
import { below, pick, type Random } from "../kernel/random-documents.js";
import { randomFrom } from "../support/random-from.js";
import { checkSame, planOf } from "./check-same.js";

/** Makes the JSON text of a cell; null: the ping has none. */
type Cell = (random: Random, row: number) => string | null;

const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => below(random, 16).toString(16)).join("");
const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join("-");
const quoted = (text: string): string => `"${text}"`;
const nearlyUuid = (random: Random): string => {
  const text = uuid(random);
  const at = below(random, text.length);
  return quoted(
    `${text.slice(0, at)}${pick(random, ["g", "-", "A", "/", ":", "`", "0", ""])}${text.slice(at + 1)}`,
  );
};
const odd: Cell = (random) =>
  pick(random, [
    null,
    "null",
    "{}",
    "[]",
    "true",
    "-5",
    "1.5",
    "1e3",
    "1234567890123456",
    '"é"',
    '"a\\nb"',
    '"x"',
    "7",
    '""',
  ]);
const words = (distinct: number, length: number): Cell => {
  const filler = "w".repeat(length);
  return (random) => quoted(`${below(random, distinct)}${filler}`);
};
const digits: Cell = (random) =>
  String(below(random, pick(random, [10, 1000, 2 ** 31, 999_999_999_999_999])));
const rarely = (most: Cell, other: Cell, chance: number): Cell => {
  return (random, row) => (random() < chance ? other : most)(random, row);
};
const until = (row: number, first: Cell, then: Cell): Cell => {
  return (random, at) => (at < row ? first : then)(random, at);
};
const missing: Cell = () => null;

/** Columns as pings have them, and as they may turn out. */
function cellsOf(random: Random): Cell[] {
  const turn = (): number => pick(random, [1, 255, 256, 257, 700]);
  const sorts: Cell[] = [
    (source) => quoted(uuid(source)),
    digits,
    words(5, 3),
    words(200, 300),
    words(100_000, 10),
    words(100_000, 400),
    rarely(words(3, 3), (source) => quoted("x".repeat(pick(source, [32_767, 32_768, 32_769, 40_000]))), 0.01),
    odd,
  ];
  return Array.from({ length: 8 }, () => {
    const [a, b] = [pick(random, sorts), pick(random, sorts)];
    return pick(random, [
      a,
      rarely(a, missing, 0.2),
      rarely(a, odd, pick(random, [0.01, 0.05, 0.3])),
      until(turn(), missing, a),
      until(turn(), a, b),
      rarely(a, b, 0.01),
    ]);
  });
}

/** Names of properties whose kind is known, and of some whose values decide. */
const names = ["id", "clientId", "version", "creationDate", "some", "other", "more", "last"] as const;
const paths = ["payload/info/sessionLength", "payload/info/reason", "environment/system/memoryMB"] as const;

function linesOf(random: Random, rows: number): Buffer {
  const cells = cellsOf(random);
  const lines = Array.from({ length: rows }, (_, row) => {
    const members = cells.flatMap((cell, i) => {
      const text = cell(random, row);
      return text === null ? [] : [`"${names[i]}":${text}`];
    });
    const [length, reason, memory] = [cells[1]!, cells[2]!, cells[3]!].map(
      (cell) => cell(random, row) ?? "null",
    );
    members.push(`"payload":{"info":{"sessionLength":${length},"reason":${reason}}}`);
    members.push(`"environment":{"system":{"memoryMB":${memory}}}`);
    return random() < 0.002 ? `{"id":` : `{${members.join()}}`;
  });
  return Buffer.from(lines.join("\n"), "utf8");
}

describe("CellBatches", () => {
  it("take(cells) gives the columns that documents give, whatever comes among what usually does", async () => {
    const seed = randomInt(2 ** 31);
    for (let i = 0; i < 20; i++) {
      const random = randomFrom(seed + i);
      const bytes = linesOf(random, pick(random, [1, 256, 257, 900, 2500]));
      const exact = random() < 0.3 ? ["p3"] : [];
      try {
        await checkSame(bytes, planOf([...names, ...paths, "version"], { exact }));
      } catch (error) {
        throw new Error(`seed ${seed + i}: ${(error as Error).message}`, { cause: error });
      }
    }
  });

  it("take(cells) gives them of Heka records too, some of whose values come from their frames", async () => {
    const seed = randomInt(2 ** 31);
    for (let i = 0; i < 10; i++) {
      const random = randomFrom(seed + i);
      const lines = linesOf(random, pick(random, [1, 257, 900]))
        .toString()
        .split("\n");
      const first = below(random, lines.length);
      const records = lines.map((payload, row) => {
        const fields: HekaField[] = [
          { name: "docType", value: "main" },
          { name: "sampleId", value: row % 100 },
        ];
        if (random() < 0.5) fields.push({ name: "payload.info", value: '{"reason":"field"}' });
        if (row >= first && random() < 0.5) fields.push({ name: "version", value: pick(random, [7, "8"]) });
        return encodeHekaRecord({ timestampNs: BigInt(row), fields, payload }, { snappy: random() < 0.5 });
      });
      const meta = ["meta/docType", "meta/sampleId", "meta/version", "meta"] as const;
      const plan = planOf([...names, ...paths, ...meta] as never, { exact: random() < 0.3 ? ["p3"] : [] });
      try {
        await checkSame(Buffer.concat(records), plan);
      } catch (error) {
        throw new Error(`seed ${seed + i}: ${(error as Error).message}`, { cause: error });
      }
    }
  });

  it("take(cells) takes UUIDs as they are written, and leaves what nearly is one", async () => {
    const random = randomFrom(randomInt(2 ** 31));
    const lines = Array.from({ length: 2000 }, (_, row) => {
      const id = row < 1000 || random() < 0.5 ? quoted(uuid(random)) : nearlyUuid(random);
      return `{"id":${id},"clientId":${quoted(uuid(random))}}`;
    });
    const rows = await checkSame(Buffer.from(lines.join("\n")), planOf(["id", "clientId"]));
    assert.equal(rows[1]!.length, 2000);
  });

  it("take(cells) takes the first 64 columns of more, and the others as before", async () => {
    const random = randomFrom(1);
    const many = Array.from({ length: 70 }, (_, i) => `column${i}`);
    const lines = Array.from({ length: 600 }, () => {
      return `{${many.map((name, i) => `"${name}":${i % 2 === 0 ? digits(random, 0) : words(9, 4)(random, 0)}`).join()}}`;
    });
    const rows = await checkSame(Buffer.from(lines.join("\n")), planOf(many as never));
    assert.equal(rows.length, 70);
    assert.equal(rows[69]!.length, 600);
  });
});
