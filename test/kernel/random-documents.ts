import { Buffer } from "node:buffer";

/** Gives numbers in [0, 1). */
export type Random = () => number;
/** A whole number from 0 on, less than `limit`. */
export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
export const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!;

// Texts are built a character a byte, so that they can hold bytes that are not UTF-8.
const inBytes = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** Members that paths and keys are made of: lengths around 8, 16, 32 and 64, whatever needs escapes, indexes. */
const names: readonly string[] = [
  ..."a b c id clientId payload info reason environment profile meta sampleId histograms".split(" "),
  ...["__proto__", "constructor", "toString", "length", "", " ", "a/b", "a.b"],
  ...["0", "1", "2", "17", "00", "01", "-1", "1e0", "4294967295"],
  ...["é", "ü/ö", "日本語", "😀", "😀\u200d🔥", "\u2028", "\u007f", "\u0000", "\n", "\t"],
  ...['k"q', '"', '""', "back\\slash", "\\", "\\\\", "\\u0061", "\\n", "{", "}", "[", "],", ":", ","],
  ...[7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 200].map((length) => "name".repeat(50).slice(0, length)),
];

/** Draws what a scan might want: a few paths that share beginnings, now and then the whole document or very many. */
export function randomPaths(random: Random): string[][] {
  const few = Array.from({ length: 1 + below(random, 6) }, () => pick(random, names));
  const count = pick(random, [1, 2, 4, 12, 12, 12, 100]);
  const paths = Array.from({ length: count }, () =>
    Array.from({ length: 1 + below(random, pick(random, [1, 2, 4])) }, () =>
      pick(random, random() < 0.7 ? few : names),
    ),
  );
  if (random() < 0.1) paths.push([]);
  return paths;
}

/** Draws JSON text, as its author or a bad encoder writes it. Keys often lie on the paths given. */
export function randomDocument(random: Random, paths: readonly (readonly string[])[]): Buffer {
  return Buffer.from(new Author(random, paths).document(), "latin1");
}

class Author {
  readonly #random: Random;
  readonly #paths: readonly (readonly string[])[];
  /** How often there are blanks between tokens. */
  readonly #blanks: number;
  /** How often a character is escaped that need not be. */
  readonly #escapes: number;
  /** How many values may still come. */
  #budget: number;

  constructor(random: Random, paths: readonly (readonly string[])[]) {
    this.#random = random;
    this.#paths = paths;
    this.#blanks = pick(random, [0, 0, 0.1, 0.6]);
    this.#escapes = pick(random, [0, 0.02, 0.3]);
    this.#budget = pick(random, [10, 40, 40, 150]);
  }

  document(): string {
    const random = this.#random;
    const kind = random();
    let text: string;
    if (kind < 0.05) text = this.#value(0, 0);
    else if (kind < 0.1) text = this.#list(0, 4);
    else if (kind < 0.25) text = this.#ping();
    else text = this.#object(0, 5);
    if (random() < 0.06) text = this.#nested(text);
    return this.#space() + text + this.#space();
  }

  #space(): string {
    const random = this.#random;
    if (random() >= this.#blanks) return "";
    return pick(random, [" ", "  ", "\t", "\r", "\n", "\r\n", " ".repeat(below(random, 140))]);
  }

  #value(depth: number, levels: number): string {
    const random = this.#random;
    const kind = random();
    this.#budget -= 1;
    if (levels <= 0 || this.#budget <= 0 || kind < 0.4) {
      return pick(random, [() => this.#string(), () => this.#number(), () => pick(random, words)])();
    }
    // Where a path goes on with an index, a list may be meant.
    const isIndex = /^\d/.test(pick(random, this.#paths)[depth] ?? "");
    return kind < (isIndex ? 0.5 : 0.75) ? this.#object(depth, levels - 1) : this.#list(depth, levels - 1);
  }

  #object(depth: number, levels: number): string {
    const count = pick(this.#random, [0, 1, 2, 3, 5, 8]);
    const members = Array.from({ length: count }, () => {
      const key = this.#quoted(inBytes(this.#key(depth)));
      return `${this.#space()}${key}${this.#space()}:${this.#space()}${this.#value(depth + 1, levels)}${this.#space()}`;
    });
    return `{${members.length === 0 ? this.#space() : members.join(",")}}`;
  }

  #list(depth: number, levels: number): string {
    const count = pick(this.#random, [0, 1, 2, 3, 6, 20]);
    const items = Array.from(
      { length: count },
      () => `${this.#space()}${this.#value(depth + 1, levels)}${this.#space()}`,
    );
    return `[${items.length === 0 ? this.#space() : items.join(",")}]`;
  }

  /** A name that a wanted path has here, one that is nearly such a name, or any. */
  #key(depth: number): string {
    const random = this.#random;
    const wanted = pick(random, this.#paths)[depth];
    if (wanted === undefined || random() < 0.2) return pick(random, names);
    if (random() < (wanted.length > 6 ? 0.5 : 0.85)) return wanted;
    const at = below(random, wanted.length + 1);
    return pick(random, [
      wanted.slice(0, at),
      `${wanted}x`,
      `${wanted.slice(0, at)}y${wanted.slice(at + 1)}`,
      wanted.toUpperCase(),
      `${wanted.slice(0, at)}\u0000`,
    ]);
  }

  #string(): string {
    const random = this.#random;
    return this.#quoted(
      pick(random, [
        () => pick(random, ["", "x", "hello", "true", "null", "12", "/path/x", "{}[]:,", "]}", '"}', "\n\t"]),
        () => "a".repeat(below(random, 150)),
        () => '"'.repeat(1 + below(random, 6)),
        () => "\\".repeat(1 + below(random, 140)),
        () =>
          inBytes(
            pick(random, ["é😀日本", "\u2028\u2029", "\u007f\u0080", "\ufeff", "\ufffd", "😀".repeat(9)]),
          ),
        // Bytes that are not UTF-8: alone, cut, a surrogate, too long, beyond Unicode.
        () =>
          pick(random, [
            "\xff",
            "\xc3",
            "\xe2\x82",
            "\x80",
            "\xed\xa0\xbd\xed\xb8\x80",
            "\xc0\xaf",
            "\xf4\x90\x80\x80",
          ]),
        () => inBytes(pick(random, names)),
      ])(),
    );
  }

  /** Puts bytes in quotes, escaping what must be and some of what need not be; rarely as a lone surrogate. */
  #quoted(text: string): string {
    const random = this.#random;
    if (random() < (this.#escapes === 0 ? 0.9 : 0.3)) return JSON.stringify(text);
    let quoted = "";
    // Characters are escaped whole, so they are found first; bytes that are none stay as they are.
    for (const [piece] of text.matchAll(
      /[\xc3-\xdf][\x80-\xbf]|[\xe1-\xec][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf0[\x90-\xbf][\x80-\xbf]{2}|./gs,
    )) {
      const mustEscape = piece === '"' || piece === "\\" || piece < " ";
      if (!mustEscape && random() >= this.#escapes) quoted += piece;
      else if (mustEscape && random() < 0.5) quoted += JSON.stringify(piece).slice(1, -1);
      else if (piece === "/") quoted += "\\/";
      else if (piece.length === 1 && piece >= "\x80") quoted += piece;
      else {
        const character = Buffer.from(piece, "latin1").toString("utf8");
        for (let i = 0; i < character.length; i++) {
          const digits = character.charCodeAt(i).toString(16).padStart(4, "0");
          quoted += `\\u${random() < 0.5 ? digits : digits.toUpperCase()}`;
        }
      }
    }
    if (random() < 0.01) quoted += pick(random, ["\\ud83d", "\\ude00", "\\ud83dx", "\\ud83d\\ud83d\\ude00"]);
    return `"${quoted}"`;
  }

  #number(): string {
    const random = this.#random;
    const digits = (count: number): string => Array.from({ length: count }, () => below(random, 10)).join("");
    return pick(random, [
      () =>
        pick(random, [
          "0",
          "-0",
          "0.0",
          "-0.0",
          "0e0",
          "-0E-0",
          "1e400",
          "-1e400",
          "1e-400",
          "5e-324",
          "2.5e-324",
        ]),
      () =>
        pick(random, [
          "1E5",
          "1e+5",
          "-12.25e-10",
          "9007199254740993",
          "18446744073709551616",
          "0.1",
          "1.7976931348623159e308",
        ]),
      () => `${pick(random, ["", "-"])}${1 + below(random, 9)}${digits(below(random, 25))}`,
      () => `${pick(random, ["", "-"])}${below(random, 10)}.${digits(1 + below(random, 25))}`,
      () =>
        `${1 + below(random, 9)}${digits(below(random, 150))}.${digits(1 + below(random, 90))}e${below(random, 400) - 200}`,
      () => String((random() - 0.5) * 10 ** (below(random, 40) - 20)),
      () => String(below(random, 1e9)),
    ])();
  }

  /** A document as telemetry sends it, of some 8 kB: most of it histograms that no path of these wants. */
  #ping(): string {
    const random = this.#random;
    const histogram = (): string => {
      const values = Array.from(
        { length: below(random, 14) },
        (_, i) => `"${i * i * 7}":${below(random, 3000)}`,
      );
      return `{"range":[1,${10 ** below(random, 6)}],"bucket_count":${below(random, 100)},"histogram_type":${below(random, 6)},"values":{${values.join(",")}},"sum":${below(random, 1e7)}}`;
    };
    const named = Array.from(
      { length: 10 + below(random, 50) },
      (_, i) => `"GC_${"MS_".repeat(i % 9)}${i}":${histogram()}`,
    );
    const info = this.#object(2, 1);
    const parts = [
      `"payload":{"ver":4,"histograms":{${named.join(",")}},"info":${info}}`,
      `"environment":${this.#object(1, 3)}`,
      `"meta":${this.#object(1, 1)}`,
      this.#object(0, 2).slice(1, -1).trim() || '"a":1',
    ];
    if (random() < 0.5) parts.reverse();
    return `{${parts.join(",")}}`;
  }

  /** The document inside many levels, or with many levels beside its members. */
  #nested(text: string): string {
    const random = this.#random;
    const depth = random() < 0.03 ? 1000 + below(random, 3900) : 1 + below(random, 140);
    const isList = Array.from({ length: depth }, () => random() < 0.5);
    const open = isList.map((list) => (list ? "[" : '{"a":')).join("");
    const close = isList
      .map((list) => (list ? "]" : "}"))
      .reverse()
      .join("");
    if (random() < 0.5 || !/^\{"/.test(text)) return open + text + close;
    return `{"deep":${open}1${close},${text.slice(1)}`;
  }
}

const words = ["true", "false", "null"];

const fragments: readonly string[] = [
  ...[
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "0",
    "1",
    "-",
    ".",
    "e",
    "E",
    "+",
    "t",
    "n",
    "u",
    "true",
    "null",
    "false",
  ],
  ...[" ", "\t", "\n", "\r", "\x0b", "\x0c", "\x00", "\x01", "\x1f", "\x7f", "/", "'", "#"],
  ...[
    "\\u12",
    "\\u",
    "\\ud83d",
    "\\x",
    "\\'",
    '\\"',
    "\\\\",
    "00",
    "01",
    "-0",
    "1.",
    ".5",
    "1e",
    "+1",
    "NaN",
    "Infinity",
  ],
  ...['""', "{}", "[]", ",,", "[,", "{,", ",]", ",}", '"a"', '"a":', '"a":1,', ":1", "//x", "/**/"],
  ...["\xff", "\x80", "\xc3", "\xc3\xa9", "\xed\xa0\x80", "\xef\xbb\xbf", "\xc2\xa0", "\xe2\x80\xa8"],
];

/** Changes a text in one place or a few, as storage, networks and careless programs do. */
export function mutate(random: Random, text: Buffer): Buffer {
  let bytes = text;
  for (let step = pick(random, [1, 1, 1, 2, 3]); step > 0; step--) {
    const at = below(random, bytes.length + 1);
    const fragment = Buffer.from(pick(random, fragments), "latin1");
    const kind = random();
    if (kind < 0.1) bytes = spliced(bytes, at, 1, Buffer.from([below(random, 256)]));
    else if (kind < 0.2)
      bytes = spliced(bytes, at, 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << below(random, 8))]));
    else if (kind < 0.4) bytes = spliced(bytes, at, 1 + below(random, 3), Buffer.alloc(0));
    else if (kind < 0.7) bytes = spliced(bytes, at, 0, fragment);
    else if (kind < 0.85) bytes = spliced(bytes, at, fragment.length, fragment);
    else if (kind < 0.92)
      bytes = Buffer.from(bytes.subarray(random() < 0.8 ? 0 : at, random() < 0.8 ? at : bytes.length));
    else {
      const from = below(random, bytes.length + 1);
      bytes = spliced(
        bytes,
        at,
        random() < 0.5 ? 0 : below(random, 40),
        bytes.subarray(from, from + below(random, 60)),
      );
    }
  }
  return bytes;
}

function spliced(bytes: Buffer, at: number, removed: number, added: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}
