/** What must be true after a step, held against a fresh look at the machine. Pure. */
import type { FunctionFacts, HostFacts, ScanResult } from "../machine/facts.ts";
import { isOnVfio } from "../machine/role.ts";
import type { Bdf } from "../pci/bdf.ts";
import { targetName } from "./shell.ts";
import { ANY_HOST_DRIVER, type Expectation, type Target } from "./types.ts";
import { counted, onDriver } from "./words.ts";

/** A look at some functions of a machine; a function that is missing is not there. */
export interface Look {
  readonly host: HostFacts;
  readonly functions: ReadonlyMap<Bdf, FunctionFacts>;
}

export function lookOf(scan: ScanResult): Look {
  return { host: scan.host, functions: new Map(scan.functions.map((fn) => [fn.bdf, fn])) };
}

/** The address of a target now; null when its PF has no such VF (or is gone). */
export function addressOf(target: Target, look: Look): Bdf | null {
  if ("bdf" in target) return target.bdf;
  return look.functions.get(target.pf)?.virtfns.find((link) => link.index === target.vf)?.bdf ?? null;
}

/** The functions to look at first: those with an address, and the PFs that know the addresses of the others. */
export function anchorsOf(expectations: readonly Expectation[]): Bdf[] {
  const anchors = expectations.flatMap((expectation) => {
    if (expectation.that === "module") return [];
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
    case "override":
    case "driver": {
      const bdf = addressOf(expected.target, look);
      const fn = bdf === null ? undefined : look.functions.get(bdf);
      if (!fn) return NOT_THERE;
      if (expected.that === "override") {
        return fn.driverOverride === expected.driver ? null : (fn.driverOverride ?? "no override");
      }
      const met =
        expected.driver === ANY_HOST_DRIVER ? fn.driver !== null && !isOnVfio(fn) : fn.driver === expected.driver;
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
    case "override":
      return `driver_override of ${targetName(expected.target)} is ${expected.driver ?? "empty"}`;
    case "driver": {
      const driver = expected.driver === ANY_HOST_DRIVER ? "on a driver of the host" : onDriver(expected.driver);
      return `${targetName(expected.target)} is ${driver}`;
    }
  }
}
