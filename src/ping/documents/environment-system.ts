/** The processor. */
export interface Cpu {
  /** Logical processors. */
  readonly count?: number | null;
  /** Physical cores. */
  readonly cores?: number | null;
  /** Performance cores. */
  readonly pcount?: number | null;
  /** Medium cores. */
  readonly mcount?: number | null;
  /** Efficiency cores. */
  readonly ecount?: number | null;
  /** The maker, such as `GenuineIntel`. */
  readonly vendor?: string | null;
  /** The model's name. */
  readonly name?: string | null;
  /** The family's number. */
  readonly family?: number | null;
  /** The model's number. */
  readonly model?: number | null;
  /** The stepping. */
  readonly stepping?: number | null;
  /** The second-level cache, in KB. */
  readonly l2cacheKB?: number | null;
  /** The third-level cache, in KB. */
  readonly l3cacheKB?: number | null;
  /** The clock rate, in MHz. */
  readonly speedMHz?: number | null;
  /** Instruction sets, such as `hasSSE2`. */
  readonly extensions?: readonly string[] | null;
}

/** The operating system. */
export interface OperatingSystem {
  /** The name, such as `Windows_NT`, `Darwin` or `Linux`. */
  readonly name?: string | null;
  /** The version, such as `10.0`. */
  readonly version?: string | null;
  /** The locale. */
  readonly locale?: string | null;
  /** The kernel's version, on Android. */
  readonly kernelVersion?: string | null;
  /** The service pack's major version, on Windows. */
  readonly servicePackMajor?: number | null;
  /** The service pack's minor version, on Windows. */
  readonly servicePackMinor?: number | null;
  /** The build of Windows. */
  readonly windowsBuildNumber?: number | null;
  /** The revision of the build of Windows. */
  readonly windowsUBR?: number | null;
  /** The year Windows was installed. */
  readonly installYear?: number | null;
  /** Whether Windows prefetches. */
  readonly hasPrefetch?: boolean | null;
  /** Whether Windows superfetches. */
  readonly hasSuperfetch?: boolean | null;
  /** The distribution, on Linux. */
  readonly distro?: string | null;
  /** The distribution's version, on Linux. */
  readonly distroVersion?: string | null;
}

/** A disk. */
export interface Disk {
  /** The model, on Windows. */
  readonly model?: string | null;
  /** The revision, on Windows. */
  readonly revision?: string | null;
  /** `SSD` or `HDD`, on Windows. */
  readonly type?: string | null;
}

/** The disks that matter to the browser. */
export interface Disks {
  /** The disk that holds the profile. */
  readonly profile?: Disk | null;
  /** The disk that holds the browser. */
  readonly binary?: Disk | null;
  /** The disk that holds the system. */
  readonly system?: Disk | null;
}

/** A graphics adapter. */
export interface GraphicsAdapter {
  /** The adapter's name. */
  readonly description?: string | null;
  /** The maker's id. */
  readonly vendorID?: string | null;
  /** The device's id. */
  readonly deviceID?: string | null;
  /** The subsystem's id. */
  readonly subsysID?: string | null;
  /** Its memory, in MB. */
  readonly RAM?: number | null;
  /** The driver. */
  readonly driver?: string | null;
  /** Who made the driver. */
  readonly driverVendor?: string | null;
  /** The driver's version. */
  readonly driverVersion?: string | null;
  /** The driver's date. */
  readonly driverDate?: string | null;
  /** Whether this is the adapter in use. */
  readonly GPUActive?: boolean | null;
}

/** A monitor. */
export interface Monitor {
  /** Its width, in pixels. */
  readonly screenWidth?: number | null;
  /** Its height, in pixels. */
  readonly screenHeight?: number | null;
  /** Its refresh rate in Hz, on Windows; up to 1 if that is not known. */
  readonly refreshRate?: number | string | null;
  /** Whether it is a networked screen, on Windows. */
  readonly pseudoDisplay?: boolean | null;
  /** The scale of its pixels, on macOS. */
  readonly scale?: number | null;
  /** Device pixels per desktop pixel. */
  readonly contentsScaleFactor?: number | null;
  /** Device pixels per CSS pixel. */
  readonly defaultCSSScaleFactor?: number | null;
}

/** The state of one graphics feature. */
export interface GraphicsFeature {
  /** `available`, `unused`, `unavailable`, `blocked`, `disabled`, `failed` …, with a reason after a colon. */
  readonly status?: string | null;
  /** The version of the feature. */
  readonly version?: string | number | null;
  /** Whether it is rendered in software. */
  readonly warp?: boolean | null;
  /** Whether textures can be shared. */
  readonly textureSharing?: boolean | null;
  /** Whether it is on the blocklist. */
  readonly blacklisted?: boolean | null;
}

/** The states of graphics features. */
export interface GraphicsFeatures {
  /** What composes the layers, such as `webrender`. */
  readonly compositor?: string | null;
  /** Direct3D 11. */
  readonly d3d11?: GraphicsFeature | null;
  /** Direct2D. */
  readonly d2d?: GraphicsFeature | null;
  /** Composing in a process of its own. */
  readonly gpuProcess?: GraphicsFeature | null;
  /** Composing in hardware. */
  readonly hwCompositing?: GraphicsFeature | null;
  /** Composing with OpenGL. */
  readonly openglCompositing?: GraphicsFeature | null;
  /** Advanced layers, in old pings. */
  readonly advancedLayers?: GraphicsFeature | null;
  /** WebRender. */
  readonly webrender?: GraphicsFeature | null;
  /** Composing by the system. */
  readonly wrCompositor?: GraphicsFeature | null;
  /** WebRender in software. */
  readonly wrSoftware?: GraphicsFeature | null;
  /** OMTP, painting off the main thread, in old pings. */
  readonly omtp?: GraphicsFeature | null;
}

/** Graphics. */
export interface Graphics {
  /** Whether Direct2D is on. */
  readonly D2DEnabled?: boolean | null;
  /** Whether DirectWrite is on. */
  readonly DWriteEnabled?: boolean | null;
  /** What draws pages, such as `Skia`. */
  readonly ContentBackend?: string | null;
  /** Whether there is no screen. */
  readonly Headless?: boolean | null;
  /** Whether the machine is too weak for some effects. */
  readonly LowEndMachine?: boolean | null;
  /** The frame rate aimed at, in Hz. */
  readonly TargetFrameRate?: number | null;
  /** The scale of text. */
  readonly textScaleFactor?: number | null;
  /** Graphics adapters. */
  readonly adapters?: readonly GraphicsAdapter[] | null;
  /** Monitors. */
  readonly monitors?: readonly Monitor[] | null;
  /** The states of graphics features. */
  readonly features?: GraphicsFeatures | null;
}

/** The device, on Android. */
export interface Device {
  /** The model. */
  readonly model?: string | null;
  /** The maker. */
  readonly manufacturer?: string | null;
  /** The hardware. */
  readonly hardware?: string | null;
  /** Whether it is a tablet. */
  readonly isTablet?: boolean | null;
}

/** Security programs that Windows knows of, by product name. */
export interface SecurityPrograms {
  /** Antivirus programs. */
  readonly antivirus?: readonly string[] | null;
  /** Antispyware programs. */
  readonly antispyware?: readonly string[] | null;
  /** Firewalls. */
  readonly firewall?: readonly string[] | null;
}

/** The machine and its operating system. */
export interface EnvironmentSystem {
  /** Main memory, in MB. */
  readonly memoryMB?: number | null;
  /** The most virtual memory a process may have, in MB, on Windows. */
  readonly virtualMaxMB?: number | null;
  /** Whether a 32-bit browser runs on 64-bit Windows. */
  readonly isWow64?: boolean | null;
  /** Whether an x86 browser runs on ARM Windows. */
  readonly isWowARM64?: boolean | null;
  /** Whether the browser was installed as a Windows package. */
  readonly hasWinPackageId?: boolean | null;
  /** The Windows package's family name. */
  readonly winPackageFamilyName?: string | null;
  /** The model, on macOS. */
  readonly appleModelId?: string | null;
  /** The processor. */
  readonly cpu?: Cpu | null;
  /** The operating system. */
  readonly os?: OperatingSystem | null;
  /** The disks that matter to the browser. */
  readonly hdd?: Disks | null;
  /** The device, on Android. */
  readonly device?: Device | null;
  /** Graphics. */
  readonly gfx?: Graphics | null;
  /** Security programs, on Windows. */
  readonly sec?: SecurityPrograms | null;
}
