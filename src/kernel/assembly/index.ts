// The kernel's WebAssembly module. It owns no memory: the host decides where everything lies and hands in places.
export { emptyColumn, setBatches, startColumn, takeCell, takeCells } from "./cell-batches";
export { setScratch } from "./keys";
export { matchHekaNames, readHekaMessage } from "./heka-message";
export { foldBytes, foldCheck, foldedBytes } from "./fold-check";
export { inflate, startInflate } from "./inflate";
export { inflateIn, inflateOut } from "./inflate-bits";
export { inflateAt, inflateBytes, setInflate } from "./inflate-codes";
export { listMembers, membersNext } from "./members";
export { deferred, project, projectLine, setOutput } from "./project";
export { setLateChecks } from "./late-checks";
export { setSpill } from "./nesting";
export { unsnappy } from "./unsnappy";
export { cellsHeld, directoryTable, keysHeld, labelBucketCount, labelBuckets } from "./sum-cells";
export { allocate, heapEnd } from "./sum-heap";
export { dropLog, floatsHeld } from "./sum-log";
export { newEntries } from "./sum-names";
export { newProcess, readChildren, readProcesses } from "./sum-processes";
export { readSection } from "./sum-sections";
export { newVariants } from "./sum-variants";
export { addLog, startSums } from "./sums";

// No host calls these: what is exported stays a function of its own, which leaves the loop that calls it its registers.
export { followBrackets } from "./nesting";
export { areScalars } from "./scalars";
export { checkCarefully } from "./skip-checked";
export { areEscapes } from "./tokens";
export { inflateQuickly } from "./inflate-quickly";
export { unsnappyQuickly } from "./unsnappy-quickly";
