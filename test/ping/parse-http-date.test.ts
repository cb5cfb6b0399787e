import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseHttpDate } from "../../src/ping/index.js";

const TIME = Date.UTC(2017, 5, 13, 0, 14, 28);

describe("parseHttpDate", () => {
  // The three forms of one time that RFC 9110, 5.6.7, gives as its example.
  for (const text of [
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
  ]) {
    it(`parseHttpDate(${JSON.stringify(text)}) is the example of RFC 9110`, () => {
      assert.equal(parseHttpDate(text), Date.UTC(1994, 10, 6, 8, 49, 37));
    });
  }

  it("reads what toUTCString writes", () => {
    const time = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) / 1000 });
    fc.assert(
      fc.property(time, (second) => parseHttpDate(new Date(second * 1000).toUTCString()) === second * 1000),
    );
  });

  it("takes a zone in numbers, a day of one digit, no weekday, spaces around", () => {
    assert.equal(parseHttpDate(" Tue, 13 Jun 2017 05:44:28 +0530 "), TIME);
    assert.equal(parseHttpDate("Mon, 12 Jun 2017 20:14:28 -0400"), TIME);
    assert.equal(parseHttpDate("13 jun 2017 00:14:28 UTC"), TIME);
    assert.equal(parseHttpDate("Fri, 2 Jun 2017 00:00:00 GMT"), Date.UTC(2017, 5, 2));
  });

  it("takes years of two digits for 1970 to 2069", () => {
    assert.equal(parseHttpDate("Tuesday, 13-Jun-17 00:14:28 GMT"), TIME);
    assert.equal(parseHttpDate("Sunday, 06-Nov-69 00:00:00 GMT"), Date.UTC(2069, 10, 6));
  });

  it("takes a leap second for the second after it", () => {
    assert.equal(parseHttpDate("Sat, 31 Dec 2016 23:59:60 GMT"), Date.UTC(2017, 0, 1));
  });

  it("is null for what is no such time", () => {
    for (const text of [
      null,
      undefined,
      "",
      "yesterday",
      "1497312868",
      "2017-06-13T00:14:28Z",
      "Tue, 13 Jun 2017 00:14:28",
      "Tue, 13 Jun 2017 00:14:28 PST",
      "Tue, 13 Jun 2017 00:14:28 +1530",
      "Tue, 13 Jun 2017 00:14:28 +0060",
      "Tue, 31 Jun 2017 00:14:28 GMT",
      "Tue, 00 Jun 2017 00:14:28 GMT",
      "Tue, 13 Juni 2017 00:14:28 GMT",
      "Tue, 13 Jun 2017 24:00:00 GMT",
      "Tue, 13 Jun 2017 00:60:00 GMT",
      "Mar, 13 juin 2017 00:14:28 GMT",
    ]) {
      assert.equal(parseHttpDate(text), null, String(text));
    }
  });
});
