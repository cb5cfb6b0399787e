// Checks that what every room's sign exports is documented, that every @throws names an error class, and that links
// in the documents lead somewhere. Prints what is wrong.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const listed = (folder, ending, recursive = true) =>
  readdirSync(join(root, folder), { recursive })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(root, folder, name));
const read = (file) => readFileSync(file, "utf8");
const problems = [];
const note = (file, text, index, problem) =>
  problems.push(`${relative(root, file)}:${text.slice(0, index).split("\n").length} ${problem}`);

/** The functions and classes that a sign exports, by the file and name under which they are declared. */
function exportsOf(sign) {
  const own = [...read(sign).matchAll(/^export (?:async )?(?:function|class) (\w+)/gm)];
  const handedOn = [...read(sign).matchAll(/^export \{([^}]*)\} from "(\.[^"]+)\.js"/gm)];
  return [
    ...own.map(([, name]) => [sign, name]),
    ...handedOn.flatMap(([, names, from]) =>
      names.split(",").map((name) => [join(dirname(sign), `${from}.ts`), name.trim().split(" as ")[0]]),
    ),
  ].filter(([, name]) => /^\w+$/.test(name));
}

for (const [file, name] of listed("src", "index.ts").flatMap(exportsOf)) {
  const text = read(file);
  const start = new RegExp(`^export (?:abstract |async )*(?:function\\*?|class) ${name}\\b`, "m");
  const index = text.search(start);
  if (index < 0) continue; // a value
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:\/\/.*\s*)*$/.exec(text.slice(0, index))?.[1] ?? "";
  const prose = comment.replace(/^\s*\* ?/gm, "");
  if (comment === "") note(file, text, index, `${name} has no doc comment`);
  else if (!/^\s*(?!(?:This|It|See|Same)\b)[A-Z0-9`‹](?:(?!\n\s*[\n@])[\s\S])*?\.\s/.test(`${prose}\n`)) {
    note(file, text, index, `the first sentence about ${name} does not stand alone`);
  }
}

const sources = listed("src", ".ts");
const ours = sources.flatMap((file) => [...read(file).matchAll(/class (\w+) extends Error\b/g)]);
const classes = new Set(["Error", "RangeError", "SyntaxError", "TypeError", ...ours.map(([, name]) => name)]);
for (const file of sources) {
  const text = read(file);
  for (const { 0: tag, 1: name, index } of text.matchAll(/@throws\b(?:\s+\{(\w+)\})?.*/g)) {
    if (!classes.has(name)) note(file, text, index, `names no error class: ${tag}`);
  }
}

for (const file of [...listed(".", ".md", false), ...listed("docs", ".md")]) {
  const text = read(file);
  for (const { 1: target, index } of text.matchAll(/(?:\]\(|\b(?:src|href)=")([^)\s"#]+)/g)) {
    const isElsewhere = /^[a-z]+:/.test(target);
    if (!isElsewhere && !existsSync(join(dirname(file), target)))
      note(file, text, index, `no ${target} there`);
  }
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
