import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { root } from "../bin/run-cli.js";

describe("the AWS SDK", () => {
  it("is loaded by the first request to S3, not before, also where a notebook's kernel imports the package", async () => {
    const program = `
      const loaded = () => Object.keys(require.cache).some((file) => file.includes("@aws-sdk"));
      void import(${JSON.stringify(join(root, "dist/src/index.js"))}).then(async (pingframe) => {
        const store = pingframe.openS3Store("b", { endpoint: "http://127.0.0.1:1", attempts: 1, anonymous: true });
        const memory = pingframe.openMemoryStore({ a: "1" });
        await pingframe.copyObjects(memory, pingframe.openMemoryStore());
        const before = loaded();
        const error = await store.listFolders("").catch((error) => error);
        console.log(JSON.stringify([before, loaded(), error.message]));
      });
    `;
    // A script of CommonJS, as a kernel compiles cells to.
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["-e", program], { cwd: root });
    assert.equal(stderr, "");
    const message = "cannot list the store in s3://b: connection refused";
    assert.deepEqual(JSON.parse(stdout), [false, true, message]);
  });
});
