/** Timestamps in milliseconds since the process started, and counters. Most are of old pings. */
export interface SimpleMeasurements {
  /** Five-second intervals in which the user was active. */
  readonly activeTicks?: number | null;
  /** Seconds since the browser started. */
  readonly totalTime?: number | null;
  /** Minutes since the browser started. */
  readonly uptime?: number | null;
  /** When the process started. */
  readonly start?: number | null;
  /** When the program's main function started. */
  readonly main?: number | null;
  /** When the profile was chosen. */
  readonly selectProfile?: number | null;
  /** When the profile was locked. */
  readonly afterProfileLocked?: number | null;
  /** When the detection of startup crashes started. */
  readonly startupCrashDetectionBegin?: number | null;
  /** When the detection of startup crashes ended. */
  readonly startupCrashDetectionEnd?: number | null;
  /** When something was first drawn. */
  readonly firstPaint?: number | null;
  /** When a blank window was first shown. */
  readonly blankWindowShown?: number | null;
  /** When an address was first loaded. */
  readonly firstLoadURI?: number | null;
  /** When the first window was made. */
  readonly createTopLevelWindow?: number | null;
  /** When delayed parts of the startup began. */
  readonly delayedStartupStarted?: number | null;
  /** When delayed parts of the startup ended. */
  readonly delayedStartupFinished?: number | null;
  /** When restoring the session began to initialise. */
  readonly sessionRestoreInit?: number | null;
  /** When restoring the session was initialised. */
  readonly sessionRestoreInitialized?: number | null;
  /** When the session began to be restored. */
  readonly sessionRestoreRestoring?: number | null;
  /** When the session was restored. */
  readonly sessionRestored?: number | null;
  /** When the add-on manager began to start. */
  readonly AMI_startup_begin?: number | null;
  /** When the add-on manager had started. */
  readonly AMI_startup_end?: number | null;
  /** When the add-on provider began to start. */
  readonly XPI_startup_begin?: number | null;
  /** When the add-on provider had started. */
  readonly XPI_startup_end?: number | null;
  /** When add-ons began to start. */
  readonly XPI_bootstrap_addons_begin?: number | null;
  /** When add-ons had started. */
  readonly XPI_bootstrap_addons_end?: number | null;
  /** When the add-on provider saw the end of the startup. */
  readonly XPI_finalUIStartup?: number | null;
  /** Whether the startup was interrupted; 1 if so. */
  readonly startupInterrupted?: number | null;
  /** Bytes read until the session was restored, on Windows. */
  readonly startupSessionRestoreReadBytes?: number | null;
  /** Bytes written until the session was restored, on Windows. */
  readonly startupSessionRestoreWriteBytes?: number | null;
  /** Bytes read until a window was visible, on Windows. */
  readonly startupWindowVisibleReadBytes?: number | null;
  /** Bytes written until a window was visible, on Windows. */
  readonly startupWindowVisibleWriteBytes?: number | null;
  /** Whether a debugger was attached; 1 or true if so. */
  readonly debuggerAttached?: number | boolean | null;
  /** How long the last shutdown took, in milliseconds. */
  readonly shutdownDuration?: number | null;
  /** How often the profile could not be locked. */
  readonly failedProfileLockCount?: number | null;
  /** The most threads at one time. */
  readonly maximalNumberOfConcurrentThreads?: number | null;
  /** Pings that wait to be sent. */
  readonly savedPings?: number | null;
  /** Pings that have waited for more than a week. */
  readonly pingsOverdue?: number | null;
  /** Pings that were dropped because too many waited. */
  readonly pingsDiscarded?: number | null;
  /** Counters of the add-on manager. */
  readonly addonManager?: object | null;
  /** Counters of the JavaScript engine. */
  readonly js?: object | null;
  /** Events of the user interface. */
  readonly UITelemetry?: object | null;
}
