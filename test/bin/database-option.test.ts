import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it } from "node:test";
import type { Invocation } from "../../src/bin/command.js";
import { absoluteDatabaseOf } from "../../src/bin/database-option.js";

describe("absoluteDatabaseOf", () => {
  const of = (database?: string, env: Record<string, string> = {}): string =>
    absoluteDatabaseOf({ options: { database }, env } as unknown as Invocation);

  it("absoluteDatabaseOf(invocation) makes a folder absolute, that of the environment and the default too", () => {
    assert.equal(of("a/b"), resolve("a/b"));
    assert.equal(of(undefined, { DATABASE_URL: "c" }), resolve("c"));
    assert.equal(of(), resolve("aggregates"));
    assert.equal(of("/a/b"), resolve("/a/b"));
  });

  it("absoluteDatabaseOf(invocation) leaves URLs and memory as they are", () => {
    assert.equal(of("postgres://me@host/db?x=1"), "postgres://me@host/db?x=1");
    assert.equal(of(undefined, { DATABASE_URL: "postgresql://host/db" }), "postgresql://host/db");
    assert.equal(of(":memory:"), ":memory:");
  });
});
