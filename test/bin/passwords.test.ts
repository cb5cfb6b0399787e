import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shownDatabase } from "../../src/bin/database-option.js";
import { runCli } from "./run-cli.js";

describe("shownDatabase", () => {
  it("shownDatabase(url) shows host and database, and nothing that could be secret", () => {
    for (const url of [
      "postgres://user:secret@host:5432/db",
      "postgres://user:se@cret@host:5432/db",
      "postgres://user:secret@host:5432/db?sslmode=require&password=secret",
      "postgres://host:5432/db?user=u&password=secret",
    ]) {
      assert.equal(shownDatabase(url), "postgres://host:5432/db", url);
    }
    for (const url of [
      "postgres://u:secret@[bad/db",
      "postgres://u:12/34@host/db",
      "postgres://u:a/b@host/db",
    ]) {
      assert.equal(shownDatabase(url), "postgres://…", url);
    }
    assert.equal(shownDatabase("postgres+ssl://u:secret@host/db"), "postgres+ssl://host/db");
    assert.equal(shownDatabase("./aggregates"), "./aggregates");
  });
});

describe("parameters with a password", () => {
  for (const url of [
    "postgres://u:secret@127.0.0.1:1/db",
    "postgres://u:1/secret@127.0.0.1:1/db",
    "postgres+ssl://u:secret@127.0.0.1:1/db",
    "postgres://127.0.0.1:1/db?password=secret",
  ]) {
    it(`report refuses ${url.replaceAll("secret", "…")} without repeating it`, async () => {
      const { code, stdout, stderr } = await runCli(["report", "roll-ups", "--database", url]);
      assert.equal(code, 2);
      assert.match(stderr, /database has a password, which would be stored/);
      assert.ok(!`${stdout}${stderr}`.includes("secret"));
    });
  }
});
