import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it passes: what is asked for, and how many have passed before it. */
export interface PassingRequest {
  readonly method: string;
  /** The path, decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly number: number;
}

/** What goes wrong with a request or its answer. */
export type Fault =
  /** The server refuses, as S3 puts it. */
  | { readonly kind: "refuse"; readonly status: number; readonly code: string }
  /** The connection breaks before there is an answer. */
  | { readonly kind: "hangUp" }
  /** The connection breaks after so many bytes of the body. */
  | { readonly kind: "cut"; readonly after: number }
  /** Nothing more comes after so many bytes, while the connection stays. `stalled` is told. */
  | { readonly kind: "stall"; readonly after: number; readonly stalled: () => void }
  /** The body comes in pieces of so many bytes, each in a turn of its own. */
  | { readonly kind: "drip"; readonly bytes: number }
  /** A bit of the byte at this place is another one; the length is right. */
  | { readonly kind: "flip"; readonly at: number }
  /** The body ends after so many bytes, and the answer says that this is its length. */
  | { readonly kind: "shorten"; readonly to: number }
  /** The answer has these headers instead. */
  | { readonly kind: "headers"; readonly headers: Readonly<Record<string, string>> }
  /** Another answer is given, such as one of an hour ago. */
  | { readonly kind: "answer"; readonly answer: RecordedAnswer };

/** An answer as it passed. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A proxy before a real server: a small HTTP server that passes requests on, and spoils those that it is told to. */
export interface FaultProxy {
  readonly endpoint: string;
  /** Every request that came, in order. */
  readonly requests: readonly PassingRequest[];
  /** The answers that passed unspoilt, by the number of their request. */
  readonly answers: ReadonlyMap<number, RecordedAnswer>;
  /** Decides about each request from now on, before it is passed on. @defaultValue nothing is spoilt */
  faults: (passing: PassingRequest) => Fault | null | Promise<Fault | null>;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of the loopback interface. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const requests: PassingRequest[] = [];
  const answers = new Map<number, RecordedAnswer>();
  const { hostname, port } = new URL(target);
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", target);
    const passing: PassingRequest = {
      method: incoming.method ?? "",
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: incoming.headers,
      number: requests.length,
    };
    requests.push(passing);
    // Whoever gives up closes the connection, which is no fault of the proxy's.
    outgoing.on("error", () => {});
    const fault = await proxy.faults(passing);
    if (fault?.kind === "refuse") return refuse(outgoing, fault.status, fault.code);
    if (fault?.kind === "hangUp") return void incoming.socket.destroy();
    if (fault?.kind === "answer") return give(outgoing, fault.answer);
    const answered = request({
      hostname,
      port,
      path: incoming.url,
      method: incoming.method,
      headers: incoming.headers,
    });
    answered.on("error", () => outgoing.destroy());
    outgoing.on("close", () => answered.destroy());
    incoming.pipe(answered);
    answered.on("response", (answer) => void pass(answer, outgoing, fault, passing.number));
  });

  async function pass(
    answer: IncomingMessage,
    outgoing: ServerResponse,
    fault: Fault | null,
    number: number,
  ): Promise<void> {
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    );
    const pieces: Buffer[] = [];
    try {
      for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
    } catch {
      return void outgoing.destroy();
    }
    const body = Buffer.concat(pieces);
    const status = answer.statusCode ?? 500;
    if (fault === null) {
      answers.set(number, { status, headers, body });
      return give(outgoing, { status, headers, body });
    }
    switch (fault.kind) {
      case "headers":
        return give(outgoing, { status, headers: { ...headers, ...fault.headers }, body });
      case "flip":
        if (body.length > 0) body[Math.min(fault.at, body.length - 1)]! ^= 1;
        return give(outgoing, { status, headers, body });
      case "shorten": {
        const short = body.subarray(0, fault.to);
        return give(outgoing, {
          status,
          headers: { ...headers, "content-length": `${short.length}` },
          body: short,
        });
      }
      case "drip": {
        outgoing.writeHead(status, headers);
        for (let at = 0; at < body.length && !outgoing.destroyed; at += fault.bytes) {
          outgoing.write(body.subarray(at, at + fault.bytes));
          await new Promise(setImmediate);
        }
        return void outgoing.end();
      }
      case "cut":
      case "stall":
        outgoing.writeHead(status, headers);
        outgoing.write(body.subarray(0, fault.after), () => {
          if (fault.kind === "cut") outgoing.destroy();
          else fault.stalled();
        });
        outgoing.flushHeaders();
        return;
    }
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: FaultProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers,
    faults: () => null,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

function give(outgoing: ServerResponse, { status, headers, body }: RecordedAnswer): void {
  const { "transfer-encoding": _, ...rest } = headers;
  outgoing.writeHead(status, rest);
  outgoing.end(body);
}

function refuse(outgoing: ServerResponse, status: number, code: string): void {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>not now</Message></Error>`;
  give(outgoing, { status, headers: { "content-type": "application/xml" }, body: Buffer.from(body) });
}
