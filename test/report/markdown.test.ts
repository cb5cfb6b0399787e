import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { proseToConsole } from "../../src/report/console/prose-to-console.js";
import { proseToHTML } from "../../src/report/html/prose-to-html.js";

describe("proseToHTML", () => {
  const cases: [markdown: string, html: string][] = [
    ["", ""],
    ["one\ntwo\n\nthree", "<p>one two</p>\n<p>three</p>"],
    [
      "**bold** *soft* `a*b*` 2 * 3 * 4",
      "<p><strong>bold</strong> <em>soft</em> <code>a*b*</code> 2 * 3 * 4</p>",
    ],
    ["- a\n  more\n- b", "<ul><li>a more</li><li>b</li></ul>"],
    ["1. a\n2. b\n- c", "<ol><li>a</li><li>b</li></ol>\n<ul><li>c</li></ul>"],
    ["[a & b](https://x.org/?a=1&b=2)", '<p><a href="https://x.org/?a=1&amp;b=2">a &amp; b</a></p>'],
    ["[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"],
    ["<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"],
    ["```\n<a>\n  b\n```\nafter", "<pre><code>&lt;a&gt;\n  b</code></pre>\n<p>after</p>"],
    ["```\nopen", "<pre><code>open</code></pre>"],
    ["\n    indented\n    by its code", "<p>indented by its code</p>"],
  ];
  for (const [markdown, html] of cases) {
    it(`proseToHTML(${JSON.stringify(markdown)}) is ${JSON.stringify(html)}`, () => {
      assert.equal(proseToHTML(markdown), html);
    });
  }

  it("proseToHTML(text) has no tags but its own, whatever the text", () => {
    const text = fc.string({
      unit: fc.constantFrom("<", ">", '"', "&", "*", "`", "[", "](", ")", "a", "\n", "- ", "http://"),
    });
    fc.assert(
      fc.property(text, (markdown) => {
        const rest = proseToHTML(markdown).replace(
          /<\/?(?:p|ul|li|strong|em|code|pre)>|<a href="[^"<>]*">|<\/a>/g,
          "",
        );
        assert.doesNotMatch(rest, /[<>]/);
      }),
    );
  });
});

describe("proseToConsole", () => {
  it("proseToConsole(markdown, width) wraps and shows addresses", () => {
    assert.equal(
      proseToConsole("A **bold** word and [docs](https://x.org)\n\n1. first item of many words", 24),
      "A bold word and docs\n(https://x.org)\n\n  1. first item of many\n     words",
    );
  });
});
