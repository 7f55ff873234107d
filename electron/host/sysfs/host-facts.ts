/** Facts of the machine as a whole, and the names of its slots. */
import { join } from "node:path";
import type { HostFacts, ReadProblem } from "../../../shared/machine/facts.ts";
import { IOMMUS, SLOTS } from "../../../shared/machine/known.ts";
import { meansGone, readProblem } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";
import type { ModuleTables } from "./modules.ts";
import { yesNo } from "./values.ts";

const DRIVERS = "bus/pci/drivers";

/** @param root where sysfs is: `/sys` */
export function readHostFacts(reader: TreeReader, root: string, modules: ModuleTables): HostFacts {
  const drivers = reader.names(`${root}/${DRIVERS}`)?.sort() ?? null;
  return {
    iommus: reader.names(`${root}/${IOMMUS}`)?.sort() ?? [],
    vfioPci: drivers === null ? null : vfioState(drivers, modules),
    vfioEnableSriov: flagFile(reader, `${root}/module/vfio_pci/parameters/enable_sriov`),
    drivers: drivers ?? [],
    driversAutoprobe: flagFile(reader, `${root}/bus/pci/drivers_autoprobe`),
    crashed: hasCrashed(reader.text(join(root, "../proc/sys/kernel/tainted"))),
  };
}

/** Folders of the machine that are there and cannot be listed: what they have is not known, and not nothing. */
export function hostProblems(reader: TreeReader, root: string): ReadProblem[] {
  return [DRIVERS, IOMMUS].flatMap((attribute): ReadProblem[] => {
    if (reader.names(`${root}/${attribute}`) !== null || meansGone(reader.code)) return [];
    return [readProblem(attribute, reader.code)];
  });
}

/** TAINT_DIE of what die() tells, and TAINT_BAD_PAGE of memory that the kernel found spoilt (include/linux/panic.h). */
const CRASHED = (1n << 7n) | (1n << 5n);

function hasCrashed(tainted: string | null): boolean | null {
  return tainted === null || !/^\d{1,20}$/.test(tainted) ? null : (BigInt(tainted) & CRASHED) !== 0n;
}

function vfioState(drivers: readonly string[], modules: ModuleTables): HostFacts["vfioPci"] {
  if (drivers.includes("vfio-pci")) return "loaded";
  const atHand = modules.has("vfio-pci");
  if (atHand === null) return null;
  return atHand ? "available" : "absent";
}

function flagFile(reader: TreeReader, path: string): boolean | null {
  const text = reader.text(path);
  return text === null ? null : yesNo(text);
}

export interface SlotNames {
  /** By the address in `bus/pci/slots/NAME/address`: `0000:01:00`, a slot holding all functions of a device. */
  readonly byAddress: ReadonlyMap<string, string>;
  /** One for all that could not be read: which slot a function is in is not known then. Else null. */
  readonly problem: ReadProblem | null;
}

export const NO_SLOTS: SlotNames = { byAddress: new Map(), problem: null };

export function readSlots(reader: TreeReader, root: string): SlotNames {
  const byAddress = new Map<string, string>();
  let problem: ReadProblem | null = null;
  const failed = () => {
    if (!meansGone(reader.code)) problem = readProblem(SLOTS, reader.code);
  };
  const names = reader.names(`${root}/${SLOTS}`);
  if (names === null) failed();
  for (const name of names?.sort() ?? []) {
    const address = reader.text(`${root}/${SLOTS}/${name}/address`)?.toLowerCase();
    if (address === undefined) failed();
    else if (address !== "" && !byAddress.has(address)) byAddress.set(address, name);
  }
  return { byAddress, problem };
}
