/** Which tabs a function has: those that do not apply are absent, not empty. Pure. */
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { linkOf } from "../../../shared/machine/link.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { roleOf } from "../../../shared/machine/role.ts";
import type { DecodedSpace } from "../../../shared/pci/decode.ts";
import type { DetailTab } from "../../stores/view.ts";
import { capabilityOf } from "./capabilities/find.ts";
import { hopsOf } from "./link/hops.ts";
import { resourceRows } from "./resources/resource-rows.ts";

/** Capabilities that the last tab tells of. */
const LINK_KEYS = ["exp", "aer", "pm"];

/** @param decoded null while the configuration space is not known */
export function tabsOf(machine: Machine, fn: FunctionInfo, decoded: DecodedSpace | null): DetailTab[] {
  const has = (key: string) => decoded !== null && capabilityOf(decoded, key) !== null;
  const tabs: DetailTab[] = ["overview", "capabilities", "config"];
  // A kernel without CONFIG_PCI_IOV has no sriov_* attributes, but the capability is there all the same.
  if (roleOf(fn) === "pf" || (fn.physfn === null && has("sriov"))) tabs.push("sriov");
  tabs.push("iommu");
  if (resourceRows(fn).length > 0) tabs.push("resources");
  if (linkOf(machine, fn) !== null || hopsOf(machine, fn).length > 0 || LINK_KEYS.some(has)) tabs.push("link");
  return tabs;
}
