// Writes docs/reference from the declarations and doc comments of the public names: a page a group of src/index.ts.
// With --check it only says which pages are out of date, and fails if any is. Build first.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "ts50";
import { codeOf, headOf, lineOf } from "./reference/code-of.mjs";
import { docsOf } from "./reference/docs-of.mjs";

const root = join(import.meta.dirname, "..");
const folder = join(root, "docs", "reference");
const index = readFileSync(join(root, "src/index.ts"), "utf8");
const declarations = join(root, "dist/src/index.d.ts");
const program = ts.createProgram([declarations], {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
});
const checker = program.getTypeChecker();
const resolve = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
const exportsOf = (symbol) =>
  new Map(checker.getExportsOfModule(symbol).map((one) => [one.name, resolve(one)]));
const exported = exportsOf(checker.getSymbolAtLocation(program.getSourceFile(declarations)));
const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

/** The groups of src/index.ts, such as `// Frames`: what can be called or read comes first, types after it. */
const groups = index
  .split(/^\/\/ (?=[A-Z][\w, -]*$)/m)
  .slice(1)
  .map((part) => {
    const [title] = part.split("\n", 1);
    const { statements } = ts.createSourceFile(
      "part.ts",
      part.slice(title.length),
      ts.ScriptTarget.ES2022,
      true,
    );
    const names = new Set(statements.flatMap(namesOf));
    return {
      title,
      file: `${slug(title)}.md`,
      names: [...names].sort((a, b) => isType(exported.get(a)) - isType(exported.get(b))),
    };
  });

function namesOf(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.text);
  if (!ts.isExportDeclaration(statement)) return statement.name?.text ?? [];
  const { exportClause } = statement;
  return ts.isNamespaceExport(exportClause)
    ? exportClause.name.text
    : exportClause.elements.map(({ name }) => name.text);
}

function isType({ flags }) {
  return flags & ts.SymbolFlags.Value ? 0 : 1;
}

/** The anchors of headings as GitHub makes them: of equal ones, the second gets a number. */
function anchorsOf(names, prefix = "") {
  const isTaken = (name, i) => names.slice(0, i).some((other) => slug(other) === slug(name));
  return new Map(names.map((name, i) => [name, slug(prefix + name) + (isTaken(name, i) ? "-1" : "")]));
}

const places = new Map(
  groups.flatMap(({ file, names }) =>
    [...anchorsOf(names)].map(([name, anchor]) => [name, { file, anchor }]),
  ),
);
const missing = [...exported.keys()].filter((name) => !places.has(name));
if (missing.length > 0) throw new Error(`names in no group of src/index.ts: ${missing.join(", ")}`);
/** The page that is being rendered, and the names of its namespace, which go before the public ones. */
const here = { file: "", names: new Map() };

function linkTo(target, label) {
  const [owner, member] = target.split(".");
  const place = here.names.get(owner) ?? places.get(owner);
  if (place === undefined) return `\`${label}\``;
  // Methods have a heading of their own, properties are on their owner's list.
  const { members, exports } = exported.get(owner) ?? {};
  const { flags = 0 } = members?.get(member) ?? exports?.get(member) ?? {};
  const anchor = flags & ts.SymbolFlags.Method ? slug(target) : place.anchor;
  return `[${label}](${place.file === here.file ? "" : place.file}#${anchor})`;
}

const fence = (code) => `\`\`\`typescript\n${code.trimEnd()}\n\`\`\`\n\n`;
const paragraph = (text) => (text === "" ? "" : `${text.trim()}\n\n`);
const isHidden = (member) =>
  ts.isPrivateIdentifier(member.name ?? member) ||
  member.name?.getText().startsWith("[") ||
  docsOf(member, linkTo).of("internal").length > 0 ||
  ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private;

/** What doc comments say, below the signature. */
function renderDocs(nodes) {
  const all = nodes.map((node) => docsOf(node, linkTo));
  const lines = (tag, render) => [...new Set(all.flatMap(({ of }) => of(tag)).map(render))].join("");
  const lists = [
    lines("typeParam", ({ text }) => `- ${text.replace(/^(\w+) - /, "`$1`: ")}\n`),
    lines("param", ({ name, text }) => `- \`${name}\`: ${text}\n`),
    lines("returns", ({ text }) => `- Returns: ${text}\n`),
    lines("defaultValue", ({ text }) => `- Default: ${text}\n`),
    lines("throws", ({ text }) => `- Throws ${text}\n`),
  ];
  const prose = [...new Set(all.map((one) => one.prose))].filter((text) => text !== "").join("\n\n");
  return paragraph(prose) + paragraph(lists.join("")) + lines("example", ({ text }) => fence(text));
}

/** Members that are read, as a list. */
function renderList(members) {
  const items = members.map((member) => {
    const { prose, of } = docsOf(member, linkTo);
    const fallback = of("defaultValue").map(({ text }) => ` Default: ${text}`);
    return `- \`${lineOf(member)}\`  \n  ${prose.replace(/\n\s*/g, " ")}${fallback}`.trimEnd();
  });
  return paragraph(items.join("\n"));
}

/** The members of a class or an interface: those that are read as a list, those that are called each with a heading. */
function renderMembers(name, { members }) {
  const isCall = (member) =>
    ts.isMethodDeclaration(member) || ts.isMethodSignature(member) || ts.isConstructorDeclaration(member);
  const titleOf = (call) =>
    ts.isConstructorDeclaration(call) ? `new ${name}` : `${name}.${call.name.getText()}`;
  const shown = members.filter((member) => !isHidden(member));
  const calls = shown.filter(isCall);
  const parts = [...new Set(calls.map(titleOf))].map((title) => {
    const overloads = calls.filter((call) => titleOf(call) === title);
    const code = overloads.map((call) => codeOf(call).replace(/^constructor/, `new ${name}`)).join("\n");
    return `### ${title}\n\n${fence(code)}${renderDocs(overloads)}`;
  });
  return renderList(shown.filter((member) => !isCall(member))) + parts.join("");
}

function renderNamespace(name, symbol) {
  const prose = new RegExp(`/\\*\\* ([^\\n]*) \\*/\\nexport \\* as ${name} `).exec(index)?.[1] ?? "";
  const members = [...exportsOf(symbol)].sort(([, a], [, b]) => isType(a) - isType(b));
  const anchors = [
    ...anchorsOf(
      members.map(([member]) => member),
      `${name}.`,
    ),
  ];
  here.names = new Map(anchors.map(([member, anchor]) => [member, { file: here.file, anchor }]));
  const body = members.map(([member, one]) => renderSymbol(`${name}.${member}`, one, "###")).join("");
  here.names = new Map();
  return `## ${name}\n\n${paragraph(prose)}${body}`;
}

function renderSymbol(name, symbol, level = "##") {
  const nodes = symbol.declarations ?? [];
  if (nodes.some(ts.isSourceFile)) return renderNamespace(name, symbol);
  const image = `images/plots/${name}.png`;
  const picture = existsSync(join(root, "docs", image)) ? `![${name}](../${image})\n\n` : "";
  const codes = nodes.map((node) => {
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) return headOf(node);
    return ts.isVariableDeclaration(node) ? `const ${codeOf(node)}` : codeOf(node);
  });
  const members = nodes.map((node) => (node.members === undefined ? "" : renderMembers(name, node)));
  return `${level} ${name}\n\n${picture}${fence(codes.join("\n"))}${renderDocs(nodes)}${members.join("")}`;
}

function renderPage({ title, file, names }) {
  here.file = file;
  const contents = names.map((name) => `[${name}](#${places.get(name).anchor})`).join(" · ");
  const body = names.map((name) => renderSymbol(name, exported.get(name))).join("");
  return `${note}\n# ${title}\n\n[Reference](README.md)\n\n${contents}\n\n${body}`;
}

const note = "<!-- Written by `npm run reference`; change the doc comments in src/ instead. -->\n";
const list = groups.map(({ title, file, names }) => {
  const values = names.filter((name) => !isType(exported.get(name)));
  return `- [${title}](${file}): ${values.map((name) => `\`${name}\``).join(", ")}`;
});
const intro =
  "The public names of pingframe, in the order of the data flow. Each page also has the types that go with them.";
const pages = new Map([["README.md", `${note}\n# Reference\n\n${intro}\n\n${list.join("\n")}\n`]]);
for (const group of groups) pages.set(group.file, `${renderPage(group).trimEnd()}\n`);

const there = existsSync(folder) ? readdirSync(folder) : [];
const isChanged = (file) =>
  !there.includes(file) || readFileSync(join(folder, file), "utf8") !== pages.get(file);
const changed = [...pages.keys()].filter(isChanged);
const stale = there.filter((file) => !pages.has(file));
if (process.argv.includes("--check")) {
  const names = [...changed, ...stale].join(", ");
  if (names !== "") console.log(`out of date in docs/reference: ${names}; run npm run reference`);
  process.exit(names === "" ? 0 : 1);
}
mkdirSync(folder, { recursive: true });
for (const file of stale) rmSync(join(folder, file));
for (const file of changed) writeFileSync(join(folder, file), pages.get(file));
