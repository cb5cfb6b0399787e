/**
 * Texts as texts, for any room: how far apart two are, which of several one was meant to be, whether a database takes one.
 * Knows nothing of what they name.
 *
 * @module
 */
export { editDistance } from "./edit-distance.js";
export { isStorableText } from "./is-storable-text.js";
export { nearestName } from "./nearest-name.js";
