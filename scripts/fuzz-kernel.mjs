// Compares the kernel's projectors with JSON.parse on PINGFRAME_FUZZ random documents (100,000 unless told) and a tenth as
// many long ones, and scans of PINGFRAME_FUZZ_STREAMS streams of documents, cut into chunks anywhere (a hundredth as many),
// from seed PINGFRAME_FUZZ_SEED on (a fresh one unless told). Prints the seed first and what was seen last. Build first.
import { randomInt } from "node:crypto";
import { runFuzz } from "../dist/test/kernel/run-fuzz.js";
import { runLongFuzz } from "../dist/test/kernel/run-long-fuzz.js";
import { runStreamFuzz } from "../dist/test/scan/run-stream-fuzz.js";

const count = Number(process.env.PINGFRAME_FUZZ ?? 100_000);
const streams = Number(process.env.PINGFRAME_FUZZ_STREAMS ?? count / 100);
const seed = Number(process.env.PINGFRAME_FUZZ_SEED ?? randomInt(2 ** 31));
process.stdout.write(`seed ${seed}\n`);
const started = performance.now();
const documents = runFuzz(count, seed);
const long = runLongFuzz(Math.ceil(count / 10), seed);
const scans = await runStreamFuzz(streams, seed);
const seconds = Math.round(performance.now() - started) / 1000;
process.stdout.write(`${JSON.stringify({ documents, long, scans, seconds }, null, 2)}\n`);
