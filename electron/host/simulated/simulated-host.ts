/** A machine that exists in memory only: the demo machines, and the tests' own. */
import { blankDetail } from "../../../shared/machine/blank.ts";
import type {
  ConfigReading,
  FunctionDetail,
  FunctionFacts,
  HostFacts,
  HostIdentity,
  ScanResult,
  VpdReading,
} from "../../../shared/machine/facts.ts";
import { OWN_FOLDERS } from "../../../shared/machine/own-folders.ts";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import { failureOf, verbOf } from "../../../shared/operations/verbs/table.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../../shared/pci/config-space.ts";
import type { HostAccess, HostEvent, HotplugDemo, TakeAnswer, WayBack } from "../access.ts";
import { Listeners } from "../listeners.ts";
import { vpdProblem } from "../vpd-problem.ts";
import { detailOf, type MachineDetail, ownOf } from "./detail.ts";
import { behindLock, factsOf } from "./facts.ts";
import { Kernel, type KernelSpec } from "./kernel/kernel.ts";
import type { SimFunction, VfioParameter } from "./kernel/state.ts";
import { crashOn, performOn, waitsFor } from "./perform.ts";
import { holderOf, type MachineUse, startUsers, usageOf } from "./usage.ts";
import { VPD_MS, vpdOf } from "./vpd.ts";
import { SimulatedWayBack } from "./way-back.ts";

export interface SimulatedMachine extends MachineDetail {
  readonly name: string;
  readonly kernelRelease: string;
  readonly bootId: string;
  /** Names in /sys/class/iommu. */
  readonly iommus: readonly string[];
  readonly kernel: Omit<KernelSpec, "hasIommu" | "unsafeInterrupts" | "release">;
  /** What stands on its functions; left out = nothing. */
  readonly use?: MachineUse;
}

/** What a test may do to a step: let it hang until the host is closed, refuse it, call it done and do nothing, crash. */
export type StepFault =
  | { readonly kind: "hang" }
  | { readonly kind: "fail"; readonly code: string; readonly kernelLog: readonly string[] }
  | { readonly kind: "ignore" }
  /** The kernel dies under it and kills the process that writes. */
  | { readonly kind: "crash"; readonly kernelLog: readonly string[] };

export interface SimulatedHostOptions {
  readonly machine: SimulatedMachine;
  /** Milliseconds pass through this; null = nothing takes any time. */
  readonly wait: ((milliseconds: number) => Promise<void>) | null;
  /** May steps be performed: false answers EACCES and shows 64 bytes of configuration space. */
  readonly privileged?: boolean;
  readonly onStep?: (step: Step) => StepFault | null;
}

/** Bytes that the kernel shows to everybody. */
const UNPRIVILEGED_BYTES = 64;

/** How long a step takes on a demo machine: creating VFs is slow, and the more the slower. */
function durationOf(step: Step): number {
  if (step.verb === "sriov.numvfs") return step.value === 0 ? 300 : Math.min(600, 300 + 15 * step.value);
  return step.verb === "module.load" ? 120 : 6;
}

const NO_IP = "There is no ip program (iproute2) on this machine.";

/** How long a guest takes to unplug a function; longer than a write may take before it is told. */
const GUEST_LETS_GO_MS = 14_000;

export class SimulatedHost implements HostAccess, HotplugDemo {
  private readonly kernel: Kernel;
  private readonly options: SimulatedHostOptions;
  private readonly listeners = new Listeners<HostEvent>();
  private readonly stuck = new Set<Bdf>();
  /** Writers that whoever looks does not know of. */
  private readonly foreign = new Set<Bdf>();
  private readonly hanging = new Set<() => void>();
  private readonly released = new Map<Bdf, () => void>();
  private wayBack: SimulatedWayBack | null = null;
  private last: Promise<unknown> = Promise.resolve();
  /** What the machine is taken for; null = for nothing. */
  private takenFor: { readonly purpose: string } | null = null;

  constructor(options: SimulatedHostOptions) {
    this.options = options;
    const { kernel, iommus, use, kernelRelease: release } = options.machine;
    const unsafeInterrupts = use?.unsafeInterrupts ?? false;
    this.kernel = new Kernel({ ...kernel, hasIommu: iommus.length > 0, unsafeInterrupts, release });
    startUsers(this.kernel, options.machine.use ?? {});
    this.kernel.log.clear();
    this.kernel.onChange((bdfs) => this.listeners.tell({ kind: "changed", bdfs }));
  }

  identity(): Promise<HostIdentity> {
    const { machine, privileged } = this.options;
    return Promise.resolve({
      name: machine.name,
      kernel: machine.kernelRelease,
      bootId: machine.bootId,
      machineKey: `demo:${machine.name}`,
      privileged: privileged ?? true,
      connection: "demo",
      kind: "demo",
    });
  }

  scan(only?: readonly Bdf[]): Promise<ScanResult> {
    const wanted = only === undefined ? null : new Set(only);
    const functions = this.kernel.functions().filter((fn) => wanted === null || wanted.has(fn.bdf));
    return Promise.resolve({
      host: this.hostFacts(),
      functions: functions.map((fn) => this.seen({ ...factsOf(this.kernel, fn), ...this.ownFolders(fn) })),
      problems: [],
    });
  }

  private ownFolders(fn: SimFunction): Pick<FunctionFacts, "ownFolders"> {
    const own = ownOf(this.options.machine, fn) ?? [];
    const ownFolders = OWN_FOLDERS.filter((name) => own.some(({ path }) => path.startsWith(`${name}/`)));
    return ownFolders.length === 0 ? {} : { ownFolders };
  }

  /** As the reads of a host find it: of a write of their own they know, and answer what was so before it. */
  private seen(facts: FunctionFacts): FunctionFacts {
    return this.foreign.has(facts.bdf) && this.stuck.has(facts.bdf) ? behindLock(facts) : facts;
  }

  private hostFacts(): HostFacts {
    const drivers = this.kernel.drivers();
    const loaded = drivers.includes("vfio-pci");
    return {
      iommus: [...this.options.machine.iommus],
      vfioPci: loaded ? "loaded" : this.kernel.hasModule("vfio_pci") ? "available" : "absent",
      vfioEnableSriov: loaded ? this.kernel.vfio("vfio_pci/enable_sriov") : null,
      drivers,
      driversAutoprobe: this.kernel.driversAutoprobe,
      crashed: this.kernel.crashed,
    };
  }

  config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading> {
    const fn = this.kernel.find(bdf);
    if (fn === null) return Promise.resolve({ state: "gone" });
    if (fn.powerState === "D3cold") {
      if (!options.wake) return Promise.resolve({ state: "asleep" });
      this.kernel.wake(bdf);
    }
    const size = fn.config.length;
    const shown = this.options.privileged === false ? UNPRIVILEGED_BYTES : size;
    const hex = new ConfigSpace(fn.config.subarray(0, shown)).toHex();
    return Promise.resolve({ state: "read", hex, known: [[0, shown]], size });
  }

  detail(bdf: Bdf): Promise<FunctionDetail> {
    const fn = this.kernel.find(bdf);
    if (fn !== null) return Promise.resolve(detailOf(this.kernel, fn, this.options.machine, this.stuck.has(bdf)));
    const message = "The function is not there any more.";
    return Promise.resolve({ ...blankDetail(bdf), problems: [{ attribute: "device", code: "ENODEV", message }] });
  }

  /** Slow, as a device is that gives four bytes at a time. */
  async vpd(bdf: Bdf, { signal }: { readonly signal?: AbortSignal } = {}): Promise<VpdReading> {
    const fn = this.kernel.find(bdf);
    if (fn === null) return vpdProblem("ENODEV");
    if (fn.powerState === "D3cold") return { state: "asleep" };
    const bytes = vpdOf(fn);
    if (bytes === null) return { state: "absent" };
    if (this.options.privileged === false) return vpdProblem("EACCES");
    await this.options.wait?.(VPD_MS);
    return signal?.aborted ? vpdProblem("ECANCELED") : { state: "read", hex: bytes };
  }

  /** One at a time, as the writes of one connection are. */
  perform(step: Step): Promise<PerformResult> {
    const turn = this.last.then(() => this.carryOut(step));
    this.last = turn;
    return turn;
  }

  private async carryOut(step: Step): Promise<PerformResult> {
    if (this.options.privileged === false) {
      return { ok: false, failure: failureOf(step, "EACCES", []) };
    }
    if (this.wayBack?.hasFired) return { ok: false, failure: failureOf(step, "ECANCELED", []) };
    const fault = this.options.onStep?.(step) ?? null;
    if (fault?.kind === "hang") return this.hang(step);
    await this.options.wait?.(durationOf(step));
    if (fault?.kind === "ignore") return { ok: true };
    if (fault?.kind === "fail") return { ok: false, failure: failureOf(step, fault.code, fault.kernelLog) };
    if (verbOf(step).tool === "ip" && this.options.machine.withoutIp) {
      return { ok: false, failure: failureOf(step, "ENOSYS", [NO_IP]) };
    }
    if (fault?.kind === "crash") return crashOn(this.kernel, step, fault.kernelLog);
    const from = this.kernel.log.position();
    for (const bdf of waitsFor(this.kernel, step)) await this.waitForRelease(step, bdf);
    return performOn(this.kernel, step, from);
  }

  /** The kernel crashes, under nobody's write. */
  crash(lines: readonly string[]): void {
    crashOn(this.kernel, { verb: "bus.rescan" }, lines);
  }

  usage(): Promise<UsageFacts> {
    const { machine, privileged } = this.options;
    return Promise.resolve(usageOf(this.kernel, machine.use ?? {}, machine.iommus, privileged !== false));
  }

  /** A guest of the machine's own unplugs the function when the kernel asks, which takes it some time. */
  private askGuest(bdf: Bdf): void {
    if (!this.options.machine.use?.guests?.some(({ bdfs }) => bdfs.includes(bdf))) return;
    const letGo = () => {
      this.kernel.letGo(bdf);
      this.released.get(bdf)?.();
      this.released.delete(bdf);
    };
    const { wait } = this.options;
    if (wait === null) queueMicrotask(letGo);
    else void wait(GUEST_LETS_GO_MS).then(letGo);
  }

  /** Who holds what the step takes away: the guests of the description. */
  async lookAtStall(step: Step): Promise<StallFacts> {
    const guests = this.options.machine.use?.guests ?? [];
    const holders = waitsFor(this.kernel, step).map((bdf) => {
      const guest = guests.find(({ bdfs }) => bdfs.includes(bdf));
      return { bdf, pid: guest?.pid ?? 1000, program: "qemu-system-x86", guest: guest?.name ?? null };
    });
    const kernelLog = this.kernel.log.since(0).filter((line) => line.endsWith("blocked until released by user"));
    return { waitsIn: "vfio_unregister_group_dev", holders, alsoStuck: [], kernelLog: kernelLog.slice(-1) };
  }

  /** Nobody else can reach it, so what has it is in this program. */
  async take(purpose: string): Promise<TakeAnswer> {
    if (this.takenFor !== null) return { ok: false, holder: `this program, for "${this.takenFor.purpose}"` };
    const taken = { purpose };
    this.takenFor = taken;
    const release = async () => {
      if (this.takenFor === taken) this.takenFor = null;
    };
    return { ok: true, hold: { release } };
  }

  /** On a machine on which nothing takes time, only {@link expireWayBack} ends it. */
  async armWayBack(seconds: number, steps: readonly StepTemplate[]): Promise<WayBack> {
    const holder = (bdf: Bdf) => holderOf(this.kernel, bdf, this.options.machine.use ?? {});
    this.wayBack = new SimulatedWayBack(this.kernel, steps, seconds, this.options.wait !== null, holder);
    return this.wayBack;
  }

  /** For tests: the time of the way back that was armed last is over. */
  expireWayBack(): void {
    this.wayBack?.expire();
  }

  /** For tests: somebody ends what waits on the machine to carry the way back out. */
  loseWayBack(): void {
    this.wayBack?.lose();
  }

  /** A write that takes a function from a program holds the lock of what it was written to until the program lets go. */
  private async waitForRelease(step: Step, bdf: Bdf): Promise<void> {
    const owner = "bdf" in step ? step.bdf : bdf;
    const isUnbind = step.verb === "driver.unbind";
    this.stuck.add(owner);
    if (isUnbind) this.kernel.startLeaving(owner, "driver");
    if (!isUnbind || owner !== bdf) this.kernel.startLeaving(bdf, "function");
    this.kernel.log.add(`vfio-pci ${bdf}: No device request channel registered, blocked until released by user`);
    await new Promise<void>((resolve) => {
      this.released.set(bdf, resolve);
      this.askGuest(bdf);
    });
    this.stuck.delete(owner);
    this.foreign.delete(owner);
    this.kernel.endLeaving(owner);
    this.kernel.endLeaving(bdf);
  }

  /** Holds the function's lock, as a write that waits for a guest does, until the host is closed. */
  private hang(step: Step): Promise<PerformResult> {
    const bdf = "bdf" in step ? step.bdf : null;
    if (bdf !== null) this.stuck.add(bdf);
    return new Promise((resolve) => {
      this.hanging.add(() => resolve({ ok: false, failure: failureOf(step, "EINTR", []) }));
    });
  }

  events(listener: (event: HostEvent) => void): () => void {
    return this.listeners.add(listener);
  }

  close(): Promise<void> {
    this.listeners.clear();
    for (const end of this.hanging) end();
    this.hanging.clear();
    for (const end of this.released.values()) end();
    this.released.clear();
    this.stuck.clear();
    this.foreign.clear();
    return Promise.resolve();
  }

  /** A program opens a function that is on vfio-pci, as a guest does. */
  hold(bdf: Bdf): { readonly letGo: () => void; readonly isAwaited: () => boolean } {
    this.kernel.open(bdf);
    return {
      letGo: () => {
        this.kernel.letGo(bdf);
        this.released.get(bdf)?.();
        this.released.delete(bdf);
      },
      isAwaited: () => this.released.has(bdf),
    };
  }

  /** For tests: whoever looks after the machine sets a parameter of VFIO's. */
  setVfio(parameter: VfioParameter, on: boolean): void {
    this.kernel.setVfio(parameter, on);
  }
  /** For tests: they switch a network interface on. */
  switchOn(bdf: Bdf): void {
    this.kernel.switchOn(bdf);
  }
  switchOff(bdf: Bdf): void {
    this.kernel.switchOff(bdf);
  }
  /** For tests: they write to drivers_autoprobe of the bus. */
  setDriversAutoprobe(on: boolean): void {
    this.kernel.setDriversAutoprobe(on);
  }

  /** The program that writes was ended: who looks from now on finds locks that a stranger holds. */
  disown(): void {
    for (const bdf of this.stuck) this.foreign.add(bdf);
  }

  unplug(bdf: Bdf): boolean {
    return this.kernel.unplug(bdf);
  }
  plug(bdf: Bdf): boolean {
    return this.kernel.plug(bdf);
  }
  unplugged(): readonly Bdf[] {
    return this.kernel.unplugged();
  }
}
