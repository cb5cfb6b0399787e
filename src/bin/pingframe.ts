#!/usr/bin/env node
// The command line: the only place that reads argv, prints and sets the exit code.
import { readFileSync } from "node:fs";
import {
  type Command,
  type CommandGroup,
  formatGroupHelp,
  formatHelp,
  type Invocation,
  parseArguments,
  UsageError,
} from "./command.js";
import { commands } from "./commands.js";

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version") return say(`${version()}\n`);
  if (name === undefined || name === "--help" || name === "help") return say(generalHelp());
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    process.stderr.write(`pingframe: unknown command ${JSON.stringify(name)}; see pingframe --help\n`);
    return 2;
  }
  return "commands" in command ? runGroup(command, rest) : runOne(command, rest);
}

function runGroup(group: CommandGroup, [name, ...rest]: readonly string[]): Promise<number> | number {
  if (name === undefined || name === "--help") return say(formatGroupHelp(group));
  const command = group.commands.find((candidate) => candidate.name === `${group.name} ${name}`);
  if (command !== undefined) return runOne(command, rest);
  process.stderr.write(
    `pingframe: unknown command ${JSON.stringify(`${group.name} ${name}`)}; see pingframe ${group.name} --help\n`,
  );
  return 2;
}

function runOne(command: Command, args: readonly string[]): Promise<number> | number {
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  return own.includes("--help") ? say(formatHelp(command)) : runCommand(command, args);
}

async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  const onInterrupt = (): void => interrupted.abort(new Error("interrupted"));
  process.once("SIGINT", onInterrupt);
  try {
    return await command.run({ ...terminal(interrupted.signal), ...parseArguments(command, args) });
  } catch (error) {
    if (interrupted.signal.aborted) {
      process.stderr.write("\npingframe: interrupted\n");
      return 130;
    }
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return 0;
    process.stderr.write(`pingframe ${command.name}: ${(error as Error).message}\n`);
    if (error instanceof UsageError) {
      process.stderr.write(`Try pingframe ${command.name} --help\n`);
      return 2;
    }
    if (process.env["PINGFRAME_DEBUG"] !== undefined) process.stderr.write(`${(error as Error).stack}\n`);
    return 1;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
  }
}

function terminal(signal: AbortSignal): Omit<Invocation, "options" | "positionals"> {
  return {
    env: process.env,
    signal,
    print: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    tell: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY === true,
    printsToTerminal: process.stdout.isTTY === true,
    width: process.stdout.columns ?? 100,
  };
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function version(): string {
  const manifest = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

function generalHelp(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "pingframe: analyse browser telemetry pings",
    "",
    "Usage: pingframe COMMAND [options]",
    "",
    "Commands:",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "  pingframe COMMAND --help   what a command does and its options",
    "  pingframe --version        the version",
    "",
    "Exit codes: 0 done, 1 failed or a check did not pass, 2 wrong use, 130 interrupted.",
    "",
  ].join("\n");
}
