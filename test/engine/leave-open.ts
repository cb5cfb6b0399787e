// A program that scans in threads and never closes its engine. It ends by itself if idle threads don't hold it.
import { createLocalEngine } from "../../src/engine/index.js";
import { openFolderStore, type StoredObject } from "../../src/store/index.js";

const store = openFolderStore(process.argv[2] ?? "");
const objects: StoredObject[] = [];
for await (const object of store.list("")) objects.push(object);
const engine = createLocalEngine({ threads: 2, threadedFromBytes: 0 });
const { account } = await engine.run(
  { objects, properties: [], exact: [], sample: null, limitRecords: null, onBadRecord: "skip" },
  { store },
);
process.stdout.write(String(account.records));
