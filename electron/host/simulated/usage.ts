/** Who uses a simulated machine: what its description says, as far as the functions are still there for it. */
import type { ChildFacts } from "../../../shared/machine/facts.ts";
import { isRepresentor } from "../../../shared/machine/interfaces.ts";
import {
  type BlockFacts,
  type ContainerFacts,
  type HolderFacts,
  type InterfaceFacts,
  type MountFacts,
  type ProcessFacts,
  type RunsIn,
  type SessionFacts,
  UNKNOWN_PLATFORM,
  type UsageFacts,
} from "../../../shared/machine/usage-facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { USAGE_HELPER_WORDS, USAGE_PART_WORDS } from "../../../shared/words/texts/usage-helper.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { SimFunction } from "./kernel/state.ts";

/** A virtual machine that runs when the machine is first seen. */
export interface Guest {
  readonly name: string;
  readonly pid: number;
  /** Functions that it has; they are on vfio-pci. */
  readonly bdfs: readonly Bdf[];
}

/** A program that has a function's RDMA device open. */
interface Program {
  readonly process: string;
  readonly pid: number;
  readonly bdf: Bdf;
  readonly container?: ContainerFacts;
}

/** A program whose network namespace has the interface of a function. */
interface Moved extends ProcessFacts {
  readonly bdf: Bdf;
}

/** What stands on the machine's functions. */
export interface MachineUse {
  /** IP addresses by interface. */
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  /** Bonds, bridges and VLANs. */
  readonly stacked?: readonly Pick<InterfaceFacts, "name" | "kind" | "lower">[];
  /** The interface that the default route goes out by. */
  readonly defaultRoute?: string;
  /** Where the connection of whoever asks ends. */
  readonly sessionAddress?: string;
  /** Partitions and volumes above the disks that functions have. */
  readonly volumes?: readonly Omit<BlockFacts, "bdfs">[];
  readonly mounts?: readonly MountFacts[];
  readonly memory?: UsageFacts["memory"];
  readonly guests?: readonly Guest[];
  readonly programs?: readonly Program[];
  readonly moved?: readonly Moved[];
  readonly bootDisplay?: Bdf;
  readonly directRegions?: UsageFacts["directRegions"];
  readonly commandLine?: string;
  readonly iommuTables?: readonly string[];
  readonly denylistOff?: boolean;
  readonly mayEndWithLogin?: boolean;
  readonly noIommuMode?: boolean;
  readonly unsafeInterrupts?: boolean;
  readonly variants?: UsageFacts["variants"];
  /** Left out = on hardware of its own. */
  readonly runsIn?: RunsIn;
  /** Left out = those of an x86. */
  readonly interruptChips?: readonly string[];
  /** A framebuffer that firmware left. */
  readonly framebuffers?: UsageFacts["fixtures"];
}

function childrenOf(fn: SimFunction, kind: "net" | "block"): readonly ChildFacts[] {
  return fn.children.filter((child) => child.kind === kind);
}

function interfacesOf(functions: readonly SimFunction[], use: MachineUse): InterfaceFacts[] {
  const addresses = (name: string) => use.addresses?.[name] ?? [];
  const own = functions.flatMap((fn) =>
    childrenOf(fn, "net").map(
      (net): InterfaceFacts => ({
        name: net.name,
        bdf: fn.bdf,
        up: net.state === "up",
        addresses: addresses(net.name),
        lower: [],
        kind: null,
        isVirtual: false,
        isRepresentor: isRepresentor(net),
        movedTo: null,
      }),
    ),
  );
  const stacked = (use.stacked ?? []).map(
    (each): InterfaceFacts => ({
      ...each,
      bdf: null,
      up: true,
      addresses: addresses(each.name),
      isVirtual: true,
      isRepresentor: false,
      movedTo: null,
    }),
  );
  const moved = (use.moved ?? []).flatMap(({ bdf, ...movedTo }) =>
    (functions.find((fn) => fn.bdf === bdf)?.elsewhere ?? []).map(
      ({ name }): InterfaceFacts => ({
        name,
        bdf,
        up: null,
        addresses: [],
        lower: [],
        kind: null,
        isVirtual: false,
        isRepresentor: false,
        movedTo,
      }),
    ),
  );
  return [...own, ...stacked, ...moved];
}

function sessionsOf({ sessionAddress: local, addresses = {} }: MachineUse): SessionFacts[] {
  if (local === undefined) return [];
  const by = Object.keys(addresses).filter((name) => addresses[name]?.includes(local));
  return [{ local, remote: "203.0.113.20", program: "sshd", isOwn: true, namespace: null, by }];
}

/** Which program has a function open that is open. */
export function holderOf(kernel: Kernel, bdf: Bdf, use: MachineUse): HolderFacts {
  const guest = use.guests?.find(({ bdfs }) => bdfs.includes(bdf)) ?? null;
  const group = kernel.find(bdf)?.iommuGroup ?? null;
  return {
    kind: "vfio",
    node: `/dev/vfio/${group ?? "noiommu-0"}`,
    group: null,
    bdf,
    block: null,
    driver: null,
    pid: guest?.pid ?? 4242,
    process: "qemu-system-x86",
    vm: guest?.name ?? null,
  };
}

/** The node of `mlx5_4` is `uverbs4`; it goes with the driver. */
function rdmaHolders({ bdf, children }: SimFunction, { programs = [] }: MachineUse): HolderFacts[] {
  const number = children.find(({ kind }) => kind === "infiniband")?.name.match(/\d+$/)?.[0];
  if (number === undefined) return [];
  const nothing = { group: null, block: null, driver: null, vm: null };
  return programs
    .filter((program) => program.bdf === bdf)
    .map((program): HolderFacts => ({ ...program, ...nothing, kind: "rdma", node: `/dev/infiniband/uverbs${number}` }));
}

/** @param privileged without rights other people's processes stay unseen */
export function usageOf(kernel: Kernel, use: MachineUse, iommus: readonly string[], privileged: boolean): UsageFacts {
  const functions = kernel.functions();
  const disks = functions.flatMap((fn) =>
    childrenOf(fn, "block").map(({ name }): BlockFacts => ({ name, bdfs: [fn.bdf], below: [], label: null })),
  );
  const blocks = [...disks, ...(use.volumes ?? []).map((volume): BlockFacts => ({ ...volume, bdfs: [] }))];
  const open = functions.filter((fn) => kernel.isOpen(fn.bdf));
  const display = use.bootDisplay;
  const interfaces = interfacesOf(functions, use);
  return {
    unread: privileged
      ? []
      : [{ source: "holders", code: "EACCES", reason: USAGE_HELPER_WORDS.onlyRoot({ what: USAGE_PART_WORDS.open }) }],
    // Only root sees into other network namespaces; that there is an interface, everybody sees.
    interfaces: privileged ? interfaces : interfaces.filter(({ movedTo }) => movedTo === null),
    hidden: privileged ? [] : interfaces.flatMap(({ bdf, movedTo }) => (movedTo === null ? [] : (bdf ?? []))),
    routes: use.defaultRoute === undefined ? [] : [{ interface: use.defaultRoute, destination: "0.0.0.0", prefix: 0 }],
    sessions: sessionsOf(use),
    blocks,
    mounts: use.mounts ?? [],
    peers: [],
    memory: use.memory ?? [],
    services: [],
    holders: privileged
      ? [...open.map((fn) => holderOf(kernel, fn.bdf, use)), ...functions.flatMap((fn) => rdmaHolders(fn, use))]
      : [],
    fixtures: [
      ...(display === undefined || kernel.find(display) === null
        ? []
        : [{ kind: "boot-display", name: "boot_vga", bdf: display } as const]),
      ...(use.framebuffers ?? []).filter(({ bdf }) => bdf !== null && kernel.find(bdf) !== null),
    ],
    directRegions: use.directRegions ?? [],
    variants: use.variants ?? [],
    platform: {
      ...UNKNOWN_PLATFORM,
      iommuTables: use.iommuTables ?? iommus.slice(0, 1).map((name) => (name.startsWith("dmar") ? "DMAR" : "IVRS")),
      commandLine: use.commandLine ?? "root=/dev/mapper/vg0-root ro quiet",
      noIommuMode: use.noIommuMode ?? false,
      remapsInterrupts: kernel.remapsInterrupts,
      interruptChips:
        use.interruptChips ?? (kernel.remapsInterrupts ? ["IR-IO-APIC", "IR-PCI-MSI"] : ["IO-APIC", "PCI-MSI"]),
      runsIn: use.runsIn ?? "machine",
      idleD3Off: false,
      unsafeInterrupts: kernel.vfio("vfio_iommu_type1/allow_unsafe_interrupts"),
      denylistOff: use.denylistOff ?? false,
      mayEndWithLogin: use.mayEndWithLogin ?? false,
    },
  };
}

/** Puts the guests' functions on vfio-pci and opens them, and moves interfaces, as it was long before anybody looked. */
export function startUsers(kernel: Kernel, use: MachineUse): void {
  for (const bdf of use.guests?.flatMap(({ bdfs }) => bdfs) ?? []) {
    if (kernel.find(bdf)?.driver !== "vfio-pci") {
      kernel.writeOverride(bdf, "vfio-pci");
      if (kernel.find(bdf)?.driver !== null) kernel.unbind(bdf);
      kernel.probe(bdf);
    }
    kernel.open(bdf);
  }
  for (const { bdf } of use.moved ?? []) kernel.moveInterfaces(bdf);
}
