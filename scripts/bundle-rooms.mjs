// Makes one file of each room's modules, in place of its sign in dist: some five hundred small modules take longer to
// load than a scan of a hundred megabytes. Rooms stay apart, so that each is loaded once whoever imports it.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..", "dist", "src");
/** Leaves what other rooms, other packages and Node hold where it is. */
const outside = (room) => ({
  name: "outside",
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ path, resolveDir, kind }) => {
      if (kind === "entry-point") return undefined;
      if (!path.startsWith(".")) return { path, external: true };
      const file = resolve(resolveDir, path);
      if (file.startsWith(`${room}/`)) return undefined;
      return { path: relative(room, file).replaceAll("\\", "/"), external: true };
    }),
});

/** Lets modules that find files by their own place find them as before. */
const places = (room) => ({
  name: "places",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8");
      if (!contents.includes("import.meta.url")) return undefined;
      const place = JSON.stringify(`./${relative(room, path).replaceAll("\\", "/")}`);
      return { contents: contents.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`) };
    }),
});

const rooms = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join(root, name))
  .filter((room) => existsSync(join(room, "index.js")));
for (const room of rooms) {
  for (const name of readdirSync(room)) if (name.startsWith("part.")) rmSync(join(room, name));
}
await Promise.all(
  rooms.map((room) =>
    build({
      entryPoints: [join(room, "index.js")],
      outdir: room,
      allowOverwrite: true,
      bundle: true,
      // What is imported on use stays apart, with the packages that it needs.
      splitting: true,
      chunkNames: "part.[name]-[hash]",
      format: "esm",
      platform: "node",
      target: "node20",
      sourcemap: true,
      logLevel: "warning",
      plugins: [outside(room), places(room)],
    }),
  ),
);
