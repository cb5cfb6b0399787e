import type { EnvironmentAddons } from "./environment-addons.js";
import type { EnvironmentSettings } from "./environment-settings.js";
import type { EnvironmentSystem } from "./environment-system.js";

/** The build that ran when the environment was taken. */
export interface EnvironmentBuild {
  /** The application's id. */
  readonly applicationId?: string | null;
  /** The application's name, such as `Firefox`. */
  readonly applicationName?: string | null;
  /** The build's architecture, such as `x86-64`. */
  readonly architecture?: string | null;
  /** All architectures in one binary, on macOS. */
  readonly architecturesInBinary?: string | null;
  /** The build id, 14 digits for Mozilla's builds. */
  readonly buildId?: string | null;
  /** The version as shown to people, such as `55.0b3`. */
  readonly displayVersion?: string | null;
  /** The version of an installed hotfix. */
  readonly hotfixVersion?: string | null;
  /** The version of the platform it is built on. */
  readonly platformVersion?: string | null;
  /** Whether the build can update itself. */
  readonly updaterAvailable?: boolean | null;
  /** Who made the build. */
  readonly vendor?: string | null;
  /** The version, such as `55.0`. */
  readonly version?: string | null;
  /** The binary interface, such as `x86_64-gcc3`. */
  readonly xpcomAbi?: string | null;
}

/** The partner that distributes the build, if one does. */
export interface EnvironmentPartner {
  /** The distribution's id. */
  readonly distributionId?: string | null;
  /** The distribution's version. */
  readonly distributionVersion?: string | null;
  /** The partner's id. */
  readonly partnerId?: string | null;
  /** Who distributes the build. */
  readonly distributor?: string | null;
  /** The channel it is distributed through. */
  readonly distributorChannel?: string | null;
  /** The names of the partners. */
  readonly partnerNames?: readonly string[] | null;
}

/** The age of the profile, in whole days since 1970. */
export interface EnvironmentProfile {
  /** The day the profile was created, in days since 1970; taken from files, and sometimes wrong. */
  readonly creationDate?: number | null;
  /** The day the profile was first used, in days since 1970. */
  readonly firstUseDate?: number | null;
  /** The day the profile was last reset, in days since 1970. */
  readonly resetDate?: number | null;
  /** The day the profile was restored from a backup, in days since 1970. */
  readonly recoveredFromBackup?: number | null;
  /** Whether the profile is a stub that was never started for a person. */
  readonly isStubProfile?: boolean | null;
}

/** Which services the profile uses. */
export interface EnvironmentServices {
  /** Whether there is a Firefox account. */
  readonly accountEnabled?: boolean | null;
  /** Whether Sync is on. */
  readonly syncEnabled?: boolean | null;
}

/** An experiment that the client takes part in. */
export interface EnvironmentExperiment {
  /** The experiment's branch. */
  readonly branch?: string | null;
  /** The kind of experiment. */
  readonly type?: string | null;
  /** The id of this enrolment. */
  readonly enrollmentId?: string | null;
}

/** What is characteristic of a client and does not change often. Parts may be missing early in a session. */
export interface Environment {
  /** The build that ran. */
  readonly build?: EnvironmentBuild | null;
  /** Settings of the browser. */
  readonly settings?: EnvironmentSettings | null;
  /** The age of the profile. */
  readonly profile?: EnvironmentProfile | null;
  /** The partner that distributes the build. */
  readonly partner?: EnvironmentPartner | null;
  /** The machine and its operating system. */
  readonly system?: EnvironmentSystem | null;
  /** Add-ons, themes and plugins. */
  readonly addons?: EnvironmentAddons | null;
  /** Experiments by id. */
  readonly experiments?: { readonly [id: string]: EnvironmentExperiment } | null;
  /** Which services the profile uses. */
  readonly services?: EnvironmentServices | null;
}
