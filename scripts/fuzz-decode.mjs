// Mutates PINGFRAME_FUZZ streams (100,000 unless told) from seed PINGFRAME_FUZZ_SEED (0) on, and prints what came of
// it. Build first.
import { runFuzz } from "../dist/test/decode/run-fuzz.js";

const count = Number(process.env.PINGFRAME_FUZZ ?? 100_000);
const seed = Number(process.env.PINGFRAME_FUZZ_SEED ?? 0);
const started = performance.now();
const counts = await runFuzz(count, seed);
process.stdout.write(
  `${JSON.stringify({ ...counts, seconds: Math.round(performance.now() - started) / 1000 }, null, 2)}\n`,
);
