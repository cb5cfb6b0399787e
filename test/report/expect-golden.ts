import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../../test/report/golden");

/**
 * Compares text with a golden file. `PINGFRAME_GOLDEN=write` writes the file instead, but never
 * under CI; a mismatch leaves what came out beside it as `NAME.changed`.
 */
export function expectGolden(name: string, text: string): void {
  const file = join(folder, name);
  const isCI = process.env["CI"] !== undefined && process.env["CI"] !== "";
  if (process.env["PINGFRAME_GOLDEN"] === "write" && !isCI) writeFileSync(file, text);
  const expected = existsSync(file) ? readFileSync(file, "utf8") : null;
  if (expected === text) return;
  if (!isCI) writeFileSync(`${file}.changed`, text);
  assert.equal(text, expected, `${name} differs; compare it with ${name}.changed`);
}
