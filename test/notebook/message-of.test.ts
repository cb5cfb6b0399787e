import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { messageOf } from "../../src/notebook/index.js";

const stderr = (...text: string[]) =>
  text.map((piece) => ({ output_type: "stream", name: "stderr", text: piece }));

describe("messageOf", () => {
  it("finds the error below the code that threw it and above the stack", () => {
    const printed =
      "reading…\nevalmachine.<anonymous>:5\n    throw new X();\n    ^\n\nRangeError [CODE]: days must\nbe positive\n    at evalmachine.<anonymous>:5:11\n    at f (a.js:1:1) {\n  code: 1\n}\n";
    assert.deepEqual(messageOf(stderr(printed)), {
      message: "RangeError [CODE]: days must\nbe positive",
      line: null,
    });
  });

  it("finds the error of a rejected promise after progress", () => {
    const outputs = stderr(
      "\u001b[31m10 records\u001b[0m\n",
      "PlanError: no source\n    at async x (y.js:1:2)\n",
    );
    assert.deepEqual(messageOf(outputs), { message: "PlanError: no source", line: null });
  });

  it("finds errors of types with the line of the first", () => {
    const outputs = stderr("3:7 - Type 'number' is not assignable.\n", "4:1 - Cannot find name 'x'.\n");
    assert.deepEqual(messageOf(outputs), {
      message: "Type 'number' is not assignable.; Cannot find name 'x'.",
      line: 3,
    });
  });

  it("takes what was thrown that is no error, and says if nothing was said", () => {
    assert.equal(messageOf(stderr("just text\n")).message, "just text");
    assert.equal(messageOf([]).message, "the kernel did not say why");
  });
});
