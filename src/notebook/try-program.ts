import { type ProgramEnd, runProgram } from "./run-program.js";

/** How set-up runs programs. */
export interface TryOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program to its end; one that is not there ends with `null` and says so. */
export async function tryProgram(
  program: string,
  args: readonly string[],
  { env, signal }: TryOptions,
): Promise<ProgramEnd> {
  try {
    return await runProgram({ program, args, env, signal });
  } catch (error) {
    signal?.throwIfAborted();
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return {
      code: null,
      stderr: isMissing ? `${program} is not there; install it` : (error as Error).message,
    };
  }
}

/**
 * Runs a program that must succeed.
 * @param problem - What it means if it does not, as the start of the message.
 * @throws {Error} If it can't be started or ends with another code than 0.
 */
export async function mustRun(
  program: string,
  args: readonly string[],
  problem: string,
  options: TryOptions,
): Promise<void> {
  const { code, stderr } = await tryProgram(program, args, options);
  if (code === 0) return;
  throw new Error(`${problem}: ${stderr.trim().slice(-2000) || `${program} ended with code ${code}`}`);
}

/** Whether a program is there and succeeds. */
export async function canRun(
  program: string,
  args: readonly string[],
  options: TryOptions,
): Promise<boolean> {
  return (await tryProgram(program, args, options)).code === 0;
}
