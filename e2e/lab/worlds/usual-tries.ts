/** What a person tries with a PF on any machine that has an IOMMU; the machine says how opening through VFIO ends there. */
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { type Shown, showsDriver, type Tried, write } from "./tried.ts";

/** A PF whose driver is at work, without VFs. */
export interface TriedPf {
  readonly pf: Bdf;
  readonly driver: string;
  /** The most VFs that its driver allows. */
  readonly limit: number;
  /** What the kernel answers to one more. */
  readonly beyond: string;
  /** The first two. */
  readonly vfs: readonly [Bdf, Bdf];
  /** null = the kernel has none for them that works unasked. */
  readonly vfDriver: string | null;
}

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

/** Begins and ends without VFs. */
export function usualTries(
  { pf, driver, limit, beyond, vfs: [first, second], vfDriver }: TriedPf,
  opening: Opening,
): readonly Tried[] {
  const { ends, ...told } = opening;
  const some = { prepare: [write(pf, "sriov_numvfs", 2)], restore: [write(pf, "sriov_numvfs", 0)] };
  const count = (number: number): Shown => ({
    line: `cat /sys/bus/pci/devices/${pf}/sriov_numvfs`,
    says: new RegExp(`^${number}$`, "m"),
  });
  return [
    {
      what: `all VFs of ${pf} for the host`,
      request: vfs(pf, limit, "host"),
      verdict: "ready",
      shows: [count(limit)],
      seen: { functions: { [first]: { physfn: pf, driver: vfDriver } } },
    },
    {
      what: `one VF of ${pf} more than there can be`,
      request: vfs(pf, limit + 1, "host"),
      verdict: "blocked",
      says: ["blocker: total-vfs"],
      raw: { line: write(pf, "sriov_numvfs", limit + 1), says: beyond },
    },
    {
      ...told,
      what: `two VFs of ${pf} for guests`,
      request: vfs(pf, 2, "vfio-pci"),
      verdict: "ready",
      shows: [count(2), showsDriver(second, "vfio-pci"), opens(second, ends)],
    },
    { ...some, what: `no VFs of ${pf}`, request: vfs(pf, 0, "host"), verdict: "ready", shows: [count(0)] },
    {
      ...some,
      ...told,
      what: `a VF of ${pf} for a guest`,
      request: { kind: "assign", bdfs: [first] },
      verdict: "ready",
      shows: [showsDriver(first, "vfio-pci"), opens(first, ends)],
    },
    {
      ...some,
      prepare: [...some.prepare, `give ${first} vfio-pci`],
      what: `a VF of ${pf} back to the host`,
      request: { kind: "giveBack", bdfs: [first] },
      verdict: "ready",
      seen: { functions: { [first]: { driver: vfDriver, driverOverride: null } } },
    },
    {
      ...some,
      prepare: [...some.prepare, `give ${first} vfio-pci`],
      restore: [`give ${first} ""`, ...some.restore],
      what: `a VF of ${pf} reset, which is on vfio-pci`,
      request: { kind: "device.reset", bdfs: [first], method: null },
      verdict: "ready",
      shows: [showsDriver(first, "vfio-pci"), opens(first, ends)],
    },
    {
      ...some,
      ...resetOf(vfDriver),
      what: `a VF of ${pf} reset, which the host has`,
      request: { kind: "device.reset", bdfs: [first], method: null },
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
      ...some,
      what: `${pf} with its VFs for a guest`,
      request: { kind: "assign", bdfs: [pf] },
      verdict: "blocked",
      says: ["blocker: pf-with-vfs"],
    },
    {
      what: `${pf} removed, and found again`,
      request: { kind: "device.remove", bdfs: [pf] },
      verdict: "ready",
      shows: [{ line: `ls /sys/bus/pci/devices/${pf}`, says: "No such file" }],
    },
    {
      ...some,
      what: `${pf} removed with its VFs`,
      request: { kind: "device.remove", bdfs: [pf] },
      verdict: "blocked",
      says: ["blocker: remove-pf-with-vfs"],
    },
    { ...resetOf(driver), what: `${pf} reset`, request: { kind: "device.reset", bdfs: [pf], method: null } },
  ];
}
