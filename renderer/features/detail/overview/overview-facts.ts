/** What the overview says of a function: lists of facts, each with where it comes from. Pure. */

import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { representorOf } from "../../../../shared/machine/interfaces.ts";
import { noneOf } from "../../../../shared/machine/known.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import {
  classCodeText,
  className,
  deviceName,
  idsText,
  subsystemIdsText,
  vendorName,
} from "../../../../shared/machine/names.ts";
import { driverText, givenText, isOnVfio, lacksDriver } from "../../../../shared/machine/role.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { type Fact, type FactSection, type FactTone, fact, marked } from "../parts/facts.ts";
import { place, work } from "./overview-place.ts";

/** A VF's vendor and device registers read ffff: the kernel fills in the PF's (drivers/pci/iov.c, pci_setup_device). */
function identityFromPf(fn: FunctionInfo): Bdf | undefined {
  return fn.physfn ?? undefined;
}

function idFact(
  id: string,
  label: string,
  name: string,
  value: number | null,
  /** As a text calls it that has no ids. */
  told: string | null,
  pf: Bdf | undefined,
): Fact {
  if (value === null && told !== null) return { id, label, source: id, value: told, fromText: true };
  return fact(id, label, id, value === null ? null : name, {
    ...(value === null ? {} : { note: hexDigits(value, 4) }),
    fromPf: value === null ? undefined : pf,
  });
}

function subsystemFact(fn: FunctionInfo): Fact {
  const ids = subsystemIdsText(fn);
  const { subsystem } = fn.names;
  const base = { id: "subsystem", label: "Subsystem", source: "subsystem_vendor, subsystem_device" };
  if (ids === null && subsystem === null) {
    return { ...base, value: null, none: fn.fromText === undefined ? "none" : "not known" };
  }
  if (ids === null) return { ...base, value: subsystem };
  return subsystem === null ? { ...base, value: ids, mono: true } : { ...base, value: subsystem, note: ids };
}

function classFact(fn: FunctionInfo): Fact {
  const code = classCodeText(fn);
  const progIf = fn.names.progIf === null ? "" : `, ${fn.names.progIf}`;
  return fact("class", "Class", "class", code === null ? null : className(fn), {
    ...(code === null ? {} : { note: `${code}${progIf}` }),
    help: "Base class, subclass and programming interface.",
  });
}

function identity(fn: FunctionInfo): FactSection {
  const pf = identityFromPf(fn);
  return {
    id: "identity",
    title: "Identity",
    facts: [
      idFact("vendor", "Vendor", vendorName(fn), fn.vendor, fn.names.vendor, pf),
      idFact("device", "Device", deviceName(fn), fn.device, fn.names.device, pf),
      fact("ids", "IDs", "vendor, device", idsText(fn), {
        mono: true,
        help: "Vendor and device id, as lspci -n writes them.",
      }),
      subsystemFact(fn),
      classFact(fn),
      fact("revision", "Revision", "revision", fn.revision === null ? null : hexDigits(fn.revision, 2), { mono: true }),
    ],
  };
}

function driverFact(fn: FunctionInfo): Fact {
  const given = givenText(fn);
  const tone: FactTone = given === null ? "plain" : "given";
  const missing = fn.driverUnknown ? "not known" : lacksDriver(fn) ? "no driver" : "none, and none is needed";
  return fact("driver", "Driver", "driver", fn.driver, {
    none: missing,
    mono: true,
    tone,
    ...(given === null ? {} : { note: given }),
    help: "The kernel driver that is bound to the function.",
  });
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
        none: noneOf(fn, "modules"),
        mono: true,
        help: "Kernel modules whose alias matches the function's ids, best first.",
        source: "modalias, modules.alias",
      },
      fact("override", "Driver override", "driver_override", fn.driverOverride, {
        none: noneOf(fn, "driver_override"),
        mono: true,
        tone: "warn",
        help: "Only this driver may bind to the function. Writing it alone binds nothing, and it is lost with the function.",
      }),
      fact("reset", "Reset methods", "reset_method", fn.resetMethods?.join(", ") || null, {
        none: fn.resetMethods === null ? "not told" : noneOf(fn, "reset_method", "none that the kernel would use"),
        mono: true,
        help: "How the kernel would reset the function, in the order in which it tries. A bus reset hits every function on the bus.",
      }),
    ],
  };
}

/** The VF's own section: whose it is and which one. null for anything but a VF. */
function virtual(machine: Machine, fn: FunctionInfo): FactSection | null {
  if (fn.physfn === null) return null;
  const index = machine.vfIndexOf(fn.bdf);
  const pf = machine.byBdf.get(fn.physfn);
  const representor = pf === undefined || index === null ? null : representorOf(pf, index);
  return {
    id: "vf",
    title: "Virtual function",
    facts: [
      fact("pf", "PF", "physfn", fn.physfn, {
        mono: true,
        link: fn.physfn,
        help: "The function that it is derived from and that manages it.",
      }),
      fact("index", "Index", `virtfn${index ?? "N"}`, index === null ? null : String(index), {
        none: "its PF does not list it",
        help: "Counted from 0, as in virtfnN and in ip link.",
        ...(pf?.sriov ? { note: `of ${pf.sriov.numVfs}` } : {}),
      }),
      fact("pf-driver", "PF's driver", "physfn/driver", pf?.driver ?? null, {
        none: pf ? driverText(pf) : "not known",
        mono: true,
        ...(pf && isOnVfio(pf)
          ? { note: "a guest needs the VF token of whoever has the PF", tone: "warn" as const }
          : {}),
      }),
      ...(representor === null
        ? []
        : [
            fact("representor", "Representor", "phys_port_name", representor.name, {
              mono: true,
              help: "The PF's interface for the switch's end of this VF.",
            }),
          ]),
    ],
  };
}

export function overviewSections(machine: Machine, fn: FunctionInfo): FactSection[] {
  const own = virtual(machine, fn);
  const sections = [...(own === null ? [] : [own]), identity(fn), driver(fn), place(machine, fn), work(fn)];
  return sections.map((section) => ({ ...section, facts: marked(fn, section.facts) }));
}
