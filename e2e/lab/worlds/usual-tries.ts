/** What a person tries with a PF on any machine that has an IOMMU; the machine says how opening through VFIO ends there. */
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { type Shown, showsDriver, type Tried, write } from "./tried.ts";
import { at } from "./world.ts";

/** ERANGE, which sysfs answers to more VFs than the driver allows (sriov_numvfs_store). */
const OUT_OF_RANGE = "Numerical result out of range";

/** A PF whose driver is at work, without VFs. */
export interface TriedPf {
  readonly pf: Bdf;
  readonly driver: string;
  /** The most VFs that its driver allows. */
  readonly limit: number;
  /** The first two. */
  readonly vfs: readonly [Bdf, Bdf];
  /** null = the kernel has none for them that works unasked. */
  readonly vfDriver: string | null;
}

/** The adapter and the disk below the first two root ports of machines that have both. */
export const IGB: TriedPf = {
  pf: at("01:00.0"),
  driver: "igb",
  limit: 7,
  vfs: [at("01:10.0"), at("01:10.2")],
  vfDriver: "igbvf",
};
export const NVME: TriedPf = {
  pf: at("02:00.0"),
  driver: "nvme",
  limit: 2,
  vfs: [at("02:00.1"), at("02:00.2")],
  vfDriver: null,
};

/** What going to vfio-pci is told with on this machine, and what becomes of a program that opens the function. */
export interface Opening extends Pick<Tried, "says" | "saysNot" | "words" | "wordsNot"> {
  readonly ends: Shown["says"];
}

/** Shell line by which a program opens a function through VFIO, and lets go of it at once. */
export function opens(bdf: Bdf, says: Shown["says"]): Shown {
  return { line: `perl /usr/lib/lab/hold-vfio.pl ${bdf} < /dev/null`, says };
}

function vfs(pf: Bdf, count: number, purpose: "host" | "vfio-pci"): OperationRequest {
  return { kind: "vfs.set", pf, count, purpose };
}

/** Their drivers never come back from a reset, so it is not tried by hand either: igbvf's while its interface is down. */
const HANG: ReadonlySet<string> = new Set(["igbvf", "virtio-pci"]);

function resetOf(driver: string | null): Pick<Tried, "verdict" | "says"> {
  if (driver === null) return { verdict: "ready" };
  if (HANG.has(driver)) return { verdict: "blocked", says: ["blocker: reset-hangs"] };
  return { verdict: "ready", says: ["warning: reset-driver"] };
}

/** Two VFs, made by hand, for the time of a case. */
function withVfs(pf: Bdf): Required<Pick<Tried, "prepare" | "restore">> {
  return { prepare: [write(pf, "sriov_numvfs", 2)], restore: [write(pf, "sriov_numvfs", 0)] };
}

/** Two VFs, of which one is on vfio-pci. */
function withGivenVf(pf: Bdf, vf: Bdf): Required<Pick<Tried, "prepare" | "restore">> {
  const { prepare, restore } = withVfs(pf);
  return { prepare: [...prepare, `give ${vf} vfio-pci`], restore };
}

function count(pf: Bdf, number: number): Shown {
  return { line: `cat /sys/bus/pci/devices/${pf}/sriov_numvfs`, says: new RegExp(`^${number}$`, "m") };
}

/** Its VFs on and off. */
export function countTries({ pf, limit, vfs: [first], vfDriver }: TriedPf): readonly Tried[] {
  return [
    {
      what: `all VFs of ${pf} for the host`,
      request: vfs(pf, limit, "host"),
      verdict: "ready",
      shows: [count(pf, limit)],
      seen: { functions: { [first]: { physfn: pf, driver: vfDriver } } },
    },
    {
      what: `one VF of ${pf} more than there can be`,
      request: vfs(pf, limit + 1, "host"),
      verdict: "blocked",
      says: ["blocker: total-vfs"],
      raw: { line: write(pf, "sriov_numvfs", limit + 1), says: OUT_OF_RANGE },
    },
    {
      ...withVfs(pf),
      what: `no VFs of ${pf}`,
      request: vfs(pf, 0, "host"),
      verdict: "ready",
      shows: [count(pf, 0)],
    },
  ];
}

/** Its VFs and it to guests and back. */
export function guestTries({ pf, vfs: [first, second], vfDriver }: TriedPf, opening: Opening): readonly Tried[] {
  const { ends, ...told } = opening;
  return [
    {
      ...told,
      what: `two VFs of ${pf} for guests`,
      request: vfs(pf, 2, "vfio-pci"),
      verdict: "ready",
      shows: [count(pf, 2), showsDriver(second, "vfio-pci"), opens(second, ends)],
    },
    {
      ...withVfs(pf),
      ...told,
      what: `a VF of ${pf} for a guest`,
      request: { kind: "assign", bdfs: [first] },
      verdict: "ready",
      shows: [showsDriver(first, "vfio-pci"), opens(first, ends)],
    },
    {
      ...withGivenVf(pf, first),
      what: `a VF of ${pf} back to the host`,
      request: { kind: "giveBack", bdfs: [first] },
      verdict: "ready",
      seen: { functions: { [first]: { driver: vfDriver, driverOverride: null } } },
    },
    {
      ...told,
      says: [...(told.says ?? []), "warning: whole-pf"],
      what: `${pf} as a whole for a guest`,
      request: { kind: "assign", bdfs: [pf] },
      verdict: "ready",
      shows: [showsDriver(pf, "vfio-pci"), opens(pf, ends)],
    },
    {
      ...withVfs(pf),
      what: `${pf} with its VFs for a guest`,
      request: { kind: "assign", bdfs: [pf] },
      verdict: "blocked",
      says: ["blocker: pf-with-vfs"],
    },
  ];
}

/** Resets and removals. */
export function deviceTries({ pf, driver, vfs: [first], vfDriver }: TriedPf, { ends }: Opening): readonly Tried[] {
  return [
    {
      ...withGivenVf(pf, first),
      what: `a VF of ${pf} reset, which is on vfio-pci`,
      request: { kind: "device.reset", bdfs: [first], method: null },
      verdict: "ready",
      shows: [showsDriver(first, "vfio-pci"), opens(first, ends)],
    },
    {
      ...withVfs(pf),
      ...resetOf(vfDriver),
      what: `a VF of ${pf} reset, which the host has`,
      request: { kind: "device.reset", bdfs: [first], method: null },
    },
    { ...resetOf(driver), what: `${pf} reset`, request: { kind: "device.reset", bdfs: [pf], method: null } },
    {
      what: `${pf} removed, and found again`,
      request: { kind: "device.remove", bdfs: [pf] },
      verdict: "ready",
      shows: [{ line: `ls /sys/bus/pci/devices/${pf}`, says: "No such file" }],
    },
    {
      ...withVfs(pf),
      what: `${pf} removed with its VFs`,
      request: { kind: "device.remove", bdfs: [pf] },
      verdict: "blocked",
      says: ["blocker: remove-pf-with-vfs"],
    },
  ];
}

/** What nobody should do to the function of the IOMMU. It is never tried by hand: the kernel may crash of it. */
export function iommuTries(iommu: Bdf): readonly Tried[] {
  return [
    {
      what: "the function of the IOMMU removed",
      request: { kind: "device.remove", bdfs: [iommu] },
      verdict: "blocked",
      says: ["blocker: iommu-function"],
    },
    {
      what: "the function of the IOMMU for a guest",
      request: { kind: "assign", bdfs: [iommu] },
      verdict: "blocked",
      says: ["blocker: iommu-function"],
    },
    {
      what: "the function of the IOMMU reset",
      request: { kind: "device.reset", bdfs: [iommu], method: null },
      verdict: "blocked",
    },
  ];
}

/** All of it, for a PF without VFs. */
export function usualTries(pf: TriedPf, opening: Opening): readonly Tried[] {
  return [...countTries(pf), ...guestTries(pf, opening), ...deviceTries(pf, opening)];
}
