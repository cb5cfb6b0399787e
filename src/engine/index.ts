/**
 * Where plans run.
 *
 * In: a plan and the store it reads. Out: columns and an account, the same whichever engine ran it.
 * Never plans, and never looks at what the columns mean.
 *
 * @module
 */

export { createLocalEngine, type LocalEngineOptions } from "./local/local-engine.js";
