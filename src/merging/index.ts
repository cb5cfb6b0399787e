/**
 * Days into the database: in go the stored pings of a submission date and how they are to be rolled up, out comes what was
 * merged. Knows what makes a date's roll-up the same as another: recipe and objects. Never aggregates or writes SQL itself.
 *
 * @module
 */
export { type DefinitionLocations, readDefinitions } from "./read-definitions.js";
export { type RollUpDayOptions, rollUpDay } from "./roll-up-day.js";
export { type RollUpOptions, type RollUpReport, rollUpInto } from "./roll-up-into.js";
