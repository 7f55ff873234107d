/**
 * A kernel small enough to be checked by eye, for plans to run against: drivers, overrides, VFs, autoprobe and vfio-pci
 * as drivers/base/bus.c, drivers/pci/{iov,pci-driver}.c and drivers/vfio/pci have them.
 */

import type { FunctionInfo, HostFacts, ScanResult } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { type Bdf, compareBdf } from "../../pci/bdf.ts";
import { vfBdf } from "../../pci/sriov.ts";
import { isFrom } from "../verbs/driver.ts";
import type { Step } from "../verbs/list.ts";
import type { PerformResult } from "../verbs/performed.ts";
import { failureOf } from "../verbs/table.ts";
import { fn, LAB_HOST, machineOf, sriov } from "./facts.ts";

/** One function, changeable. */
export interface MiniFunction {
  bdf: Bdf;
  driver: string | null;
  override: string | null;
  group: string | null;
  /** Drivers that match its ids, best first. */
  natives: string[];
  /** Its own driver takes it and gives up, as nvme does with a VF that is not online. */
  probeFails: boolean;
  bridge: { secondary: number; subordinate: number } | null;
  pf: Bdf | null;
  sriov: MiniSriov | null;
}

export interface MiniSriov {
  total: number;
  offset: number;
  stride: number;
  autoprobe: boolean;
  vfs: Bdf[];
  vfNatives: string[];
  vfProbeFails: boolean;
}

export function miniFunction(bdf: Bdf, facts: Partial<MiniFunction> = {}): MiniFunction {
  return {
    bdf,
    driver: null,
    override: null,
    group: null,
    natives: [],
    probeFails: false,
    bridge: null,
    pf: null,
    sriov: null,
    ...facts,
  };
}

/** What a test does to the n-th step (from 0): refuse it, or let the write go through without an effect. */
export type Fault = "refuse" | "ignore";

export class MiniKernel {
  readonly functions = new Map<Bdf, MiniFunction>();
  host: HostFacts;
  fault: (n: number) => Fault | null = () => null;
  performed = 0;
  private nextGroup = 100;

  constructor(functions: readonly MiniFunction[], host: Partial<HostFacts> = {}) {
    this.host = { ...LAB_HOST, ...host };
    for (const each of functions) this.functions.set(each.bdf, structuredClone(each));
  }

  perform(step: Step): PerformResult {
    const fault = this.fault(this.performed);
    this.performed += 1;
    if (fault === "ignore") return { ok: true };
    const code = fault === "refuse" ? "EIO" : this.write(step);
    return code === null ? { ok: true } : { ok: false, failure: failureOf(step, code, []) };
  }

  private write(step: Step): string | null {
    if (step.verb === "module.load") return this.loadVfio();
    if (step.verb === "bus.rescan") return null;
    const target = this.functions.get(step.bdf);
    if (!target) return "ENODEV";
    switch (step.verb) {
      case "sriov.numvfs":
        return this.setNumVfs(target, step.value);
      case "sriov.autoprobe":
        if (!target.sriov) return "ENOENT";
        target.sriov.autoprobe = step.value;
        return null;
      case "driver.override":
        target.override = step.driver;
        return null;
      case "driver.unbind":
        if (target.driver === null || !isFrom(step.from, target.driver)) return "ENODEV";
        this.unbind(target);
        return null;
      case "driver.probe":
        this.probe(target);
        return null;
      default:
        return "EOPNOTSUPP";
    }
  }

  private loadVfio(): string | null {
    if (this.host.vfioPci === "absent") return "ENOENT";
    if (this.host.vfioPci === "loaded") return null;
    this.host = { ...this.host, vfioPci: "loaded", drivers: [...this.host.drivers, "vfio-pci"] };
    // A driver that registers itself is offered what matches it, and vfio-pci matches by override only.
    const reserved = [...this.functions.values()].filter((each) => each.override === "vfio-pci");
    if (this.host.driversAutoprobe) for (const each of reserved) this.probe(each);
    return null;
  }

  private probe(target: MiniFunction): void {
    if (target.driver !== null) return;
    const pf = target.pf === null ? undefined : this.functions.get(target.pf);
    if (pf?.sriov && !pf.sriov.autoprobe && target.override === null) return;
    const candidates = target.override === null ? target.natives : [target.override];
    target.driver =
      candidates.find((driver) => this.host.drivers.includes(driver) && this.takes(driver, target)) ?? null;
  }

  private takes(driver: string, target: MiniFunction): boolean {
    if (driver !== "vfio-pci") return target.natives.includes(driver) && !target.probeFails;
    return target.group !== null && target.bridge === null && (target.sriov?.vfs.length ?? 0) === 0;
  }

  private unbind(target: MiniFunction): void {
    if (target.sriov) this.removeVfs(target.sriov);
    target.driver = null;
  }

  private setNumVfs(pf: MiniFunction, value: number): string | null {
    if (!pf.sriov) return "ENOENT";
    if (value > pf.sriov.total) return "ERANGE";
    if (value === pf.sriov.vfs.length) return null;
    if (pf.driver === null || (pf.driver === "vfio-pci" && this.host.vfioEnableSriov !== true)) return "ENOENT";
    if (value === 0) {
      this.removeVfs(pf.sriov);
      return null;
    }
    if (pf.sriov.vfs.length > 0) return "EBUSY";
    const { offset, stride, vfNatives, vfProbeFails } = pf.sriov;
    for (let index = 0; index < value; index++) {
      const bdf = vfBdf(pf.bdf, { offset, stride }, index);
      if (bdf === null) return "ENOMEM";
      pf.sriov.vfs.push(bdf);
      const vf = miniFunction(bdf, { pf: pf.bdf, natives: vfNatives, probeFails: vfProbeFails });
      vf.group = pf.group === null ? null : String(this.nextGroup++);
      vf.override = pf.driver === "vfio-pci" ? "vfio-pci" : null;
      this.functions.set(bdf, vf);
      if (this.host.driversAutoprobe) this.probe(vf);
    }
    return null;
  }

  private removeVfs(facts: MiniSriov): void {
    for (const vf of facts.vfs) this.functions.delete(vf);
    facts.vfs = [];
  }

  facts(): FunctionInfo[] {
    return [...this.functions.values()].sort((a, b) => compareBdf(a.bdf, b.bdf)).map((each) => infoOf(each));
  }

  machine(): Machine {
    return machineOf(this.facts(), { host: this.host });
  }

  scan(): ScanResult {
    return { host: this.host, functions: this.facts(), problems: [] };
  }
}

function infoOf(each: MiniFunction): FunctionInfo {
  return fn(each.bdf, {
    driver: each.driver,
    driverOverride: each.override,
    iommuGroup: each.group,
    modules: each.natives,
    classCode: each.bridge ? 0x060400 : each.natives.includes("nvme") ? 0x010802 : 0x020000,
    bridge: each.bridge,
    physfn: each.pf,
    sriov:
      each.sriov &&
      sriov({
        totalVfs: each.sriov.total,
        numVfs: each.sriov.vfs.length,
        offset: each.sriov.offset,
        stride: each.sriov.stride,
        driversAutoprobe: each.sriov.autoprobe,
      }),
    virtfns: (each.sriov?.vfs ?? []).map((bdf, index) => ({ index, bdf })),
  });
}
