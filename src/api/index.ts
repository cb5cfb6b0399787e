/**
 * The HTTP API: a request comes in, the database is asked, the answer goes out, in the original's shapes or in those
 * of `/v1/`. Holds no SQL, prints nothing, reads no environment, and never lets text of a request into a page unescaped.
 *
 * @module
 */
export type { AuthOptions, JwtOptions } from "./authenticate.js";
export { type ApiOptions, createApi } from "./create-api.js";
export type { PolicyOptions } from "./policy.js";
export { type RunningApi, type ServeOptions, serveApi } from "./serve-api.js";
export { openApiDocument } from "./v1/openapi.js";
