import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ReportDocument, toCompat, toConsole, toHTML, toJSON } from "../../src/report/index.js";
import { writeExample } from "./example-notebook.js";
import { expectGolden } from "./expect-golden.js";

const finishExample = async (): Promise<ReportDocument> => (await writeExample()).finish();
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

describe("toHTML", () => {
  it("toHTML(document) is the page it was", async () => {
    expectGolden("example.html", toHTML(await finishExample()));
  });

  it("toHTML(document) needs nothing from elsewhere and runs nothing", async () => {
    const html = toHTML(await finishExample());
    assert.doesNotMatch(html, /<script|<link|<iframe|\son\w+=|@import|url\(http/i);
    const addresses = [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? "");
    assert.ok(addresses.length > 0);
    // What is left is links for the reader to follow.
    assert.deepEqual(
      addresses.filter((address) => !/^(#|data:image\/svg|https:\/\/example\.org)/.test(address)),
      [],
    );
    assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
  });

  it("toHTML(document) has balanced tags, unique ids, and a target for each link inside", async () => {
    const html = toHTML(await finishExample());
    for (const tag of [
      "div",
      "table",
      "tr",
      "td",
      "th",
      "p",
      "section",
      "figure",
      "span",
      "dl",
      "ul",
      "ol",
      "li",
    ]) {
      const opened = [...html.matchAll(new RegExp(`<${tag}[\\s>]`, "g"))].length;
      assert.equal([...html.matchAll(new RegExp(`</${tag}>`, "g"))].length, opened, tag);
    }
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), target);
  });

  it("toHTML(document) holds no identifier", async () => {
    assert.doesNotMatch(toHTML(await finishExample()), uuid);
  });

  it("toHTML(document) renders a document that went through JSON the same", async () => {
    const document = await finishExample();
    assert.equal(toHTML(JSON.parse(JSON.stringify(document))), toHTML(document));
  });
});

describe("toConsole", () => {
  it("toConsole(document) is the text it was", async () => {
    expectGolden("example.txt", toConsole(await finishExample()));
  });

  it("toConsole(document, {width}) keeps to the width", async () => {
    const lines = toConsole(await finishExample(), { width: 72 }).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.length > 72),
      [],
    );
  });

  it("toConsole(document, {color}) differs by escape sequences only", async () => {
    const document = await finishExample();
    const colored = toConsole(document, { color: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    const plain = colored.replace(/\u001b\[\d+m/g, "");
    assert.notEqual(plain, colored);
    const trimmed = (text: string): string => text.replace(/ +$/gm, "");
    assert.equal(trimmed(plain), trimmed(toConsole(document)));
  });

  it("toConsole(document) is what a session with write gets", async () => {
    const written: string[] = [];
    const notebook = await writeExample({ write: (text) => written.push(text) });
    const document = await notebook.finish();
    assert.equal(written.join(""), toConsole(document));
  });
});

describe("toJSON", () => {
  it("toJSON(document) is the data it was", async () => {
    expectGolden("example.json", `${JSON.stringify(toJSON(await finishExample()), null, 2)}\n`);
  });

  it("toJSON(document) gives every figure an id of its own and a section", async () => {
    const { figures } = toJSON(await finishExample());
    const ids = figures.map(({ id }) => id);
    assert.ok(ids.every((id) => id !== null));
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(figures.every(({ section }) => section !== null));
    const startup = figures.find(({ id }) => id === "reason-startup");
    assert.ok(startup?.kind === "ratio");
    assert.deepEqual([startup.n, startup.d, startup.of], [4888, 22349, "all new-profile pings"]);
  });
});

describe("toCompat", () => {
  it("toCompat(document) is the recorded lines and nothing else", async () => {
    assert.equal(toCompat(await finishExample()), "'new-profile' pings with reason 'startup':\t21.87%\n");
  });
});
