/** What the overview says of a function: lists of facts, each with where it comes from. Pure. */

import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { representorOf } from "../../../../shared/machine/interfaces.ts";
import { isUnread, noneOf } from "../../../../shared/machine/known.ts";
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
import { names } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { OVERVIEW_WORDS } from "../../../words/overview.ts";
import { type Fact, type FactSection, type FactTone, fact, marked } from "../parts/facts.ts";
import { place, work } from "./overview-place.ts";

/** A VF's vendor and device registers read ffff: the kernel fills in the PF's (drivers/pci/iov.c, pci_setup_device). */
function identityFromPf(fn: FunctionInfo): Bdf | undefined {
  return fn.physfn ?? undefined;
}

function idFact(
  id: string,
  label: Words,
  name: Words,
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
  const base = { id: "subsystem", label: FACT_WORDS.subsystem, source: "subsystem_vendor, subsystem_device" };
  if (ids === null && subsystem === null) {
    return { ...base, value: null, none: fn.fromText === undefined ? COMMON.none : COMMON.unknown };
  }
  if (ids === null) return { ...base, value: subsystem };
  return subsystem === null ? { ...base, value: ids, mono: true } : { ...base, value: subsystem, note: ids };
}

function classFact(fn: FunctionInfo): Fact {
  const code = classCodeText(fn);
  const { progIf } = fn.names;
  return fact("class", FACT_WORDS.class, "class", code === null ? null : className(fn), {
    ...(code === null ? {} : { note: progIf === null ? code : names([code, progIf]) }),
    help: OVERVIEW_WORDS.classHelp,
  });
}

function identity(fn: FunctionInfo): FactSection {
  const pf = identityFromPf(fn);
  return {
    id: "identity",
    title: OVERVIEW_WORDS.identity,
    facts: [
      idFact("vendor", OVERVIEW_WORDS.vendor, vendorName(fn), fn.vendor, fn.names.vendor, pf),
      idFact("device", OVERVIEW_WORDS.device, deviceName(fn), fn.device, fn.names.device, pf),
      fact("ids", FACT_WORDS.ids, "vendor, device", idsText(fn), {
        mono: true,
        help: OVERVIEW_WORDS.idsHelp,
      }),
      subsystemFact(fn),
      classFact(fn),
      fact("revision", FACT_WORDS.revision, "revision", fn.revision === null ? null : hexDigits(fn.revision, 2), {
        mono: true,
      }),
    ],
  };
}

function driverFact(fn: FunctionInfo): Fact {
  const given = givenText(fn);
  const tone: FactTone = given === null ? "plain" : "given";
  const missing = fn.driverUnknown ? COMMON.unknown : lacksDriver(fn) ? COMMON.noDriver : OVERVIEW_WORDS.noneNeeded;
  return fact("driver", FACT_WORDS.driver, "driver", fn.driver, {
    none: missing,
    mono: true,
    tone,
    ...(given === null ? {} : { note: given }),
    help: OVERVIEW_WORDS.driverHelp,
  });
}

function driver(fn: FunctionInfo): FactSection {
  return {
    id: "driver",
    title: FACT_WORDS.driver,
    facts: [
      driverFact(fn),
      {
        id: "modules",
        label: FACT_WORDS.modules,
        value: fn.modules.length === 0 ? null : names(fn.modules),
        none: noneOf(fn, "modules"),
        mono: true,
        help: OVERVIEW_WORDS.modulesHelp,
        source: "modalias, modules.alias",
      },
      fact("override", FACT_WORDS.driverOverride, "driver_override", fn.driverOverride, {
        none: noneOf(fn, "driver_override"),
        mono: true,
        tone: "warn",
        help: OVERVIEW_WORDS.overrideHelp,
      }),
      fact("reset", FACT_WORDS.resetMethods, "reset_method", fn.resetMethods?.length ? names(fn.resetMethods) : null, {
        none: isUnread(fn, "reset_method")
          ? COMMON.unknown
          : fn.resetMethods === null
            ? OVERVIEW_WORDS.resetUnknown
            : OVERVIEW_WORDS.resetNone,
        mono: true,
        help: OVERVIEW_WORDS.resetHelp,
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
    title: OVERVIEW_WORDS.vf,
    facts: [
      fact("pf", FACT_WORDS.pf, "physfn", fn.physfn, {
        mono: true,
        link: fn.physfn,
        help: OVERVIEW_WORDS.pfHelp,
      }),
      fact("index", OVERVIEW_WORDS.index, `virtfn${index ?? "N"}`, index === null ? null : String(index), {
        none: OVERVIEW_WORDS.indexUnlisted,
        help: OVERVIEW_WORDS.indexHelp,
        ...(pf?.sriov ? { note: OVERVIEW_WORDS.ofCount({ count: pf.sriov.numVfs }) } : {}),
      }),
      fact("pf-driver", OVERVIEW_WORDS.pfDriver, "physfn/driver", pf?.driver ?? null, {
        none: pf ? driverText(pf) : COMMON.unknown,
        mono: true,
        ...(pf && isOnVfio(pf) ? { note: OVERVIEW_WORDS.tokenNeeded, tone: "warn" as const } : {}),
      }),
      ...(representor === null
        ? []
        : [
            fact("representor", OVERVIEW_WORDS.representor, "phys_port_name", representor.name, {
              mono: true,
              help: OVERVIEW_WORDS.representorHelp,
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
