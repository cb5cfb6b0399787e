/** The application that sent a ping, as it was when it sent it. */
export interface Application {
  /** The build's architecture, such as `x86-64`. */
  readonly architecture: string;
  /** The build id, 14 digits for Mozilla's builds: the time of the build. */
  readonly buildId: string;
  /** The update channel, such as `beta`. */
  readonly channel: string;
  /** The application's name, such as `Firefox`. */
  readonly name: string;
  /** The version of the platform it is built on. */
  readonly platformVersion: string;
  /** Who made the build, such as `Mozilla`. */
  readonly vendor: string | null;
  /** The version, such as `55.0`. */
  readonly version: string;
  /** The binary interface, such as `x86_64-gcc3`. */
  readonly xpcomAbi: string;
  /** The version as shown to people, such as `55.0b3`. */
  readonly displayVersion?: string;
}
