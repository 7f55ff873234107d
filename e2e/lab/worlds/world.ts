import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { World } from "../../contract/world.ts";
import type { MadeFunction } from "../image/made-segment.ts";
import type { Seen, Tried } from "./tried.ts";

/** Arguments of QEMU's `device_add`; its `id` names it. */
export type LabDevice = Readonly<Record<string, string | number | boolean>> & { readonly id: string };

/** A slot of the machine, and the card that tests put into it. */
export interface LabSlot {
  readonly bdf: Bdf;
  readonly driver: string;
  readonly device: LabDevice;
}

/** What is done to any machine from outside. */
export type Hands = Pick<World, "hold" | "setVfio" | "stranger" | "switchOn" | "switchOff" | "setDriversAutoprobe">;

/** What the machine offers to the contract suite; the suite runs once for each. */
export interface LabOffer extends Omit<World, "open" | "settle" | keyof Hands | "slot"> {
  /** `igb` */
  readonly name: string;
  readonly slot?: LabSlot;
}

/** A lab machine as data: what QEMU puts together, and what is done to it before anybody looks. */
export interface LabWorld {
  readonly name: string;
  /** One line for a person. */
  readonly about: string;
  readonly memoryMb: number;
  /** QEMU's arguments beyond the common ones, the machine type among them. */
  readonly qemu: readonly string[];
  readonly kernelCommandLine: readonly string[];
  /** The root port at 00:0e.0 has a power switch: see power.asl. */
  readonly powerSwitch?: true;
  /** Functions of domain 1 that are made of registers: see made-segment.ts. */
  readonly made?: readonly MadeFunction[];
  /** QEMU is there, to start guests in it. */
  readonly guests?: true;
  /** Loaded at the start, in this order; drivers that are in the kernel are there anyway. */
  readonly modules: readonly string[];
  /** Put in once it can be reached, before {@link setup}. */
  readonly plugged?: readonly LabDevice[];
  /** Shell lines for the guest, run once it can be reached. */
  readonly setup: readonly string[];
  readonly offers: readonly LabOffer[];
  /** What the product sees of it before anything is tried. */
  readonly seen?: Seen;
  /** Tried in this order by `npm run lab -- worlds`. */
  readonly tried?: readonly Tried[];
  /** Files in e2e/lab/tests that are run in it, where those are not the usual ones. */
  readonly tests?: readonly string[];
  /** The contract runs on it through the product's own ssh connection as well: all of it, or what another world lacks. */
  readonly throughSsh?: "whole suite" | { readonly beyond: string };
  /** Where the suite goes through ssh, the product's own code in the machine changes only what another world lacks. */
  readonly withoutSsh?: { readonly beyond: string };
  /** A world that has the same cards: what is about them alone is seen there. */
  readonly cardsOf?: string;
  /** Specs in e2e/specs that drive the product against a machine of this world. */
  readonly specs?: string;
}

/** `01:00.0` in domain 0, or in another. */
export function at(text: string, domain = "0000"): Bdf {
  const bdf = `${domain}:${text}`;
  if (!isBdf(bdf)) throw new Error(`${bdf} is no address`);
  return bdf;
}

/** Lines that give a function to a driver that does not claim it unasked. */
export const GIVE =
  "give() { d=/sys/bus/pci/devices/$1; echo $2 > $d/driver_override; [ ! -e $d/driver ] || echo $1 > $d/driver/unbind; echo $1 > /sys/bus/pci/drivers_probe; }";

/** The management interface that carries the ssh session; init.sh looks for it at this address. */
export function managementNic(port: number): readonly string[] {
  const forward = `hostfwd=tcp:127.0.0.1:${port}-:22`;
  return ["-netdev", `user,id=mgmt,restrict=on,${forward}`, "-device", "e1000e,netdev=mgmt,bus=pcie.0,addr=5,romfile="];
}

/**
 * A network that leads nowhere. Without IPv6: an interface that is up would get a route from QEMU sooner or later, and
 * be one that the machine stands on.
 */
export function network(id: string): string {
  return `user,id=${id},restrict=on,ipv6=off`;
}

/** Intel's IOMMU, and the command line that puts it to work. */
export const INTEL_IOMMU = ["-device", "intel-iommu,intremap=on,caching-mode=on"] as const;
export const IOMMU_ON = ["intel_iommu=on", "iommu=pt"] as const;

/** A root port at device `slot` of the root bus; what is plugged into it sits on the bus named `id`. */
export function rootPort(id: string, slot: number): readonly string[] {
  return ["-device", `pcie-root-port,id=${id},bus=pcie.0,addr=${slot.toString(16)},chassis=${slot},slot=${slot}`];
}

/** A port of the switch whose upstream port is named `up`, or as is said. It has no ACS. */
export function downstream(id: string, device: number, up = "up", slot = 32 + device): readonly string[] {
  return ["-device", `xio3130-downstream,id=${id},bus=${up},addr=${device},chassis=${slot},slot=${slot}`];
}

/** An 82576 with 8 VFs in its capability and 7 that its driver allows. */
export function igb(id: string, bus: string): readonly string[] {
  return ["-netdev", network(`net-${id}`), "-device", `igb,id=${id},bus=${bus},netdev=net-${id},romfile=`];
}

/** A controller whose 120 VFs want 32 KiB each: more than the 2 MiB that a port has for what is put in. */
export function largeNvme(id: string, bus: string): LabDevice {
  return {
    driver: "nvme",
    id,
    bus,
    subsys: `subsys-${id}`,
    serial: `LAB-${id}`,
    sriov_max_vfs: 120,
    sriov_vq_flexible: 240,
    sriov_vi_flexible: 1300,
    sriov_max_vi_per_vf: 1025,
    max_ioqpairs: 242,
    msix_qsize: 1600,
  };
}

/** As arguments of QEMU's, for what is there from the start. */
export function deviceArgs({ driver, ...rest }: LabDevice): readonly string[] {
  return ["-device", [driver, ...Object.entries(rest).map(([key, value]) => `${key}=${value}`)].join(",")];
}

/** The network backend of a card that is put in later. */
export function spareNetwork(id: string): readonly string[] {
  return ["-netdev", network(id)];
}

/** With a namespace that all of its controllers share, and queues and interrupts for each VF that there can be. */
export function nvme(id: string, bus: string, vfs: number): readonly string[] {
  const queues = `sriov_vq_flexible=${2 * vfs},sriov_vi_flexible=${vfs},max_ioqpairs=${2 * vfs + 2},msix_qsize=${2 * vfs + 2}`;
  return [
    ...["-device", `nvme-subsys,id=subsys-${id}`],
    ...["-device", `nvme,id=${id},bus=${bus},serial=LAB-${id},subsys=subsys-${id},sriov_max_vfs=${vfs},${queues}`],
    ...["-drive", `if=none,id=drive-${id},format=raw,file.driver=null-co,file.size=32M,file.read-zeroes=on`],
    ...["-device", `nvme-ns,id=ns-${id},bus=${id},drive=drive-${id},shared=on`],
  ];
}
