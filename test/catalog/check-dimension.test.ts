import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDimension } from "../../src/catalog/index.js";

const DIMENSIONS = ["submissionDate", "sourceName", "docType", "appName", "appVersion"];

describe("checkDimension", () => {
  it("checkDimension(name, dimensions) accepts what is there", () => {
    assert.equal(checkDimension("docType", DIMENSIONS), undefined);
  });

  it("checkDimension(name, dimensions) names the nearest and all others", () => {
    assert.throws(() => checkDimension("doctype", DIMENSIONS), {
      name: "PlanError",
      message: `unknown dimension "doctype" in where; did you mean "docType"? dimensions: ${DIMENSIONS.join(", ")}`,
    });
    assert.throws(() => checkDimension("appversion", DIMENSIONS), /did you mean "appVersion"\?/);
    assert.throws(() => checkDimension("submision_date", DIMENSIONS), /did you mean "submissionDate"\?/);
  });

  it("checkDimension(name, dimensions) guesses nothing when nothing is near", () => {
    for (const name of ["colour", "", "__proto__", "toString"]) {
      assert.throws(() => checkDimension(name, DIMENSIONS), /in where; dimensions: submissionDate, /);
    }
    assert.throws(() => checkDimension("docType", []), /dimensions: none$/);
  });
});
