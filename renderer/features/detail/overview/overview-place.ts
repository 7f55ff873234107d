/** Where a function is and how it runs: two of the overview's lists. Pure. */

import { numaNodeOf } from "../../../../shared/machine/columns.ts";
import { busRangeText } from "../../../../shared/machine/describe.ts";
import type { FunctionInfo, PowerState } from "../../../../shared/machine/facts.ts";
import { groupText, isUnread, noSlotText } from "../../../../shared/machine/known.ts";
import { isLinkUntold, linkOf } from "../../../../shared/machine/link.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { roleOf } from "../../../../shared/machine/role.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { LINK_TAB_WORDS } from "../../../words/link-tab.ts";
import { OVERVIEW_WORDS } from "../../../words/overview.ts";
import { type Fact, type FactSection, fact } from "../parts/facts.ts";

function linkFact(machine: Machine, fn: FunctionInfo): Fact {
  const link = linkOf(machine, fn);
  const base = { id: "link", label: FACT_WORDS.link, source: "current_link_speed, current_link_width, max_link_*" };
  if (link === null)
    return {
      ...base,
      value: null,
      none: isLinkUntold(machine, fn) ? COMMON.unknown : LINK_TAB_WORDS.noLinkShort,
    };
  return {
    ...base,
    value: link.text,
    tone: link.state === "degraded" ? "warn" : "plain",
    ...(link.state === "degraded"
      ? {
          note:
            link.speedDegraded && link.widthDegraded
              ? LINK_TAB_WORDS.slowAndNarrow
              : link.widthDegraded
                ? LINK_TAB_WORDS.narrow
                : LINK_TAB_WORDS.slow,
        }
      : link.state === "limited"
        ? { note: LINK_TAB_WORDS.limited }
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
        help: OVERVIEW_WORDS.busesHelp,
      }),
    );
  }
  facts.push(
    {
      id: "above",
      label: OVERVIEW_WORDS.above,
      value: parent,
      none:
        fn.hostBridge !== null
          ? OVERVIEW_WORDS.below({ bridge: fn.hostBridge })
          : isUnread(fn, "parent")
            ? COMMON.unknown
            : OVERVIEW_WORDS.atRoot,
      mono: true,
      ...(parent === null ? {} : { link: parent }),
    },
    {
      id: "slot",
      label: FACT_WORDS.slot,
      value: fn.slot,
      none: noSlotText(fn, machine.snapshot),
      help: OVERVIEW_WORDS.slotHelp,
      source: "/sys/bus/pci/slots",
    },
    ...(fn.label === null
      ? []
      : [
          {
            id: "label",
            label: OVERVIEW_WORDS.firmwareName,
            value: fn.label,
            source: "label, acpi_index",
          } satisfies Fact,
        ]),
    fact("numa", FACT_WORDS.numaNode, "numa_node", node === null ? null : String(node), {
      none: fn.numaNode === null ? COMMON.unknown : OVERVIEW_WORDS.numaUnreported,
    }),
    linkFact(machine, fn),
    fact("iommu-group", FACT_WORDS.iommuGroup, "iommu_group", fn.iommuGroup, {
      none: groupText(fn),
      help: OVERVIEW_WORDS.groupHelp,
      ...groupNote(machine, fn),
    }),
  );
  return { id: "place", title: OVERVIEW_WORDS.place, facts };
}

function groupNote(machine: Machine, fn: FunctionInfo): { readonly note?: Words } {
  const others = (machine.groupOf(fn.bdf)?.members.length ?? 1) - 1;
  if (fn.iommuGroup === null) return {};
  return { note: others === 0 ? OVERVIEW_WORDS.aloneInGroup : OVERVIEW_WORDS.withOthers({ count: others }) };
}

const POWER_HELP: Readonly<Partial<Record<PowerState, Words>>> = {
  D3cold: OVERVIEW_WORDS.powerD3cold,
  D3hot: OVERVIEW_WORDS.powerD3hot,
  D0: OVERVIEW_WORDS.powerD0,
};

export function work(fn: FunctionInfo): FactSection {
  const { msi } = fn;
  const power = fn.powerState;
  return {
    id: "work",
    title: OVERVIEW_WORDS.work,
    facts: [
      fact("power", FACT_WORDS.powerState, "power_state", power, {
        tone: power === "error" ? "danger" : power === "D3cold" ? "warn" : "plain",
        help: (power === null ? undefined : POWER_HELP[power]) ?? OVERVIEW_WORDS.powerHelp,
      }),
      fact("irq", FACT_WORDS.irq, "irq", fn.irq === null || fn.irq === 0 ? null : String(fn.irq), {
        none: fn.irq === 0 ? COMMON.none : COMMON.unknown,
        help: OVERVIEW_WORDS.irqHelp,
      }),
      {
        id: "msi",
        label: OVERVIEW_WORDS.messageInterrupts,
        value:
          msi === null
            ? null
            : OVERVIEW_WORDS.vectors({ count: msi.vectors, kind: msi.kind === "msix" ? "MSI-X" : "MSI" }),
        none: isUnread(fn, "msi_irqs") ? COMMON.unknown : OVERVIEW_WORDS.noMessages,
        source: "msi_irqs/",
      },
      ...(roleOf(fn) === "vf" || fn.ariEnabled === null
        ? []
        : [
            fact("ari", FACT_WORDS.ari, "ari_enabled", fn.ariEnabled ? DETAIL_WORDS.on : DETAIL_WORDS.off, {
              help: OVERVIEW_WORDS.ariHelp,
            }),
          ]),
    ],
  };
}
