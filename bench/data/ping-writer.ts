import { Buffer } from "node:buffer";
import { sampleIdOf } from "../../src/ping/index.js";
import { Random } from "../../src/synthetic/random.js";
import type { Part, PingParts } from "./ping-parts.js";

/** Half-open, in bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A ping just written, as spans of the writer's `bytes`, valid until the next. */
export interface WrittenPing {
  /** The whole document, in one line without a newline. */
  readonly document: Span;
  /** The members of `environment` and `payload`, by their dotted names, values only. */
  readonly sections: ReadonlyMap<string, Span>;
  /** The value of `meta`. */
  readonly meta: { readonly [name: string]: string | number | boolean };
  /** The document but for `meta`, `environment` and `payload`, as text to be parsed. */
  readonly rest: Span;
}

/** Pings of about 20, 60 and 120 kB. */
const scales: readonly number[] = [0.18, 0.18, 0.66, 0.66, 0.66, 1.58, 1.58];

/**
 * Puts together pings from pieces, varying them: fast enough for gigabytes, and no two alike.
 *
 * Members come in the order in which Firefox writes them, `payload` before `clientId` and `environment`.
 */
export class PingWriter {
  readonly bytes: Buffer = Buffer.allocUnsafeSlow(1 << 20);
  readonly #parts: PingParts;
  readonly #seed: number;
  #random: Random = new Random(0);
  #at = 0;
  #isAscii = false;
  #sections = new Map<string, Span>();

  constructor(parts: PingParts, seed: number) {
    this.#parts = parts;
    this.#seed = seed;
  }

  /** Writes the ping of a number, which is the same whenever it is written. */
  write(index: number): WrittenPing {
    const random = new Random(this.#seed, index);
    this.#random = random;
    this.#at = 0;
    this.#sections = new Map();
    this.#isAscii = random.chance(0.1);
    const { builds, systems, clients, settings } = this.#parts;
    const scale = random.pick(scales) * random.between(0.85, 1.15);
    const build = random.pick(builds);
    const system = random.pick(systems);
    const clientId = random.pick(clients);
    const reason = random.pick([
      "shutdown",
      "shutdown",
      "daily",
      "environment-change",
      "aborted-session",
      "saved-session",
    ]);
    const id = random.uuid();
    const day = String(random.integer(1, 28)).padStart(2, "0");
    const count = Math.max(3, Math.round(25 * Math.min(1, scale * 1.2)));
    const addons = [...new Set(Array.from({ length: count }, () => random.pick(this.#parts.addons)))];

    this.#text(
      `{"type":"main","id":"${id}","creationDate":"2017-03-${day}T${random.integer(10, 23)}:58:35.${random.integer(100, 999)}Z","version":4,"application":`,
    );
    this.#part(build.application);
    this.#text(',"payload":{"ver":4');
    this.#payload(scale, reason, day, addons);
    this.#text(`},"clientId":"${clientId}","environment":{`);
    this.#section("environment.build", () => this.#part(build.part), "");
    this.#section("environment.partner", () =>
      this.#text(
        '{"distributionId":null,"distributionVersion":null,"partnerId":null,"distributor":null,"distributorChannel":null,"partnerNames":[]}',
      ),
    );
    this.#section("environment.system", () => this.#part(system.part));
    this.#section("environment.settings", () => this.#part(random.pick(settings)));
    const created = random.integer(14000, 17300);
    this.#section("environment.profile", () =>
      this.#text(random.chance(0.95) ? `{"creationDate":${created},"resetDate":${created + 100}}` : "{}"),
    );
    this.#section("environment.addons", () => {
      this.#text('{"activeAddons":{');
      this.#list(addons.map((addon) => addon.part));
      this.#text(
        `},"theme":{"id":"{972ce4c6-7e08-4474-a285-3208198ce6fd}","blocklisted":false,"description":"The default theme.","name":"Default","userDisabled":false,"appDisabled":false,"version":"${build.version}","scope":4,"foreignInstall":false,"hasBinaryComponents":false,"installDay":16000,"updateDay":17000},"activePlugins":[{"name":"Shockwave Flash","version":"23.0.0.207","description":"Shockwave Flash 23.0 r0","blocklisted":false,"disabled":false,"clicktoplay":false,"mimeTypes":["application/x-shockwave-flash","application/futuresplash"],"updateDay":17000}],"activeGMPlugins":{"gmp-widevinecdm":{"version":"1.4.8.903","userDisabled":false,"applyBackgroundUpdates":1}},"activeExperiment":{},"persona":null}`,
      );
    });
    this.#text("}");
    const meta = {
      ...{
        submissionDate: `201703${day}`,
        Date: `Mon, ${day} Mar 2017 23:31:40 GMT`,
        appUpdateChannel: build.channel,
      },
      ...{
        documentId: id,
        docType: "main",
        geoCity: random.pick(["Auckland", "São Paulo", "東京", "München"]),
      },
      ...{
        geoCountry: random.pick(["NZ", "US", "DE", "RU", "JP"]),
        appBuildId: build.id,
        appVersion: build.version,
      },
      ...{
        Host: "incoming.telemetry.mozilla.org",
        appName: "Firefox",
        sourceName: "telemetry",
        Size: this.#at,
      },
      ...{
        creationTimestamp: 1.485819100278e18,
        reason,
        os: system.os,
        telemetryEnabled: true,
        sourceVersion: "4",
      },
      ...{ normalizedChannel: build.channel, appVendor: "Mozilla", clientId, sampleId: sampleIdOf(clientId) },
      ...{
        Timestamp: 1.485819034651e18,
        Type: "telemetry",
        Hostname: `ip-172-31-${random.integer(0, 255)}-47`,
      },
    };
    const end = this.#at;
    this.#text(`,"meta":${JSON.stringify(meta)}}`);
    return { document: { start: 0, end: this.#at }, sections: this.#sections, meta, rest: { start: 0, end } };
  }

  #payload(scale: number, reason: string, day: string, addons: PingParts["addons"]): void {
    const random = this.#random;
    const parts = this.#parts;
    const draw = (count: number, from: readonly (readonly Part[])[]): Part[] => this.#draw(count, from);
    const histograms = Math.round(150 * scale);
    const keyed = Math.round(40 * scale);
    const scalars = Math.round(60 * scale);
    const text = (name: string, json: string): void => this.#section(name, () => this.#text(json));
    const object = (name: string, members: readonly Part[]): void =>
      this.#section(name, () => {
        this.#text("{");
        this.#list(members);
        this.#text("}");
      });
    this.#section("payload.simpleMeasurements", () => this.#part(random.pick(parts.simpleMeasurements)));
    text("payload.log", '[["AUSHELPER_RESULT",650,"0"],["EXPERIMENT_ACTIVATION",1320,"REJECTED","a@b.c"]]');
    text("payload.webrtc", '{"IceCandidatesStats":{"webrtc":{},"loop":{}}}');
    object("payload.histograms", draw(histograms, parts.histograms));
    object("payload.keyedHistograms", draw(keyed, parts.keyedHistograms));
    text("payload.fileIOReports", "{}");
    text("payload.lateWrites", '{"memoryMap":[],"stacks":[]}');
    text(
      "payload.chromeHangs",
      '{"memoryMap":[],"stacks":[],"durations":[],"systemUptime":[],"firefoxUptime":[],"annotations":[]}',
    );
    this.#section("payload.processes", () => {
      this.#text('{"parent":{"scalars":{');
      this.#list(draw(scalars, parts.scalars));
      this.#text('},"keyedScalars":{');
      this.#list(draw(Math.round(scalars / 8), parts.keyedScalars));
      this.#text(
        '},"events":[],"gc":{"random":[],"worst":[]}},"content":{"scalars":{},"keyedScalars":{},"histograms":{',
      );
      this.#list(draw(Math.round(histograms * 0.6), parts.histograms));
      this.#text('},"keyedHistograms":{');
      this.#list(draw(Math.round(keyed * 0.3), parts.keyedHistograms));
      this.#text('}},"gpu":{"histograms":{},"keyedHistograms":{}}}');
    });
    this.#section("payload.threadHangStats", () => {
      this.#text("[");
      this.#list(Array.from({ length: Math.round(6 * scale) }, () => random.pick(parts.hangs)));
      this.#text("]");
    });
    text("payload.UIMeasurements", "[]");
    text(
      "payload.slowSQL",
      `{"mainThread":{},"otherThreads":{"SELECT * FROM moz_places WHERE url = \\"?\\" AND title LIKE '%\\\\%'":[${random.integer(1, 5)},${random.integer(100, 2000)}]}}`,
    );
    const started = `2017-03-${day}T${random.integer(10, 23)}:00:00.0+13:00`;
    const info = {
      ...{ reason, revision: `https://hg.mozilla.org/mozilla-central/rev/${random.hex(40)}` },
      ...{ timezoneOffset: random.integer(-720, 720), previousBuildId: null, sessionId: random.uuid() },
      ...{ subsessionId: random.uuid(), previousSessionId: random.uuid(), previousSubsessionId: null },
      ...{ subsessionCounter: random.integer(1, 20), profileSubsessionCounter: random.integer(1, 900) },
      ...{ sessionStartDate: started, subsessionStartDate: started, sessionLength: random.integer(0, 1e5) },
      ...{
        subsessionLength: random.integer(0, 86400),
        addons: addons.map(({ id }) => `${encodeURIComponent(id)}:1.0`).join(","),
      },
      ...{ asyncPluginInit: false, flashVersion: "23.0.0.207" },
    };
    text("payload.info", JSON.stringify(info));
    this.#section("payload.addonDetails", () => {
      this.#text('{"XPI":{');
      this.#list(addons.slice(0, 12).map(({ detail }) => detail));
      this.#text("}}");
    });
  }

  /** Draws metrics in the order that they have everywhere, and one variant of each. */
  #draw(count: number, from: readonly (readonly Part[])[]): Part[] {
    const first = this.#random.integer(0, from.length - 1);
    const step = this.#random.pick([1, 7, 11, 13]);
    const indexes = Array.from(
      { length: Math.min(count, from.length) },
      (_, i) => (first + i * step) % from.length,
    );
    return indexes.sort((a, b) => a - b).map((index) => this.#random.pick(from[index]!));
  }

  /** Writes a member with a dotted name, after a comma unless told. */
  #section(name: string, write: () => void, before = ","): void {
    this.#text(`${before}"${name.slice(name.indexOf(".") + 1)}":`);
    const start = this.#at;
    write();
    this.#sections.set(name, { start, end: this.#at });
  }

  #list(parts: readonly Part[]): void {
    parts.forEach((part, i) => {
      if (i > 0) this.bytes[this.#at++] = 0x2c;
      this.#part(part);
    });
  }

  #part(part: Part): void {
    const bytes = this.#isAscii ? part.ascii : part.bytes;
    const digits = this.#isAscii ? part.asciiDigits : part.digits;
    const start = this.#at;
    this.bytes.set(bytes, start);
    this.#at += bytes.length;
    // A few digits are drawn anew, so that no piece comes twice.
    for (let i = Math.min(8, digits.length); i > 0; i--) {
      const drawn = this.#random.bits();
      this.bytes[start + digits[drawn % digits.length]!] = 0x30 + ((drawn >>> 16) % 10);
    }
  }

  #text(json: string): void {
    this.#at += this.bytes.write(json, this.#at);
  }
}
