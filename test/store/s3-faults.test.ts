import assert from "node:assert/strict";
import { after, describe, it, type TestContext } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { StoreError } from "../../src/errors.js";
import { openS3Store, type Store } from "../../src/store/index.js";
import { openS3StoreWith } from "../../src/store/open-s3-store.js";
import type { Patience } from "../../src/store/s3/patience.js";
import { type Fault, type FaultProxy, startFaultProxy } from "../support/fault-proxy.js";
import { accessKey, type S3Server, s3Server, secretKey, stopS3Server } from "../support/s3-server.js";
import { collect } from "./contract.js";

after(stopS3Server);

const TIMEOUT_MS = 1_000_000;
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const bytesOf = (byteLength: number): Uint8Array =>
  new Uint8Array(byteLength).map((_, index) => (index * 31 + (index >> 8)) & 255);
const readAll = async (store: Store, key: string): Promise<Buffer> =>
  Buffer.concat(await collect(store.read(key)));

/** A clock whose pauses are over at once, and whose timeouts come when they are called for. */
class Clock {
  readonly pauses: number[] = [];
  readonly #timeouts = new Set<() => void>();

  readonly patience: Partial<Patience> = {
    timeoutMs: TIMEOUT_MS,
    random: () => 0.5,
    after: (ms, act) => {
      if (ms < TIMEOUT_MS) {
        this.pauses.push(ms);
        queueMicrotask(act);
        return () => {};
      }
      this.#timeouts.add(act);
      return () => this.#timeouts.delete(act);
    },
  };

  /** Lets the time pass that a request may take without a sign of life. */
  async passTimeout(): Promise<void> {
    const due = [...this.#timeouts];
    this.#timeouts.clear();
    for (const act of due) act();
    await new Promise(setImmediate);
  }

  /** Lets that time pass until a request has failed of it, and what came before has been seen. */
  async timeOut(): Promise<void> {
    for (const before = this.pauses.length; this.pauses.length === before; ) await this.passTimeout();
  }
}

interface Rig {
  readonly server: S3Server;
  readonly proxy: FaultProxy;
  readonly clock: Clock;
  /** Through the proxy. */
  readonly store: Store;
  /** The same, with objects read in parts that are much smaller than usual. */
  readonly inParts: Store;
  /** To the server itself. */
  readonly direct: Store;
}

/** The time that a signature states: 20170614T123456Z. */
function timeOf(stated: string): number {
  return Date.parse(stated.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

let made = 0;

/** A store behind a proxy, with a prefix of its own. */
async function rig(test: TestContext): Promise<Rig | null> {
  const server = await s3Server(test);
  if (server === null) return null;
  const proxy = await startFaultProxy(server.endpoint);
  test.after(() => proxy.close());
  const clock = new Clock();
  const prefix = `faults/${made++}/`;
  const description = { kind: "s3", bucket: server.bucket, prefix, endpoint: proxy.endpoint } as const;
  return {
    server,
    proxy,
    clock,
    store: openS3StoreWith(description, clock.patience),
    inParts: openS3StoreWith(description, clock.patience, { bytes: 100_000, largeFrom: 250_000, ahead: 3 }),
    direct: openS3Store(server.bucket, { prefix, endpoint: server.endpoint }),
  };
}

/** Gives the faults in turn to the requests of a method, and none to those that come later. */
function inTurn(method: string, faults: readonly Fault[]): FaultProxy["faults"] {
  const left = [...faults];
  return (passing) => (passing.method === method ? (left.shift() ?? null) : null);
}

const slowDown: Fault = { kind: "refuse", status: 503, code: "SlowDown" };
const internal: Fault = { kind: "refuse", status: 500, code: "InternalError" };
const hangUp: Fault = { kind: "hangUp" };

describe("openS3Store, when the server or the network fails", () => {
  it("every method repeats what fails for a while, after random and growing pauses", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, clock } = made;
    proxy.faults = inTurn("PUT", [slowDown, hangUp, internal]);
    await store.write("a/1", text("one"));
    assert.deepEqual(clock.pauses, [50, 100, 200]);
    proxy.faults = inTurn("HEAD", [slowDown, hangUp]);
    assert.equal((await store.head("a/1")).byteLength, 3);
    proxy.faults = inTurn("GET", [hangUp, slowDown]);
    assert.deepEqual(await store.listFolders(""), ["a/"]);
    proxy.faults = inTurn("GET", [internal, hangUp]);
    assert.equal((await collect(store.list(""))).length, 1);
    proxy.faults = inTurn("GET", [slowDown, slowDown, hangUp, { kind: "refuse", status: 429, code: "Busy" }]);
    assert.equal((await readAll(store, "a/1")).toString(), "one");
    assert.equal(store.costs.requests, proxy.requests.length);
    assert.equal(proxy.requests.length, 4 + 3 + 3 + 3 + 5);
  });

  it("a request that fails again and again is a StoreError that says why and how often", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, clock } = made;
    proxy.faults = () => slowDown;
    await assert.rejects(collect(store.read("a/1")), {
      name: "StoreError",
      key: "a/1",
      failure: "other",
      message: /^cannot read a\/1 in s3:\/\/.*: the server asks to slow down \(HTTP 503\), 6 times$/,
    });
    assert.deepEqual(clock.pauses, [50, 100, 200, 400, 800]);
    proxy.faults = () => hangUp;
    await assert.rejects(collect(store.list("")), {
      message: /^cannot list the store in s3:.* the connection broke, 6 times$/,
    });
  });

  it("what can't pass is not repeated: no object, no bucket, no permission, no known key", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, server } = made;
    await assert.rejects(collect(store.read("absent")), { failure: "missing" });
    assert.equal(proxy.requests.length, 1);
    const { endpoint } = server;
    await assert.rejects(collect(openS3Store("no-such-bucket", { endpoint }).list("")), {
      failure: "missing",
      message: /there is no such bucket; correct its name$/,
    });
    const anonymous = openS3Store(server.bucket, { endpoint, anonymous: true, prefix: "anonymous" });
    await assert.rejects(anonymous.write("a", text("1")), {
      failure: "denied",
      message: /^cannot write a in s3:.*: permission denied$/,
    });
  });

  it("read(key) resumes a body that breaks where it broke, of the same content", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    const bytes = bytesOf((1 << 20) * 2 + 12_345);
    await direct.write("k", bytes);
    proxy.faults = inTurn("GET", [
      { kind: "cut", after: 100_000 },
      { kind: "cut", after: 0 },
      slowDown,
      { kind: "cut", after: 1_500_000 },
    ]);
    assert.ok((await readAll(store, "k")).equals(bytes));
    const ranges = proxy.requests.map(({ headers }) => headers["range"]);
    assert.equal(ranges.length, 5);
    assert.equal(ranges[0], undefined);
    const [, start] = /^bytes=(\d+)-2109496$/.exec(String(ranges[1])) ?? [];
    assert.ok(Number(start) <= 100_000, "bytes that did not come are not passed over");
    assert.ok(proxy.requests.slice(1).every(({ headers }) => headers["if-match"] !== undefined));
    assert.equal(store.costs.bytesRead, bytes.byteLength);
  });

  it("read(key, { start, end }) resumes within its range", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    const bytes = bytesOf(300_000);
    await direct.write("k", bytes);
    proxy.faults = inTurn("GET", [{ kind: "cut", after: 50_000 }]);
    const read = Buffer.concat(await collect(store.read("k", { start: 1000, end: 200_000 })));
    assert.ok(read.equals(bytes.subarray(1000, 200_000)));
    assert.match(String(proxy.requests[1]?.headers["range"]), /^bytes=\d+-199999$/);
  });

  it("read(key) gives up on a body that breaks over and over without a megabyte between", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    await direct.write("k", bytesOf(500_000));
    proxy.faults = () => ({ kind: "cut", after: 0 });
    await assert.rejects(collect(store.read("k")), {
      name: "StoreError",
      message: /^cannot read k in s3:.*: the connection broke, 6 times$/,
    });
  });

  it("read(key) asks anew when nothing comes for too long, but never while its reader takes its time", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct, clock } = made;
    const bytes = bytesOf((1 << 20) * 2);
    await direct.write("k", bytes);
    const stalled = new Promise<void>((resolve) => {
      proxy.faults = inTurn("GET", [{ kind: "stall", after: (1 << 20) + 200_000, stalled: resolve }]);
    });
    const chunks = store.read("k")[Symbol.asyncIterator]();
    const first = await chunks.next();
    for (let round = 0; round < 5; round++) await clock.passTimeout();
    assert.equal(proxy.requests.length, 1, "a slow reader is no stall");
    const second = chunks.next();
    await stalled;
    await clock.timeOut();
    const read = Buffer.concat([first.value as Uint8Array, (await second).value as Uint8Array]);
    assert.ok(read.equals(bytes));
    assert.equal((await chunks.next()).done, true);
    assert.equal(proxy.requests.length, 2);
  });

  it("read(key) takes a body that comes slowly and in small pieces", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    const bytes = bytesOf(1_100_000);
    await direct.write("k", bytes);
    proxy.faults = inTurn("GET", [{ kind: "drip", bytes: 999 }]);
    const chunks = await collect(store.read("k"));
    assert.deepEqual(
      chunks.map(({ byteLength }) => byteLength),
      [1 << 20, 1_100_000 - (1 << 20)],
    );
    assert.ok(Buffer.concat(chunks).equals(bytes));
    assert.equal(proxy.requests.length, 1);
  });

  it("read(key) takes a body that is shorter than the object for broken, whatever length the answer states", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    const bytes = bytesOf(10_000);
    await direct.write("k", bytes);
    const [listed] = await collect(direct.list(""));
    proxy.faults = inTurn("GET", [{ kind: "shorten", to: 4000 }]);
    // The checksum tells: nothing was handed out, and it is read anew.
    assert.ok((await readAll(store, "k")).equals(bytes));
    assert.equal(proxy.requests.length, 2);
    proxy.faults = inTurn("GET", [{ kind: "shorten", to: 4000 }]);
    const chunks = await collect(store.read("k", { start: 0, end: 9000, ifMatch: listed?.etag ?? "" }));
    assert.ok(Buffer.concat(chunks).equals(bytes.subarray(0, 9000)));
  });

  it("read(key) never gives bytes that don't match the checksum for the object", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    const small = bytesOf(5000);
    await direct.write("small", small);
    proxy.faults = inTurn("GET", [{ kind: "flip", at: 4999 }]);
    assert.ok((await readAll(store, "small")).equals(small));
    proxy.faults = () => ({ kind: "flip", at: 17 });
    const isWrong = {
      name: "StoreError",
      message: /^cannot read \w+ in s3:.*: its bytes do not match its checksum(?:, 6 times)?$/,
    };
    await assert.rejects(collect(store.read("small")), isWrong);
    await direct.write("large", bytesOf((1 << 20) * 3));
    proxy.faults = inTurn("GET", [{ kind: "flip", at: (1 << 20) * 2 + 5 }]);
    await assert.rejects(collect(store.read("large")), isWrong);
    // Also over a break, after which the server states no checksum.
    proxy.faults = inTurn("GET", [
      { kind: "cut", after: 2_000_000 },
      { kind: "flip", at: 5 },
    ]);
    await assert.rejects(collect(store.read("large")), isWrong);
  });

  it("read(key) rejects an object that is replaced before or under the read", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    const isReplaced = {
      name: "StoreError",
      key: "k",
      failure: "replaced",
      message: /it was replaced since/,
    };
    const bytes = bytesOf(1 << 21);
    await direct.write("k", bytes);
    const [listed] = await collect(store.list(""));
    const other = bytes.map((byte) => byte ^ 1);
    proxy.faults = async ({ method, headers }) => {
      if (method !== "GET" || headers["range"] !== undefined) return null;
      await direct.write("k", other);
      return null;
    };
    await assert.rejects(collect(store.read("k", { ifMatch: listed?.etag ?? "" })), isReplaced);
    await direct.write("k", bytes);
    let isFirst = true;
    proxy.faults = async ({ method }) => {
      if (method !== "GET") return null;
      if (isFirst) {
        isFirst = false;
        return { kind: "cut", after: 1_200_000 };
      }
      await direct.write("k", other);
      return null;
    };
    await assert.rejects(collect(store.read("k")), isReplaced);
  });

  it("read(key) holds a server that knows no conditions to the etag it asked for", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    await direct.write("k", text("one"));
    const { etag = "" } = await direct.head("k");
    proxy.faults = () => ({ kind: "headers", headers: { etag: '"ffffffffffffffffffffffffffffffff"' } });
    await assert.rejects(collect(store.read("k", { ifMatch: etag })), { failure: "replaced" });
  });

  it("a stale listing shows what was; reads of it say what became of it", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    await direct.write("a/1", text("one"));
    await direct.write("a/2", text("two"));
    const before = await collect(store.list(""));
    const stale = proxy.answers.get(0);
    assert.ok(stale !== undefined);
    await direct.write("a/1", text("new"));
    proxy.faults = ({ query }) => (query.has("list-type") ? { kind: "answer", answer: stale } : null);
    const listed = await collect(store.list(""));
    assert.deepEqual(listed, before);
    const [one, two] = listed;
    await assert.rejects(collect(store.read("a/1", { ifMatch: one?.etag ?? "" })), { failure: "replaced" });
    assert.equal(
      Buffer.concat(await collect(store.read("a/2", { ifMatch: two?.etag ?? "" }))).toString(),
      "two",
    );
    const gone: Fault = {
      kind: "answer",
      answer: { ...stale, body: Buffer.from(stale.body.toString().replaceAll("a/2", "a/3")) },
    };
    proxy.faults = ({ query }) => (query.has("list-type") ? gone : null);
    const [, third] = await collect(store.list(""));
    assert.equal(third?.key, "a/3");
    await assert.rejects(collect(store.read("a/3")), { failure: "missing" });
  });

  it("a listing whose pages are cut or mangled is asked for again, and misses nothing", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    for (let index = 0; index < 20; index++) await direct.write(`a/${index}`, text(""));
    proxy.faults = inTurn("GET", [{ kind: "cut", after: 700 }, { kind: "shorten", to: 900 }, slowDown]);
    assert.equal((await collect(store.list(""))).length, 20);
    assert.equal(proxy.requests.length, 4);
  });

  it("read(key) asks for the parts of a large object at the same time, and gives them in their order", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, inParts, direct } = made;
    const bytes = bytesOf(730_000);
    await direct.write("k", bytes);
    // Answers wait until three parts have been asked for, so that reading them one by one would never end.
    let arrived = 0;
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    proxy.faults = async ({ headers }) => {
      if (headers["range"] === undefined) return null;
      if (++arrived === 3) open();
      await opened;
      return null;
    };
    const { requests } = inParts.costs;
    assert.ok((await readAll(inParts, "k")).equals(bytes));
    const ranges = proxy.requests.map(({ headers }) => headers["range"]);
    assert.equal(ranges[0], undefined);
    assert.deepEqual(ranges.slice(1).sort(), [
      "bytes=100000-199999",
      "bytes=200000-299999",
      "bytes=300000-399999",
      "bytes=400000-499999",
      "bytes=500000-599999",
      "bytes=600000-699999",
      "bytes=700000-729999",
    ]);
    assert.equal(inParts.costs.requests - requests, 8);
    assert.equal(inParts.costs.bytesRead, bytes.length);
    const some = Buffer.concat(await collect(inParts.read("k", { start: 1000, end: 600_000 })));
    assert.ok(some.equals(bytes.subarray(1000, 600_000)));
  });

  it("read(key) of a large object holds all parts to one content and one checksum, and its reader may leave", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, inParts, direct } = made;
    const bytes = bytesOf(730_000);
    await direct.write("k", bytes);
    const isPart = (headers: { range?: unknown }): boolean => headers.range === "bytes=500000-599999";
    proxy.faults = ({ headers }) => (isPart(headers) ? { kind: "flip", at: 77 } : null);
    await assert.rejects(collect(inParts.read("k")), { message: /its bytes do not match its checksum$/ });
    proxy.faults = async ({ headers }) => {
      if (isPart(headers)) {
        await direct.write(
          "k",
          bytes.map((byte) => byte ^ 1),
        );
      }
      return null;
    };
    await assert.rejects(collect(inParts.read("k")), { failure: "replaced" });
    proxy.faults = () => null;
    const left = inParts.read("k")[Symbol.asyncIterator]();
    assert.equal(((await left.next()).value as Uint8Array).length, 100_000);
    await left.return?.();
    // What was sent before may reach the proxy later.
    const { requests } = inParts.costs;
    await direct.head("k");
    assert.equal(inParts.costs.requests, requests, "nothing more is asked for");
  });

  it("every method ends at once when the signal aborts, also in a pause and under a stalled body", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, server, direct } = made;
    await direct.write("k", bytesOf(3 << 20));
    const reason = new Error("enough");
    const description = direct.describe() as { kind: "s3"; bucket: string; prefix: string };
    // In a pause, which here lasts until it is broken off.
    const pausing = new AbortController();
    const waiting = openS3StoreWith(
      { ...description, bucket: server.bucket, endpoint: proxy.endpoint },
      {
        random: () => 0.5,
        after: (ms) => {
          if (ms < 1000) queueMicrotask(() => pausing.abort(reason));
          return () => {};
        },
      },
    );
    proxy.faults = () => slowDown;
    await assert.rejects(collect(waiting.list("", { signal: pausing.signal })), reason);
    // Under a body that stalls.
    const reading = new AbortController();
    proxy.faults = () => ({ kind: "stall", after: 10_000, stalled: () => reading.abort(reason) });
    await assert.rejects(collect(waiting.read("k", { signal: reading.signal })), reason);
    const writing = new AbortController();
    proxy.faults = () => {
      writing.abort(reason);
      return new Promise(() => {});
    };
    await assert.rejects(waiting.write("k", text("x"), { signal: writing.signal }), reason);
  });

  it("write(key, bytes) is repeated when no answer comes for too long", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct, clock } = made;
    let isFirst = true;
    const hung = new Promise<void>((resolve) => {
      proxy.faults = ({ method }) => {
        if (method !== "PUT" || !isFirst) return null;
        isFirst = false;
        resolve();
        return new Promise(() => {});
      };
    });
    const written = store.write("k", bytesOf(5_000_000));
    await hung;
    await clock.timeOut();
    await written;
    assert.equal((await direct.head("k")).byteLength, 5_000_000);
    assert.equal(proxy.requests.length, 2);
  });

  it("follows a bucket to its region, and a server's clock", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store, direct } = made;
    await direct.write("k", text("one"));
    const error = (code: string): Buffer =>
      Buffer.from(`<Error><Code>${code}</Code><Message>-</Message></Error>`);
    const elsewhere: Fault = {
      kind: "answer",
      answer: {
        status: 301,
        headers: { "x-amz-bucket-region": "eu-west-1", "content-type": "application/xml" },
        body: error("PermanentRedirect"),
      },
    };
    proxy.faults = inTurn("GET", [elsewhere]);
    assert.equal((await readAll(store, "k")).toString(), "one");
    const regionOf = (number: number): string | undefined =>
      /Credential=[^/]+\/\d+\/([^/]+)\//.exec(String(proxy.requests[number]?.headers["authorization"]))?.[1];
    assert.deepEqual([regionOf(0), regionOf(1)], ["us-east-1", "eu-west-1"]);
    const later = new Date(Date.now() + 3_600_000);
    const skewed: Fault = {
      kind: "answer",
      answer: {
        status: 403,
        headers: { date: later.toUTCString(), "content-type": "application/xml" },
        body: error("RequestTimeTooSkewed"),
      },
    };
    const before = proxy.requests.length;
    proxy.faults = inTurn("GET", [skewed]);
    // The server's own clock is right, and so it refuses what was signed by that other one, and is followed back.
    assert.equal((await readAll(store, "k")).toString(), "one");
    const times = proxy.requests.slice(before).map(({ headers }) => timeOf(String(headers["x-amz-date"])));
    const hoursLater = times.map((time) => Math.round((time - times[0]!) / 3_600_000));
    assert.deepEqual(hoursLater, [0, 1, 0]);
  });

  it("read(key) gives the object's bytes or a StoreError, whatever goes wrong, and never others", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, direct } = made;
    const largest = (1 << 20) * 2 + 500;
    const sizes = [0, 1, 70_000, 1 << 20, largest];
    for (const size of sizes) await direct.write(`${size}`, bytesOf(size));
    const place = fc.oneof(fc.nat(2000), fc.nat(largest));
    const anyFault: fc.Arbitrary<Fault> = fc.oneof(
      fc.constantFrom(slowDown, internal, hangUp, {
        kind: "refuse",
        status: 403,
        code: "AccessDenied",
      } as const),
      place.map((after) => ({ kind: "cut", after }) as const),
      place.map((to) => ({ kind: "shorten", to }) as const),
      place.map((at) => ({ kind: "flip", at }) as const),
    );
    let read = 0;
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sizes),
        fc.array(anyFault, { maxLength: 7 }),
        fc.boolean(),
        async (size, faults, isInParts) => {
          const store = isInParts ? made.inParts : made.store;
          proxy.faults = inTurn("GET", faults);
          try {
            assert.ok((await readAll(store, `${size}`)).equals(bytesOf(size)));
            read++;
          } catch (error) {
            if (!(error instanceof StoreError)) throw error;
            failed++;
          }
        },
      ),
      { numRuns: 120 },
    );
    assert.ok(read > 0 && failed > 0, `${read} read, ${failed} failed`);
  });

  it("no error shows a key, a secret or a signature, however it is printed", async (test) => {
    const made = await rig(test);
    if (made === null) return;
    const { proxy, store } = made;
    const shown: string[] = [];
    const errorOf = (act: Promise<unknown>): Promise<unknown> =>
      act.then(
        () => assert.fail("it did not fail"),
        (error: unknown) => error,
      );
    for (const [status, code] of [
      [403, "SignatureDoesNotMatch"],
      [403, "InvalidAccessKeyId"],
      [400, "AuthorizationHeaderMalformed"],
      [418, "Unheard"],
      [503, "SlowDown"],
    ] as const) {
      const body = `<Error><Code>${code}</Code><Message>key ${accessKey} ${secretKey}</Message><AWSAccessKeyId>${accessKey}</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256</StringToSign></Error>`;
      proxy.faults = () => ({
        kind: "answer",
        answer: { status, headers: { "content-type": "application/xml" }, body: Buffer.from(body) },
      });
      const acts = [
        () => collect(store.read("a/1")),
        () => store.write("a/1", text("")),
        () => collect(store.list("")),
      ];
      for (const act of acts) {
        const error = await errorOf(act());
        assert.ok(error instanceof StoreError);
        shown.push(
          inspect(error, { depth: 20, showHidden: true }),
          JSON.stringify(error),
          String(error.cause),
        );
      }
    }
    const all = shown.join("\n");
    for (const secret of [accessKey, secretKey, "AWS4-HMAC", "Credential="]) {
      assert.ok(!all.includes(secret), `an error shows ${secret}`);
    }
    assert.match(all, /the secret key does not fit the access key/);
  });
});
