/**
 * Loads a package of ours when it is first needed, at once: notebooks expect conversions to be
 * synchronous. Node.js only; nothing of Node.js is imported before, so that frames work in browsers.
 */
export function loadPackage(name: string): unknown {
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(import.meta.url)(name);
}
