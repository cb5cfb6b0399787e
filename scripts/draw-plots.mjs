// Draws the pictures of the reference, one of each plot, into docs/images/plots. Build first.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plotBars, plotBox, plotCdf, plotHistogram, plotLine } from "../dist/src/index.js";

const folder = join(import.meta.dirname, "..", "docs", "images", "plots");
const size = { width: 420 };
/** Numbers from 0 to 1 that look random and are always the same. */
const spread = (count, step = 0.618034) => Array.from({ length: count }, (_, i) => ((i + 1) * step) % 1);
const delays = (count, most, step) => spread(count, step).map((at) => Math.exp(at * at * Math.log(most)) - 1);

/** The plots, by the name of the function that makes them. */
export const plots = {
  plotBars: plotBars(
    { shutdown: 17_461, startup: 4_888, "(missing)": 12 },
    { ...size, title: "new-profile pings by reason", of: "pings", percent: true },
  ),
  plotHistogram: plotHistogram(delays(4000, 60).map(Math.floor), {
    ...size,
    height: 180,
    title: "Days until the ping was made",
    label: "delay",
    unit: "days",
    of: "clients",
    clip: [null, 30],
    log: true,
  }),
  plotCdf: plotCdf(
    { pingsender: delays(900, 30), Firefox: delays(1400, 2000, 0.7548777) },
    {
      ...size,
      height: 180,
      title: "Delay by sender",
      label: "delay",
      unit: "minutes",
      of: "pings",
      log: true,
    },
  ),
  plotBox: plotBox(
    { Windows_NT: delays(900, 90), Darwin: delays(300, 60, 0.7548777), Linux: [...delays(90, 40), 95, 99] },
    { ...size, title: "First paint", label: "first paint", unit: "s", of: "clients" },
  ),
  plotLine: plotLine(
    spread(21).map((at, day) => [
      new Date(Date.UTC(2017, 5, 14 + day)),
      day === 9 ? null : Math.round(90 + 9 * day + 60 * at),
    ]),
    { ...size, height: 180, title: "Pings a day", label: "pings" },
  ),
};

if (process.argv[1] === import.meta.filename) {
  mkdirSync(folder, { recursive: true });
  for (const [name, plot] of Object.entries(plots)) {
    writeFileSync(join(folder, `${name}.png`), await plot.toPNG({ scale: 1.5 }));
  }
}
