#!/usr/bin/env node
// What Jupyter starts as the kernel: `notebook-kernel TSLAB CONNECTION_FILE`. It is tslab, with three things added:
// notebooks find this package wherever they lie, get the parameters of the run, and the kernel ends with its parent.
import { existsSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { forwardPackage, isWithinReach } from "../notebook/index.js";
import { SESSION_KEY } from "../report/index.js";

const [tslab = "", configPath = ""] = process.argv.slice(2);
const require = createRequire(join(tslab, "package.json"));
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

if (!isWithinReach("pingframe", process.cwd(), existsSync)) {
  forwardPackage({
    name: "pingframe",
    root,
    files: (require("@tslab/typescript-for-tslab") as { sys: never }).sys,
    modules: Module as never,
    resolve: createRequire(join(root, "package.json")).resolve,
  });
}

const parameters = process.env["PINGFRAME_PARAMETERS"];
if (parameters !== undefined && parameters !== "") {
  Object.assign(globalThis, { [SESSION_KEY]: { parameters: JSON.parse(parameters) as object } });
}

// Jupyter names its process; when that dies without a word, nobody else would stop the kernel.
const parent = process.ppid;
if (process.env["JPY_PARENT_PID"] === String(parent)) {
  setInterval(() => process.ppid !== parent && process.exit(1), 1000).unref();
}

const { startKernel } = require("./dist/main.js") as {
  startKernel: (options: { configPath: string; enableFindLocal: boolean }) => void;
};
startKernel({ configPath, enableFindLocal: false });
