/** A printed percentage and the integers behind it. */
export interface PrintedRatio {
  /** The percentage as the published report formats it. */
  readonly printed: string;
  readonly n: number;
  readonly d: number;
}

/** Outcomes of the scheduling of new-profile pings. */
export interface SchedulingFigures {
  /** The clients analysed, which is the denominator of every row. */
  readonly clients: number;
  /** The published words for an outcome, how many clients had it, and the printed percentage. */
  readonly rows: readonly (readonly [outcome: string, clients: number, printed: string])[];
}

/** Pings by pingsender version. */
export interface PingsenderFigures {
  readonly denominator: number;
  readonly rows: readonly (readonly [version: "1.0" | null, pings: number, printed: string])[];
}

/** Every figure of the published report, in the shape of the project's `figures.json`. */
export interface ValidationFigures {
  readonly newProfile: {
    readonly pings: { readonly n: number };
    readonly missingTimestamps: PrintedRatio;
    readonly reasonStartup: PrintedRatio;
    readonly reasonShutdown: PrintedRatio;
    readonly duplicatesByDocumentId: PrintedRatio & { readonly keptPings: number };
    readonly duplicatesByClientId: PrintedRatio & { readonly keptPings: number };
    readonly misbehavingClients: number;
    readonly shutdownPingsOfMisbehavingClientsAfterDocumentDedupe: PrintedRatio;
    readonly reasonByPingsenderOfMisbehavingClients: {
      readonly denominator: number;
      readonly rows: readonly (readonly [
        reason: string,
        version: "1.0" | null,
        pings: number,
        printed: string,
      ])[];
    };
    readonly pingsenderShutdownMisbehaving: PingsenderFigures;
    readonly pingsenderShutdownWellBehaving: PingsenderFigures;
    readonly reasonSequencesInPublishedOrder: readonly (readonly string[])[];
    readonly aConsistentNumberOfClientsPerSequence: readonly number[];
    readonly creationDelayDays: {
      readonly clip: number;
      readonly bins: number;
      readonly counts: readonly number[];
      readonly withoutCreationDate: number;
      readonly total: number;
      readonly percentiles: Readonly<Record<"50" | "70" | "80" | "95" | "99", number>>;
    };
  };
  readonly shutdownScheduling: SchedulingFigures;
  readonly startupScheduling: SchedulingFigures;
  readonly crashes: {
    readonly misbehavingClientsWithMainProcessCrash: PrintedRatio;
    readonly sequencesInPublishedOrder: readonly (readonly string[])[];
    readonly aConsistentNumberOfClientsPerSequence: readonly number[];
  };
}
