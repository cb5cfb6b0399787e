// Compiles src/kernel/assembly to WebAssembly and writes it as src/kernel/module-bytes.ts, unless that is up to date.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const sources = join(root, "src/kernel/assembly");
const target = join(root, "src/kernel/module-bytes.ts");
const hash = createHash("sha256");
for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)));
hash.update(readFileSync(import.meta.filename));
const stamp = `// Made by scripts/build-kernel.mjs of src/kernel/assembly, ${hash.digest("hex").slice(0, 16)}. Not to be edited.\n`;
if (existsSync(target) && readFileSync(target, "utf8").startsWith(stamp)) process.exit(0);

const { default: asc } = await import("assemblyscript/asc");
// The module's own constants lie below what its hosts put into memory, from 1024 on.
const memory = ["--importMemory", "--memoryBase", "16"];
const options = ["--runtime", "stub", "--enable", "simd", ...memory, "--noAssert", "--use", "abort="];
let binary = null;
const { error, stderr } = await asc.main(["index.ts", "-O3", ...options, "--outFile", "kernel.wasm"], {
  readFile: (name) => (existsSync(join(sources, name)) ? readFileSync(join(sources, name), "utf8") : null),
  writeFile: (_, contents) => {
    binary = contents;
  },
  listFiles: () => [],
});
if (error !== null) {
  process.stderr.write(`${stderr}`);
  process.exit(1);
}
const base64 = Buffer.from(binary).toString("base64");
writeFileSync(target, `${stamp}export const moduleBytes: string =\n  "${base64}";\n`);
