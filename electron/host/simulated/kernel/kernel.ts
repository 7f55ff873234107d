/**
 * An in-memory model of what Linux does with PCI functions: enough of it that every operation of this program meets the
 * kernel's own answers. What releases do differently is in `shared/machine/kernel-differences.ts`. Synchronous and
 * deterministic.
 */

import { doesAsBefore } from "../../../../shared/machine/kernel-differences.ts";
import type { NvmeResource } from "../../../../shared/operations/verbs/nvme-vf.ts";
import type { VfSetting } from "../../../../shared/operations/verbs/vf-settings.ts";
import { type Bdf, compareBdf } from "../../../../shared/pci/bdf.ts";
import { Listeners } from "../../listeners.ts";
import { attach, bind, crash, loadModule, modulesFor, takeOver } from "./binding.ts";
import { unbind } from "./detach.ts";
import { KernelError } from "./errno.ts";
import { type Card, insertCard, removeCard } from "./hotplug.ts";
import { installFunction } from "./install.ts";
import { KernelLog } from "./log.ts";
import { giveResources, setControllerState } from "./nvme-controllers.ts";
import { setPowerState } from "./registers.ts";
import { removeFunction, rescan, resetFunction, setResetMethods } from "./reset.ts";
import type { FunctionSpec } from "./spec.ts";
import { removeVfsBefore, writeNumVfs } from "./sriov.ts";
import type { DriverProfile, KernelState, Leaving, ModuleProfile, SimFunction, VfioParameter } from "./state.ts";
import { keepsVfSettings, setMsixCount, setVf } from "./vf-settings.ts";

export interface KernelSpec {
  readonly functions: readonly FunctionSpec[];
  /** Drivers that are built in or whose module is loaded, in the order of their registration. */
  readonly drivers: readonly DriverProfile[];
  /** Modules on disk. */
  readonly modules: readonly ModuleProfile[];
  readonly hasIommu: boolean;
  /** `uname -r`; left out = the newest that is modelled. */
  readonly release?: string;
  /** It died under something before the machine is first seen. */
  readonly crashed?: boolean;
  readonly driversAutoprobe?: boolean;
  readonly vfioEnableSriov?: boolean;
  /** Left out = it does. */
  readonly remapsInterrupts?: boolean;
  readonly unsafeInterrupts?: boolean;
  /** Highest bus number below a host bridge; ff where it is not given. */
  readonly rootBusEnd?: Readonly<Record<string, number>>;
  /** VFs that are on when the machine is first seen. */
  readonly enabledVfs?: Readonly<Record<string, number>>;
  /** What was set of them until then, by PF, in the order of its VFs. */
  readonly vfSettings?: Readonly<Record<string, readonly (readonly VfSetting[])[]>>;
}

export class Kernel {
  readonly log = new KernelLog();
  private readonly state: KernelState;
  private readonly pulled: Card[] = [];
  /** Taken off the bus by hand; the hardware is still there. */
  private readonly removed = new Map<Bdf, FunctionSpec>();
  private readonly listeners = new Listeners<readonly Bdf[]>();

  /** @throws Error when the description contradicts itself */
  constructor(spec: KernelSpec) {
    const drivers = new Map(spec.drivers.map((profile) => [profile.name, profile]));
    const registered = spec.modules.filter((module) => module.drivers.some((driver) => drivers.has(driver.name)));
    this.state = {
      functions: new Map(),
      drivers,
      modules: spec.modules,
      loadedModules: new Set(registered.map((module) => module.name)),
      groups: new Map(),
      open: new Set(),
      leaving: new Map(),
      log: this.log,
      later: [],
      changed: new Set(),
      hasIommu: spec.hasIommu,
      release: spec.release ?? "6.12",
      crashed: spec.crashed ?? false,
      driversAutoprobe: spec.driversAutoprobe ?? true,
      remapsInterrupts: spec.remapsInterrupts ?? true,
      vfio: {
        "vfio_iommu_type1/allow_unsafe_interrupts": spec.unsafeInterrupts ?? false,
        "vfio_pci/enable_sriov": spec.vfioEnableSriov ?? false,
      },
      rootBusEnd: new Map(Object.entries(spec.rootBusEnd ?? {})),
    };
    this.boot(spec);
  }

  private boot(spec: KernelSpec): void {
    const inOrder = [...spec.functions].sort((a, b) => compareBdf(a.bdf, b.bdf));
    const functions = inOrder.map((item) => installFunction(this.state, item));
    for (const fn of functions) {
      if (fn.spec.driver === null) continue;
      const profile = this.state.drivers.get(fn.spec.driver);
      if (!profile) throw new Error(`${fn.bdf}: driver ${fn.spec.driver} is not registered`);
      takeOver(this.state, fn, profile);
    }
    for (const [bdf, count] of Object.entries(spec.enabledVfs ?? {})) {
      writeNumVfs(this.state, this.at(bdf as Bdf), count);
    }
    for (const [bdf, settings] of Object.entries(spec.vfSettings ?? {})) {
      for (const [vf, each] of settings.entries()) setVf(this.state, this.at(bdf as Bdf), vf, each);
    }
    this.catchUp();
    this.log.clear();
    this.state.changed.clear();
  }

  /** What drivers do after the write that had them do it. */
  catchUp(): void {
    this.write(() => {
      for (const work of this.state.later.splice(0)) work();
    });
  }

  /** Sorted by address. */
  functions(): readonly SimFunction[] {
    return [...this.state.functions.values()].sort((a, b) => compareBdf(a.bdf, b.bdf));
  }
  find(bdf: Bdf): SimFunction | null {
    return this.state.functions.get(bdf) ?? null;
  }
  drivers(): readonly string[] {
    return [...this.state.drivers.keys()].sort();
  }
  hasModule(name: string): boolean {
    return this.state.modules.some((module) => module.name === name);
  }
  modulesFor(fn: SimFunction): readonly string[] {
    return modulesFor(this.state, fn);
  }
  /** sriov_vf_total_msix: 0 while no driver shares a pool out; null = that file is not there. */
  vfMsixPool(fn: SimFunction): number | null {
    if (doesAsBefore(this.state.release, "vfMsix")) return null;
    const profile = fn.driver === null ? undefined : this.state.drivers.get(fn.driver);
    return profile?.sriov?.vfMsixPool ?? 0;
  }
  /** Does runtime power management tell that a function on vfio-pci rests. */
  get suspendsVfio(): boolean {
    return doesAsBefore(this.state.release, "vfioRuntime") !== true;
  }
  /** Does a function that a program has open keep its vfio-dev until the program lets go. */
  get keepsVfioDevice(): boolean {
    return doesAsBefore(this.state.release, "vfioDeviceFirst") === true;
  }
  /** Does the driver of this PF keep settings of its VFs, and tell them. */
  keepsVfSettings(fn: SimFunction): boolean {
    return keepsVfSettings(this.state, fn);
  }
  /** TAINT_DIE */
  get crashed(): boolean {
    return this.state.crashed;
  }
  /** Dies under whatever is written, with these lines in its log. */
  crash(lines: readonly string[]): void {
    crash(this.state, lines);
  }
  get driversAutoprobe(): boolean {
    return this.state.driversAutoprobe;
  }
  setDriversAutoprobe(on: boolean): void {
    this.state.driversAutoprobe = on;
  }
  /** No IOMMU, no remapping. */
  get remapsInterrupts(): boolean {
    return this.state.hasIommu && this.state.remapsInterrupts;
  }
  vfio(parameter: VfioParameter): boolean {
    return this.state.vfio[parameter];
  }
  setVfio(parameter: VfioParameter, on: boolean): void {
    this.state.vfio[parameter] = on;
  }

  /** Tells which functions changed, came or went, once per write. */
  onChange(listener: (bdfs: readonly Bdf[]) => void): () => void {
    return this.listeners.add(listener);
  }

  /** @throws KernelError, as every write below: ENOENT for a function or attribute that is not there */
  writeNumVfs(bdf: Bdf, count: number): void {
    this.write(() => writeNumVfs(this.state, this.at(bdf), count));
  }
  writeVfAutoprobe(bdf: Bdf, value: boolean): void {
    this.write(() => {
      const { pf } = this.at(bdf);
      if (pf === null) throw new KernelError("ENOENT");
      pf.autoprobe = value;
      this.state.changed.add(bdf);
    });
  }
  /** Neither unbinds nor binds, and takes any name. */
  writeOverride(bdf: Bdf, driver: string | null): void {
    this.write(() => {
      this.at(bdf).driverOverride = driver;
      this.state.changed.add(bdf);
    });
  }
  unbind(bdf: Bdf): void {
    this.write(() => unbind(this.state, this.at(bdf)));
  }
  /**
   * A write to drivers_probe, which says nothing of probes that failed.
   * @throws KernelError ENODEV for no function, EINVAL when a program has another one of its group
   * @throws KernelCrash for the latter before Linux 5.19
   */
  probe(bdf: Bdf): void {
    this.write(() => {
      const fn = this.state.functions.get(bdf);
      if (!fn) throw new KernelError("ENODEV");
      if (!attach(this.state, fn)) throw new KernelError("EINVAL");
    });
  }
  bind(bdf: Bdf, driver: string): void {
    this.write(() => bind(this.state, this.at(bdf), driver));
  }
  loadModule(name: string): void {
    this.write(() => loadModule(this.state, name));
  }
  /** @throws KernelError ENODEV without an interface, EOPNOTSUPP by its driver, EINVAL for a VF or a value that is none */
  setVf(bdf: Bdf, vf: number, settings: readonly VfSetting[]): void {
    this.write(() => setVf(this.state, this.at(bdf), vf, settings));
  }
  /** @throws KernelError as {@link giveResources} and {@link setControllerState} */
  giveNvmeResources(bdf: Bdf, controller: number, resource: NvmeResource, count: number): void {
    this.write(() => giveResources(this.state, this.at(bdf), controller, resource, count));
  }
  setNvmeState(bdf: Bdf, controller: number, online: boolean): void {
    this.write(() => setControllerState(this.state, this.at(bdf), controller, online));
  }
  setMsixCount(bdf: Bdf, count: number): void {
    this.write(() => setMsixCount(this.state, this.at(bdf), count));
  }
  reset(bdf: Bdf): void {
    this.write(() => resetFunction(this.state, this.at(bdf)));
  }
  /** reset_method, which came with Linux 5.15: null = that file is not there, and `reset` is. */
  resetMethodsOf({ resetMethods }: SimFunction): readonly string[] | null {
    return doesAsBefore(this.state.release, "resetMethod") && resetMethods.length > 0 ? null : [...resetMethods];
  }
  setResetMethods(bdf: Bdf, methods: readonly string[] | null): void {
    this.write(() => setResetMethods(this.state, this.at(bdf), methods));
  }
  /** Keeps what is written to an attribute. */
  store(bdf: Bdf, attribute: string, text: string): void {
    this.write(() => {
      this.at(bdf).stored.set(attribute, text);
      this.state.changed.add(bdf);
    });
  }
  remove(bdf: Bdf): void {
    this.write(() => {
      for (const spec of removeFunction(this.state, this.at(bdf))) this.removed.set(spec.bdf, spec);
    });
  }
  rescan(): void {
    this.write(() => rescan(this.state, this.removed));
  }
  /**
   * A program opens a function through VFIO, as a guest does, and shows no token.
   * @throws KernelError ENODEV when it is not on vfio-pci, EPERM without interrupt remapping unless that is allowed,
   * EACCES for a VF whose PF is on vfio-pci (vfio_pci_validate_vf_token)
   */
  open(bdf: Bdf): void {
    const fn = this.at(bdf);
    const { vfio, open } = this.state;
    if (fn.driver !== "vfio-pci") throw new KernelError("ENODEV");
    if (!this.remapsInterrupts && !vfio["vfio_iommu_type1/allow_unsafe_interrupts"]) throw new KernelError("EPERM");
    if (fn.vf?.physfn.driver === "vfio-pci") {
      this.log.about(fn, "VF token required to access device");
      throw new KernelError("EACCES");
    }
    open.add(bdf);
  }
  /** Has a program this function open through VFIO. */
  isOpen(bdf: Bdf): boolean {
    return this.state.open.has(bdf);
  }
  letGo(bdf: Bdf): void {
    this.state.open.delete(bdf);
  }
  /** A write that takes away what a program has open goes as far as it can, and waits (__device_release_driver). */
  startLeaving(bdf: Bdf, what: Leaving): void {
    this.write(() => {
      const fn = this.at(bdf);
      this.state.leaving.set(bdf, what);
      this.state.changed.add(bdf);
      if (what === "function" && fn.vf !== null) removeVfsBefore(this.state, fn.vf.physfn, fn.vf.index);
    });
  }
  /** The write goes on. */
  endLeaving(bdf: Bdf): void {
    this.state.leaving.delete(bdf);
  }
  leaving(bdf: Bdf): Leaving | null {
    return this.state.leaving.get(bdf) ?? null;
  }
  /** Functions that programs have to let go of before this one, or its VFs, can be taken away. */
  inUse(bdf: Bdf): readonly Bdf[] {
    const vfs = this.find(bdf)?.pf?.vfs.map((vf) => vf.bdf) ?? [];
    return [bdf, ...vfs].filter((member) => this.state.open.has(member));
  }

  /** Brings a sleeping function to D0, as any access to its configuration space does. */
  wake(bdf: Bdf): void {
    this.write(() => {
      const fn = this.at(bdf);
      if (fn.powerState !== "D3cold") return;
      setPowerState(fn, 0);
      fn.powerState = "D0";
      this.state.changed.add(bdf);
    });
  }

  /** Its network interface is switched on, where it has one. */
  switchOn(bdf: Bdf): void {
    this.setInterface(bdf, "up");
  }
  switchOff(bdf: Bdf): void {
    this.setInterface(bdf, "down");
  }
  /** Its network interfaces are in another network namespace until its driver makes new ones. */
  moveInterfaces(bdf: Bdf): void {
    this.write(() => {
      const fn = this.state.functions.get(bdf);
      if (!fn) return;
      fn.elsewhere = fn.children.filter(({ kind }) => kind === "net");
      fn.children = fn.children.filter(({ kind }) => kind !== "net");
      this.state.changed.add(bdf);
    });
  }
  private setInterface(bdf: Bdf, state: "up" | "down"): void {
    this.write(() => {
      const fn = this.state.functions.get(bdf);
      if (!fn) return;
      fn.children = fn.children.map((child) => (child.kind === "net" ? { ...child, state } : child));
      this.state.changed.add(bdf);
    });
  }

  /** False when nothing at that address can be pulled. */
  unplug(bdf: Bdf): boolean {
    return this.write(() => {
      const card = removeCard(this.state, bdf);
      if (card === null) return false;
      for (const spec of card.specs) this.state.changed.add(spec.bdf);
      this.pulled.push(card);
      return true;
    });
  }
  plug(bdf: Bdf): boolean {
    return this.write(() => {
      const index = this.pulled.findIndex((card) => isOnCard(card, bdf));
      const card = this.pulled[index];
      if (!card) return false;
      const parent = card.specs[0]?.parent ?? null;
      // The card is in a slot of another card that is out itself.
      if (parent !== null && !this.state.functions.has(parent)) return false;
      this.pulled.splice(index, 1);
      insertCard(this.state, card);
      return true;
    });
  }
  unplugged(): readonly Bdf[] {
    return this.pulled.flatMap((card) => card.specs.map((spec) => spec.bdf)).sort(compareBdf);
  }
  private at(bdf: Bdf): SimFunction {
    const fn = this.state.functions.get(bdf);
    if (!fn) throw new KernelError("ENOENT");
    return fn;
  }

  private write<T>(action: () => T): T {
    try {
      return action();
    } finally {
      const changed = [...this.state.changed].sort(compareBdf);
      this.state.changed.clear();
      if (changed.length > 0) this.listeners.tell(changed);
    }
  }
}

function isOnCard(card: Card, bdf: Bdf): boolean {
  return card.specs.some((spec) => spec.bdf === bdf);
}
