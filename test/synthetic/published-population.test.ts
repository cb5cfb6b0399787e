import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { computeTruth } from "../../src/synthetic/compute-truth.js";
import type { Population } from "../../src/synthetic/index.js";
import { makePopulation } from "../../src/synthetic/make-population.js";
import { publishedFigures } from "../../src/synthetic/published-figures.js";

describe("makePopulation() with seed 1 and scale 1", () => {
  let population: Population;
  before(() => {
    population = makePopulation();
  });

  it("has every figure of the published report, ties in the published order", () => {
    assert.deepEqual(computeTruth(population), publishedFigures);
  });

  it("differs from the published figures where their traps are: missing and negative session lengths", () => {
    const apart = computeTruth(population, { missingSessionLength: "set apart" });
    assert.deepEqual(
      apart.shutdownScheduling.rows.map(([, clients]) => clients),
      [5, 13_141, 84, 87, 8, 7],
    );
    assert.deepEqual(
      apart.startupScheduling.rows.map(([, clients]) => clients),
      [37, 2505, 16, 5, 59, 1],
    );
    assert.deepEqual(apart.newProfile, publishedFigures.newProfile);
  });

  it("has clients that sent a deletion-request, well-behaving and misbehaving ones", () => {
    const honoured = computeTruth(population, { honourDeletions: true });
    assert.ok(honoured.newProfile.pings.n < publishedFigures.newProfile.pings.n);
    assert.ok(honoured.newProfile.misbehavingClients < publishedFigures.newProfile.misbehavingClients);
  });

  it("is surrounded by pings that each filter of the report keeps out", () => {
    const { window } = population;
    const wider = [
      { ...window, from: "20170613" },
      { ...window, to: "20170621" },
      { ...window, channel: "nightly", buildFrom: "2017" },
      { ...window, buildFrom: "2017" },
      { ...window, buildTo: "2018" },
    ];
    for (const changed of wider) {
      const figures = computeTruth({ ...population, window: changed });
      assert.notDeepEqual(figures.newProfile, publishedFigures.newProfile);
      assert.notDeepEqual(figures.shutdownScheduling, publishedFigures.shutdownScheduling);
    }
  });

  it("has ping times near midnight, edges of half an hour, receptions out of order and inexact timestamps", () => {
    const inside = population.pings.filter(
      (ping) => ping.docType === "new-profile" && ping.channel === "beta",
    );
    const isNearMidnight = (ms: number) => Math.min(ms % 86_400_000, 86_400_000 - (ms % 86_400_000)) < 60_000;
    assert.ok(inside.filter((ping) => isNearMidnight(ping.createdMs)).length > 10);
    for (const length of [0, 1800, 1801]) {
      assert.ok(population.pings.some((ping) => ping.docType === "main" && ping.sessionLength === length));
    }
    assert.ok(inside.some((ping) => ping.receivedNs % 256n !== 0n));
    assert.ok(inside.filter((ping) => ping.receivedNs % 256n === 0n).length > inside.length * 0.9);
    const byClient = new Map<string, typeof inside>();
    for (const ping of inside) byClient.set(ping.clientId!, [...(byClient.get(ping.clientId!) ?? []), ping]);
    const isOutOfOrder = (pings: typeof inside) =>
      pings.some((a) => pings.some((b) => a.createdMs < b.createdMs && a.receivedNs > b.receivedNs));
    assert.ok([...byClient.values()].some(isOutOfOrder));
  });
});
