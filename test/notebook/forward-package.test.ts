import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forwardPackage, isWithinReach } from "../../src/notebook/index.js";

describe("forwardPackage", () => {
  const seen: string[] = [];
  const see = (path: string): string => {
    seen.push(path);
    return path;
  };
  const files = {
    fileExists: (path: string) => see(path) !== "",
    directoryExists: (path: string) => see(path) !== "",
    readFile: see,
    realpath: see,
  };
  const modules = {
    _resolveFilename: (request: string): string => {
      if (request.startsWith("pingframe")) throw new Error(`no ${request}`);
      return `found ${request}`;
    },
  };
  forwardPackage({ name: "pingframe", root: "/p", files, modules, resolve: (request) => `/p/${request}` });

  it("shows the compiler the package in every node_modules, and nothing else there", () => {
    seen.length = 0;
    files.fileExists("/a/node_modules/pingframe/package.json");
    files.directoryExists("/a/node_modules/pingframe");
    files.readFile("/node_modules/pingframe/x.d.ts");
    files.realpath("/a/node_modules/pingframe-more/x");
    assert.deepEqual(seen, ["/p/package.json", "/p", "/p/x.d.ts", "/a/node_modules/pingframe-more/x"]);
  });

  it("lets require find it where nothing else does", () => {
    assert.equal(modules._resolveFilename("other"), "found other");
    assert.equal(modules._resolveFilename("pingframe"), "/p/pingframe");
    assert.equal(modules._resolveFilename("pingframe/sub"), "/p/pingframe/sub");
    assert.throws(() => modules._resolveFilename("pingframes"), /no pingframes/);
  });
});

describe("isWithinReach", () => {
  const exists = (path: string): boolean => path === "/a/node_modules/pingframe/package.json";

  it("looks in the folder and those above", () => {
    assert.equal(isWithinReach("pingframe", "/a/b/c", exists), true);
    assert.equal(isWithinReach("pingframe", "/b", exists), false);
  });
});
