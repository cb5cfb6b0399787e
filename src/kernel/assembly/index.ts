// The kernel's WebAssembly module. It owns no memory: the host decides where everything lies and hands in places.
export { setScratch } from "./keys";
export { inflate, inflateBytes, inflateIn, inflateOut, setInflate, startInflate } from "./inflate";
export { listMembers, membersNext } from "./members";
export { project, setOutput } from "./project";
export { setSpill } from "./skip-checked";
export { unsnappy } from "./unsnappy";
export { cellsHeld, lineSlots, lineTable } from "./sum-cells";
export { allocate, heapEnd } from "./sum-heap";
export { dropLog, floatsHeld } from "./sum-log";
export { newEntries, newVariants } from "./sum-names";
export { readSection } from "./sum-sections";
export { addLog, startSums } from "./sums";
