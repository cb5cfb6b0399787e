import type { Numbers } from "../stats/index.js";

/** A Vega-Lite specification as plain JSON. */
export type VegaLiteSpec = { readonly $schema: string; readonly [member: string]: unknown };

/** Options that every chart has. */
export interface PlotOptions {
  /**
   * The title, wrapped where it is longer than the chart is wide.
   *
   * @defaultValue made from the names of what is shown
   */
  readonly title?: string;
  /**
   * A line below the title. The number of values, and of those that were missing, follows it.
   *
   * @defaultValue only those numbers
   */
  readonly subtitle?: string;
  /**
   * The width of the area that holds the data, in pixels; titles and labels are added around it.
   *
   * @defaultValue 560
   */
  readonly width?: number;
  /**
   * The height of that area, in pixels.
   *
   * @defaultValue 260; what the rows need in charts of horizontal bars and boxes
   */
  readonly height?: number;
}

/** Numbers by the name of their group: a record or a map. */
export type GroupedNumbers = Readonly<Record<string, Numbers>> | ReadonlyMap<string, Numbers>;

/** A place on an axis and what is written there. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}
