/** Operations on the network node: its first PF has 16 VFs for the host, its second has none. */
import type { JournalEntry, OperationStatus } from "../../../shared/operations/record/record.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import type { Lab } from "./runner-lab.ts";

export const PF = at("01:00.0");
export const IDLE_PF = at("01:00.1");
export const VF0 = at("01:00.2");
export const VF1 = at("01:00.3");

export const FOUR_FOR_GUESTS: OperationRequest = { kind: "vfs.set", pf: PF, count: 4, purpose: "vfio-pci" };

/** One of each kind, on the network node of the demo machines. */
export const REQUESTS: readonly [string, OperationRequest][] = [
  ["VFs for guests instead of 16 for the host", FOUR_FOR_GUESTS],
  ["VFs for the host on a PF without any", { kind: "vfs.set", pf: IDLE_PF, count: 3, purpose: "host" }],
  ["VFs without a driver", { kind: "vfs.set", pf: PF, count: 2, purpose: "none" }],
  ["no VFs", { kind: "vfs.set", pf: PF, count: 0, purpose: "host" }],
  ["two VFs to vfio-pci", { kind: "assign", bdfs: [VF0, VF1] }],
  ["a whole PF to vfio-pci", { kind: "assign", bdfs: [IDLE_PF] }],
];

export const states = (status: OperationStatus) => status.steps.map((step) => step.state);

export async function entryOf(lab: Lab, status: OperationStatus): Promise<JournalEntry> {
  const entry = await lab.journal.find(status.entryId);
  if (entry === null) throw new Error("no entry");
  return entry;
}
