/** What a machine is made of, as it is right after boot: data that does not change. */
import type { ChildFacts, PowerState } from "../../../../shared/machine/facts.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { KernelResource } from "../../../../shared/pci/layout.ts";
import type { VfLayout } from "../../../../shared/pci/sriov.ts";

/** The part of a PF that its configuration space does not say. */
export interface PfSpec {
  /** What every VF's configuration space reads, vendor and device id ffff included (PCIe 6.2 §9.3.4.1). */
  readonly vfConfig: Uint8Array;
  /** Bytes that one VF takes of each VF BAR, by BAR number; 0 = no such BAR. */
  readonly vfBars: readonly bigint[];
  /** For devices whose offset and stride depend on NumVFs or ARI; null = as in the registers, always. */
  readonly layout: ((numVfs: number, ari: boolean) => VfLayout) | null;
  /** Of an NVMe controller with Virtualization Management: what it shares out among its VFs. */
  readonly nvme?: { readonly queues: number; readonly interrupts: number };
  /** The path to the root does not isolate VFs: they join the PF's IOMMU group. */
  readonly sharesGroup: boolean;
}

/** AER counters that are not zero, by the kernel's name of the error. */
export interface AerCounts {
  readonly correctable?: Readonly<Record<string, number>>;
  readonly nonfatal?: Readonly<Record<string, number>>;
  readonly fatal?: Readonly<Record<string, number>>;
}

/** One function as it is right after boot. */
export interface FunctionSpec {
  readonly bdf: Bdf;
  /** The bridge above; null on a root bus. */
  readonly parent: Bdf | null;
  /** `pci0000:00` */
  readonly hostBridge: string;
  /** 256 or 4096 bytes. */
  readonly config: Uint8Array;
  /** As in the kernel's `resource` file: 13 entries, 17 for a bridge. */
  readonly resources: readonly KernelResource[];
  readonly numaNode: number;
  readonly iommuGroup: number | null;
  readonly irq: number | null;
  readonly slot: string | null;
  readonly label: string | null;
  readonly powerState: PowerState;
  /** Bound when the machine is first seen. */
  readonly driver: string | null;
  readonly driverOverride: string | null;
  readonly resetMethods: readonly string[];
  /** Names of what its driver makes: interface, disk … */
  readonly hints: ChildHints;
  readonly aer: AerCounts;
  readonly pf: PfSpec | null;
  /** Can be pulled out of its slot. */
  readonly removable: boolean;
}

/** What drivers call their children on this machine. */
export interface ChildHints {
  /** Network interface, its MAC address and whether it is up. */
  readonly net?: {
    readonly name: string;
    readonly mac: string;
    readonly up: boolean;
    /** `phys_port_name`, `phys_switch_id`, `dev_port` and the kind of link; Ethernet and dev_port 0 where left out. */
    readonly port?: Partial<Pick<ChildFacts, "portName" | "switchId" | "devPort" | "linkType">>;
  };
  /** In switchdev mode: the number of this PF in names of representors, of which each VF has one (`pf0vf1`). */
  readonly switchdev?: number;
  /** First part of the names of VF interfaces: `enp1s0f0` gives `enp1s0f0v3`. */
  readonly vfNet?: string;
  readonly children?: readonly ChildFacts[];
}
