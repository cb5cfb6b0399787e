import type { Node, Program, SourceFile } from "ts50";
import type { Cell } from "./cell.js";
import type { Compiler } from "./compiler.js";
import { findTraps } from "./find-traps.js";

/** Something in a source that would not run in tslab, or not as it reads. */
export interface Complaint {
  /** The line in the source, from 1. */
  readonly line: number;
  readonly message: string;
}

/** What {@link checkSource} is told. */
export interface CheckOptions {
  /** The source's file. */
  readonly file: string;
  /** Its text. */
  readonly text: string;
  /** Its cells. */
  readonly cells: readonly Cell[];
  /** The compiler that tslab has. */
  readonly compiler: Compiler;
  /** Files of declarations by the name of their package, where the compiler would not find them by itself. */
  readonly packages: Readonly<Record<string, string>>;
  /** Folders with `@types`. */
  readonly typeRoots: readonly string[];
}

/**
 * Checks that a source in percent cells runs in tslab: its types, as tslab's compiler sees them, and
 * what is right in a module but fails or does something else when each cell is compiled by itself.
 *
 * @returns What is wrong, in the order of the lines.
 */
export function checkSource(options: CheckOptions): Complaint[] {
  const { file, cells, compiler: ts } = options;
  const program = createProgram(options);
  const source = program.getSourceFile(file) as SourceFile;
  const found = ts
    .getPreEmitDiagnostics(program, source)
    .filter((diagnostic) => diagnostic.file === source)
    .map(({ start = 0, messageText }) => ({
      start: start,
      message: ts.flattenDiagnosticMessageText(messageText, "\n").split("\n").join("; "),
    }));
  const starts = cells.flatMap(({ type, line }) => (type === "code" ? [line ?? 1] : []));
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const traps = findTraps({
    compiler: ts,
    checker: program.getTypeChecker(),
    source,
    cellOf: (node: Node) => starts.findLastIndex((start) => start <= lineOf(node.getStart(source))),
  });
  return [...found, ...traps]
    .map(({ start, message }) => ({ line: lineOf(start), message }))
    .sort((a, b) => a.line - b.line);
}

function createProgram({ file, text, compiler: ts, packages, typeRoots }: CheckOptions): Program {
  const options = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    moduleDetection: ts.ModuleDetectionKind.Force,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    esModuleInterop: true,
    experimentalDecorators: true,
    resolveJsonModule: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [...typeRoots],
    paths: Object.fromEntries(Object.entries(packages).map(([name, path]) => [name, [path]])),
    pathsBasePath: "/",
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, language, ...rest) =>
    name === file
      ? ts.createSourceFile(name, text, language, true)
      : getSourceFile.call(host, name, language, ...rest);
  return ts.createProgram([file], options, host);
}
