/** Notes that the browser made while it ran. All values are texts; truth is `1`. */
export interface CrashMetadata {
  /** What kept the shutdown waiting, as JSON. */
  readonly AsyncShutdownTimeout?: string | null;
  /** The paging file available, in bytes, on Windows. */
  readonly AvailablePageFile?: string | null;
  /** The memory available, in bytes, on Windows. */
  readonly AvailablePhysicalMemory?: string | null;
  /** The swap space available, on macOS and Linux. */
  readonly AvailableSwapMemory?: string | null;
  /** The virtual memory available, in bytes, on Windows. */
  readonly AvailableVirtualMemory?: string | null;
  /** The background task that ran. */
  readonly BackgroundTaskName?: string | null;
  /** Libraries that were kept out, on Windows. */
  readonly BlockedDllList?: string | null;
  /** `1` if the list of libraries to keep out could not be set up. */
  readonly BlocklistInitFailed?: string | null;
  /** The build id. */
  readonly BuildID?: string | null;
  /** `1` if a memory report came with the crash. */
  readonly ContainsMemoryReport?: string | null;
  /** The time of the crash, in seconds since 1970. */
  readonly CrashTime?: string | null;
  /** `1` if frames ran in processes of their own. */
  readonly DOMFissionEnabled?: string | null;
  /** How deep event loops were nested. */
  readonly EventLoopNestingLevel?: string | null;
  /** The font that was being loaded. */
  readonly FontName?: string | null;
  /** How often the GPU process was started. */
  readonly GPUProcessLaunchCount?: string | null;
  /** `1` if there was no screen. */
  readonly HeadlessMode?: string | null;
  /** What was wrong with a message between processes. */
  readonly ipc_channel_error?: string | null;
  /** `1` if garbage was being collected. */
  readonly IsGarbageCollecting?: string | null;
  /** How often memory ran low, on Windows. */
  readonly LowCommitSpaceEvents?: string | null;
  /** What the main thread was running, on Nightly. */
  readonly MainThreadRunnableName?: string | null;
  /** The kind of error-correcting memory, on Windows. */
  readonly MemoryErrorCorrection?: string | null;
  /** Why the browser crashed itself. */
  readonly MozCrashReason?: string | null;
  /** Experiments and their branches. */
  readonly NimbusEnrollments?: string | null;
  /** The size of the allocation that failed, in bytes. */
  readonly OOMAllocationSize?: string | null;
  /** The product's id. */
  readonly ProductID?: string | null;
  /** The product's name. */
  readonly ProductName?: string | null;
  /** How far the profiler's shutdown was. */
  readonly ProfilerChildShutdownPhase?: string | null;
  /** Memory that could be freed, on macOS. */
  readonly PurgeablePhysicalMemory?: string | null;
  /** What kept the storage's shutdown waiting. */
  readonly QuotaManagerShutdownTimeout?: string | null;
  /** The update channel. */
  readonly ReleaseChannel?: string | null;
  /** The kind of content process: `web`, `file` or `extension`. */
  readonly RemoteType?: string | null;
  /** Seconds since the crash before. */
  readonly SecondsSinceLastCrash?: string | null;
  /** How far the shutdown was. */
  readonly ShutdownProgress?: string | null;
  /** Why the browser was shutting down. */
  readonly ShutdownReason?: string | null;
  /** The stacks, as JSON, in old pings. */
  readonly StackTraces?: string | null;
  /** `1` if the crash was during startup. */
  readonly StartupCrash?: string | null;
  /** Memory in use, in percent, on Windows. */
  readonly SystemMemoryUsePercentage?: string | null;
  /** The id of the session that crashed. */
  readonly TelemetrySessionId?: string | null;
  /** Texture memory in use, in bytes. */
  readonly TextureUsage?: string | null;
  /** The paging file, in bytes, on Windows. */
  readonly TotalPageFile?: string | null;
  /** The memory, in bytes, on Windows. */
  readonly TotalPhysicalMemory?: string | null;
  /** The virtual memory, in bytes, on Windows. */
  readonly TotalVirtualMemory?: string | null;
  /** Seconds since the browser started, with a fraction. */
  readonly UptimeTS?: string | null;
  /** `1` if user32.dll was loaded too early, on Windows. */
  readonly User32BeforeBlocklist?: string | null;
  /** The version. */
  readonly Version?: string | null;
  /** `1` if Windows' own handler saw the crash. */
  readonly WindowsErrorReporting?: string | null;
  /** What went wrong with a file dialog, on Windows. */
  readonly WindowsFileDialogErrorCode?: string | null;
  /** The Windows package's family name. */
  readonly WindowsPackageFamilyName?: string | null;
}
