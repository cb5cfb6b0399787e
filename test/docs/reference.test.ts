import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import * as pingframe from "../../src/index.js";
import { root } from "../bin/run-cli.js";

const folder = join(root, "docs/reference");
const pages = new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]));
/** The text without what is code. */
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsIn(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.+)$/gm)) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-");
    let anchor = slug;
    for (let i = 1; anchors.has(anchor); i++) anchor = `${slug}-${i}`;
    anchors.add(anchor);
  }
  return anchors;
}

const sizeOf = (png: Uint8Array): number[] => {
  assert.equal(Buffer.from(png.subarray(1, 4)).toString(), "PNG");
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe("docs/reference", () => {
  it("says what the doc comments say", () => {
    const run = spawnSync(process.execPath, [join(root, "scripts/build-reference.mjs"), "--check"], {
      encoding: "utf8",
    });
    assert.equal(run.stdout + run.stderr, "");
    assert.equal(run.status, 0);
  });

  it("has every public name, each with a first sentence and its code", () => {
    const text = [...pages.values()].join("\n");
    for (const name of Object.keys(pingframe)) {
      const section =
        new RegExp(`^## ${name}\\n\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m").exec(text)?.[1] ?? "";
      assert.match(
        section.replace(/^!\[.*\n\n/, ""),
        name === "stats" ? /^[A-Z]/ : /^```typescript\n[\s\S]+?\n```\n\n\S/,
        name,
      );
    }
  });

  it("links only to what is there", () => {
    let links = 0;
    for (const [file, text] of pages) {
      for (const [, target = ""] of prose(text).matchAll(/\]\(([^)\s]+)\)/g)) {
        links++;
        if (/^https?:/.test(target)) continue;
        const [page = "", anchor] = target.split("#");
        assert.ok(existsSync(join(folder, page)), `${file} links to ${target}`);
        const there = pages.get(page === "" ? file : page);
        if (anchor !== undefined) assert.ok(anchorsIn(there ?? "").has(anchor), `${file} links to ${target}`);
      }
    }
    assert.ok(links > 100);
  });

  it("has a picture of each plot, of the size that the plot has", async () => {
    const module = pathToFileURL(join(root, "scripts/draw-plots.mjs")).href;
    const { plots } = (await import(module)) as { plots: Record<string, pingframe.Plot> };
    const functions = Object.keys(pingframe).filter((name) => /^plot[A-Z]/.test(name));
    assert.deepEqual(Object.keys(plots).sort(), functions.sort());
    for (const [name, plot] of Object.entries(plots)) {
      assert.ok(pages.get("plots.md")?.includes(`](../images/plots/${name}.png)`), name);
      const picture = readFileSync(join(root, "docs/images/plots", `${name}.png`));
      assert.deepEqual(sizeOf(picture), sizeOf(await plot.toPNG({ scale: 1.5 })), name);
    }
  });
});
