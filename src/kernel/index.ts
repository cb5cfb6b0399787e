/**
 * The hot loops over bytes.
 *
 * In: bytes. Out: what a scan wants to know of them. Nothing but loops: no I/O, no pings, no frames.
 *
 * @module
 */

export { isJson } from "./is-json.js";
