import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { describe, it } from "node:test";
import { watchInterrupts } from "../src/watch-interrupts.js";

describe("watchInterrupts", () => {
  const make = () => {
    const source = new EventEmitter();
    const turns: (() => void)[] = [];
    const watch = watchInterrupts(source as never, (run) => turns.push(run));
    const nextTurn = (): void => {
      for (const run of turns.splice(0)) run();
    };
    return {
      watch,
      nextTurn,
      interrupt: () => source.emit("SIGINT"),
      listeners: () => source.listenerCount("SIGINT"),
    };
  };

  it("listens from the next turn on, once for all, and until the turn after the last one ends", () => {
    const { watch, nextTurn, listeners } = make();
    const [first, second] = [watch(), watch()];
    assert.equal(listeners(), 0);
    nextTurn();
    assert.equal(listeners(), 1);
    first.end();
    nextTurn();
    assert.equal(listeners(), 1);
    second.end();
    assert.equal(listeners(), 1);
    nextTurn();
    assert.equal(listeners(), 0);
  });

  it("never listens for what ended in the same turn", () => {
    const { watch, nextTurn, listeners } = make();
    watch().end();
    nextTurn();
    assert.equal(listeners(), 0);
  });

  it("aborts all that is watched, and nothing that has ended", () => {
    const { watch, nextTurn, interrupt } = make();
    const [first, second, ended] = [watch(), watch(), watch()];
    nextTurn();
    ended.end();
    interrupt();
    assert.deepEqual(
      [first, second, ended].map(({ signal }) => signal.aborted),
      [true, true, false],
    );
    assert.match(String(first.signal.reason), /interrupted/);
    const next = watch();
    assert.equal(next.signal.aborted, false);
  });
});
