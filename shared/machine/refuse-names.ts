/**
 * Leaves out the names of a machine's facts that no kernel could have made, and says so: what is left is unknown. Every
 * host's facts go through here, whether they come from sysfs, a helper or a file.
 */
import { isKernelName, type NameKind, refusedName } from "../pci/kernel-names.ts";
import type { ChildFacts, ChildKind, FunctionFacts, HostFacts, ReadProblem } from "./facts.ts";

/** Stands for the name of an interface or a disk that was refused: that there is one is still known. No kernel's name. */
export const REFUSED = "name refused";

const CHILD_NAMES: Readonly<Record<ChildKind, NameKind>> = {
  net: "interface",
  block: "block",
  infiniband: "object",
  drm: "object",
  nvme: "object",
  vfio: "object",
  mdev: "object",
};

/** Judges names and keeps account of those that were refused. */
class Judge {
  readonly problems: ReadProblem[] = [];

  fits(attribute: string, kind: NameKind, name: string): boolean {
    if (isKernelName(kind, name)) return true;
    this.problems.push({ attribute, code: "EINVAL", message: refusedName(kind, name) });
    return false;
  }

  one(attribute: string, kind: NameKind, name: string | null): string | null {
    return name === null || this.fits(attribute, kind, name) ? name : null;
  }

  list(attribute: string, kind: NameKind, names: readonly string[]): readonly string[] {
    const kept = names.filter((name) => this.fits(attribute, kind, name));
    return kept.length === names.length ? names : kept;
  }

  child(child: ChildFacts): ChildFacts {
    const { kind, name, state, address } = child;
    return {
      kind,
      name: name === REFUSED || this.fits(kind, CHILD_NAMES[kind], name) ? name : REFUSED,
      state: this.one(`${kind} state`, "line", state),
      address: this.one(`${kind} address`, "line", address),
    };
  }
}

/**
 * The function itself where all its names fit, as they do on every real machine. The label is no name but firmware's
 * text: it is shown, and no command is made of it.
 */
export function refuseNames<T extends FunctionFacts>(fn: T): T {
  const judge = new Judge();
  const driver = judge.one("driver", "driver", fn.driver);
  const names = {
    driver,
    driverOverride: judge.one("driver_override", "override", fn.driverOverride),
    hostBridge: judge.one("host bridge", "object", fn.hostBridge),
    modules: judge.list("modules", "module", fn.modules),
    iommuGroup: judge.one("iommu_group", "group", fn.iommuGroup),
    slot: judge.one("slot", "slot", fn.slot),
    resetMethods: fn.resetMethods && judge.list("reset_method", "reset method", fn.resetMethods),
    children: fn.children.map((child) => judge.child(child)),
  };
  if (judge.problems.length === 0) return fn;
  const isUnknown = driver === null && fn.driver !== null;
  return {
    ...fn,
    ...names,
    // Unknown is not none: something has this function.
    ...(isUnknown ? { driverUnknown: true } : {}),
    problems: [...fn.problems, ...judge.problems],
  };
}

/** The same of what belongs to the whole machine. */
export function refuseHostNames(host: HostFacts): { readonly host: HostFacts; readonly problems: ReadProblem[] } {
  const judge = new Judge();
  const drivers = judge.list("drivers", "driver", host.drivers);
  const iommus = judge.list("iommu", "object", host.iommus);
  return { host: judge.problems.length === 0 ? host : { ...host, drivers, iommus }, problems: judge.problems };
}
