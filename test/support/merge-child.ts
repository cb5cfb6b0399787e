// Merges a day in a process of its own, which kills itself before a statement of the given number.
// argv: the database, the submission date, the number of the statement or -1, the digest that the database must have.
import { createHash } from "node:crypto";
import { type Driver, mergeDay, openDatabase, type Session } from "../../src/database/index.js";
import { childDay } from "./child-day.js";
import { dumpAggregates } from "./databases.js";

const [database = "", submissionDate = "", point = "-1", digest = ""] = process.argv.slice(2);

function killingBefore(driver: Driver, number: number): Driver {
  let count = 0;
  const step = (): void => {
    if (count === number) process.kill(process.pid, "SIGKILL");
    count += 1;
  };
  const killing = (session: Session): Session => ({
    query: (sql, values) => {
      step();
      return session.query(sql, values);
    },
    run: (sql) => {
      step();
      return session.run(sql);
    },
    copyIn: (target, text) => {
      step();
      return session.copyIn(target, text);
    },
  });
  return {
    ...driver,
    async transaction(work) {
      const result = await driver.transaction(async (session) => {
        const done = await work(killing(session));
        step(); // before the commit
        return done;
      });
      step(); // after it
      process.send?.({ statements: count });
      return result;
    },
  };
}

const driver = await openDatabase({ database, access: "write", waitMs: 120_000 });
if (digest !== "") {
  const found = createHash("sha256")
    .update(JSON.stringify(await dumpAggregates(driver)))
    .digest("hex");
  if (found !== digest) process.exit(3);
}
const report = await mergeDay(killingBefore(driver, Number(point)), childDay(submissionDate));
process.send?.({ outcome: report.outcome });
await driver.close();
