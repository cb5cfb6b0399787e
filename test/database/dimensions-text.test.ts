import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { DimensionsText } from "../../src/database/dimensions-text.js";
import { isStorableText } from "../../src/text/index.js";
import { onEveryDatabase } from "../support/databases.js";

const text = fc.string({ unit: "grapheme", maxLength: 12 }).filter(isStorableText);
const control = fc.array(fc.integer({ min: 1, max: 127 })).map((codes) => String.fromCharCode(...codes));

onEveryDatabase("new DimensionsText().of(dimensions)", (make) => {
  it("writes what the database prints of them as jsonb, whatever the order of their names", async () => {
    const driver = await make();
    const writer = new DimensionsText();
    const dimensions = fc.dictionary(text, fc.oneof(text, control, fc.boolean()), { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(dimensions, async (some) => {
        const reversed = Object.fromEntries(Object.entries(some).reverse());
        const [row] = await driver.query<{ text: string }>("SELECT $1::jsonb::text AS text", [
          JSON.stringify(some),
        ]);
        assert.deepEqual([writer.of(some), writer.of(reversed)], [row!.text, row!.text]);
      }),
      { numRuns: 200 },
    );
  });
});
