import { canRun, type TryOptions } from "./try-program.js";

/** Where a Python is looked for, in this order. */
const PYTHONS: readonly string[] = ["python3", "/usr/bin/python3", "python"];

/**
 * Finds a Python that can make virtual environments.
 * @throws {Error} If there is none; it says what each candidate lacks and what to install.
 */
export async function findPython(
  options: TryOptions,
  candidates: readonly string[] = PYTHONS,
): Promise<string> {
  const problems: string[] = [];
  for (const python of candidates) {
    const says = (claim: string): Promise<boolean> => canRun(python, ["-c", claim], options);
    if (!(await says("pass"))) problems.push(`${python} is not there`);
    else if (!(await says("import sys; assert sys.version_info >= (3, 9)"))) {
      problems.push(`${python} is older than 3.9`);
    } else if (await says("import venv, ensurepip")) return python;
    else problems.push(`${python} has no venv module`);
  }
  const install = "install Python 3.9 or newer with venv (on Debian: apt-get install python3-venv)";
  throw new Error(`no usable python: ${problems.join(", ")}; ${install}`);
}
