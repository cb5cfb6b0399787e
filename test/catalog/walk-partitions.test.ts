import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  between,
  type Condition,
  dimensionValues,
  explainWalk,
  type PartitionWalk,
  parseCondition,
  partitionOf,
  type WalkEvent,
  walkPartitions,
} from "../../src/catalog/index.js";
import { openMemoryStore, type Store } from "../../src/store/index.js";

const DIMENSIONS = ["submissionDate", "docType", "appVersion"];
const DAYS = ["20170613", "20170614", "20170615"];
const TYPES = ["crash", "main", "new_profile"];
const VERSIONS = ["53.0", "54.0"];

// 3 days × 3 types × 2 versions, two objects each.
function makeLake(prefix = "lake/"): Store {
  const keys = DAYS.flatMap((day) =>
    TYPES.flatMap((type) =>
      VERSIONS.flatMap((version) => [0, 1].map((part) => `${prefix}${day}/${type}/${version}/part-${part}`)),
    ),
  );
  return openMemoryStore(Object.fromEntries(keys.map((key) => [key, "12345"])));
}

type Where = Readonly<Record<string, Condition>>;
const clausesOf = (where: Where) =>
  Object.entries(where).map(([name, condition]) => parseCondition(name, condition));
const walk = (store: Store, where: Where, prefix = "lake/"): Promise<PartitionWalk> =>
  walkPartitions({ store, prefix, dimensions: DIMENSIONS }, clausesOf(where));
const keysOf = ({ objects }: PartitionWalk): string[] => objects.map(({ key }) => key);

describe("walkPartitions", () => {
  it("walkPartitions(target, []) lists everything at once, sorted, each object with its partition", async () => {
    const found = await walk(makeLake(), {});
    assert.equal(found.objects.length, 36);
    assert.equal(found.listings, 1);
    assert.equal(found.bytes, 180);
    assert.deepEqual(keysOf(found), [...keysOf(found)].sort());
    const { etag, ...first } = found.objects[0]!;
    assert.equal(typeof etag, "string");
    assert.deepEqual(first, {
      key: "lake/20170613/crash/53.0/part-0",
      byteLength: 5,
      partition: { submissionDate: "20170613", docType: "crash", appVersion: "53.0" },
    });
    assert.equal(found.emptyBecause, null);
    assert.deepEqual(found.warnings, []);
  });

  it("walkPartitions(target, clauses) never lists below a folder that a clause excludes", async () => {
    const store = makeLake();
    const listed: string[] = [];
    const spy: Store = Object.assign(Object.create(store) as Store, {
      listFolders: (prefix: string) => listed.push(prefix) && store.listFolders(prefix),
      list: (prefix: string) => listed.push(prefix) && store.list(prefix),
    });
    const found = await walk(spy, {
      docType: "new-profile",
      submissionDate: between("20170614", "20170615"),
    });
    assert.deepEqual(listed, ["lake/", "lake/20170614/", "lake/20170614/new_profile/"]);
    assert.equal(found.objects.length, 4);
    assert.equal(found.listings, 3);
    assert.equal(store.costs.objectsListed, 4);
    assert.equal(store.costs.reads, 0);
  });

  it("walkPartitions(target, clauses) costs one listing a folder above the last clause, and one a folder kept", async () => {
    for (const [where, listings, objects] of [
      [{ submissionDate: "20170613" }, 1 + 1, 12],
      [{ submissionDate: /./ }, 1 + 3, 36],
      [{ docType: "main" }, 1 + 3 + 3, 12],
      [{ appVersion: "53.0" }, 1 + 3 + 9 + 9, 18],
      [{ submissionDate: "20170613", appVersion: "53.0" }, 1 + 1 + 3 + 3, 6],
      [{ submissionDate: "2016" }, 1, 0],
    ] as const) {
      const store = makeLake();
      const found = await walk(store, where);
      assert.deepEqual([found.listings, found.objects.length], [listings, objects]);
      assert.equal(store.costs.listings, listings);
      assert.equal(store.costs.objectsListed, objects);
    }
  });

  it("walkPartitions(target, clauses) keeps what meets every clause on a dimension", async () => {
    const clauses = [/^(main|crash)$/, (value: string): boolean => value !== "crash"].map((condition) =>
      parseCondition("docType", condition),
    );
    const found = await walkPartitions(
      { store: makeLake(), prefix: "lake", dimensions: DIMENSIONS },
      clauses,
    );
    assert.deepEqual(found.levels[1]?.clauses, ["matches /^(main|crash)$/", "satisfies a predicate"]);
    assert.deepEqual(found.levels[1]?.kept, [{ value: "main", objects: 12, bytes: 60 }]);
    assert.deepEqual(found.levels[1]?.dropped, ["crash", "new_profile"]);
  });

  it("walkPartitions(target, clauses) asks a predicate once for each value", async () => {
    const seen: string[] = [];
    await walk(makeLake(), { docType: (value) => seen.push(value) > 0 });
    assert.deepEqual(seen, TYPES);
  });

  it("walkPartitions(target, clauses) takes a prefix with and without a slash, nested, and no sibling of it", async () => {
    const store = openMemoryStore({
      "p/x/d1/k": "1",
      "p/xy/d1/k": "2",
      "p/x.z/d1/k": "3",
      "p/x/d2/k": "4",
      "a/b/d1/k": "5",
    });
    const find = async (prefix: string, where: Where = {}): Promise<string[]> =>
      keysOf(await walkPartitions({ store, prefix, dimensions: ["dim"] }, clausesOf(where)));
    for (const prefix of ["p/x", "p/x/"]) {
      assert.deepEqual(await find(prefix), ["p/x/d1/k", "p/x/d2/k"]);
      assert.deepEqual(await find(prefix, { dim: "d1" }), ["p/x/d1/k"]);
    }
    assert.deepEqual(await find("a/b", { dim: "d1" }), ["a/b/d1/k"]);
    assert.deepEqual(await find("p"), await find("p", { dim: /./ }));
  });

  it("walkPartitions(target, clauses) tells objects above the last dimension as strays", async () => {
    const store = openMemoryStore({
      "lake/README": "1",
      "lake/20170613/note": "1",
      "lake/20170613/main/53.0/deep/part": "1",
    });
    const found = await walk(store, {});
    assert.deepEqual(keysOf(found), ["lake/20170613/main/53.0/deep/part"]);
    assert.deepEqual(
      found.strays.map(({ key }) => key),
      ["lake/20170613/note", "lake/README"],
    );
    assert.match(
      found.warnings[0] ?? "",
      /^not read, since they lie above the last dimension: lake\/20170613\/note, /,
    );
    const narrowed = await walk(store, { docType: "main" });
    assert.deepEqual(keysOf(narrowed), keysOf(found));
    assert.deepEqual(narrowed.strays, []);
  });

  it("walkPartitions(target without dimensions) finds every object", async () => {
    const store = openMemoryStore({ a: "1", "b/c": "2" });
    const found = await walkPartitions({ store, prefix: "", dimensions: [] }, []);
    assert.deepEqual(keysOf(found), ["a", "b/c"]);
    assert.deepEqual(found.objects[0]?.partition, {});
  });

  it("walkPartitions(target, clauses) says which condition matched nothing, and what was there", async () => {
    const { emptyBecause, warnings, levels } = await walk(makeLake(), {
      docType: "newprofile",
      appVersion: "53.0",
    });
    assert.deepEqual(emptyBecause, {
      dimension: "docType",
      clauses: ["= newprofile"],
      values: TYPES,
      message: "docType = newprofile matched none of: crash, main, new_profile",
    });
    assert.deepEqual(warnings, [emptyBecause.message]);
    assert.deepEqual(levels[1]?.absent, ["newprofile"]);
    assert.deepEqual(levels[2]?.kept, []);
  });

  it("walkPartitions(target, clauses) names the nearest of many values first", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `other_${String(index).padStart(2, "0")}`);
    const store = openMemoryStore(
      Object.fromEntries([...names, "new_profile"].map((name) => [`${name}/k`, "1"])),
    );
    const target = { store, prefix: "", dimensions: ["docType"] };
    const exact = await walkPartitions(target, clausesOf({ docType: "newprofile" }));
    assert.equal(exact.emptyBecause?.values[0], "new_profile");
    assert.equal(exact.emptyBecause?.values.length, 8);
    assert.match(exact.emptyBecause?.message ?? "", / and 13 more$/);
    const range = await walkPartitions(target, clausesOf({ docType: between("p", null) }));
    assert.match(range.emptyBecause?.message ?? "", /^docType >= p matched none of: new_profile, other_00, /);
  });

  it("walkPartitions(target, clauses) blames all clauses of a dimension when none alone keeps nothing", async () => {
    const clauses = ["main", "crash"].map((type) => parseCondition("docType", type));
    const found = await walkPartitions(
      { store: makeLake(), prefix: "lake", dimensions: DIMENSIONS },
      clauses,
    );
    assert.equal(
      found.emptyBecause?.message,
      "docType = main and = crash matched none of: crash, main, new_profile",
    );
    assert.deepEqual(found.levels[1]?.absent, []);
  });

  it("walkPartitions(target, clauses) warns of values asked for by name that are not there", async () => {
    const found = await walk(makeLake(), {
      submissionDate: ["20170614", "20170616", "20170617"],
      docType: "main",
    });
    assert.equal(found.objects.length, 4);
    assert.deepEqual(found.warnings, ["no folder for submissionDate = 20170616, 20170617"]);
  });

  it("walkPartitions(target, clauses) says when nothing is stored", async () => {
    const nothing = await walk(makeLake(), {}, "elsewhere");
    assert.equal(nothing.emptyBecause?.message, "nothing is stored below elsewhere in memory");
    assert.equal((await walk(openMemoryStore(), { docType: "main" }, "")).emptyBecause?.dimension, null);
  });

  it("walkPartitions(target, clauses) rejects an unknown dimension before it lists", async () => {
    const store = makeLake();
    await assert.rejects(walk(store, { doctype: "main" }), {
      name: "PlanError",
      message: /did you mean "docType"\?/,
    });
    assert.equal(store.costs.listings, 0);
  });

  it("walkPartitions(target, clauses, {signal}) stops with the signal's reason", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const onEvent = (): void => controller.abort(reason);
    const options = { signal: controller.signal, onEvent };
    const target = { store: makeLake(), prefix: "lake", dimensions: DIMENSIONS };
    await assert.rejects(walkPartitions(target, clausesOf({ docType: "main" }), options), reason);
  });

  it("walkPartitions(target, clauses, {onEvent}) tells of levels and objects", async () => {
    const events: WalkEvent[] = [];
    const options = { onEvent: (event: WalkEvent) => events.push(event), concurrency: 1 };
    await walkPartitions(
      { store: makeLake(), prefix: "lake", dimensions: DIMENSIONS },
      clausesOf({ docType: "main" }),
      options,
    );
    assert.deepEqual(events, [
      { kind: "level", dimension: "submissionDate", kept: 3, dropped: 0 },
      { kind: "level", dimension: "docType", kept: 3, dropped: 6 },
      { kind: "objects", objects: 4, bytes: 20 },
      { kind: "objects", objects: 8, bytes: 40 },
      { kind: "objects", objects: 12, bytes: 60 },
    ]);
  });

  it("walkPartitions(target, clauses, {concurrency}) runs at most that many listings at once", async () => {
    for (const concurrency of [1, 4]) {
      const store = makeLake();
      let running = 0;
      let most = 0;
      const listFolders = async (prefix: string): Promise<string[]> => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        return store.listFolders(prefix);
      };
      const slow = Object.assign(Object.create(store) as Store, {
        listFolders,
        list: store.list.bind(store),
      });
      await walkPartitions(
        { store: slow, prefix: "lake", dimensions: DIMENSIONS },
        clausesOf({ appVersion: "53.0" }),
        {
          concurrency,
        },
      );
      assert.equal(most, concurrency);
    }
    const target = { store: makeLake(), prefix: "lake", dimensions: DIMENSIONS };
    for (const concurrency of [0, 1.5, Number.NaN]) {
      await assert.rejects(walkPartitions(target, [], { concurrency }), RangeError);
    }
  });

  it("walkPartitions(target, clauses) equals a filter of all objects, at any concurrency", async () => {
    const value = fc.constantFrom("a", "b", "a.b", "a_b", "ab", "c1");
    const key = fc
      .array(value, { minLength: 1, maxLength: 5 })
      .map((pieces) => ["p", ...pieces, "o"].join("/"));
    const condition = fc.oneof(
      value.map((one): Condition => one),
      fc.array(value, { minLength: 1, maxLength: 3 }).map((list): Condition => list),
      fc.constant<Condition>(/^a/g),
      fc.constant<Condition>((one: string) => one.length === 1),
      fc.constant<Condition>(between("a", "b")),
    );
    const clause = fc.tuple(fc.constantFrom(...DIMENSIONS), condition);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 30 }),
        fc.array(clause, { maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        async (keys, pairs, concurrency) => {
          const store = openMemoryStore(
            Object.fromEntries([...keys, "pp/a/a/a/o", "p.x/a/a/a/o"].map((one) => [one, one])),
          );
          const clauses = pairs.map(([name, one]) => parseCondition(name, one));
          const found = await walkPartitions({ store, prefix: "p", dimensions: DIMENSIONS }, clauses, {
            concurrency,
          });
          const naive = keys
            .filter((one) => {
              const pieces = one.split("/").slice(1);
              return (
                pieces.length > DIMENSIONS.length &&
                clauses.every(({ dimension, test }) => test(pieces[DIMENSIONS.indexOf(dimension)]!))
              );
            })
            .sort();
          assert.deepEqual(keysOf(found), naive);
          assert.equal(found.emptyBecause === null, naive.length > 0);
          assert.equal(found.listings, store.costs.listings);
          for (const { key: one, partition } of found.objects) {
            assert.deepEqual(partition, partitionOf(one, "p", DIMENSIONS));
          }
          const sums = found.levels.map(({ kept }) => kept.reduce((sum, { bytes }) => sum + bytes, 0));
          assert.ok(sums.every((sum) => sum === found.bytes));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("partitionOf", () => {
  it("partitionOf(key, prefix, dimensions) is null outside the prefix and above the last dimension", () => {
    assert.equal(partitionOf("other/a/b/c", "lake", ["x"]), null);
    assert.equal(partitionOf("lakes/a/b", "lake", ["x"]), null);
    assert.equal(partitionOf("lake/a", "lake", ["x"]), null);
    assert.deepEqual(partitionOf("a/o", "", ["x"]), { x: "a" });
  });

  it("partitionOf(key, prefix, dimensions) keeps to own members, whatever a dimension's name", () => {
    const partition = partitionOf("a/o", "", ["__proto__"]);
    assert.deepEqual(Object.keys(partition ?? {}), ["__proto__"]);
    assert.equal(Object.getPrototypeOf(partition), Object.prototype);
  });
});

describe("dimensionValues", () => {
  it("dimensionValues(target, dimension) gives distinct values, and lists only down to that level", async () => {
    const store = makeLake();
    const target = { store, prefix: "lake", dimensions: DIMENSIONS };
    assert.deepEqual(await dimensionValues(target, "submissionDate"), DAYS);
    assert.equal(store.costs.listings, 1);
    assert.deepEqual(await dimensionValues(target, "docType"), TYPES);
    assert.equal(store.costs.listings, 1 + 4);
    assert.equal(store.costs.objectsListed, 0);
  });

  it("dimensionValues(target, dimension, clauses) honours clauses on it and above", async () => {
    const target = { store: makeLake(), prefix: "lake/", dimensions: DIMENSIONS };
    const clauses = clausesOf({ submissionDate: "20170613", docType: /^[cm]/ });
    assert.deepEqual(await dimensionValues(target, "docType", clauses), ["crash", "main"]);
    assert.deepEqual(await dimensionValues(target, "submissionDate", clauses), ["20170613"]);
    assert.equal(target.store.costs.listings, 2 + 1);
    assert.deepEqual(await dimensionValues(target, "docType", clausesOf({ submissionDate: "1999" })), []);
    await assert.rejects(dimensionValues(target, "doctype"), { name: "PlanError" });
  });
});

describe("explainWalk", () => {
  it("explainWalk(walk) is a table of what was kept and dropped, and the sums", async () => {
    const found = await walk(makeLake(), {
      submissionDate: between("20170614", "20170620"),
      docType: ["new-profile", "update"],
    });
    assert.equal(
      explainWalk(found),
      [
        "dimension       where                     kept                  dropped",
        "submissionDate  in [20170614, 20170620)   2: 20170614 20170615  1: 20170613",
        "docType         in {new_profile, update}  1: new_profile        2: crash main",
        "appVersion      any                       2: 53.0 54.0          -",
        "reads 8 objects, 0.00 MiB in lake/ in memory; 5 listings",
        "warning: no folder for docType = update",
      ].join("\n"),
    );
  });

  it("explainWalk(walk) shortens long lists and says why nothing is read", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `v${index + 10}`);
    const store = openMemoryStore(Object.fromEntries(names.map((name) => [`${name}/k`, "1"])));
    const found = await walkPartitions({ store, prefix: "", dimensions: ["d"] }, clausesOf({ d: "x" }));
    assert.match(explainWalk(found), /30: v10 v11 v12 … v37 v38 v39\n/);
    assert.match(
      explainWalk(found),
      /reads 0 objects, 0\.00 MiB in memory; 1 listing\nwarning: d = x matched none of: /,
    );
  });
});
