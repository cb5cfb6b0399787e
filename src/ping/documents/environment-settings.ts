/** A default search engine. */
export interface SearchEngine {
  /** The engine's name; `NONE` if there is no default. */
  readonly name?: string | null;
  /** Where the engine's description was loaded from, without anything personal. */
  readonly loadPath?: string | null;
  /** `default`, `verified`, `unverified` or `invalid`. */
  readonly origin?: string | null;
  /** The address it searches with, for well-known engines only. */
  readonly submissionURL?: string | null;
}

/** Where the installation came from. All of it is optional. */
export interface Attribution {
  /** The partner that referred. */
  readonly source?: string | null;
  /** The kind of source, such as `organic`. */
  readonly medium?: string | null;
  /** The campaign. */
  readonly campaign?: string | null;
  /** The link within the campaign. */
  readonly content?: string | null;
  /** The variation of the funnel experiment. */
  readonly variation?: string | null;
  /** The funnel experiment. */
  readonly experiment?: string | null;
  /** The browser that downloaded the installer. */
  readonly ua?: string | null;
  /** Where the installer was offered. */
  readonly dlsource?: string | null;
  /** A token made at the download. */
  readonly dltoken?: string | null;
  /** Whether the user was signed in to the Microsoft Store. */
  readonly msstoresignedin?: boolean | null;
}

/** Languages. */
export interface IntlSettings {
  /** Locales that were asked for. */
  readonly requestedLocales?: readonly string[] | null;
  /** Locales that are installed. */
  readonly availableLocales?: readonly string[] | null;
  /** Locales in use. */
  readonly appLocales?: readonly string[] | null;
  /** The system's locales. */
  readonly systemLocales?: readonly string[] | null;
  /** The system's regional locales. */
  readonly regionalPrefsLocales?: readonly string[] | null;
  /** Languages that web pages are asked for. */
  readonly acceptLanguages?: readonly string[] | null;
}

/** How the browser updates itself. */
export interface UpdateSettings {
  /** The update channel. */
  readonly channel?: string | null;
  /** Whether updates are on. */
  readonly enabled?: boolean | null;
  /** Whether updates are downloaded without asking. */
  readonly autoDownload?: boolean | null;
  /** Whether updates may be installed while the browser is closed. */
  readonly background?: boolean | null;
}

/** Settings of the browser. */
export interface EnvironmentSettings {
  /** Whether incompatible add-ons are refused. */
  readonly addonCompatibilityCheckEnabled?: boolean | null;
  /** Whether the blocklist is on. */
  readonly blocklistEnabled?: boolean | null;
  /** Whether the browser is the system's default, as found at startup. */
  readonly isDefaultBrowser?: boolean | null;
  /** The default search engine's identifier. */
  readonly defaultSearchEngine?: string | null;
  /** The default search engine. */
  readonly defaultSearchEngineData?: SearchEngine | null;
  /** The default search engine's identifier in private windows. */
  readonly defaultPrivateSearchEngine?: string | null;
  /** The default search engine in private windows. */
  readonly defaultPrivateSearchEngineData?: SearchEngine | null;
  /** The cohort of a search experiment, in old pings. */
  readonly searchCohort?: string | null;
  /** Where the installation came from. */
  readonly attribution?: Attribution | null;
  /** Whether pages run in processes of their own. */
  readonly e10sEnabled?: boolean | null;
  /** The cohort of the roll-out of processes, in old pings. */
  readonly e10sCohort?: string | null;
  /** The most processes for pages. */
  readonly e10sMultiProcesses?: number | null;
  /** Whether frames run in processes of their own. */
  readonly fissionEnabled?: boolean | null;
  /** The state of the Windows launcher process. */
  readonly launcherProcessState?: number | null;
  /** The locale, such as `en-US`. */
  readonly locale?: string | null;
  /** Languages. */
  readonly intl?: IntlSettings | null;
  /** Whether the client sends extended telemetry. */
  readonly telemetryEnabled?: boolean | null;
  /** How the browser updates itself. */
  readonly update?: UpdateSettings | null;
  /** The state of the sandbox. */
  readonly sandbox?: SandboxSettings | null;
  /** Preferences that were changed, by name; private ones only say that they were. */
  readonly userPrefs?: { readonly [name: string]: string | number | boolean } | null;
}

/** The state of the sandbox. */
export interface SandboxSettings {
  /** How strict the sandbox of pages is. */
  readonly effectiveContentProcessLevel?: number | null;
  /** Whether pages are kept from the Windows kernel's window functions, and why not. */
  readonly contentWin32kLockdownState?: number | null;
}
