import { LOCALES } from "./locales.js";
import type { Random } from "./random.js";

/** A machine as `environment.system` describes it, with what other parts of a ping say about it. */
export interface Machine {
  readonly system: object;
  readonly os: string;
  readonly xpcomAbi: string;
}

const SYSTEMS: readonly (readonly [
  {
    readonly name: string;
    readonly versions: readonly string[];
    readonly xpcomAbi: string;
    readonly memory: readonly (readonly [number, number])[];
  },
  number,
])[] = [
  [
    {
      name: "Windows_NT",
      versions: ["10.0", "10.0", "6.1", "6.1", "6.3", "5.1"],
      xpcomAbi: "x86-msvc",
      memory: [
        [2047, 3],
        [4000, 6],
        [8075, 6],
        [16_265, 3],
        [32_710, 1],
      ],
    },
    87,
  ],
  [
    {
      name: "Darwin",
      versions: ["16.6.0", "16.5.0", "15.6.0", "14.5.0"],
      xpcomAbi: "x86_64-gcc3",
      memory: [
        [4096, 1],
        [8192, 5],
        [16_384, 4],
      ],
    },
    8,
  ],
  [
    {
      name: "Linux",
      versions: ["4.10.0-22-generic", "4.4.0-79-generic", "4.11.4-1-ARCH"],
      xpcomAbi: "x86_64-gcc3",
      memory: [
        [1998, 1],
        [3936, 3],
        [7871, 5],
        [15_934, 3],
      ],
    },
    5,
  ],
];
const CPU_EXTENSIONS =
  "hasMMX hasSSE hasSSE2 hasSSE3 hasSSSE3 hasSSE4_1 hasSSE4_2 hasAVX hasAVX2 hasAES".split(" ");
const ADAPTERS = [
  ["Intel(R) HD Graphics 520", "0x8086", "0x1916", "igdumdim64 igd10iumd64 igd10iumd64 igd12umd64"],
  ["NVIDIA GeForce GTX 960", "0x10de", "0x1401", "nvd3dumx,nvwgf2umx,nvwgf2umx,nvwgf2umx"],
  ["AMD Radeon R5 Graphics", "0x1002", "0x98e4", "aticfx64 aticfx64 aticfx64 amdxc64"],
  ["Mesa DRI Intel(R) Haswell Mobile", "0x8086", "0x0416", ""],
] as const;
/** Draws a machine. */
export function drawMachine(random: Random): Machine {
  const kind = random.weighted(SYSTEMS);
  const cores = random.weighted([
    [1, 1],
    [2, 6],
    [4, 4],
    [8, 1],
  ]);
  const [description, vendorID, deviceID, driver] = random.pick(ADAPTERS);
  const disk = {
    model: `SanDisk SD${random.integer(6, 9)}SN6S-256G-1006`,
    revision: `X${random.integer(1000, 9999)}006`,
  };
  const isWindows = kind.name === "Windows_NT";
  const hasSystemDisk = isWindows && random.chance(0.9);
  const system = {
    memoryMB: random.weighted(kind.memory),
    virtualMaxMB: isWindows ? random.pick([2048, 4096]) : null,
    isWow64: isWindows && random.chance(0.6),
    cpu: {
      count: cores * random.integer(1, 2),
      cores,
      vendor: random.pick(["GenuineIntel", "GenuineIntel", "GenuineIntel", "AuthenticAMD"]),
      family: 6,
      model: random.integer(23, 94),
      stepping: random.integer(1, 11),
      l2cacheKB: random.pick([256, 512, 1024]),
      l3cacheKB: random.pick([null, 3072, 4096, 8192]),
      speedMHz: random.integer(12, 42) * 100,
      extensions: CPU_EXTENSIONS.slice(0, random.integer(3, CPU_EXTENSIONS.length)),
    },
    os: {
      name: kind.name,
      version: random.pick(kind.versions),
      locale: random.pick(LOCALES),
      ...(isWindows
        ? {
            servicePackMajor: random.integer(0, 1),
            servicePackMinor: 0,
            windowsBuildNumber: random.pick([7601, 14_393, 15_063]),
            windowsUBR: random.integer(100, 1300),
            installYear: random.integer(2010, 2017),
          }
        : {}),
    },
    hdd: hasSystemDisk
      ? { profile: disk, binary: disk, system: disk }
      : {
          profile: { model: null, revision: null },
          binary: { model: null, revision: null },
          system: { model: null, revision: null },
        },
    gfx: {
      D2DEnabled: isWindows ? random.chance(0.6) : null,
      DWriteEnabled: isWindows ? random.chance(0.7) : null,
      ContentBackend: "Skia",
      adapters: [
        {
          description,
          vendorID,
          deviceID,
          subsysID: random.hex(8),
          RAM: random.pick([null, 512, 1024, 2048]),
          driver: isWindows ? driver : null,
          driverVersion: `${random.integer(8, 22)}.19.15.${random.integer(1000, 9999)}`,
          driverDate: isWindows
            ? `${random.integer(1, 12)}-${random.integer(1, 28)}-201${random.integer(1, 7)}`
            : null,
          GPUActive: true,
        },
      ],
      monitors: Array.from(
        {
          length: random.weighted([
            [1, 4],
            [2, 1],
          ]),
        },
        () => ({
          screenWidth: random.pick([1366, 1920, 1280, 2560]),
          screenHeight: random.pick([768, 1080, 1024, 1440]),
          refreshRate: 60,
          pseudoDisplay: false,
        }),
      ),
      features: {
        compositor: isWindows ? "d3d11" : "opengl",
        gpuProcess: { status: isWindows ? "available" : "unused" },
        ...(isWindows
          ? {
              d3d11: {
                status: "available",
                version: 45_312,
                warp: false,
                textureSharing: true,
                blacklisted: false,
              },
              d2d: { status: "available", version: "1.1" },
            }
          : {}),
      },
    },
  };
  return { system, os: kind.name, xpcomAbi: kind.xpcomAbi };
}
