/** What must be true after a step, held against a fresh look at the machine. Pure. */

import type { FunctionFacts, HostFacts, ScanResult, VfSettings } from "../../machine/facts.ts";
import { isGivingDriver } from "../../machine/role.ts";
import { vfAt } from "../../machine/vf-at.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { counted, onDriver } from "../words.ts";
import { targetName } from "./shell.ts";
import { ANY_HOST_DRIVER, type Expectation, type Target } from "./step.ts";
import { sameSetting, settingNow, settingsAt, settingText } from "./vf-settings.ts";

/** A look at some functions of a machine; a function that is missing is not there. */
export interface Look {
  readonly host: HostFacts;
  readonly functions: ReadonlyMap<Bdf, FunctionFacts>;
  /** Settings of VFs by their PF, of those PFs that were asked for them. */
  readonly settings?: ReadonlyMap<Bdf, readonly VfSettings[]>;
  /** Sizes of MSI-X tables, of those functions that were asked; null = it could not be read. */
  readonly msix?: ReadonlyMap<Bdf, number | null>;
}

export function lookOf(scan: ScanResult): Look {
  return { host: scan.host, functions: new Map(scan.functions.map((fn) => [fn.bdf, fn])) };
}

/** The address of a target now; null when its PF has no such VF (or is gone). */
export function addressOf(target: Target, look: Look): Bdf | null {
  if ("bdf" in target) return target.bdf;
  const pf = look.functions.get(target.pf);
  return pf ? vfAt(pf, target.vf) : null;
}

/** The functions to look at first: those with an address, and the PFs that know the addresses of the others. */
export function anchorsOf(expectations: readonly Expectation[]): Bdf[] {
  const anchors = expectations.flatMap((expectation) => {
    if (expectation.that === "module") return [];
    if (expectation.that === "vfSetting") return [expectation.pf];
    if (!("target" in expectation)) return [expectation.bdf];
    return ["bdf" in expectation.target ? expectation.target.bdf : expectation.target.pf];
  });
  return [...new Set(anchors)];
}

export interface Unmet {
  readonly expected: Expectation;
  /** `8 VFs`, `no driver`, `it is not there`. */
  readonly found: string;
}

/** The expectations that the look does not bear out. */
export function unmetOf(expectations: readonly Expectation[], look: Look): Unmet[] {
  return expectations.flatMap((expected) => {
    const found = contradiction(expected, look);
    return found === null ? [] : [{ expected, found }];
  });
}

/** What {@link Unmet} has found of a function that has left. */
export const NOT_THERE = "it is not there";
/** What it has found of a setting of a VF that is not told. */
export const NOT_TOLD = "the driver does not say";

/** What is there instead; null when it is as expected. */
function contradiction(expected: Expectation, look: Look): string | null {
  switch (expected.that) {
    case "module":
      return look.host.vfioPci === "loaded" ? null : `${expected.module} is not among the drivers`;
    case "numvfs": {
      const pf = look.functions.get(expected.bdf);
      if (!pf) return NOT_THERE;
      return pf.virtfns.length === expected.value ? null : counted(pf.virtfns.length, "VF");
    }
    case "autoprobe": {
      const pf = look.functions.get(expected.bdf);
      if (!pf) return NOT_THERE;
      const value = pf.sriov?.driversAutoprobe ?? null;
      return value === expected.value ? null : value === null ? "no such attribute" : value ? "on" : "off";
    }
    case "present": {
      const there = look.functions.has(expected.bdf);
      return there === expected.value ? null : there ? "it is there" : NOT_THERE;
    }
    case "resetMethods": {
      const fn = look.functions.get(expected.bdf);
      if (!fn) return NOT_THERE;
      const methods = fn.resetMethods?.join(" ") ?? "";
      return methods === expected.methods.join(" ") ? null : methods || "no method";
    }
    case "vfSetting": {
      const now = settingsAt(look.settings?.get(expected.pf), expected.vf);
      const setting = now === undefined ? null : settingNow(now, expected.setting.set);
      if (setting === null) return NOT_TOLD;
      return sameSetting(setting, expected.setting) ? null : settingText(setting);
    }
    case "msix": {
      const bdf = addressOf(expected.target, look);
      if (bdf === null || !look.functions.has(bdf)) return NOT_THERE;
      const size = look.msix?.get(bdf) ?? null;
      // Not readable, or asked for the default: then the kernel's yes is all there is to know.
      return size === null || expected.count === 0 || size === expected.count ? null : counted(size, "MSI-X vector");
    }
    case "override":
    case "driver": {
      const bdf = addressOf(expected.target, look);
      const fn = bdf === null ? undefined : look.functions.get(bdf);
      if (!fn) return NOT_THERE;
      if (expected.that === "override") {
        return fn.driverOverride === expected.driver ? null : (fn.driverOverride ?? "no override");
      }
      const met =
        expected.driver === ANY_HOST_DRIVER
          ? fn.driver !== null && !isGivingDriver(fn.driver)
          : fn.driver === expected.driver;
      return met ? null : (fn.driver ?? "no driver");
    }
  }
}

/** `0000:01:00.0 has 8 VFs`, `0000:01:00.2 is on vfio-pci`. */
export function expectationText(expected: Expectation): string {
  switch (expected.that) {
    case "module":
      return `${expected.module} is loaded`;
    case "numvfs":
      return `${expected.bdf} has ${counted(expected.value, "VF")}`;
    case "autoprobe":
      return `sriov_drivers_autoprobe of ${expected.bdf} is ${expected.value ? "on" : "off"}`;
    case "present":
      return `${expected.bdf} is ${expected.value ? "there" : "gone"}`;
    case "resetMethods":
      return `reset_method of ${expected.bdf} is ${expected.methods.join(" ")}`;
    case "vfSetting":
      return `VF ${expected.vf} of ${expected.pf} has ${settingText(expected.setting)}`;
    case "msix":
      return `${targetName(expected.target)} has ${counted(expected.count, "MSI-X vector")}`;
    case "override":
      return `driver_override of ${targetName(expected.target)} is ${expected.driver ?? "empty"}`;
    case "driver": {
      const driver = expected.driver === ANY_HOST_DRIVER ? "on a driver of the host" : onDriver(expected.driver);
      return `${targetName(expected.target)} is ${driver}`;
    }
  }
}
