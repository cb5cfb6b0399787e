// The kernel's WebAssembly module. It owns no memory: the host decides where everything lies and hands in places.
export { setScratch } from "./keys";
export { listMembers, membersNext } from "./members";
export { project, setOutput } from "./project";
export { unsnappy } from "./unsnappy";
export {
  addLog,
  allocate,
  cellsHeld,
  dropLog,
  floatsHeld,
  heapEnd,
  lineSlots,
  lineTable,
  newEntries,
  newVariants,
  readSection,
  startSums,
} from "./sums";
