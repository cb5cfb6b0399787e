import type { AggregateGroup } from "../database/index.js";

/**
 * Whether a group is of so few clients that it might tell about one. What is counted is client-days, each client once a
 * submission date; where clients were not weighed, histograms.
 */
export function isSuppressed({ clients, count }: AggregateGroup, minClients: number): boolean {
  return minClients > 0 && (clients ?? Number(count)) < minClients;
}
