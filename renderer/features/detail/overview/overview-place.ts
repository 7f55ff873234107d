/** Where a function is and how it runs: two of the overview's lists. Pure. */
import { numaNodeOf } from "../../../../shared/machine/columns.ts";
import { busRangeText } from "../../../../shared/machine/describe.ts";
import type { FunctionInfo, PowerState } from "../../../../shared/machine/facts.ts";
import { groupText, noneOf, noSlotText } from "../../../../shared/machine/known.ts";
import { linkOf } from "../../../../shared/machine/link.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { roleOf } from "../../../../shared/machine/role.ts";
import { type Fact, type FactSection, fact } from "../parts/facts.ts";

function linkFact(machine: Machine, fn: FunctionInfo): Fact {
  const link = linkOf(machine, fn);
  const base = { id: "link", label: "Link", source: "current_link_speed, current_link_width, max_link_*" };
  if (link === null) return { ...base, value: null, none: noneOf(fn, "current_link_speed", "no PCI Express link") };
  return {
    ...base,
    value: link.text,
    tone: link.state === "degraded" ? "warn" : "plain",
    ...(link.state === "degraded"
      ? { note: "degraded" }
      : link.state === "limited"
        ? { note: "all the other end offers" }
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
      fact("buses", "Buses below", "secondary_bus_number, subordinate_bus_number", busRangeText(fn.bridge), {
        none: "none",
        mono: true,
        help: "Bus numbers that the bridge passes on to. A VF whose bus number is not among them cannot be enabled.",
      }),
    );
  }
  facts.push(
    {
      id: "above",
      label: "Port above",
      value: parent,
      none: fn.hostBridge === null ? noneOf(fn, "parent", "none: at the root") : `none: below ${fn.hostBridge}`,
      mono: true,
      ...(parent === null ? {} : { link: parent }),
    },
    {
      id: "slot",
      label: "Slot",
      value: fn.slot,
      none: noSlotText(fn, machine.snapshot),
      help: "Physical slot.",
      source: "/sys/bus/pci/slots",
    },
    ...(fn.label === null
      ? []
      : [{ id: "label", label: "Firmware's name", value: fn.label, source: "label, acpi_index" } satisfies Fact]),
    fact("numa", "NUMA node", "numa_node", node === null ? null : String(node), {
      none: fn.numaNode === null ? "not known" : "not told by the firmware",
    }),
    linkFact(machine, fn),
    fact("iommu-group", "IOMMU group", "iommu_group", fn.iommuGroup, {
      none: groupText(fn),
      help: "Functions that can only be given to a guest together. The number may change with the next boot.",
      ...groupNote(machine, fn),
    }),
  );
  return { id: "place", title: "Place", facts };
}

function groupNote(machine: Machine, fn: FunctionInfo): { readonly note?: string } {
  const others = (machine.groupOf(fn.bdf)?.members.length ?? 1) - 1;
  if (fn.iommuGroup === null) return {};
  return { note: others === 0 ? "alone in it" : `with ${others} other${others === 1 ? "" : "s"}` };
}

const POWER_HELP: Readonly<Partial<Record<PowerState, string>>> = {
  D3cold: "Power is off. Reading configuration space would switch it on again.",
  D3hot: "Suspended; configuration space can still be read.",
  D0: "Fully on.",
};

export function work(fn: FunctionInfo): FactSection {
  const { msi } = fn;
  const power = fn.powerState;
  return {
    id: "work",
    title: "Power and interrupts",
    facts: [
      fact("power", "Power state", "power_state", power, {
        tone: power === "error" ? "danger" : power === "D3cold" ? "warn" : "plain",
        help:
          (power === null ? undefined : POWER_HELP[power]) ??
          "Power state as the kernel keeps it; looking does not wake the function.",
      }),
      fact("irq", "IRQ", "irq", fn.irq === null || fn.irq === 0 ? null : String(fn.irq), {
        none: fn.irq === 0 ? "none" : "not known",
        help: "Linux interrupt number: of the pin, or of the first message while MSI is in use.",
      }),
      {
        id: "msi",
        label: "Message interrupts",
        value:
          msi === null
            ? null
            : `${msi.vectors} ${msi.kind === "msix" ? "MSI-X" : "MSI"} ${msi.vectors === 1 ? "vector" : "vectors"}`,
        none: noneOf(fn, "msi_irqs", "none in use"),
        source: "msi_irqs/",
      },
      ...(roleOf(fn) === "vf" || fn.ariEnabled === null
        ? []
        : [
            fact("ari", "ARI", "ari_enabled", fn.ariEnabled ? "on" : "off", {
              help: "Alternative Routing-ID: the device may have more than eight functions, so VFs fit on the PF's own bus.",
            }),
          ]),
    ],
  };
}
