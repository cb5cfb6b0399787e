// Runs the new-profile report on the lake at a location: `report-program LOCATION THREADS`. Prints what it found as JSON,
// and how many worker threads it took. However small the lake, the threads get their share.
import { createLocalEngine } from "../../src/engine/index.js";
import { type ReportDocument, SESSION_KEY, toCompat, toJSON } from "../../src/report/index.js";
import { toAbsoluteLocation } from "../../src/store/index.js";
import { SURROUNDINGS_KEY } from "../../src/surroundings.js";

const [location = "", threads = "0"] = process.argv.slice(2);
let workers = 0;
process.on("worker", () => {
  workers++;
});
let finished: ReportDocument | null = null;
const engine = createLocalEngine({ threads: Number(threads), threadedFromBytes: 0 });
Object.assign(globalThis, {
  [SESSION_KEY]: {
    parameters: {},
    onFinish: (document: ReportDocument) => {
      finished = document;
    },
  },
  [SURROUNDINGS_KEY]: { sourcesFolder: toAbsoluteLocation(location), engine, onEvent: undefined },
});
const notebook = "../../notebooks/validate-new-profile.js";
await import(notebook);
await engine.close();
if (finished === null) throw new Error("the report did not finish");
const { figures, tables, checks } = toJSON(finished);
process.stdout.write(JSON.stringify({ workers, compat: toCompat(finished), figures, tables, checks }));
