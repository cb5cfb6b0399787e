import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import {
  compileTrie,
  type Projector,
  type ProjectorOptions,
  SPAN_ESCAPED,
  SPAN_WIDE,
} from "../../src/kernel/index.js";
import { checkMembers, parsed, place } from "./check-projector.js";
import { projectorsToCheck } from "./projectors-to-check.js";
import { isSameValue, valueAt } from "./value-at.js";

// What every projector promises; runs on the TypeScript twin, and on the WebAssembly module where there is one.
for (const [name, create] of projectorsToCheck) {
  const make = (paths: readonly string[], options?: ProjectorOptions) => {
    const lists = paths.map((path) => (path === "" ? [] : path.split("/")));
    const trie = compileTrie(lists);
    return { projector: create(trie, options), trie, lists };
  };
  /** The values at paths, `undefined` where there is none; null if the text is rejected. */
  const read = (
    text: string | Buffer,
    paths: readonly string[],
    options?: ProjectorOptions,
  ): unknown[] | null => {
    const { projector, trie } = make(paths, options);
    const bytes = Buffer.from(text);
    const end = place(projector, bytes, 3, 0x22);
    return projector.project(0, 3, end) ? trie.slotOf.map((slot) => valueIn(projector, slot)) : null;
  };
  const valueIn = (projector: Projector, slot: number): unknown =>
    projector.ends[slot] === 0
      ? undefined
      : JSON.parse(projector.bytes.toString("utf8", projector.starts[slot], projector.ends[slot]));

  describe(`project, of the ${name}`, () => {
    it("finds values of every kind, and tells missing from null", () => {
      const text = '{"a":{"b":"x","c":null},"d":[1,{"e":-0.5}],"f":true}';
      assert.deepEqual(read(text, ["a/b", "a/c", "a/x", "d/1/e", "f", "a", "d", "f/g", "a/b/0"]), [
        ...["x", null, undefined, -0.5, true, { b: "x", c: null }, [1, { e: -0.5 }], undefined, undefined],
      ]);
      assert.deepEqual(read(' \t\r\n{ "a" : { "b" :\n1 } , "d" : 2 } ', ["a/b", "d"]), [1, 2]);
    });

    it("gives the whole document at the empty path, without the blanks around", () => {
      const { projector } = make(["", "a"]);
      const text = Buffer.from('\n {"a":1} \n');
      place(projector, text, 0, 0x20);
      assert.ok(projector.project(0, 0, text.length));
      assert.deepEqual([projector.starts[0], projector.ends[0]], [2, 9]);
      assert.deepEqual(read(" 5 ", ["", "a"]), [5, undefined]);
    });

    it("takes the last of equal keys, and nothing of those before", () => {
      assert.deepEqual(read('{"a":1,"a":2}', ["a"]), [2]);
      assert.deepEqual(read('{"a":{"b":1,"c":2},"a":{"b":3}}', ["a/b", "a/c", "a"]), [
        3,
        undefined,
        { b: 3 },
      ]);
      assert.deepEqual(read('{"a":{"b":1},"a":7}', ["a/b", "a"]), [undefined, 7]);
      assert.deepEqual(read('{"a":[5,6],"\\u0061":[7]}', ["a/0", "a/1"]), [7, undefined]);
    });

    it("compares keys as JSON.parse reads them", () => {
      const paths = ["é", "😀", 'k"q', "back\\slash", "a\nb", "__proto__", "\u0000"];
      const text = JSON.stringify(Object.fromEntries(paths.map((path, i) => [path, i])), null, 1).replace(
        '"é": 0',
        '"é": 0, "__proto__": 5',
      );
      assert.deepEqual(read(text, paths), [0, 1, 2, 3, 4, 5, 6]);
      assert.deepEqual(
        read('{"\\u00e9":1,"\\ud83D\\uDe00":2,"__pr\\u006fto__":3}', ["é", "😀", "__proto__"]),
        [1, 2, 3],
      );
      assert.deepEqual(read('{"\\ud83d":1,"\\ude00":2,"\\ud83dx\\ude00":3}', ["😀", "x"]), [
        undefined,
        undefined,
      ]);
      // The path's own text would be an escape.
      assert.deepEqual(read('{"\\n":1,"\\\\n":2}', ["\n", "\\n"]), [1, 2]);
    });

    it("is not misled by bytes that are not UTF-8, in keys or values", () => {
      const bytes = Buffer.from('{"\xc3":1,"a\xff":2,"a":"\xe2\x82"}', "latin1");
      assert.deepEqual(read(bytes, ["a", "Ã", "a/x"]), ["\ufffd", undefined, undefined]);
      assert.equal(read(Buffer.from('{"a":1}\xa0', "latin1"), ["a"]), null);
      assert.equal(read('\ufeff{"a":1}', ["a"]), null);
    });

    it("takes array indexes in their usual spelling only, in lists; any name in objects", () => {
      const paths = ["l/0", "l/2", "l/00", "l/-1", "l/length", "l/4294967295", "l/1e0", "o/0", "o/00"];
      assert.deepEqual(read('{"l":[5,6,7],"o":{"0":1,"00":2}}', paths), [
        ...[5, 7, undefined, undefined, undefined, undefined, undefined, 1, 2],
      ]);
      assert.deepEqual(read("[[1,[2]],3]", ["0/1/0", "1", "1/0"]), [2, 3, undefined]);
    });

    it("tells escapes and bytes from 0x80 up in strings", () => {
      const { projector, trie } = make(["a", "b", "c", "d"]);
      const text = Buffer.from('{"a":"x","b":"\\n","c":"é","d":"\\"ü"}');
      place(projector, text, 0, 0);
      assert.ok(projector.project(0, 0, text.length));
      assert.deepEqual(
        trie.slotOf.map((slot) => projector.flags[slot]),
        [0, SPAN_ESCAPED, SPAN_WIDE, SPAN_ESCAPED | SPAN_WIDE],
      );
    });

    it("accepts and rejects what JSON.parse does, with every token at every place of a block", () => {
      const tokens = [
        ...[
          '"a"',
          '"\\"',
          '"\\\\"',
          '"\\u00e9"',
          '"\\u00g9"',
          '"\\',
          '"',
          '"\t"',
          '"é"',
          "{}",
          "[]",
          "{",
          "]",
          "[1,]",
        ],
        ...[
          "0",
          "-0",
          "01",
          "-",
          "1.",
          ".5",
          "1.5e+10",
          "1e",
          "1E-2",
          "1e400",
          "12345678901234567890",
          "+1",
          "0x1",
        ],
        ...[
          "true",
          "false",
          "null",
          "tru",
          "nulll",
          "truefalse",
          "falsenull",
          "[true,false,null,-1]",
          "[truen]",
          '{"a":false"b":1}',
          '{"a":"b":1}',
          '{"a":[1]:2}',
          '["a":1]',
          '{"a":1,"b"}',
          '{"a",1}',
          "{{}}",
          '[{"a":[]},{}]',
          '{"a":{}{}}',
          "[1}",
          "\u001a",
          "\u000c",
          "\u0010",
          "True",
          "NaN",
          "",
          ",",
          ":",
          "1 2",
          '{"a":1,}',
          '{"a"}',
          "{1:2}",
        ],
      ];
      const { projector } = make(["w", "k/v"]);
      // From 128 bytes on brackets are counted, where that will do.
      const pads = Array.from({ length: 140 }, (_, i) => (i < 70 ? i : i + 60));
      for (const token of tokens) {
        for (const pad of pads) {
          for (const [before, after] of [
            [`{"${"p".repeat(pad)}":`, ',"k":{"v":1}}'],
            [`${" ".repeat(pad)}{"w":`, "}"],
            [`[${"1,".repeat(pad)}`, "]"],
          ] as const) {
            const text = Buffer.from(before + token + after);
            const end = place(projector, text, pad % 3, 0x31);
            const expected = parsed(text);
            assert.equal(projector.project(0, pad % 3, end), expected !== undefined, text.toString());
            assert.equal(projector.isJson(pad % 3, end), expected !== undefined, text.toString());
            if (expected === undefined) continue;
            assert.ok(isSameValue(valueIn(projector, 0), valueAt(expected, ["w"])), text.toString());
            assert.ok(isSameValue(valueIn(projector, 1), valueAt(expected, ["k", "v"])), text.toString());
          }
        }
      }
    });

    it("takes strings, numbers and blanks of any length across blocks", () => {
      for (let length = 0; length < 140; length++) {
        const text = "x".repeat(length);
        const slashes = "\\\\".repeat(length);
        const number = `${"1".repeat(length)}2.${"3".repeat(length)}4e1`;
        const blanks = " ".repeat(length);
        const json = `{"s":"${text}",${blanks}"e":"${slashes}"${blanks},"n":${blanks}${number}}`;
        const expected = JSON.parse(json);
        assert.deepEqual(read(json, ["s", "e", "n"]), [expected.s, expected.e, expected.n]);
        assert.equal(read(`{"s":"${slashes}\\"}`, ["s"]), null);
      }
    });

    it("reads nothing outside its span", () => {
      const { projector } = make(["a"]);
      for (const text of ["12", "tru", '"a', "1.5", "1e5", '"\\u0041"', "[1", '{"a":1', '{"a":12}', " 1"]) {
        for (const around of ["0", "}", "]", '"', "e", " ", "\\"]) {
          const end = place(projector, Buffer.from(text), 5, around.charCodeAt(0));
          assert.equal(projector.project(0, 5, end), parsed(Buffer.from(text)) !== undefined, text + around);
        }
      }
      assert.equal(projector.project(0, 5, 5), false);
    });

    it("takes thousands of levels, in what it skips and in what is wanted", () => {
      for (const depth of [61, 62, 63, 64, 65, 127, 128, 129, 5000]) {
        const open = '{"x":['.repeat(depth / 2);
        const close = "]}".repeat(depth / 2);
        const deep = depth % 2 === 0 ? `${open}1${close}` : `[${open}1${close}]`;
        assert.deepEqual(read(`{"deep":${deep},"a":1}`, ["a", "b"]), [1, undefined], `${depth} levels`);
        assert.equal(read(`{"deep":${deep.slice(0, -1)},"a":1}`, ["a"]), null, `${depth} levels, one open`);
        assert.equal(read(`{"deep":${deep}],"a":1}`, ["a"]), null, `${depth} levels, one too few`);
      }
      const path = "x/".repeat(300).slice(0, -1);
      assert.deepEqual(read(`${'{"x":'.repeat(300)}7${"}".repeat(300)}`, [path, `${path}/x`]), [
        7,
        undefined,
      ]);
    });

    it("reads a section as the value at a node, and leaves the other slots", () => {
      const { projector, trie } = make(["a/b", "a/c", "d", "a"]);
      const [b, c, d, a] = trie.slotOf as [number, number, number, number];
      const first = Buffer.from('{"a":{"b":1,"c":2},"d":3}');
      const second = Buffer.from(' {"c":4} ');
      const end = place(projector, first, 0, 0x20);
      assert.ok(projector.project(0, 0, end));
      const sectionEnd = place(projector, second, end + 64, 0x20);
      assert.ok(projector.project(trie.nodes[0]!.children.get("a")!, end + 64, sectionEnd));
      assert.deepEqual(
        [b, c, d, a].map((slot) => valueIn(projector, slot)),
        [undefined, 4, 3, { c: 4 }],
      );
      projector.clear();
      assert.deepEqual([...projector.ends], [0, 0, 0, 0]);
      assert.ok(projector.project(trie.nodes[0]!.children.get("a")!, end + 64, sectionEnd));
      assert.deepEqual(
        [b, c, d].map((slot) => valueIn(projector, slot)),
        [undefined, 4, undefined],
      );
    });

    it("project(…) with validate: false gives the same of JSON, and still sees what is cut", () => {
      const text = '{"a":{"b":"}]\\"","c":[{"d":"\\\\"}]},"e":5}';
      const paths = ["e", "a/b", "a"];
      assert.deepEqual(read(text, paths, { validate: false }), read(text, paths));
      assert.equal(read(text.slice(0, -1), ["e"], { validate: false }), null);
      assert.equal(read('{"x":[1,2', ["e"], { validate: false }), null);
    });

    it("reserve(length) keeps what is there and takes documents of any size", () => {
      const { projector } = make(["z"]);
      projector.bytes.write("kept", 10);
      const text = Buffer.from(`{"y":"${"y".repeat(3_000_000)}","z":1}`);
      projector.reserve(text.length + 100);
      assert.ok(projector.bytes.length >= text.length + 100);
      assert.equal(projector.bytes.toString("latin1", 10, 14), "kept");
      projector.bytes.set(text, 100);
      assert.ok(projector.project(0, 100, 100 + text.length));
      assert.equal(valueIn(projector, 0), 1);
    });
  });

  describe(`listMembers, of the ${name}`, () => {
    it("lists members in order, equal keys as often as they come", () => {
      const { projector } = make([]);
      const text = Buffer.from('{ "a" : 1 , "\\u0062":"\\n" , "a":[2,3], "é":"é" }');
      place(projector, text, 0, 0x2c);
      assert.equal(projector.listMembers(0, text.length), 4);
      const rows = Array.from({ length: 4 }, (_, i) =>
        Array.from(projector.members.subarray(6 * i, 6 * i + 6)),
      );
      assert.deepEqual(
        rows.map(([keyStart, keyEnd, keyFlags, start, end, flags]) => [
          ...[text.toString("utf8", keyStart, keyEnd), keyFlags, text.toString("utf8", start, end), flags],
        ]),
        [
          ['"a"', 0, "1", 0],
          ['"\\u0062"', SPAN_ESCAPED, '"\\n"', SPAN_ESCAPED],
          ['"a"', 0, "[2,3]", 0],
          ['"é"', SPAN_WIDE, '"é"', SPAN_WIDE],
        ],
      );
    });

    it("lists items without keys, nothing of what is empty, and any number", () => {
      const { projector } = make([]);
      for (const text of ["[]", "{}", "[ ]", "{\n}", "[1]", '[[],{},"",-1e5]', '{"":{"":{}}}', "[[[[1]]]]"]) {
        const bytes = Buffer.from(text);
        const end = place(projector, bytes, 7, 0x2c);
        checkMembers(projector, { start: 7, end, value: JSON.parse(text) });
      }
      const many = Buffer.from(JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ [i]: i }))));
      const end = place(projector, many, 1, 0);
      checkMembers(projector, { start: 1, end, value: JSON.parse(many.toString()) });
    });
  });

  describe(`projectDeferring, of the ${name}`, () => {
    const lists = [["a"], ["b", "c"], ["d"]];
    const trie = compileTrie(lists);
    const deferred = trie.slotOf.slice(0, 2);
    const projector = create(trie, { deferred });
    /** Whether a text is taken, its deferred values then being checked. */
    const takes = (text: string): boolean => {
      const end = place(projector, Buffer.from(text), 5, 0x22);
      if (!projector.projectDeferring(5, end)) return projector.project(0, 5, end);
      return deferred.every(
        (slot) =>
          projector.ends[slot] === 0 || projector.isJson(projector.starts[slot]!, projector.ends[slot]!),
      );
    };

    it("finds what project finds", () => {
      const text = Buffer.from('{"a":{"x":[1,"}"]},"b":{"c":[2,{}],"e":3},"d":4,"f":{}}');
      const end = place(projector, text, 7, 0);
      assert.ok(projector.project(0, 7, end));
      const spans = [projector.starts, projector.ends].map((list) => [...list]);
      projector.clear();
      assert.ok(projector.projectDeferring(7, end));
      assert.deepEqual(
        [projector.starts, projector.ends].map((list) => [...list]),
        spans,
      );
    });

    it("takes what JSON.parse takes, if deferred values are checked", () => {
      const texts = ['{"a":{"a":[1,"}"]},"b":{"c":[2,{"x":{}}],"e":3},"a":{},"d":[4],"b":5}'];
      texts.push('{"a":[{"n":"\\\\"}],"b":{"c":{"k":-1.5e3,"l":[true,null]}},"d":{"e":[]}}');
      let state = 3;
      const below = (n: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * n);
      };
      let valid = 0;
      for (let i = 0; i < 4000; i++) {
        const text = texts[i % 2]!;
        const at = below(text.length);
        const piece = ["", ...'{}[]",:\\a1b'][below(12)]!;
        const damaged = text.slice(0, at) + piece + text.slice(at + below(3));
        const isJson = parsed(Buffer.from(damaged)) !== undefined;
        assert.equal(takes(damaged), isJson, damaged);
        if (isJson) valid += 1;
      }
      assert.ok(valid > 300, `${valid} of 4000 are JSON`);
    });
  });
}
