// Puts the modules of rooms into a few files in dist, as some five hundred small ones take longer to load than a scan
// of a hundred megabytes: one file of what worker threads load, one of what the library loads besides, and one of each
// room that neither loads. What is imported on use stays apart. The signs of rooms, and errors.js, then
// name what they have in those files, so that each room is loaded once, whoever imports it.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..", "dist", "src");
const main = join(root, "index.js");
const sign = (room) => join(root, room, "index.js");

const inThreads = "text stats kernel store histogram decode ping frame scan".split(" ").map(sign);
const threads = [join(root, "errors.js"), ...inThreads];
const library = "catalog engine dataset validation plot report rollup database merging importing synthetic"
  .split(" ")
  .map(sign);
const others = readdirSync(root, { withFileTypes: true })
  .map(({ name }) => sign(name))
  .filter((file) => existsSync(file) && !threads.includes(file) && !library.includes(file));

/** esbuild puts into one file what the same entries load; so each entry loads all of the files that it needs any of. */
const together = {
  name: "together",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^/ }, ({ path, kind, importer, resolveDir }) => {
      if (kind === "entry-point") return { path, namespace: "entry" };
      // `export * as stats` stays a namespace of Node's, which esbuild would make an object of.
      if (importer === main && path === "./stats/index.js") return { path, external: true };
      if (path === "simple-statistics") return undefined;
      if (!path.startsWith(".") && !path.startsWith(root)) return { path, external: true };
      return kind === "dynamic-import" ? { path: resolve(resolveDir, path), namespace: "entry" } : undefined;
    });
    onLoad({ filter: /^/, namespace: "entry" }, ({ path }) => {
      const loads = threads.includes(path) ? threads : [...threads, ...library];
      const lines = loads.map((file) => `import ${JSON.stringify(file)};`);
      return { contents: [...lines, `export * from ${JSON.stringify(path)};`].join("\n"), resolveDir: root };
    });
  },
};

/** Takes along the few functions that are used of a package of 167 KB, with its licence. */
const statistics = {
  name: "statistics",
  setup: ({ onLoad }) =>
    onLoad({ filter: /simple-statistics\.mjs$/ }, ({ path }) => {
      const licence = readFileSync(join(dirname(path), "..", "LICENSE"), "utf8");
      return { contents: `/*!\nsimple-statistics\n\n${licence}*/\n${readFileSync(path, "utf8")}` };
    }),
};

/** Modules that are told their place as seen from their room. */
const placed = new Set();

/** Lets modules that find files by their own place find them as before. */
const places = {
  name: "places",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8");
      if (!contents.includes("import.meta.url")) return undefined;
      const home = others.map(dirname).find((room) => path.startsWith(`${room}/`)) ?? root;
      if (home !== root) placed.add(path);
      const place = JSON.stringify(`./${relative(home, path).replaceAll("\\", "/")}`);
      return { contents: contents.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`) };
    }),
};

for (const name of readdirSync(root)) if (name.startsWith("part.")) rmSync(join(root, name));
const { metafile } = await build({
  entryPoints: [...threads, ...library, ...others, main].map((file) => ({
    in: file,
    out: relative(root, file).replace(/\.js$/, ""),
  })),
  outdir: root,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: "part.[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
  plugins: [together, statistics, places],
});
for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
  const stray = Object.keys(inputs).find((input) => placed.has(resolve(input)));
  if (stray !== undefined && dirname(resolve(output)) === root) {
    throw new Error(`${stray} finds files by its place, and would be moved out of its room, to ${output}`);
  }
}
