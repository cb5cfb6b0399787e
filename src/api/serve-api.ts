import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type ApiOptions, createApi } from "./create-api.js";

/** Where and within which limits an API is served. */
export interface ServeOptions extends ApiOptions {
  /** @defaultValue "127.0.0.1" */
  readonly host?: string | undefined;
  /** 0 takes any that is free. @defaultValue 8080 */
  readonly port?: number | undefined;
  /** Within how many milliseconds a request must have arrived. @defaultValue 10_000 */
  readonly requestTimeoutMs?: number | undefined;
  /** How many connections at most. @defaultValue 1000 */
  readonly maxConnections?: number | undefined;
}

/** A server that runs. */
export interface RunningApi {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /**
   * Takes no new requests, lets those that are being answered end, and then lets go of the port.
   * @param timeoutMs - After this the rest is cut off.
   */
  stop(timeoutMs?: number): Promise<void>;
}

const MAX_HEADER_BYTES = 16 << 10;
// Requests have no bodies; one that announces a small one is answered, anything more is not read.
const MAX_BODY_BYTES = 1024;

/** Serves an API over HTTP, and resolves when it takes requests. The database stays the caller's to close. */
export async function serveApi(options: ServeOptions): Promise<RunningApi> {
  const { host = "127.0.0.1", port = 8080, requestTimeoutMs = 10_000, maxConnections = 1000 } = options;
  const api = createApi(options);
  const server = createAdaptorServer({
    fetch: api.fetch,
    serverOptions: { maxHeaderSize: MAX_HEADER_BYTES },
  }) as Server;
  server.headersTimeout = requestTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  server.keepAliveTimeout = 5000;
  server.maxConnections = maxConnections;
  refuseBodies(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const { address, port: bound, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${bound}`,
    stop: (timeoutMs = 10_000) =>
      new Promise<void>((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function refuseBodies(server: Server): void {
  const [answer] = server.listeners("request") as ((...args: unknown[]) => void)[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const announced = Number(request.headers["content-length"] ?? 0);
    if (announced > MAX_BODY_BYTES || request.headers["transfer-encoding"] !== undefined) {
      response.writeHead(413, { Connection: "close", "Content-Type": "text/plain" });
      response.end("Request bodies are not taken.\n");
      return;
    }
    // Whoever stops is told to open a new connection, elsewhere.
    if (!server.listening) response.setHeader("Connection", "close");
    answer!(request, response);
  });
}
