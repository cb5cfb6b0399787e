import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { CASES } from "./cases.js";

// The pictures are beside the source of this test, not beside what it is compiled to.
const GOLDEN = join(import.meta.dirname, "..", "..", "..", "test", "plot", "golden");

/** Rounds what a machine's mathematics may change in the last digits, and puts each element on a line. */
function normalize(svg: string): string {
  const rounded = svg.replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(2))));
  return `${rounded.replace(/></g, ">\n<")}\n`;
}

/** Compares with the expected picture; a mismatch writes the changed one beside it, but never in CI. */
function compare(name: string, svg: string): void {
  const file = join(GOLDEN, `${name}.svg`);
  const changed = join(GOLDEN, `${name}.changed`);
  const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
  if (process.env["PINGFRAME_GOLDEN"] === "write" && !isCi) writeFileSync(file, svg);
  const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (expected === svg) {
    rmSync(changed, { force: true });
    return;
  }
  if (!isCi) writeFileSync(changed, svg);
  assert.fail(`${name}.svg differs; look at ${name}.changed, and accept all with PINGFRAME_GOLDEN=write`);
}

describe("plots", () => {
  for (const [name, make] of Object.entries(CASES)) {
    it(`${name} looks as expected`, async () => {
      compare(name, normalize(await make().toSVG()));
    });
  }
  it("every expected picture has its case", () => {
    const pictures = readdirSync(GOLDEN).filter((file) => file.endsWith(".svg"));
    assert.deepEqual(
      pictures.sort(),
      Object.keys(CASES)
        .map((name) => `${name}.svg`)
        .sort(),
    );
  });
});
