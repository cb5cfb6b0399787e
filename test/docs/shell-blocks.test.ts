import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Command, type CommandGroup, formatHelp, parseArguments } from "../../src/bin/command.js";
import { commands } from "../../src/bin/commands.js";
import { root } from "../bin/run-cli.js";

// Shell blocks of the documents, and the examples in the commands' own help, name commands and options that there are.

const otherPrograms = ["curl", "head", "node"];
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

/** Finds what is wrong with a line of shell: null if nothing is. */
function problemOf(line: string): string | null {
  const [code = "", comment = ""] = line.split(/(?:^|\s+)# ?/, 2);
  for (const part of code.split(/&&|\|/)) {
    const problem = problemOfCommand(wordsOf(part), comment);
    if (problem !== null) return problem;
  }
  return null;
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? "",
  );
}

function problemOfCommand(words: readonly string[], comment: string): string | null {
  const [program, ...args] = words.filter((word, i) => i > 0 || !/^[A-Z_]+=/.test(word));
  if (program === undefined || otherPrograms.includes(program)) return null;
  if (program === "npm") return problemOfNpm(args);
  const own = program === "npx" ? args : [program, ...args];
  return own[0] === "pingframe" ? problemOfOurs(own.slice(1), comment) : `unknown program ${program}`;
}

function problemOfNpm([verb = "", name = ""]: readonly string[]): string | null {
  if (verb === "ci") return null;
  const script = verb === "run" ? name : verb;
  return Object.hasOwn(scripts, script) ? null : `no script ${script} in package.json`;
}

function problemOfOurs(args: readonly string[], comment: string): string | null {
  const found = commandOf(args);
  if (found === null) return `unknown command ${args.slice(0, 2).join(" ")}`;
  const [command, rest] = found;
  // Options that a comment names are of the same command.
  for (const [, name = ""] of comment.matchAll(/--([a-z-]+)/g)) {
    if (!Object.hasOwn(command.options, name)) return `${command.name} has no option --${name}`;
  }
  try {
    parseArguments(command, rest);
    return null;
  } catch (error) {
    return `${command.name}: ${(error as Error).message}`;
  }
}

function commandOf([name, ...rest]: readonly string[]): [Command, string[]] | null {
  const found = commands.find((candidate) => candidate.name === name);
  if (found === undefined || !("commands" in found)) return found ? [found, rest] : null;
  const command = found.commands.find((candidate) => candidate.name === `${name} ${rest[0]}`);
  return command ? [command, rest.slice(1)] : null;
}

const all = commands.flatMap((entry: Command | CommandGroup) =>
  "commands" in entry ? entry.commands : [entry],
);
const helps = all.map((command) => ({ name: `${command.name} --help`, text: formatHelp(command) }));
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
].map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
const lines = [
  ...documents.flatMap(({ name, text }) =>
    [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) =>
      block.split("\n").map((line) => ({ name, line })),
    ),
  ),
  ...helps.flatMap(({ name, text }) =>
    [...text.matchAll(/^ {2}((?:pingframe|curl) .*)$/gm)].map(([, line = ""]) => ({ name, line })),
  ),
].filter(({ line }) => line !== "");

describe("shell blocks of documents and help", () => {
  it("name commands, options and scripts that there are", () => {
    assert.ok(lines.length > 25);
    const problems = lines.flatMap(({ name, line }) => {
      const problem = problemOf(line);
      return problem === null ? [] : [`${name}: ${problem}: ${line}`];
    });
    assert.deepEqual(problems, []);
  });

  it("are checked: what is unknown is found, also in comments and behind pipes", () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ["npx pingframe rolup run", /^unknown command rolup run/],
      ["npx pingframe rollup runn", /^unknown command rollup runn/],
      ["npx pingframe sample lake && npx pingframe serve --prot 1", /^serve: unknown option '--prot'/],
      ["npx pingframe rollup run lake", /^rollup run: rollup run takes options only/],
      ["npx pingframe report new-profile   # also --comapt", /^report has no option --comapt/],
      ["npx pingframe cat a.heka | haed -n 1", /^unknown program haed/],
      ["A=b npm run biuld", /^no script biuld/],
      ["npx pingframe serve --port", /^serve: option '--port <value>' argument missing/],
    ];
    for (const [line, message] of wrong) assert.match(problemOf(line) ?? "nothing", message);
  });

  it("ask about the same build of the sample lake wherever they ask for a metric of one", () => {
    const questions = [...documents, ...helps].flatMap(({ text }) =>
      [...text.matchAll(/nightly\/\?(version=\d+&dates=[^&"]+&metric=\w+)/g)].map(([, question]) => question),
    );
    assert.equal(questions.length, 3);
    assert.equal(new Set(questions).size, 1);
  });
});
