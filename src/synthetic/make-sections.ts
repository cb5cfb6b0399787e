import { drawMachine } from "./draw-machine.js";
import { drawAddons, drawSettings } from "./environment-sections.js";
import { drawHistograms, drawKeyedHistograms } from "./histogram-sections.js";
import {
  drawHangs,
  drawProcesses,
  drawSimpleMeasurements,
  drawSmallSections,
  drawStackTraces,
} from "./payload-sections.js";
import { Random } from "./random.js";
import { Section } from "./section.js";

/** Ready-made sections of pings to choose from. */
export interface Sections {
  readonly machines: readonly { readonly system: Section; readonly os: string; readonly xpcomAbi: string }[];
  readonly addons: readonly Section[];
  readonly settings: readonly Section[];
  readonly partner: Section;
  /** The large sections of main pings, small and large ones. */
  readonly mains: readonly {
    readonly histograms: Section;
    readonly keyedHistograms: Section;
    readonly processes: Section;
  }[];
  readonly simpleMeasurements: readonly Section[];
  readonly hangs: readonly Section[];
  /** Small sections of main pings by name. */
  readonly small: readonly Readonly<Record<string, Section>>[];
  readonly stackTraces: readonly Section[];
}

/** Draws and serialises the sections that the pings of a lake are put together from; takes a fifth of a second. */
export function makeSections(seed: number): Sections {
  const random = new Random(seed, "sections");
  const many = <T>(length: number, draw: (random: Random) => T): T[] =>
    Array.from({ length }, () => draw(random));
  const section = (draw: (random: Random) => unknown) => (): Section => new Section(draw(random));
  return {
    machines: many(160, () => {
      const { system, ...machine } = drawMachine(random);
      return { ...machine, system: new Section(system) };
    }),
    addons: many(160, section(drawAddons)),
    settings: many(60, section(drawSettings)),
    partner: new Section({
      distributionId: null,
      distributionVersion: null,
      partnerId: null,
      distributor: null,
      distributorChannel: null,
      partnerNames: [],
    }),
    mains: many(200, () => {
      const size = random.weighted([
        [0.08, 10],
        [0.16, 4],
        [0.6, 1],
      ]);
      const share = size * random.between(0.8, 1.25);
      return {
        histograms: new Section(drawHistograms(share, random)),
        keyedHistograms: new Section(drawKeyedHistograms(share * 0.8, random)),
        processes: new Section(drawProcesses(share, random)),
      };
    }),
    simpleMeasurements: many(60, section(drawSimpleMeasurements)),
    hangs: many(40, section(drawHangs)),
    small: many(20, () =>
      Object.fromEntries(
        Object.entries(drawSmallSections(random)).map(([name, value]) => [name, new Section(value)]),
      ),
    ),
    stackTraces: many(60, section(drawStackTraces)),
  };
}
