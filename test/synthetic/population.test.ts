import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { computeTruth } from "../../src/synthetic/compute-truth.js";
import type { ValidationFigures } from "../../src/synthetic/index.js";
import { makePopulation } from "../../src/synthetic/make-population.js";

const total = (numbers: Iterable<number>): number => [...numbers].reduce((sum, n) => sum + n, 0);

/** What holds between the figures of any population. */
function assertConsistent({
  newProfile,
  shutdownScheduling,
  startupScheduling,
  crashes,
}: ValidationFigures): void {
  const { duplicatesByDocumentId, duplicatesByClientId } = newProfile;
  const { n } = newProfile.pings;
  assert.equal(newProfile.reasonStartup.n + newProfile.reasonShutdown.n, n);
  assert.equal(duplicatesByDocumentId.n + duplicatesByDocumentId.keptPings, n);
  assert.equal(duplicatesByClientId.d, duplicatesByDocumentId.keptPings);
  assert.equal(duplicatesByClientId.n + duplicatesByClientId.keptPings, duplicatesByClientId.d);

  const sequences = newProfile.reasonSequencesInPublishedOrder;
  const clients = newProfile.aConsistentNumberOfClientsPerSequence;
  assert.equal(total(clients), newProfile.misbehavingClients);
  assert.deepEqual(
    [...clients].sort((a, b) => b - a),
    clients,
  );
  const documents = total(sequences.map((sequence, i) => sequence.length * clients[i]!));
  assert.equal(documents - newProfile.misbehavingClients, duplicatesByClientId.n);
  const shutdown = sequences.map((sequence) => sequence.filter((reason) => reason === "shutdown").length);
  assert.equal(
    total(shutdown.map((count, i) => count * clients[i]!)),
    newProfile.shutdownPingsOfMisbehavingClientsAfterDocumentDedupe.n,
  );

  const bySender = newProfile.reasonByPingsenderOfMisbehavingClients;
  const { pingsenderShutdownMisbehaving: bad, pingsenderShutdownWellBehaving: good } = newProfile;
  assert.equal(total(bySender.rows.map(([, , pings]) => pings)), bySender.denominator);
  assert.equal(total(bad.rows.map(([, pings]) => pings)), bad.denominator);
  assert.equal(bad.denominator + good.denominator, newProfile.reasonShutdown.n);

  const delays = newProfile.creationDelayDays;
  assert.equal(total(delays.counts), delays.total);
  assert.equal(delays.total + delays.withoutCreationDate, duplicatesByClientId.keptPings);
  const { percentiles } = delays;
  assert.ok(percentiles[50] <= percentiles[70] && percentiles[80] <= percentiles[95]);
  assert.ok(percentiles[95] <= percentiles[99]);

  for (const scheduling of [shutdownScheduling, startupScheduling]) {
    assert.equal(total(scheduling.rows.map(([, count]) => count)), scheduling.clients);
  }
  assert.equal(total(crashes.aConsistentNumberOfClientsPerSequence), newProfile.misbehavingClients);
  const crashed = crashes.sequencesInPublishedOrder.map((sequence) => sequence.includes("crash"));
  assert.equal(
    total(crashed.map((has, i) => (has ? crashes.aConsistentNumberOfClientsPerSequence[i]! : 0))),
    crashes.misbehavingClientsWithMainProcessCrash.n,
  );
}

describe("makePopulation(seed, scale)", () => {
  for (const seed of [2, 3, 20_170_614]) {
    it(`gives seed ${seed} figures that agree with one another, with and without deletions`, () => {
      const population = makePopulation({ seed, scale: 0.2 });
      const figures = computeTruth(population);
      assertConsistent(figures);
      assertConsistent(computeTruth(population, { honourDeletions: true }));
      assertConsistent(computeTruth(population, { missingSessionLength: "set apart" }));
      assert.ok(figures.newProfile.pings.n > 4000 && figures.newProfile.misbehavingClients >= 4);
      assert.ok(figures.shutdownScheduling.rows.every(([, , printed]) => /^\d+(\.\d+)?$/.test(printed)));
    });
  }

  it("gives every seed rates of its own", () => {
    const shares = [2, 3, 4].map((seed) => {
      const { reasonStartup } = computeTruth(makePopulation({ seed, scale: 0.1 })).newProfile;
      return Math.round((100 * reasonStartup.n) / reasonStartup.d);
    });
    assert.equal(new Set(shares).size, 3);
  });

  it("multiplies clients by scale, and always has some", () => {
    const pings = (scale: number) => computeTruth(makePopulation({ seed: 5, scale })).newProfile.pings.n;
    assert.ok(Math.abs(pings(0.4) / pings(0.1) - 4) < 0.3);
    assert.ok(pings(1e-9) >= 20);
  });

  it("gives pings in data order, received on the day of their partition, copies alike", () => {
    const { pings } = makePopulation({ seed: 9, scale: 0.1 });
    const bodies = new Map<string, number>();
    let copies = 0;
    for (const [i, ping] of pings.entries()) {
      const received = new Date(Number(ping.receivedNs / 1_000_000n)).toISOString();
      assert.equal(received.slice(0, 10).replaceAll("-", ""), ping.submissionDate);
      assert.ok(ping.key.startsWith(`data/telemetry-2/${ping.submissionDate}/telemetry/4/`));
      if (i > 0) assert.ok(pings[i - 1]!.key <= ping.key);
      if (bodies.has(ping.id)) copies++;
      assert.equal(bodies.get(ping.id) ?? ping.bodySeed, ping.bodySeed);
      bodies.set(ping.id, ping.bodySeed);
    }
    assert.ok(copies > 10);
  });

  it("gives the same pings for the same seed and scale", () => {
    assert.deepEqual(makePopulation({ seed: 4, scale: 0.01 }), makePopulation({ seed: 4, scale: 0.01 }));
  });

  it("rejects seeds and scales that are not numbers of their kind", () => {
    assert.throws(() => makePopulation({ seed: 1.5 }), /^RangeError: seed must be a whole number, got 1.5; /);
    assert.throws(() => makePopulation({ scale: 0 }), /^RangeError: scale must be .*, got 0; /);
    assert.throws(() => makePopulation({ scale: Number.NaN }), RangeError);
  });
});
