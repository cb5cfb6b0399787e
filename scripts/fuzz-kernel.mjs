// Compares the kernel's projectors with JSON.parse on PINGFRAME_FUZZ random documents (100,000 unless told), from seed
// PINGFRAME_FUZZ_SEED on (a fresh one unless told), and prints the seed first and what was seen last. Build first.
import { randomInt } from "node:crypto";
import { runFuzz } from "../dist/test/kernel/run-fuzz.js";

const count = Number(process.env.PINGFRAME_FUZZ ?? 100_000);
const seed = Number(process.env.PINGFRAME_FUZZ_SEED ?? randomInt(2 ** 31));
process.stdout.write(`seed ${seed}\n`);
const started = performance.now();
const counts = runFuzz(count, seed);
process.stdout.write(
  `${JSON.stringify({ ...counts, seconds: Math.round(performance.now() - started) / 1000 }, null, 2)}\n`,
);
