/** Why functions share an IOMMU group: the port and the ACS bits that are missing (drivers/iommu/iommu.c, pci_acs_enabled). Pure. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { listsBy } from "../../machine/lists.ts";
import { type IommuGroup, isBridge, type Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { walkExtended, walkStandard } from "../../pci/walk.ts";
import { names } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { GROUP_CAUSE_WORDS as T } from "../../words/texts/check-isolation.ts";

export interface GroupCause {
  /** The function that lets traffic pass beside the IOMMU. */
  readonly bdf: Bdf;
  /** A clause that goes after its address: `has no ACS`. */
  readonly text: Words;
  /** It has ACS, and bits of it are off. */
  readonly bitsOff?: true;
}

const ACS = 0x0d;
const EXPRESS = 0x10;
/** What the kernel asks for (REQ_ACS_FLAGS): SV, RR, CR, UF. */
const REQUIRED: readonly (readonly [bit: number, name: string])[] = [
  [0, "Source Validation (SV)"],
  [2, "P2P Request Redirect (RR)"],
  [3, "P2P Completion Redirect (CR)"],
  [4, "Upstream Forwarding (UF)"],
];
/** Device/Port Types of PCI Express (PCIe 6.2 §7.5.3.2). */
const ROOT_PORT = 4;
const DOWNSTREAM = 6;
const TO_PCI = 7;

type ReadConfig = (bdf: Bdf) => ConfigSpace | null;

/** What merged the group, as far as its bridges' registers were read; empty for a group of one. */
export function groupCauses(machine: Machine, group: IommuGroup, config: ReadConfig): GroupCause[] {
  if (group.members.length < 2) return [];
  const bridges = new Set<FunctionInfo>(group.members.filter(isBridge));
  for (const member of group.members) {
    const parent = machine.portAbove(member.bdf);
    const bridge = parent === null ? undefined : machine.byBdf.get(parent);
    if (bridge) bridges.add(bridge);
  }
  const causes = [...bridges].flatMap((bridge) => bridgeCause(bridge, config(bridge.bdf)) ?? []);
  return causes.length > 0 ? causes : siblingCauses(group, config);
}

function portType(space: ConfigSpace): number | null {
  const express = walkStandard(space, space.u8(0x0e) & 0x7f).found.find(({ id }) => id === EXPRESS);
  return express === undefined ? null : (space.u16(express.at + 2) >> 4) & 0xf;
}

function bridgeCause({ bdf }: FunctionInfo, space: ConfigSpace | null): GroupCause | null {
  if (space === null || !space.has(0, 0x100)) return null;
  const type = portType(space);
  if (type === null || type === TO_PCI) {
    return { bdf, text: T.toPci };
  }
  if (type !== ROOT_PORT && type !== DOWNSTREAM) return null;
  const missing = missingBits(space);
  if (missing === null) return null;
  if (missing.length === 0) return { bdf, text: T.noAcs };
  return { bdf, text: T.bitsOff({ bits: names(missing) }), bitsOff: true };
}

/** null = all that is needed is on, or it is not known; empty = no ACS at all. */
function missingBits(space: ConfigSpace): string[] | null {
  if (!space.has(0x100, 4)) return null;
  const acs = walkExtended(space).found.find(({ id }) => id === ACS);
  if (acs === undefined) return [];
  const control = space.u16(acs.at + 6);
  const missing = REQUIRED.filter(([bit]) => ((control >> bit) & 1) === 0).map(([, name]) => name);
  return missing.length === 0 ? null : missing;
}

/** `0000:01:00` */
function deviceOf(bdf: Bdf): string {
  return bdf.slice(0, bdf.lastIndexOf("."));
}

/** Functions of one device may talk to each other inside it, unless each of them has ACS. */
function siblingCauses(group: IommuGroup, config: ReadConfig): GroupCause[] {
  const devices = listsBy(group.members, ({ bdf }) => deviceOf(bdf));
  return group.members.flatMap((fn): GroupCause[] => {
    const alone = devices.get(deviceOf(fn.bdf))?.length === 1;
    const space = config(fn.bdf);
    if (alone || space === null || missingBits(space) === null) return [];
    return [{ bdf: fn.bdf, text: T.siblings }];
  });
}

/** Out-of-tree kernels split groups that the hardware does not isolate. */
export function isAcsOverridden(commandLine: string | null): boolean {
  return /(?:^|\s)pcie_acs_override=/.test(commandLine ?? "");
}

/**
 * The option by which the kernel was told to leave ACS bits off (drivers/pci/pci.c, pci_setup: disable_acs_redir= since
 * Linux 4.19, config_acs= since 6.11); null = it was not.
 */
export function acsOption(commandLine: string | null): string | null {
  return /(?:^|\s)pci=(?:\S*,)?((?:disable_acs_redir|config_acs)=[^\s,]+)/.exec(commandLine ?? "")?.[1] ?? null;
}
