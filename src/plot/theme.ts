/** The fonts: DejaVu Sans is drawn in PNGs; where it is not installed, Verdana is about as wide. */
export const FONT = "DejaVu Sans, Verdana, sans-serif";

/** Colours that stay apart for colour-blind readers and in print; the first is used where there is one series. */
export const PALETTE: readonly string[] = [
  "#3a6a9b",
  "#d17a22",
  "#4b9274",
  "#a8434f",
  "#8471ad",
  "#8a7a5c",
  "#5aa7bf",
  "#6f6f6f",
];

/** The colour of each kind of writing and line. */
export const INK = {
  title: "#1f2328",
  text: "#3d444d",
  faint: "#656d76",
  line: "#8c959f",
  grid: "#e7eaed",
} as const;

/** The sizes of writing, in pixels. */
export const SIZE = { title: 15, subtitle: 12, label: 11, value: 11, axisTitle: 12 } as const;

/** The heights of a line of the title and of the subtitle, in pixels. */
export const LINE = { title: 20, subtitle: 16, label: 14 } as const;

/** The Vega-Lite configuration of every chart. */
export const CONFIG: { readonly [member: string]: unknown } = {
  aria: false,
  background: "#ffffff",
  font: FONT,
  view: { stroke: null },
  axis: {
    domainColor: INK.line,
    gridColor: INK.grid,
    labelColor: INK.text,
    labelFlush: false,
    labelFontSize: SIZE.label,
    labelLimit: 0,
    labelOverlap: false,
    labelPadding: 5,
    tickColor: INK.line,
    tickSize: 4,
    titleColor: INK.text,
    titleFontSize: SIZE.axisTitle,
    titleFontWeight: "normal",
    titleLimit: 0,
  },
  title: {
    anchor: "start",
    color: INK.title,
    fontSize: SIZE.title,
    fontWeight: "bold",
    frame: "group",
    limit: 0,
    lineHeight: LINE.title,
    subtitleColor: INK.faint,
    subtitleFontSize: SIZE.subtitle,
    subtitleLineHeight: LINE.subtitle,
    subtitlePadding: 4,
  },
};
