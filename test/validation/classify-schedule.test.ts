import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  classifySchedule,
  countSchedules,
  describeSchedule,
  type ScheduleEvent,
  type ScheduleOutcome,
  type ScheduleReason,
} from "../../src/validation/index.js";

const newProfile = (reason: string | null = "shutdown"): ScheduleEvent => ({
  kind: "new-profile",
  reason,
  sessionLength: null,
});
const main = (sessionLength: number | null): ScheduleEvent => ({
  kind: "main",
  reason: "shutdown",
  sessionLength,
});

const shutdown = { reason: "shutdown" } as const;
const startup = { reason: "startup" } as const;

describe("classifySchedule", () => {
  it("classifySchedule(events) takes 1800 s as short, and 1801 s as long", () => {
    assert.equal(classifySchedule([newProfile(), main(1800)], shutdown), "right time");
    assert.equal(classifySchedule([newProfile(), main(1801)], shutdown), "wrong time");
    assert.equal(classifySchedule([newProfile("startup"), main(1800)], startup), "wrong time");
    assert.equal(classifySchedule([newProfile("startup"), main(1801)], startup), "right time");
    assert.equal(classifySchedule([newProfile(), main(1801)], { ...shutdown, limitS: 3600 }), "right time");
  });

  it("classifySchedule(events) looks at the ping right after the new-profile ping only", () => {
    assert.equal(classifySchedule([newProfile(), main(60), main(9000)], shutdown), "right time");
  });

  it("classifySchedule(events) counts new-profile pings before it asks for their place", () => {
    assert.equal(classifySchedule([main(1), newProfile(), newProfile()], shutdown), "duplicate");
    assert.equal(classifySchedule([main(1), newProfile()], shutdown), "not first");
    assert.equal(classifySchedule([main(1), main(2)], shutdown), "not found");
    assert.equal(classifySchedule([], shutdown), "not found");
    assert.equal(classifySchedule([newProfile()], shutdown), "nothing after");
  });

  it("classifySchedule(events) does not know new-profile pings of other reasons", () => {
    assert.equal(classifySchedule([newProfile(null), main(1)], shutdown), "not found");
    assert.equal(classifySchedule([newProfile(), newProfile("crashed")], shutdown), "no session length");
  });

  it("classifySchedule(events) takes no missing or impossible session length for a right time", () => {
    for (const length of [null, Number.NaN, -1]) {
      assert.equal(classifySchedule([newProfile(), main(length)], shutdown), "no session length");
      assert.equal(classifySchedule([newProfile("startup"), main(length)], startup), "no session length");
    }
  });

  it("classifySchedule(events, {compat}) takes a missing length for less than any, as Python 2 does", () => {
    assert.equal(classifySchedule([newProfile(), main(null)], { ...shutdown, compat: true }), "right time");
    assert.equal(
      classifySchedule([newProfile("startup"), main(null)], { ...startup, compat: true }),
      "wrong time",
    );
    assert.equal(classifySchedule([newProfile(), main(-1)], { ...shutdown, compat: true }), "right time");
  });

  it("classifySchedule(events, {compat}) answers as a line-by-line port of the published functions", () => {
    const event = fc.oneof(
      fc.constantFrom("startup", "shutdown", "other", null).map(newProfile),
      fc.option(fc.constantFrom(0, 1799, 1800, 1801, 90000)).map(main),
    );
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 4 }),
        fc.constantFrom("startup", "shutdown"),
        (events, reason) => {
          const outcome = classifySchedule(events, { reason, compat: true });
          assert.equal(describeSchedule(outcome, reason, { compat: true }), publishedAnswer(events, reason));
        },
      ),
    );
  });

  it("classifySchedule(events) differs from compat only where the length is missing", () => {
    const event = fc.oneof(fc.constantFrom("startup", "shutdown").map(newProfile), fc.nat().map(main));
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 4 }),
        fc.constantFrom("startup", "shutdown"),
        (events, reason) => {
          fc.pre(events.filter(({ kind }) => kind === "new-profile").length <= 1);
          assert.equal(
            classifySchedule(events, { reason }),
            classifySchedule(events, { reason, compat: true }),
          );
        },
      ),
    );
  });
});

/** The published analysis, with Python 2's comparison of None spelled out. */
function publishedAnswer(ordered: readonly ScheduleEvent[], reason: ScheduleReason): string {
  const mask = ordered.map(
    (p) => p.kind === "new-profile" && ["startup", "shutdown"].includes(p.reason ?? ""),
  );
  const number = mask.filter(Boolean).length;
  if (number < 1) return `No ${reason} 'new-profile' ping found`;
  if (number > 1)
    return reason === "shutdown" ? "Duplicate 'new-profile' ping." : "Duplicate 'new-profile' ping";
  if (!mask[0]) {
    return reason === "shutdown"
      ? "The 'new-profile' ping is not the first ping"
      : "The 'new-profile' ping it's not the first ping";
  }
  for (let i = 0; i < ordered.length; i++) {
    if (!mask[i]) continue;
    const next = ordered[i + 1];
    if (next === undefined) return "No more pings after the 'new-profile'";
    const length = next.sessionLength ?? Number.NEGATIVE_INFINITY;
    if (reason === "shutdown" ? length <= 1800 : length > 1800) {
      return "The 'new-profile' ping was correctly scheduled";
    }
    return "The 'new-profile' ping was scheduled at the wrong time";
  }
  return "Unknown condition";
}

describe("describeSchedule", () => {
  it("describeSchedule(outcome) has words for each outcome, and none of the published ones", () => {
    const outcomes: ScheduleOutcome[] = [
      "not found",
      "duplicate",
      "not first",
      "nothing after",
      "right time",
      "wrong time",
      "no session length",
    ];
    const words = outcomes.map((outcome) => describeSchedule(outcome, "startup"));
    assert.equal(new Set(words).size, outcomes.length);
    assert.ok(words.every((text) => !text.includes("'")));
  });

  it("describeSchedule(outcome, {compat}) says it in our words where the published analysis has none", () => {
    assert.equal(
      describeSchedule("no session length", "startup", { compat: true }),
      describeSchedule("no session length", "startup"),
    );
  });
});

describe("countSchedules", () => {
  it("countSchedules(clients) counts clients with two pings or more, once each", () => {
    const clients = [[newProfile(), main(5)], [newProfile()], [newProfile(), newProfile(), main(5)], []];
    const { clients: total, counts } = countSchedules(clients, shutdown);
    assert.equal(total, 2);
    assert.equal(counts["right time"], 1);
    assert.equal(counts.duplicate, 1);
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count),
      total,
    );
  });

  it("countSchedules(clients, {minPings: 1}) counts lone pings too", () => {
    const { counts } = countSchedules([[newProfile()]], { ...shutdown, minPings: 1 });
    assert.equal(counts["nothing after"], 1);
  });

  it("countSchedules([]) counts nobody", () => {
    assert.equal(countSchedules([], shutdown).clients, 0);
  });
});
