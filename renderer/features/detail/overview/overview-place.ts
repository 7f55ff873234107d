/** Where a function is and how it runs: two of the overview's lists. Pure. */

import { numaNodeOf } from "../../../../shared/machine/columns.ts";
import { busRangeText } from "../../../../shared/machine/describe.ts";
import type { FunctionInfo, PowerState } from "../../../../shared/machine/facts.ts";
import { groupText, isUnread, noSlotText } from "../../../../shared/machine/known.ts";
import { linkOf } from "../../../../shared/machine/link.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { roleOf } from "../../../../shared/machine/role.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { LINK_TAB_WORDS as L } from "../../../words/link-tab.ts";
import { OVERVIEW_WORDS as T } from "../../../words/overview.ts";
import { type Fact, type FactSection, fact } from "../parts/facts.ts";

function linkFact(machine: Machine, fn: FunctionInfo): Fact {
  const link = linkOf(machine, fn);
  const base = { id: "link", label: FACT_WORDS.link, source: "current_link_speed, current_link_width, max_link_*" };
  if (link === null)
    return { ...base, value: null, none: isUnread(fn, "current_link_speed") ? COMMON.unknown : T.noExpressLink };
  return {
    ...base,
    value: link.text,
    tone: link.state === "degraded" ? "warn" : "plain",
    ...(link.state === "degraded"
      ? { note: link.speedDegraded && link.widthDegraded ? L.slowAndNarrow : link.widthDegraded ? L.narrow : L.slow }
      : link.state === "limited"
        ? { note: T.limited }
        : {}),
    ...(link.notes[0] === undefined ? {} : { help: link.notes[0] }),
    fromPf: link.ofPf ?? undefined,
  };
}

export function place(machine: Machine, fn: FunctionInfo): FactSection {
  const node = numaNodeOf(fn);
  const parent = machine.parentOf(fn.bdf);
  const facts: Fact[] = [];
  if (fn.bridge !== null) {
    facts.push(
      fact("buses", FACT_WORDS.buses, "secondary_bus_number, subordinate_bus_number", busRangeText(fn.bridge), {
        none: COMMON.none,
        mono: true,
        help: T.busesHelp,
      }),
    );
  }
  facts.push(
    {
      id: "above",
      label: T.above,
      value: parent,
      none:
        fn.hostBridge !== null
          ? T.below({ bridge: fn.hostBridge })
          : isUnread(fn, "parent")
            ? COMMON.unknown
            : T.atRoot,
      mono: true,
      ...(parent === null ? {} : { link: parent }),
    },
    {
      id: "slot",
      label: FACT_WORDS.slot,
      value: fn.slot,
      none: noSlotText(fn, machine.snapshot),
      help: T.slotHelp,
      source: "/sys/bus/pci/slots",
    },
    ...(fn.label === null
      ? []
      : [{ id: "label", label: T.firmwareName, value: fn.label, source: "label, acpi_index" } satisfies Fact]),
    fact("numa", FACT_WORDS.numaNode, "numa_node", node === null ? null : String(node), {
      none: fn.numaNode === null ? COMMON.unknown : T.numaUnreported,
    }),
    linkFact(machine, fn),
    fact("iommu-group", FACT_WORDS.iommuGroup, "iommu_group", fn.iommuGroup, {
      none: groupText(fn),
      help: T.groupHelp,
      ...groupNote(machine, fn),
    }),
  );
  return { id: "place", title: T.place, facts };
}

function groupNote(machine: Machine, fn: FunctionInfo): { readonly note?: Words } {
  const others = (machine.groupOf(fn.bdf)?.members.length ?? 1) - 1;
  if (fn.iommuGroup === null) return {};
  return { note: others === 0 ? T.aloneInGroup : T.withOthers({ count: others }) };
}

const POWER_HELP: Readonly<Partial<Record<PowerState, Words>>> = {
  D3cold: T.powerD3cold,
  D3hot: T.powerD3hot,
  D0: T.powerD0,
};

export function work(fn: FunctionInfo): FactSection {
  const { msi } = fn;
  const power = fn.powerState;
  return {
    id: "work",
    title: T.work,
    facts: [
      fact("power", FACT_WORDS.powerState, "power_state", power, {
        tone: power === "error" ? "danger" : power === "D3cold" ? "warn" : "plain",
        help: (power === null ? undefined : POWER_HELP[power]) ?? T.powerHelp,
      }),
      fact("irq", FACT_WORDS.irq, "irq", fn.irq === null || fn.irq === 0 ? null : String(fn.irq), {
        none: fn.irq === 0 ? COMMON.none : COMMON.unknown,
        help: T.irqHelp,
      }),
      {
        id: "msi",
        label: T.messageInterrupts,
        value: msi === null ? null : T.vectors({ count: msi.vectors, kind: msi.kind === "msix" ? "MSI-X" : "MSI" }),
        none: isUnread(fn, "msi_irqs") ? COMMON.unknown : T.noMessages,
        source: "msi_irqs/",
      },
      ...(roleOf(fn) === "vf" || fn.ariEnabled === null
        ? []
        : [
            fact("ari", FACT_WORDS.ari, "ari_enabled", fn.ariEnabled ? DETAIL_WORDS.on : DETAIL_WORDS.off, {
              help: T.ariHelp,
            }),
          ]),
    ],
  };
}
