import type { CommonPing } from "./common-ping.js";
import type { CrashMetadata } from "./crash-metadata.js";
import type { Environment } from "./environment.js";

/** The stacks of the process that crashed. Addresses are hexadecimal texts. */
export interface StackTraces {
  /** `OK`, or what went wrong with the analysis. */
  readonly status?: string | null;
  /** The kind of crash. */
  readonly crash_info?: CrashInfo | null;
  /** Which of the modules is the browser's program. */
  readonly main_module?: number | null;
  /** The modules, by address. */
  readonly modules?: readonly object[] | null;
  /** The modules that had been unloaded. */
  readonly unloaded_modules?: readonly object[] | null;
  /** The threads, each with its frames. */
  readonly threads?: readonly object[] | null;
}

/** The kind of crash. */
export interface CrashInfo {
  /** The signal or exception, such as `SIGSEGV`. */
  readonly type?: string | null;
  /** The address of the crash; what it means depends on the kind. */
  readonly address?: string | null;
  /** Which of the threads crashed. */
  readonly crashing_thread?: number | null;
}

/** What a crash ping says. */
export interface CrashPayload {
  /** The day of the crash, as `YYYY-MM-DD`. */
  readonly crashDate: string;
  /** The time of the crash: an ISO time, to the hour. */
  readonly crashTime?: string | null;
  /** The version of the payload, 1. */
  readonly version?: number | null;
  /** The id of the session that crashed; missing if it crashed early. */
  readonly sessionId?: string | null;
  /** The id of the crash report. */
  readonly crashId?: string | null;
  /** The hash of the crash dump. */
  readonly minidumpSha256Hash?: string | null;
  /** The process that crashed: `main`, `content`, `gpu`, `gmplugin` … */
  readonly processType?: string | null;
  /** The stacks of the process that crashed. */
  readonly stackTraces?: StackTraces | null;
  /** Notes that the browser made while it ran; all are texts. */
  readonly metadata?: CrashMetadata | null;
  /** Whether the environment is that of the crash, not of the sending. */
  readonly hasCrashEnvironment?: boolean | null;
}

/** The ping sent after a process crashed. */
export interface CrashPing extends CommonPing {
  /** The ping's type, `crash`. */
  readonly type: "crash";
  /** The client's id; missing in some. */
  readonly clientId?: string | null;
  /** The client's machine, browser and settings; see `payload/hasCrashEnvironment`. */
  readonly environment?: Environment | null;
  /** What the ping says. */
  readonly payload: CrashPayload;
}
