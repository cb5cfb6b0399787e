import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { environmentAt, type JupyterEnvironment } from "./environment.js";
import { findPython } from "./find-python.js";
import { formatKernelSpec, type KernelPrograms } from "./kernel-spec.js";
import { lockFile } from "./lock-file.js";
import { canRun, mustRun, type TryOptions, tryProgram } from "./try-program.js";

/** The version of tslab that is installed: the newest there is, and the one all of this was tried with. */
const TSLAB = "tslab@1.0.22";
const PYTHON_PACKAGES = ["jupyterlab>=4.2,<5", "nbclient>=0.10", "nbconvert>=7.16"];
const SYSTEM_PACKAGES = ["jupyter-notebook", "python3-nbclient", "python3-nbconvert", "python3-venv"];

/** What {@link setUp} is told. */
export interface SetUpOptions extends TryOptions {
  /** Where it all goes. */
  readonly folder: string;
  readonly programs: KernelPrograms;
  /** Whether system packages may be installed: on Debian and its like, as root. */
  readonly mayInstallSystemPackages: boolean;
  /** Told in a sentence what is done next, or was found. */
  readonly tell: (sentence: string) => void;
}

/**
 * Makes JupyterLab with tslab in a folder, and touches nothing outside it. What is there already is kept,
 * so that a second call only looks. Where the Python package index can't be reached, and system packages
 * may be installed, classic Notebook comes from those.
 *
 * @throws {Error} If the folder holds something else, Python, its venv module or npm are missing, or a
 *   package can't be installed; it says what to do.
 */
export async function setUp(options: SetUpOptions): Promise<JupyterEnvironment> {
  const { folder, programs, tell, signal } = options;
  const environment = environmentAt(folder);
  await mkdir(folder, { recursive: true });
  const file = `${folder}.lock`;
  const unlock = await lockFile(file, { onWait: () => tell(`waiting for another set-up (${file})`), signal });
  try {
    if (await hasJupyter(environment, options)) tell(`Jupyter is there: ${folder}`);
    else await installJupyter(environment, options);
    await installTslab(environment, options);
    await writeKernelSpec(environment, programs);
    await silenceNews(environment);
  } finally {
    await unlock();
  }
  return environment;
}

/** Whether an environment is complete. */
export async function isSetUp({ python, tslab, kernelSpec }: JupyterEnvironment): Promise<boolean> {
  return (await exists(python)) && (await exists(tslab)) && (await exists(kernelSpec));
}

/** Writes the kernel's description, so that Jupyter starts the kernel of this package. */
export async function writeKernelSpec(
  environment: JupyterEnvironment,
  programs: KernelPrograms,
): Promise<void> {
  await mkdir(dirname(environment.kernelSpec), { recursive: true });
  await writeFile(environment.kernelSpec, formatKernelSpec(environment, programs));
}

async function installJupyter(environment: JupyterEnvironment, options: SetUpOptions): Promise<void> {
  const { folder, tell } = options;
  const there = await readdir(folder);
  if (there.length > 0 && !there.includes("pyvenv.cfg")) {
    throw new Error(`${folder} holds other files; name a new or empty folder`);
  }
  const python = await findPython(options);
  tell(`making a Python environment in ${folder}`);
  const venv = ["-m", "venv", "--clear"];
  await mustRun(python, [...venv, folder], "python can't make a virtual environment", options);

  tell(`installing ${PYTHON_PACKAGES.join(", ")} from the Python package index`);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PYTHON_PACKAGES];
  const { code, stderr } = await tryProgram(environment.python, pip, options);
  if (code === 0) return;
  const problem = `can't install from the Python package index (${stderr.trim().split("\n").at(-1)})`;
  if (!options.mayInstallSystemPackages || !(await canRun("apt-get", ["--version"], options))) {
    throw new Error(`${problem}; connect to it, or name a mirror in PIP_INDEX_URL`);
  }
  tell(`${problem}: installing classic Notebook from the system's packages instead`);
  const quiet = { ...options, env: { ...options.env, DEBIAN_FRONTEND: "noninteractive" } };
  const apt = ["install", "--yes", "--no-install-recommends", ...SYSTEM_PACKAGES];
  if (!(await canRun("apt-get", apt, quiet))) {
    // A fresh system has no list of its packages, or an old one.
    await tryProgram("apt-get", ["update"], quiet);
    await mustRun("apt-get", apt, "the system's packages can't be installed", quiet);
  }
  const shared = [...venv, "--system-site-packages", folder];
  await mustRun("/usr/bin/python3", shared, "the system's python can't make a virtual environment", options);
  if (!(await hasJupyter(environment, options))) {
    throw new Error(`the system's packages lack Jupyter; install ${SYSTEM_PACKAGES.join(" ")}`);
  }
}

function hasJupyter({ python }: JupyterEnvironment, options: SetUpOptions): Promise<boolean> {
  const wants = "s('nbclient') and s('nbconvert') and (s('jupyterlab') or s('notebook'))";
  return canRun(python, ["-c", `from importlib.util import find_spec as s; assert ${wants}`], options);
}

async function installTslab({ tslab, compiler }: JupyterEnvironment, options: SetUpOptions): Promise<void> {
  const manifest = await readFile(join(tslab, "package.json"), "utf8").catch(() => '{ "version": null }');
  const isThere = `tslab@${(JSON.parse(manifest) as { version: string }).version}` === TSLAB;
  if (isThere && (await exists(compiler))) {
    options.tell(`${TSLAB} is there`);
    return;
  }
  options.tell(`installing ${TSLAB}, the TypeScript kernel, from npm`);
  const kernel = join(options.folder, "kernel");
  await rm(kernel, { recursive: true, force: true });
  await mkdir(kernel, { recursive: true });
  await writeFile(join(kernel, "package.json"), '{ "private": true }\n');
  // Nested: tslab looks for Node's types within its own folder only.
  const args = [
    "install",
    "--install-strategy=nested",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--prefix",
    kernel,
    TSLAB,
  ];
  await mustRun("npm", args, `npm can't install ${TSLAB}`, options);
}

/** Lab asks on its first start whether it may fetch news; it may not. */
async function silenceNews({ folder }: JupyterEnvironment): Promise<void> {
  const file = join(folder, "etc", "jupyter", "labconfig", "page_config.json");
  if (await exists(file)) return;
  await mkdir(dirname(file), { recursive: true });
  const disabledExtensions = { "@jupyterlab/apputils-extension:announcements": true };
  await writeFile(file, `${JSON.stringify({ disabledExtensions }, null, 2)}\n`);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
