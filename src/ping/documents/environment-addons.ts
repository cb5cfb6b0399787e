/** What an add-on and a theme have in common. */
interface AnyAddon {
  /** Whether it is on the blocklist. */
  readonly blocklisted?: boolean | null;
  /** What it says of itself. */
  readonly description?: string | null;
  /** Its name. */
  readonly name?: string | null;
  /** Whether the user disabled it; 1 or true if so. */
  readonly userDisabled?: boolean | number | null;
  /** Whether the application disabled it. */
  readonly appDisabled?: boolean | null;
  /** Its version. */
  readonly version?: string | number | null;
  /** Where it is installed: 1 profile, 2 user, 4 application, 8 system, 16 temporary. */
  readonly scope?: number | null;
  /** Whether another program installed it; 1 or true if so. */
  readonly foreignInstall?: boolean | number | null;
  /** Whether it holds binary code. */
  readonly hasBinaryComponents?: boolean | null;
  /** The day it was installed, in days since 1970; 0 if that is not known. */
  readonly installDay?: number | null;
  /** The day it was last updated, in days since 1970; 0 if that is not known. */
  readonly updateDay?: number | null;
  /** Whether and how it is signed. */
  readonly signedState?: number | null;
  /** The kinds of signatures, as the text of a JSON list. */
  readonly signedTypes?: string | null;
}

/** An add-on that is switched on. */
export interface Addon extends AnyAddon {
  /** The kind of add-on, such as `extension`. */
  readonly type?: string | null;
  /** Whether it belongs to the browser. */
  readonly isSystem?: boolean | null;
  /** Whether it is a WebExtension. */
  readonly isWebExtension?: boolean | null;
  /** Whether it works with several processes without help. */
  readonly multiprocessCompatible?: boolean | null;
  /** Whether the application lets it run on quarantined domains. */
  readonly quarantineIgnoredByApp?: boolean | null;
  /** Whether the user lets it run on quarantined domains. */
  readonly quarantineIgnoredByUser?: boolean | null;
}

/** The theme in use. */
export interface Theme extends AnyAddon {
  /** The theme's id, the same for everyone who uses it. */
  readonly id?: string | null;
}

/** An NPAPI plugin, in old pings. */
export interface Plugin {
  /** Its name. */
  readonly name?: string | null;
  /** Its version. */
  readonly version?: string | null;
  /** What it says of itself. */
  readonly description?: string | null;
  /** Whether it is on the blocklist. */
  readonly blocklisted?: boolean | null;
  /** Whether it is disabled. */
  readonly disabled?: boolean | null;
  /** Whether it runs only when clicked. */
  readonly clicktoplay?: boolean | null;
  /** The types of content it plays. */
  readonly mimeTypes?: readonly string[] | null;
  /** The day it was last updated, in days since 1970. */
  readonly updateDay?: number | null;
}

/** A media plugin. */
export interface MediaPlugin {
  /** Its version. */
  readonly version?: string | null;
  /** Whether the user disabled it. */
  readonly userDisabled?: boolean | null;
  /** Whether it updates itself: 0 off, 1 default, 2 on. */
  readonly applyBackgroundUpdates?: number | boolean | null;
}

/** An experiment of the first generation, in old pings. */
export interface ActiveExperiment {
  /** The experiment's id. */
  readonly id?: string | null;
  /** The experiment's branch. */
  readonly branch?: string | null;
}

/** Add-ons, themes and plugins. */
export interface EnvironmentAddons {
  /** The add-ons that are switched on, by id. */
  readonly activeAddons?: { readonly [id: string]: Addon } | null;
  /** The theme in use. */
  readonly theme?: Theme | null;
  /** Media plugins, by id. */
  readonly activeGMPlugins?: { readonly [id: string]: MediaPlugin } | null;
  /** NPAPI plugins, in old pings. */
  readonly activePlugins?: readonly Plugin[] | null;
  /** The experiment of the first generation, in old pings. */
  readonly activeExperiment?: ActiveExperiment | null;
  /** The id of the persona (a light theme) in use, in old pings. */
  readonly persona?: string | null;
}
