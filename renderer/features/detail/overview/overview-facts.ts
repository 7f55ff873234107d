/** What the overview says of a function: lists of facts, each with where it comes from. Pure. */
import { numaNodeOf } from "../../../../shared/machine/columns.ts";
import { busRangeText, nounFor, vfPhrase } from "../../../../shared/machine/describe.ts";
import type { FunctionInfo, PowerState } from "../../../../shared/machine/facts.ts";
import { linkOf } from "../../../../shared/machine/link.ts";
import { isBridge, type Machine } from "../../../../shared/machine/machine.ts";
import {
  classCodeText,
  className,
  deviceName,
  idsText,
  subsystemIdsText,
  vendorName,
} from "../../../../shared/machine/names.ts";
import { isOnVfio, lacksDriver, roleOf } from "../../../../shared/machine/role.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { Fact, FactSection, FactTone } from "../parts/facts.ts";
import { hex } from "../parts/numbers.ts";

/** A VF's vendor and device registers read ffff: the kernel fills in the PF's (drivers/pci/iov.c, pci_setup_device). */
function identityFromPf(fn: FunctionInfo): Bdf | undefined {
  return fn.physfn ?? undefined;
}

function idFact(
  id: string,
  label: string,
  name: string,
  value: number | null,
  source: string,
  pf: Bdf | undefined,
): Fact {
  return {
    id,
    label,
    value: value === null ? null : name,
    ...(value === null ? {} : { note: hex(value, 4) }),
    source,
    fromPf: value === null ? undefined : pf,
  };
}

function subsystemFact(fn: FunctionInfo): Fact {
  const ids = subsystemIdsText(fn);
  const { subsystem } = fn.names;
  const base = { id: "subsystem", label: "Subsystem", source: "subsystem_vendor, subsystem_device" };
  if (ids === null) return { ...base, value: null, none: "none" };
  return subsystem === null ? { ...base, value: ids, mono: true } : { ...base, value: subsystem, note: ids };
}

function classFact(fn: FunctionInfo): Fact {
  const code = classCodeText(fn);
  const progIf = fn.names.progIf === null ? "" : `, ${fn.names.progIf}`;
  return {
    id: "class",
    label: "Class",
    value: code === null ? null : className(fn),
    ...(code === null ? {} : { note: `${code}${progIf}` }),
    help: "Base class, subclass and programming interface.",
    source: "class",
  };
}

function identity(fn: FunctionInfo): FactSection {
  const pf = identityFromPf(fn);
  return {
    id: "identity",
    title: "Identity",
    facts: [
      idFact("vendor", "Vendor", vendorName(fn), fn.vendor, "vendor", pf),
      idFact("device", "Device", deviceName(fn), fn.device, "device", pf),
      {
        id: "ids",
        label: "IDs",
        value: idsText(fn),
        mono: true,
        help: "Vendor and device id, as lspci -n writes them.",
        source: "vendor, device",
      },
      subsystemFact(fn),
      classFact(fn),
      {
        id: "revision",
        label: "Revision",
        value: fn.revision === null ? null : hex(fn.revision, 2),
        mono: true,
        source: "revision",
      },
    ],
  };
}

function driverFact(fn: FunctionInfo): Fact {
  const tone: FactTone = isOnVfio(fn) ? "vfio" : "plain";
  const missing = lacksDriver(fn) ? "no driver" : "none, and none is needed";
  return {
    id: "driver",
    label: "Driver",
    value: fn.driver,
    none: missing,
    mono: true,
    tone,
    ...(isOnVfio(fn) ? { note: "held for a guest" } : {}),
    help: "The kernel driver that is bound to the function.",
    source: "driver",
  };
}

function driver(fn: FunctionInfo): FactSection {
  return {
    id: "driver",
    title: "Driver",
    facts: [
      driverFact(fn),
      {
        id: "modules",
        label: "Modules that match",
        value: fn.modules.length === 0 ? null : fn.modules.join(", "),
        none: "none",
        mono: true,
        help: "Kernel modules whose alias matches the function's ids, best first.",
        source: "modalias, modules.alias",
      },
      {
        id: "override",
        label: "Driver override",
        value: fn.driverOverride,
        none: "none",
        mono: true,
        tone: "warn",
        help: "Only this driver may bind to the function. Writing it binds nothing by itself, and it is lost with the function.",
        source: "driver_override",
      },
      {
        id: "reset",
        label: "Reset methods",
        value: fn.resetMethods.length === 0 ? null : fn.resetMethods.join(", "),
        none: "none that the kernel would use",
        mono: true,
        help: "How the kernel would reset the function, in the order in which it tries. A bus reset hits every function on the bus.",
        source: "reset_method",
      },
    ],
  };
}

function linkFact(machine: Machine, fn: FunctionInfo): Fact {
  const link = linkOf(machine, fn);
  const base = { id: "link", label: "Link", source: "current_link_speed, current_link_width, max_link_*" };
  if (link === null) return { ...base, value: null, none: "no PCI Express link" };
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

function place(machine: Machine, fn: FunctionInfo): FactSection {
  const node = numaNodeOf(fn);
  const parent = machine.parentOf(fn.bdf);
  const facts: Fact[] = [];
  if (fn.bridge !== null) {
    facts.push({
      id: "buses",
      label: "Buses below",
      value: busRangeText(fn.bridge),
      none: "none",
      mono: true,
      help: "Bus numbers that the bridge passes on to. A VF whose bus number is not among them cannot be enabled.",
      source: "secondary_bus_number, subordinate_bus_number",
    });
  }
  facts.push(
    {
      id: "above",
      label: "Port above",
      value: parent,
      none: fn.hostBridge === null ? "none: at the root" : `none: below ${fn.hostBridge}`,
      mono: true,
      ...(parent === null ? {} : { link: parent }),
    },
    { id: "slot", label: "Slot", value: fn.slot, none: "none", help: "Physical slot.", source: "/sys/bus/pci/slots" },
    ...(fn.label === null
      ? []
      : [{ id: "label", label: "Firmware's name", value: fn.label, source: "label, acpi_index" } satisfies Fact]),
    {
      id: "numa",
      label: "NUMA node",
      value: node === null ? null : String(node),
      none: fn.numaNode === null ? "not known" : "not told by the firmware",
      source: "numa_node",
    },
    linkFact(machine, fn),
    {
      id: "iommu-group",
      label: "IOMMU group",
      value: fn.iommuGroup,
      none: "none",
      help: "Functions that can only be given to a guest together. The number may change with the next boot.",
      source: "iommu_group",
      ...groupNote(machine, fn),
    },
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

function work(fn: FunctionInfo): FactSection {
  const { msi } = fn;
  const power = fn.powerState;
  return {
    id: "work",
    title: "Power and interrupts",
    facts: [
      {
        id: "power",
        label: "Power state",
        value: power,
        tone: power === "error" ? "danger" : power === "D3cold" ? "warn" : "plain",
        help:
          (power === null ? undefined : POWER_HELP[power]) ??
          "Power state as the kernel keeps it; looking does not wake the function.",
        source: "power_state",
      },
      {
        id: "irq",
        label: "IRQ",
        value: fn.irq === null || fn.irq === 0 ? null : String(fn.irq),
        none: fn.irq === 0 ? "none" : "not known",
        help: "Linux interrupt number: of the pin, or of the first message while MSI is in use.",
        source: "irq",
      },
      {
        id: "msi",
        label: "Message interrupts",
        value:
          msi === null
            ? null
            : `${msi.vectors} ${msi.kind === "msix" ? "MSI-X" : "MSI"} ${msi.vectors === 1 ? "vector" : "vectors"}`,
        none: "none in use",
        source: "msi_irqs/",
      },
      ...(roleOf(fn) === "vf" || fn.ariEnabled === null
        ? []
        : [
            {
              id: "ari",
              label: "ARI",
              value: fn.ariEnabled ? "on" : "off",
              help: "Alternative Routing-ID: the device may have more than eight functions, so VFs fit on the PF's own bus.",
              source: "ari_enabled",
            } satisfies Fact,
          ]),
    ],
  };
}

/** The VF's own section: whose it is and which one. null for anything but a VF. */
function virtual(machine: Machine, fn: FunctionInfo): FactSection | null {
  if (fn.physfn === null) return null;
  const index = machine.vfIndexOf(fn.bdf);
  const pf = machine.byBdf.get(fn.physfn);
  return {
    id: "vf",
    title: "Virtual function",
    facts: [
      {
        id: "pf",
        label: "PF",
        value: fn.physfn,
        mono: true,
        link: fn.physfn,
        help: "The function that it is derived from and that manages it.",
        source: "physfn",
      },
      {
        id: "index",
        label: "Index",
        value: index === null ? null : String(index),
        none: "its PF does not list it",
        help: "Counted from 0, as in virtfnN and in ip link.",
        source: `virtfn${index ?? "N"}`,
        ...(pf?.sriov ? { note: `of ${pf.sriov.numVfs}` } : {}),
      },
      {
        id: "pf-driver",
        label: "PF's driver",
        value: pf?.driver ?? null,
        none: pf ? "no driver" : "not known",
        mono: true,
        ...(pf && isOnVfio(pf)
          ? { note: "a guest needs the VF token of whoever has the PF", tone: "warn" as const }
          : {}),
        source: "physfn/driver",
      },
    ],
  };
}

/** What kind of thing it is in words, for the head of the overview. */
export function kindOf(machine: Machine, fn: FunctionInfo): string {
  if (fn.physfn !== null) return vfPhrase(machine, fn);
  return isBridge(fn) ? "PCI bridge" : nounFor(fn);
}

export function overviewSections(machine: Machine, fn: FunctionInfo): FactSection[] {
  const own = virtual(machine, fn);
  return [...(own === null ? [] : [own]), identity(fn), driver(fn), place(machine, fn), work(fn)];
}
