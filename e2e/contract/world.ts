/** What a machine offers to the contract suite: nothing in here knows what kind of host it is. */
import type {
  ChildFacts,
  ChildKind,
  ConfigReading,
  FunctionDetail,
  FunctionFacts,
  HostIdentity,
  ScanResult,
} from "../../shared/machine/facts.ts";
import { doesAsBefore, type KernelDifference } from "../../shared/machine/kernel-differences.ts";
import type { UsageFacts } from "../../shared/machine/usage-facts.ts";
import type { Step } from "../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";

/** The door to a machine, as electron/host/access.ts has it. */
export interface HostUnderTest {
  identity(): Promise<HostIdentity>;
  scan(only?: readonly Bdf[]): Promise<ScanResult>;
  config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading>;
  detail(bdf: Bdf): Promise<FunctionDetail>;
  usage(): Promise<UsageFacts>;
  perform(step: Step): Promise<PerformResult>;
  events(listener: (event: { readonly kind: string }) => void): () => void;
  close(): Promise<void>;
}

/** The same host for one who is not to close it. */
export function keptOpen(host: HostUnderTest): HostUnderTest {
  return {
    identity: () => host.identity(),
    scan: (only) => host.scan(only),
    config: (bdf, options) => host.config(bdf, options),
    detail: (bdf) => host.detail(bdf),
    usage: () => host.usage(),
    perform: (step) => host.perform(step),
    events: (listener) => host.events(listener),
    close: async () => {},
  };
}

/** A PF that its driver can give VFs, none of which are on. */
export interface PfOffer {
  readonly bdf: Bdf;
  readonly driver: string;
  /** sriov_totalvfs; at least 3. */
  readonly limit: number;
  /** Addresses of the first VFs, in order. */
  readonly firstVfs: readonly Bdf[];
  /** The driver that a VF gets unasked; null = none takes it. */
  readonly vfDriver: string | null;
  /** VFs are gone once the PF's driver was unbound. */
  readonly vfsEndWithDriver: boolean;
  /** The path to the root does not isolate VFs: they are in one IOMMU group with others. */
  readonly vfsShareGroup?: true;
  /** The driver keeps nothing for VFs, though it has an interface. */
  readonly keepsNoSettings?: true;
}

/** An NVMe PF with Virtualization Management, its VFs off. */
export interface NvmeOffer {
  readonly pf: Bdf;
  /** Where its first VF is. */
  readonly firstVf: Bdf;
  /** Secondary Controller Identifier of the first VF. */
  readonly controller: number;
  /** What one VF can have. */
  readonly queues: number;
  readonly interrupts: number;
}

/** A program that has a function open. */
export interface Holder {
  readonly letGo: () => Promise<void>;
  /** Does the kernel wait for it to let go. */
  readonly isAwaited: () => Promise<boolean>;
}

/** Parameters of VFIO's modules that can be set while the machine runs: `module/parameter`. */
export type VfioSwitch = "vfio_iommu_type1/allow_unsafe_interrupts" | "vfio_pci/enable_sriov";

/** A function of which its driver makes something. */
export interface UsedOffer {
  readonly bdf: Bdf;
  readonly driver: string;
  readonly kind: Extract<ChildKind, "net" | "block" | "drm">;
}

/** A slot that is empty at first. */
export interface SlotOffer {
  /** Where the card's PF then is. */
  readonly bdf: Bdf;
  readonly driver: string;
  /** Puts a card in. */
  readonly plug: () => Promise<void>;
  /** Takes it out; done when it is out of the machine's sight. */
  readonly unplug: () => Promise<void>;
}

/** A machine and what it has; what is left out is not there, and the cases that need it are not run. */
export interface World {
  /** Opens the machine in its first state, or as the last case left it: every case cleans up after itself. */
  readonly open: () => Promise<HostUnderTest>;
  /** Gives a slow machine time between two looks at it. */
  readonly settle?: () => Promise<void>;
  /** How often it is looked before something is called never so; at least as many as make minutes on a real machine. */
  readonly looks?: number;
  /** Set where whoever opens it may look and change nothing. */
  readonly privileged?: false;
  /** Is an IOMMU at work, and vfio-pci at hand. */
  readonly iommu: boolean;
  readonly vfio: boolean;
  readonly pf?: PfOffer;
  /** A PF without a driver. */
  readonly driverlessPf?: Bdf;
  /** A PF whose driver has no sriov_configure. */
  readonly unsupportedPf?: Bdf;
  /** A PF on vfio-pci, with enable_sriov=N. */
  readonly vfioPf?: Bdf;
  /** Another such one, or the same, whose VFs are in groups of their own: a program could have one. */
  readonly vfioSriovPf?: Bdf;
  /** A PF whose VFs can be enabled and are taken by no driver. */
  readonly undrivenVfs?: { readonly pf: Bdf; readonly count: number };
  readonly nvme?: NvmeOffer;
  /** A PF whose VFs have no place in memory. */
  readonly noRoomPf?: Bdf;
  /** A function without SR-IOV that has a driver, a bridge for one. */
  readonly plain?: Bdf;
  /** A function in D3cold. */
  readonly asleep?: Bdf;
  /** Two of one IOMMU group: `free` can go to vfio-pci, `driven` is on `driver`, and no other driver is in their way. */
  readonly group?: { readonly free: Bdf; readonly driven: Bdf; readonly driver: string };
  /** Has a program open a function that is on vfio-pci, as a guest does. @throws Error that ends with the errno's name */
  readonly hold?: (bdf: Bdf) => Promise<Holder>;
  /** Sets a parameter of a module that is loaded, as whoever looks after the machine does. */
  readonly setVfio?: (name: VfioSwitch, on: boolean) => Promise<void>;
  /** The IOMMU does not remap interrupts, which VFIO is told to do without. */
  readonly unsafeInterrupts?: true;
  /** Functions of which the host's drivers make something. */
  readonly used?: readonly UsedOffer[];
  /** Another program that looks at the same machine, and knows nothing of what this one does. */
  readonly stranger?: () => Promise<HostUnderTest>;
  /** Nothing is changed while another program has the machine: the simulated one has no other. */
  readonly oneHand?: boolean;
  /** Switches the network interface of a function on. */
  readonly switchOn?: (bdf: Bdf) => Promise<void>;
  /** Does nothing where there is no function any more. */
  readonly switchOff?: (bdf: Bdf) => Promise<void>;
  /** Writes to drivers_autoprobe of the bus. */
  readonly setDriversAutoprobe?: (on: boolean) => Promise<void>;
  readonly slot?: SlotOffer;
  /** A function without a driver and without VFs, with a way to reset it, that may be removed and found again. */
  readonly device?: Bdf;
  /** Settings of the PF's VFs can be made through its network interface. */
  readonly vfNetwork?: true;
  /** An address at which nothing is. */
  readonly nowhere: Bdf;
}

/** Enough for a machine on which nothing takes time. */
const LOOKS = 200;

/** One open machine, with the words that cases are written in. */
export class Bench {
  readonly world: World;
  readonly host: HostUnderTest;
  private readonly held = new Set<() => Promise<void>>();
  private readonly switched = new Map<VfioSwitch, boolean>();
  /** Takes back what was done to the machine from outside, the last first. */
  private readonly undo: (() => Promise<void>)[] = [];

  constructor(world: World, host: HostUnderTest) {
    this.world = world;
    this.host = host;
  }

  /** `uname -r` of the machine. */
  async release(): Promise<string | null> {
    return (await this.host.identity()).kernel;
  }

  /** Does its kernel do as older ones did? */
  async doesAsBefore(difference: KernelDifference): Promise<boolean> {
    return doesAsBefore(await this.release(), difference) === true;
  }

  async find(bdf: Bdf): Promise<FunctionFacts | null> {
    const { functions } = await this.host.scan([bdf]);
    return functions.find((fn) => fn.bdf === bdf) ?? null;
  }

  /** @throws Error when it is not there */
  async get(bdf: Bdf): Promise<FunctionFacts> {
    const fn = await this.find(bdf);
    if (fn === null) throw new Error(`${bdf} is not there`);
    return fn;
  }

  /** @throws Error with the refusal when the step is refused */
  async done(step: Step): Promise<void> {
    const result = await this.host.perform(step);
    if (!result.ok) {
      const { code, wrote, where, kernelLog } = result.failure;
      throw new Error(`${JSON.stringify(wrote)} to ${where}: ${code}\n${kernelLog.join("\n")}`);
    }
  }

  /** The errno of a step; null when it went through. */
  async refused(step: Step): Promise<string | null> {
    return (await this.outcome(step)).code;
  }

  /** The errno of a step, null when it went through, and what the kernel said meanwhile. */
  async outcome(step: Step): Promise<{ readonly code: string | null; readonly log: readonly string[] }> {
    const result = await this.host.perform(step);
    if (result.ok) return { code: null, log: result.kernelLog ?? [] };
    return { code: result.failure.code, log: result.failure.kernelLog };
  }

  numVfs(bdf: Bdf, value: number): Promise<void> {
    return this.done({ verb: "sriov.numvfs", bdf, value });
  }

  /** Looks again until `isSo`, for a kernel and its helpers take a while. @throws Error when it never is */
  async eventually(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const { settle, looks = LOOKS } = this.world;
    for (let look = 0; look < looks; look++) {
      if (await isSo()) return;
      await settle?.();
    }
    throw new Error(`never so: ${what}`);
  }

  /** Waits until `bdf` has this driver. */
  driverIs(bdf: Bdf, driver: string | null): Promise<void> {
    return this.eventually(`${bdf} has driver ${driver}`, async () => {
      const fn = await this.find(bdf);
      return fn !== null && fn.driver === driver;
    });
  }

  /** Unbinds a function where something has it, and asks the kernel to find a driver. */
  async rebind(bdf: Bdf): Promise<void> {
    const { driver } = await this.get(bdf);
    if (driver !== null) await this.done({ verb: "driver.unbind", bdf, from: driver });
    await this.done({ verb: "driver.probe", bdf });
  }

  /** Gives a function to vfio-pci, which has to be loaded, and waits until it is there. */
  async toVfio(bdf: Bdf): Promise<void> {
    await this.done({ verb: "driver.override", bdf, driver: "vfio-pci" });
    await this.rebind(bdf);
    await this.driverIs(bdf, "vfio-pci");
  }

  /** Has the world hold a function until the case is over, or until it is let go of. */
  async hold(bdf: Bdf): Promise<Holder> {
    const holder = await given(this.world.hold)(bdf);
    const letGo = async (): Promise<void> => {
      if (this.held.delete(letGo)) await holder.letGo();
    };
    this.held.add(letGo);
    return { ...holder, letGo };
  }

  /** Sets a parameter of VFIO's to what it was not, until the case is over. */
  async setVfio(name: VfioSwitch, on: boolean): Promise<void> {
    await given(this.world.setVfio)(name, on);
    if (!this.switched.has(name)) this.switched.set(name, !on);
  }

  /**
   * Switches interfaces on until the case is over, and waits until they say that they are up: the PF's first, before it
   * has VFs, for their drivers look for it at long intervals.
   */
  async switchOn(...bdfs: readonly Bdf[]): Promise<void> {
    const { switchOn, switchOff } = this.world;
    for (const bdf of bdfs) {
      this.undo.push(() => given(switchOff)(bdf));
      await given(switchOn)(bdf);
      await this.isUp(bdf);
    }
  }

  /** Waits until an interface of `bdf` says that it is up. */
  isUp(bdf: Bdf): Promise<void> {
    return this.eventually(`an interface of ${bdf} is up`, async () => (await this.get(bdf)).children.some(isUpNet));
  }

  /** Switches drivers_autoprobe of the bus off until the case is over. */
  async withoutAutoprobe(): Promise<void> {
    const set = given(this.world.setDriversAutoprobe);
    this.undo.push(() => set(true));
    await set(false);
  }

  /** The same machine, as another program finds it, until the case is over. */
  async stranger(): Promise<Bench> {
    const host = await given(this.world.stranger)();
    this.undo.push(() => host.close());
    return new Bench(this.world, host);
  }

  /** Takes VFs, overrides and switches of this case back: only what is not as it was, for a real kernel takes its time. */
  async cleanUp(): Promise<void> {
    for (const letGo of [...this.held]) await letGo();
    for (const step of this.undo.splice(0).reverse()) await step();
    const { pf, undrivenVfs, nvme, driverlessPf, device, group, slot, vfioSriovPf, used = [] } = this.world;
    // In one look: each takes a slow machine a second.
    const ends = [
      pf?.bdf,
      undrivenVfs?.pf,
      nvme?.pf,
      driverlessPf,
      device,
      group?.free,
      group?.driven,
      slot?.bdf,
      vfioSriovPf,
    ];
    const { functions } = await this.host.scan([
      ...used.map(({ bdf }) => bdf),
      ...ends.filter((bdf) => bdf !== undefined),
    ]);
    const now = new Map(functions.map((fn) => [fn.bdf, fn]));
    if (slot !== undefined && now.has(slot.bdf)) await slot.unplug();
    if (vfioSriovPf !== undefined) await this.disableVfs(now.get(vfioSriovPf));
    // vfio-pci takes VFs back only while it is allowed to make them.
    for (const [name, before] of this.switched) await given(this.world.setVfio)(name, before);
    const others = used.filter(({ bdf }) => bdf !== pf?.bdf && bdf !== group?.driven);
    for (const { bdf, driver } of others) await this.giveBack(now.get(bdf), driver);
    if (group !== undefined) {
      await this.giveBack(now.get(group.free), null);
      await this.giveBack(now.get(group.driven), group.driver);
    }
    // A PF that has changed hands has lost its VFs, or has them still.
    const hasMoved = pf !== undefined && (await this.giveBack(now.get(pf.bdf), pf.driver));
    if (undrivenVfs !== undefined) await this.disableVfs(now.get(undrivenVfs.pf));
    if (nvme !== undefined && nvme.pf !== undrivenVfs?.pf) await this.disableVfs(now.get(nvme.pf));
    if (pf !== undefined) await this.disableVfs(hasMoved ? await this.get(pf.bdf) : now.get(pf.bdf));
    if (driverlessPf !== undefined) await this.giveBack(now.get(driverlessPf), null);
    if (device !== undefined && device !== driverlessPf) await this.giveBack(now.get(device), null);
    if (device !== undefined && !now.has(device)) await this.bringBack(device);
  }

  /** @returns was anything to be done */
  private async giveBack(fn: FunctionFacts | undefined, driver: string | null): Promise<boolean> {
    if (fn === undefined) return false;
    const { bdf } = fn;
    if (fn.driverOverride !== null) await this.host.perform({ verb: "driver.override", bdf, driver: null });
    if (fn.driver === driver) return fn.driverOverride !== null;
    if (fn.driver !== null) await this.host.perform({ verb: "driver.unbind", bdf, from: fn.driver });
    if (driver !== null) await this.host.perform({ verb: "driver.probe", bdf });
    return true;
  }

  /** Finds again what a case has removed; a driver may take it. */
  private async bringBack(bdf: Bdf): Promise<void> {
    await this.host.perform({ verb: "bus.rescan" });
    await this.giveBack((await this.find(bdf)) ?? undefined, null);
  }

  private async disableVfs(fn: FunctionFacts | undefined): Promise<void> {
    if (fn === undefined || fn.sriov === null) return;
    const { bdf } = fn;
    if (fn.virtfns.length > 0) await this.host.perform({ verb: "sriov.numvfs", bdf, value: 0 });
    if (fn.sriov.driversAutoprobe === false) await this.host.perform({ verb: "sriov.autoprobe", bdf, value: true });
  }
}

function isUpNet({ kind, state }: ChildFacts): boolean {
  return kind === "net" && state === "up";
}

/** One thing that every host must get right. */
export interface ContractCase {
  readonly title: string;
  /** Does the world have what it takes. */
  readonly needs: (world: World) => boolean;
  readonly run: (bench: Bench) => Promise<void>;
}

export const always = (): boolean => true;

/** The PF of a case that needs one. @throws Error when there is none, which `needs` rules out */
export function pfOf({ world }: Bench): PfOffer {
  if (!world.pf) throw new Error("this case needs a PF");
  return world.pf;
}

export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("this case needs what the world does not have");
  return value;
}
