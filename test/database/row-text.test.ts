import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { RowText } from "../../src/database/row-text.js";
import { isStorableText } from "../../src/text/index.js";
import { onEveryDatabase } from "../support/databases.js";

const text = fc.string({ unit: "grapheme", maxLength: 12 }).filter(isStorableText);
const control = fc.array(fc.integer({ min: 1, max: 127 })).map((codes) => String.fromCharCode(...codes));

onEveryDatabase("RowText", (make) => {
  it("write(layout, dimensions) writes what the database prints as jsonb, whatever the order of names", async () => {
    const driver = await make();
    const row = new RowText();
    const written = (some: Readonly<Record<string, string | boolean>>): string[] => {
      row.write(12, some);
      return [row.bytes.toString("utf8", 0, row.start), row.bytes.toString("utf8", row.start, row.end)];
    };
    const dimensions = fc.dictionary(text, fc.oneof(text, control, fc.boolean()), { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(dimensions, async (some) => {
        const reversed = Object.fromEntries(Object.entries(some).reverse());
        const [printed] = await driver.query<{ text: string }>("SELECT $1::jsonb::text AS text", [
          JSON.stringify(some),
        ]);
        assert.deepEqual(written(some), ["12", printed!.text]);
        assert.deepEqual(written(reversed), ["12", printed!.text]);
      }),
      { numRuns: 200 },
    );
  });
});
