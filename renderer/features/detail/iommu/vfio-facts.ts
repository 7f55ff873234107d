/** What the IOMMU & VFIO tab says besides the group's members. Pure. */

import type { UsageNow } from "../../../../shared/contract/contract.ts";
import type { FunctionInfo, MachineSnapshot } from "../../../../shared/machine/facts.ts";
import { iommusText, isInNoIommuMode, noneOf, withoutIommus } from "../../../../shared/machine/known.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { driverText, givenText, groupNode, hasVfio, isGivenAway, isOnVfio } from "../../../../shared/machine/role.ts";
import { isRead } from "../../../../shared/machine/usage-facts.ts";
import { isHolder } from "../../../../shared/operations/findings/in-use.ts";
import { counted, listed } from "../../../../shared/operations/words.ts";
import { stillEnglish } from "../../../../shared/words/say.ts";
import { type Fact, fact } from "../parts/facts.ts";
import type { Viability } from "./viability.ts";

const VFIO_MODULE = { loaded: "loaded", available: "not loaded, but installed", absent: "not there" } as const;

function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? "yes" : "no";
}

/** /sys/kernel/iommu_groups/N/type */
const GROUP_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    DMA: "translated for the host",
    "DMA-FQ": "translated for the host, with lazy flushing",
    identity: "passed through: the host's own DMA is not translated",
    blocked: "no DMA at all",
    unmanaged: "managed by a user, such as a guest",
    auto: "chosen by the IOMMU driver",
  }),
);

/** @param type null = not read yet or not readable */
export function groupFacts(fn: FunctionInfo, members: number, type: string | null): Fact[] {
  return [
    fact("group", "Group", "iommu_group", fn.iommuGroup, {
      none: "none",
      note: members === 1 ? "this function only" : `${members} functions`,
      help: "The number may change with the next boot.",
    }),
    fact("group-type", "Type", "/sys/kernel/iommu_groups/N/type", type, {
      none: "not known",
      ...noted(type === null ? null : (GROUP_TYPES.get(type) ?? null)),
      help: "How the IOMMU treats DMA of the group while the host has it.",
    }),
  ];
}

function deviceNodes({ snapshot }: Machine, fn: FunctionInfo): Fact[] {
  const withoutIommu = isInNoIommuMode(snapshot, fn);
  const node = groupNode(fn, withoutIommu);
  const names = fn.children.filter(({ kind }) => kind === "vfio").map(({ name }) => name);
  const facts: Fact[] = [];
  if (hasVfio(fn) && node !== null) {
    facts.push(
      fact("group-node", "Device node", "iommu_group", node, {
        mono: true,
        help: withoutIommu
          ? "What a program opens. There is no IOMMU, so no guest can."
          : "What a guest opens for the whole group.",
      }),
    );
  }
  for (const name of names) {
    facts.push(
      fact(`node-${name}`, "Device node (iommufd)", "vfio-dev/", `/dev/vfio/devices/${name}`, {
        mono: true,
        help: "What a guest opens for this function alone.",
      }),
    );
  }
  return facts;
}

function noted(note: string | null): { readonly note?: string } {
  return note === null ? {} : { note };
}

function whoHasIt(fn: FunctionInfo): string | null {
  const given = givenText(fn);
  if (given !== null) return given;
  if (fn.driver !== null) return "in use by the host";
  return fn.driverUnknown ? null : "free to be given away";
}

export function vfioFacts(machine: Machine, fn: FunctionInfo): Fact[] {
  const pf = fn.physfn === null ? null : (machine.byBdf.get(fn.physfn) ?? null);
  return [
    fact("driver", "Driver", "driver", fn.driver, {
      none: fn.driverUnknown ? "not known" : driverText(fn),
      mono: true,
      tone: isGivenAway(fn) ? "given" : "plain",
      ...noted(whoHasIt(fn)),
    }),
    fact("override", "Driver override", "driver_override", fn.driverOverride, {
      none: noneOf(fn, "driver_override"),
      mono: true,
      tone: "warn",
      help: "Only this driver may bind. It is lost when the function goes, as a VF does when VFs are switched off.",
    }),
    ...deviceNodes(machine, fn),
    ...(pf !== null && isOnVfio(pf)
      ? [
          fact("token", "VF token", "drivers/vfio/pci/vfio_pci_core.c", "needed", {
            tone: "warn",
            note: `its PF ${pf.bdf} is on ${pf.driver}`,
            help: "Whoever opens a VF of a PF on vfio-pci must show the UUID that the PF's user has set.",
          }),
        ]
      : []),
    ...hostFacts(machine.snapshot, fn),
  ];
}

function hostFacts(snapshot: MachineSnapshot, fn: FunctionInfo): Fact[] {
  const { host } = snapshot;
  return [
    fact("iommus", "IOMMUs", "/sys/class/iommu", iommusText(snapshot), {
      none: withoutIommus(snapshot),
      mono: true,
      help: "IOMMUs of the machine that the kernel uses.",
    }),
    {
      id: "vfio-pci",
      label: "vfio-pci",
      value: host.vfioPci === null ? null : VFIO_MODULE[host.vfioPci],
      none: "not known",
      source: "/sys/bus/pci/drivers, modules.dep",
    },
    ...(fn.sriov === null
      ? []
      : [
          {
            id: "enable-sriov",
            label: "vfio-pci may enable VFs",
            value: yesNo(host.vfioEnableSriov),
            none: "not known",
            help: "Whether a PF that is on vfio-pci can have VFs; without it writing sriov_numvfs fails with ENOENT.",
            source: "/sys/module/vfio_pci/parameters/enable_sriov",
          } satisfies Fact,
        ]),
  ];
}

/** Who has a function: clauses that go after its address; known = nobody else has it. null = not asked yet. */
export type Holders = { readonly texts: readonly string[]; readonly known: boolean } | null;

export function holdersNow(usage: UsageNow | null, fn: FunctionInfo): Holders {
  if (usage === null) return null;
  const reasons = usage.functions.find(({ bdf }) => bdf === fn.bdf)?.reasons ?? [];
  return {
    texts: reasons.filter(isHolder).map(({ text }) => stillEnglish(text)),
    known: isRead(usage, "holders"),
  };
}

/** The verdict in a heading and a sentence. */
export function verdictText(
  group: string,
  fn: FunctionInfo,
  { state, blockers }: Viability,
  holders: Holders = null,
): { readonly title: string; readonly text: string } {
  switch (state) {
    case "held": {
      if (holders !== null && holders.texts.length > 0) {
        return { title: "Already in use", text: `The function ${listed(holders.texts)}.` };
      }
      const unknown = holders?.known === false ? " Whether a guest has it already is not known." : "";
      return {
        title: "Ready for a guest",
        text: `The function is on ${fn.driver}, and no member of group ${group} does DMA for the host.${unknown}`,
      };
    }
    case "without-iommu":
      return {
        title: "Not for a guest: there is no IOMMU",
        text: "The function is in vfio's no-IOMMU mode: programs such as DPDK can use it and then reach all memory of this machine. QEMU and libvirt cannot.",
      };
    case "viable":
      return {
        title: "Can be given to a guest",
        text: `No member of group ${group} does DMA for the host. The function has to be put on vfio-pci first.`,
      };
    case "self":
      return {
        title: "Can be given to a guest once it leaves its driver",
        text: `Only ${fn.driver} on this function itself does DMA for the host in group ${group}.`,
      };
    case "parent":
      return {
        title: "Not for a guest while SR-IOV is on",
        text: `Its driver manages ${counted(fn.sriov?.numVfs ?? 0, "VF")}, and vfio-pci refuses such a PF (EBUSY). Give VFs away instead, or set it to 0 VFs first.`,
      };
    case "behind":
      return {
        title: "Not for a guest",
        text: "The function is in a domain that another one made (VMD), by whose number all its requests go out: no guest can have it.",
      };
    case "unknown":
      return {
        title: "Not known whether a guest can have it",
        text: `It is not known which driver ${fn.driverUnknown ? "the function is" : `${counted(blockers.length, "other member")} of group ${group} ${blockers.length === 1 ? "is" : "are"}`} on.`,
      };
    case "blocked":
      return {
        title: "Not viable for a guest",
        text: `${blockers.length === 1 ? "Another member" : `${blockers.length} other members`} of group ${group} ${
          blockers.length === 1 ? "is" : "are"
        } on a host driver that does DMA. Without them on vfio-pci or without a driver, QEMU stops with "group ${group} is not viable". Bridges may stay as they are.`,
      };
  }
}
