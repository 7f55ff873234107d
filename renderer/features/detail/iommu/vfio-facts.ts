/** What the IOMMU & VFIO tab says besides the group's members. Pure. */

import type { FunctionInfo, MachineSnapshot } from "../../../../shared/machine/facts.ts";
import { iommusText, isInNoIommuMode, noneOf, withoutIommus } from "../../../../shared/machine/known.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { driverText, givenText, groupNode, hasVfio, isGivenAway, isOnVfio } from "../../../../shared/machine/role.ts";
import type { User } from "../../../../shared/machine/used-by.ts";
import { sentences } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { IOMMU_TAB_WORDS } from "../../../words/iommu-tab.ts";
import { type Fact, fact } from "../parts/facts.ts";
import type { Viability } from "./viability.ts";

const VFIO_MODULE = {
  loaded: IOMMU_TAB_WORDS.moduleLoaded,
  available: IOMMU_TAB_WORDS.moduleAvailable,
  absent: IOMMU_TAB_WORDS.moduleAbsent,
} as const;

function yesNo(value: boolean | null): Words | null {
  return value === null ? null : value ? DETAIL_WORDS.yes : DETAIL_WORDS.no;
}

/** /sys/kernel/iommu_groups/N/type */
const GROUP_TYPES: ReadonlyMap<string, Words> = new Map<string, Words>(
  Object.entries({
    DMA: IOMMU_TAB_WORDS.typeDma,
    "DMA-FQ": IOMMU_TAB_WORDS.typeDmaFq,
    identity: IOMMU_TAB_WORDS.typeIdentity,
    blocked: IOMMU_TAB_WORDS.typeBlocked,
    unmanaged: IOMMU_TAB_WORDS.typeUnmanaged,
    auto: IOMMU_TAB_WORDS.typeAuto,
  }),
);

/** @param type null = not read yet or not readable */
export function groupFacts(fn: FunctionInfo, members: number, type: string | null): Fact[] {
  return [
    fact("group", IOMMU_TAB_WORDS.group, "iommu_group", fn.iommuGroup, {
      none: COMMON.none,
      note: members === 1 ? IOMMU_TAB_WORDS.onlyThis : COMMON.functions({ count: members }),
      help: IOMMU_TAB_WORDS.numberMayChange,
    }),
    fact("group-type", IOMMU_TAB_WORDS.type, "/sys/kernel/iommu_groups/N/type", type, {
      none: COMMON.unknown,
      ...noted(type === null ? null : (GROUP_TYPES.get(type) ?? null)),
      help: IOMMU_TAB_WORDS.typeHelp,
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
      fact("group-node", IOMMU_TAB_WORDS.node, "iommu_group", node, {
        mono: true,
        help: withoutIommu ? IOMMU_TAB_WORDS.nodeNoIommuHelp : IOMMU_TAB_WORDS.nodeHelp,
      }),
    );
  }
  for (const name of names) {
    facts.push(
      fact(`node-${name}`, IOMMU_TAB_WORDS.iommufdNode, "vfio-dev/", `/dev/vfio/devices/${name}`, {
        mono: true,
        help: IOMMU_TAB_WORDS.iommufdNodeHelp,
      }),
    );
  }
  return facts;
}

function noted(note: Words | null): { readonly note?: Words } {
  return note === null ? {} : { note };
}

function whoHasIt(fn: FunctionInfo): Words | null {
  const given = givenText(fn);
  if (given !== null) return given;
  if (fn.driver !== null) return IOMMU_TAB_WORDS.usedByHost;
  // Without a group it can’t be: there is no IOMMU, or none is known.
  return fn.driverUnknown || fn.iommuGroup === null ? null : IOMMU_TAB_WORDS.available;
}

export function vfioFacts(machine: Machine, fn: FunctionInfo): Fact[] {
  const pf = fn.physfn === null ? null : (machine.byBdf.get(fn.physfn) ?? null);
  return [
    fact("driver", FACT_WORDS.driver, "driver", fn.driver, {
      none: fn.driverUnknown ? COMMON.unknown : driverText(fn),
      mono: true,
      tone: isGivenAway(fn) ? "given" : "plain",
      ...noted(whoHasIt(fn)),
    }),
    fact("override", FACT_WORDS.driverOverride, "driver_override", fn.driverOverride, {
      none: noneOf(fn, "driver_override"),
      mono: true,
      tone: "warn",
      help: IOMMU_TAB_WORDS.overrideHelp,
    }),
    ...deviceNodes(machine, fn),
    ...(pf !== null && isOnVfio(pf)
      ? [
          fact("token", "VF token", "drivers/vfio/pci/vfio_pci_core.c", IOMMU_TAB_WORDS.tokenNeeded, {
            tone: "warn",
            note: IOMMU_TAB_WORDS.tokenNote({ pf: pf.bdf, driver: pf.driver ?? "" }),
            help: IOMMU_TAB_WORDS.tokenHelp,
          }),
        ]
      : []),
    ...hostFacts(machine.snapshot, fn),
  ];
}

function hostFacts(snapshot: MachineSnapshot, fn: FunctionInfo): Fact[] {
  const { host } = snapshot;
  return [
    fact("iommus", IOMMU_TAB_WORDS.iommus, "/sys/class/iommu", iommusText(snapshot), {
      none: withoutIommus(snapshot),
      mono: true,
      help: IOMMU_TAB_WORDS.iommusHelp,
    }),
    {
      id: "vfio-pci",
      label: IOMMU_TAB_WORDS.vfioPci,
      value: host.vfioPci === null ? null : VFIO_MODULE[host.vfioPci],
      none: COMMON.unknown,
      source: "/sys/bus/pci/drivers, modules.dep",
    },
    ...(fn.sriov === null
      ? []
      : [
          {
            id: "enable-sriov",
            label: IOMMU_TAB_WORDS.enableSriov,
            value: yesNo(host.vfioEnableSriov),
            none: COMMON.unknown,
            help: IOMMU_TAB_WORDS.enableSriovHelp,
            source: "/sys/module/vfio_pci/parameters/enable_sriov",
          } satisfies Fact,
        ]),
  ];
}

/** Who has a function. */
export interface Holders {
  readonly users: readonly User[];
  /** All that somebody may have open was read: nobody else has it. */
  readonly known: boolean;
}

/** The verdict in a heading and a sentence. */
export function verdictText(
  group: string,
  fn: FunctionInfo,
  viability: Viability,
  holders: Holders | null = null,
): { readonly title: Words; readonly text: Words } {
  const told = groupVerdict(group, fn, viability, holders);
  const users = holders?.users ?? [];
  const hard = users.filter(({ isProtected }) => isProtected).map(({ clause }) => clause);
  if (hard.length > 0) return { ...told, title: IOMMU_TAB_WORDS.protected({ uses: hard }) };
  if (users.length === 0) return told;
  return { ...told, text: sentences(IOMMU_TAB_WORDS.usedBy({ users: users.map(({ text }) => text) }), told.text) };
}

/** By the kernel's rule alone. */
function groupVerdict(
  group: string,
  fn: FunctionInfo,
  { state, blockers }: Viability,
  holders: Holders | null,
): { readonly title: Words; readonly text: Words } {
  switch (state) {
    case "held": {
      const ready =
        fn.driver === null
          ? IOMMU_TAB_WORDS.readyUnbound({ group })
          : IOMMU_TAB_WORDS.readyText({ driver: fn.driver, group });
      const isHeld = holders !== null && holders.users.length > 0;
      return {
        title: isHeld ? IOMMU_TAB_WORDS.inUse : IOMMU_TAB_WORDS.ready,
        text: !isHeld && holders?.known === false ? sentences(ready, IOMMU_TAB_WORDS.heldUnknown) : ready,
      };
    }
    case "without-iommu":
      return { title: IOMMU_TAB_WORDS.noIommu, text: IOMMU_TAB_WORDS.noIommuText };
    case "viable":
      return { title: IOMMU_TAB_WORDS.viable, text: IOMMU_TAB_WORDS.viableText({ group }) };
    case "self":
      return { title: IOMMU_TAB_WORDS.self, text: IOMMU_TAB_WORDS.selfText({ driver: fn.driver ?? "", group }) };
    case "parent":
      return { title: IOMMU_TAB_WORDS.parent, text: IOMMU_TAB_WORDS.parentText({ count: fn.sriov?.numVfs ?? 0 }) };
    case "behind":
      return { title: IOMMU_TAB_WORDS.behind, text: IOMMU_TAB_WORDS.behindText };
    case "unknown":
      return {
        title: IOMMU_TAB_WORDS.unknown,
        text: fn.driverUnknown
          ? IOMMU_TAB_WORDS.ownDriverUnknown
          : IOMMU_TAB_WORDS.driversUnknown({ count: blockers.length, group }),
      };
    case "blocked":
      return { title: IOMMU_TAB_WORDS.blocked, text: IOMMU_TAB_WORDS.blockedText({ count: blockers.length, group }) };
  }
}
