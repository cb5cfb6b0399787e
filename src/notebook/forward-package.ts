import { dirname, join } from "node:path";

/** The file functions of a TypeScript compiler, its `ts.sys`. */
export interface CompilerFiles {
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  readFile(path: string, encoding?: string): string | undefined;
  realpath?(path: string): string;
}

/** The part of Node's `Module` that finds the file of a `require`. */
export interface ModuleResolver {
  _resolveFilename(request: string, ...rest: unknown[]): string;
}

/** What {@link forwardPackage} is told. */
export interface Forwarding {
  /** The package's name. */
  readonly name: string;
  /** The folder the package lies in. */
  readonly root: string;
  /** Changed. */
  readonly files: CompilerFiles;
  /** Changed. */
  readonly modules: ModuleResolver;
  /** Finds the files of the package by name, from within. */
  readonly resolve: (request: string) => string;
}

/**
 * Lets a compiler and `require` find a package from folders that do not have it.
 *
 * The compiler sees it in every `node_modules`, and takes its real place for what it imports in
 * turn; `require` falls back to it when it finds nothing.
 */
export function forwardPackage({ name, root, files, modules, resolve }: Forwarding): void {
  const inModules = new RegExp(`^.*/node_modules/${name}(?=/|$)`);
  const forward = (path: string): string => path.replace(inModules, () => root);
  const { fileExists, directoryExists, readFile, realpath = (path) => path } = files;
  Object.assign(files, {
    fileExists: (path: string) => fileExists(forward(path)),
    directoryExists: (path: string) => directoryExists(forward(path)),
    readFile: (path: string, encoding?: string) => readFile(forward(path), encoding),
    realpath: (path: string) => realpath(forward(path)),
  } satisfies CompilerFiles);

  const original = modules._resolveFilename;
  modules._resolveFilename = function (request, ...rest) {
    try {
      return original.call(this, request, ...rest);
    } catch (error) {
      if (request !== name && !request.startsWith(`${name}/`)) throw error;
      return resolve(request);
    }
  };
}

/** Whether a package is installed in a folder or one above, so that programs there find it by themselves. */
export function isWithinReach(name: string, folder: string, exists: (path: string) => boolean): boolean {
  if (exists(join(folder, "node_modules", name, "package.json"))) return true;
  const parent = dirname(folder);
  return parent !== folder && isWithinReach(name, parent, exists);
}
