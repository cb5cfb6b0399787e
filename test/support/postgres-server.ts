import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A real PostgreSQL server of the test's own. */
export interface PostgresServer {
  /** Makes an empty database and gives its URL. */
  createDatabase(): string;
  /** Runs a statement in psql, as a user would, and gives what it prints without decoration. */
  psql(url: string, sql: string): string;
  /** The server's process. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Why suites on PostgreSQL are skipped, or false where it is installed. Under CI it must be, and is installed by apt. */
export function postgresMissing(): string | false {
  if (findServer() !== null) return false;
  if (process.env["CI"] === "true") {
    execFileSync("apt-get", ["update", "-qq"], { stdio: "pipe" });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "postgresql"], {
      stdio: "pipe",
    });
    if (findServer() === null)
      throw new Error("PostgreSQL could not be installed; under CI it must be there");
    return false;
  }
  return "PostgreSQL is NOT TESTED: initdb, postgres and psql are not installed";
}

/** Starts PostgreSQL on a free port, with its files in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = findServer();
  if (bin === null) throw new Error("PostgreSQL is not installed");
  const folder = mkdtempSync(join(tmpdir(), "pingframe-pg-"));
  const user = serverUser();
  if ("uid" in user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const run = (name: string, args: readonly string[]): string =>
    execFileSync(join(bin, name), args, { ...user, encoding: "utf8", stdio: "pipe", cwd: folder });
  run("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]);
  const port = await freePort();
  const args = ["-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"];
  const server = spawn(join(bin, "postgres"), [...args, "-c", "fsync=off"], { ...user, cwd: folder });
  const url = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;
  await new Promise<void>((resolve, reject) => {
    let log = "";
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (log.includes("ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
  let made = 0;
  return {
    createDatabase() {
      made += 1;
      run("psql", ["-q", url("postgres"), "-c", `CREATE DATABASE test_${made}`]);
      return url(`test_${made}`);
    },
    pid: server.pid!,
    psql: (database, sql) => run("psql", ["-qAt", "-v", "ON_ERROR_STOP=1", database, "-c", sql]).trim(),
    async stop() {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findServer(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
  return (
    folders.find((bin) => ["initdb", "postgres", "psql"].every((name) => existsSync(join(bin, name)))) ?? null
  );
}

/** PostgreSQL refuses to run as root. */
function serverUser(): { uid: number; gid: number } | Record<never, never> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
