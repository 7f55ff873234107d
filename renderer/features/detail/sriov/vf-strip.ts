/** What the line above the table of VFs says. Pure. */
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isGivingDriver, isOnVfio } from "../../../../shared/machine/role.ts";
import type { VfLimit } from "../../../../shared/operations/findings/limits-config.ts";
import type { Message } from "../../../../shared/words/message.ts";
import { VF_TABLE_WORDS } from "../../../words/vf-table.ts";

/** @param most how many there could be; 0 = unknown */
export function presentText(present: number, most: number): Message {
  return most === 0
    ? VF_TABLE_WORDS.stripUnknown({ present: String(present) })
    : VF_TABLE_WORDS.strip({ present: String(present), most: String(most) });
}

const MOST_BY = {
  driver: VF_TABLE_WORDS.mostByDriver,
  port: VF_TABLE_WORDS.mostByPort,
  "bus-numbers": VF_TABLE_WORDS.mostByBuses,
  "mmio-windows": VF_TABLE_WORDS.mostByMemory,
  "msix-pool": VF_TABLE_WORDS.mostByVectors,
  "initial-vfs": VF_TABLE_WORDS.mostByDevice,
  "dependency-link": VF_TABLE_WORDS.mostByDevice,
} as const satisfies Readonly<Record<VfLimit["kind"], unknown>>;

/** What the VFs are bound to, and what limits their number. */
export function stripFacts(
  pf: Pick<FunctionInfo, "registersOnly">,
  vfs: readonly FunctionInfo[],
  most: Pick<VfLimit, "kind" | "most"> | null,
): Message[] {
  const bound = boundText(vfs);
  return [...(bound === null ? [] : [bound]), ...(most === null ? [] : [mostText(pf, most)])];
}

function mostText(
  { registersOnly }: Pick<FunctionInfo, "registersOnly">,
  { kind, most }: Pick<VfLimit, "kind" | "most">,
) {
  // No dump has the driver's number: where it would be stands the device's.
  const text = registersOnly && kind === "driver" ? VF_TABLE_WORDS.mostByDevice : MOST_BY[kind];
  return text({ most: String(most) });
}

function boundText(vfs: readonly FunctionInfo[]): Message | null {
  // A driver that nobody knows of is not one that is missing.
  if (vfs.length === 0 || vfs.some(({ driverUnknown }) => driverUnknown)) return null;
  if (vfs.every(isOnVfio)) return VF_TABLE_WORDS.onVfio;
  if (vfs.every(({ driver }) => driver === null)) return VF_TABLE_WORDS.onNone;
  const onHost = vfs.every(({ driver }) => driver !== null && !isGivingDriver(driver));
  return onHost ? VF_TABLE_WORDS.onHost : VF_TABLE_WORDS.onSeveral;
}
