/** A PF has up to 65,535 VFs: a plan for twice as many looks at about twice as many facts. */
import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import { buildMachine, type Machine } from "../../machine/machine.ts";
import { functionInfo, snapshot, sriov } from "../../machine/testing/sample-machine.ts";
import { type HolderFacts, type UsageFacts, unreadUsage } from "../../machine/usage-facts.ts";
import { type Bdf, formatBdf } from "../../pci/bdf.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import { AsPlanned, reachedBy } from "../impact/as-planned.ts";
import type { OperationRequest } from "../request/request.ts";
import { ids } from "../testing/facts.ts";
import { vfSettings } from "../testing/vf-settings.ts";
import { unmetOf } from "../verbs/expectations.ts";
import { planOperation } from "./plan.ts";

const FEW = 1500;

function at(index: number): Bdf {
  return formatBdf({ domain: 0, bus: 1 + (index >> 8), device: (index >> 3) & 0x1f, function: index & 7 });
}

const PF = at(0);

/** What was read of the facts of functions and of their links. */
class Reads {
  count = 0;

  of<T extends object>(facts: T): T {
    return new Proxy(facts, {
      get: (target, name, receiver): unknown => {
        this.count++;
        return Reflect.get(target, name, receiver);
      },
    });
  }
}

/** Of each VF by its index. */
type VfFacts = (index: number) => Partial<FunctionInfo>;

function machineOf(vfs: number, reads: Reads, facts: VfFacts): Machine {
  const addresses = Array.from({ length: vfs }, (_, index) => at(index + 1));
  const own = { classCode: 0x020000, vendor: 0x15b3, device: 0x101e, modules: ["mlx5_core"], physfn: PF };
  const pf = functionInfo(PF, {
    driver: "mlx5_core",
    children: [{ kind: "net", name: "p0", state: "up", address: null }],
    sriov: sriov({ totalVfs: 65_535, numVfs: vfs, vfTotalMsix: 64 }),
    virtfns: addresses.map((bdf, index) => reads.of({ index, bdf })),
  });
  return buildMachine(
    snapshot([pf, ...addresses.map((bdf, index) => reads.of(functionInfo(bdf, { ...own, ...facts(index) })))]),
  );
}

interface Asked {
  readonly machine: Machine;
  readonly vfs: readonly Bdf[];
  readonly knowledge: NonNullable<PlanInput["knowledge"]>;
}

const HELD: HolderFacts = {
  kind: "vfio",
  node: "/dev/vfio/1",
  group: null,
  bdf: null,
  block: null,
  driver: null,
  pid: 7,
  process: "qemu",
  vm: null,
};

function usageOf(holders: readonly HolderFacts[]): UsageFacts {
  return { ...unreadUsage("the machine was not asked"), holders };
}

/** How many facts `ask` reads of a PF with so many VFs. */
function readsOf(vfs: number, facts: VfFacts, ask: (asked: Asked) => unknown): number {
  const reads = new Reads();
  const machine = machineOf(vfs, reads, facts);
  const addresses = machine.vfsOf(PF).map(({ bdf }) => bdf);
  const settings = addresses.map((_, vf) => reads.of(vfSettings(vf)));
  const holders = addresses.map((bdf) => reads.of({ ...HELD, bdf }));
  reads.count = 0;
  ask({
    machine,
    vfs: addresses,
    knowledge: { usage: usageOf(holders), vfSettings: () => settings, msixSize: () => 2 },
  });
  return reads.count;
}

/** Twice as many, and a little: looking for each among all would be four times as many. */
function expectToGrow(facts: VfFacts, ask: (asked: Asked) => unknown): void {
  const few = readsOf(FEW, facts, ask);
  expect(few).toBeGreaterThan(0);
  expect(readsOf(2 * FEW, facts, ask) / few).toBeLessThan(2.5);
}

function plan({ machine, knowledge }: Asked, request: OperationRequest) {
  return planOperation({ machine, request, newId: ids(), knowledge });
}

const ON_HOST: VfFacts = () => ({ driver: "mlx5_core" });
const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };

describe("a plan for twice as many VFs reads twice as many facts", () => {
  it.each<readonly [string, VfFacts, (asked: Asked) => OperationRequest]>([
    [
      "to vfio-pci, all in one group",
      () => ({ driver: "mlx5_core", iommuGroup: "7" }),
      ({ vfs }) => ({ kind: "assign", bdfs: vfs }),
    ],
    [
      "back to the host, each in its own group",
      (index) => ({ ...ON_VFIO, iommuGroup: String(index) }),
      ({ vfs }) => ({ kind: "giveBack", bdfs: vfs }),
    ],
    [
      "back to the host, all in one group",
      () => ({ ...ON_VFIO, iommuGroup: "7" }),
      ({ vfs }) => ({ kind: "giveBack", bdfs: vfs }),
    ],
    [
      "that stay with the host",
      () => ({ driver: "mlx5_core", driverOverride: "vfio-pci" }),
      ({ vfs }) => ({ kind: "giveBack", bdfs: vfs }),
    ],
    [
      "that get other settings",
      ON_HOST,
      ({ vfs }) => ({
        kind: "vf.settings",
        pf: PF,
        edits: [{ vfs: vfs.map((_, index) => index), settings: { trust: true, msix: 4 } }],
      }),
    ],
    ["that are removed", ON_HOST, () => ({ kind: "vfs.set", pf: PF, count: 0, purpose: "host" })],
    [
      "that go to vfio-pci as they are",
      ON_HOST,
      ({ vfs }) => ({ kind: "vfs.set", pf: PF, count: vfs.length, purpose: "vfio-pci" }),
    ],
    [
      "that are reset with their bus",
      () => ({ driver: "mlx5_core", resetMethods: ["bus"] }),
      ({ vfs }) => ({ kind: "device.reset", bdfs: vfs, method: null }),
    ],
  ])("%s", (_what, facts, request) => {
    expectToGrow(facts, (asked) => plan(asked, request(asked)));
  });
});

describe("what is asked of each VF is looked up", () => {
  it("what was expected of each, by its index", () => {
    expectToGrow(ON_HOST, ({ machine, vfs, knowledge }) => {
      const settings = new Map([[PF, knowledge.vfSettings?.(PF) ?? []]]);
      const expected = vfs.flatMap((_, vf) => [
        { that: "driver" as const, target: { pf: PF, vf, expected: null }, driver: "vfio-pci" },
        { that: "vfSetting" as const, pf: PF, vf, setting: { set: "trust" as const, on: true } },
      ]);
      unmetOf(expected, { host: machine.snapshot.host, functions: machine.byBdf, settings });
    });
  });
});

describe("before the PF's VFs are taken away", () => {
  it("what became of each is told by one pass over the steps before", () => {
    const steps = (vfs: number) => {
      const machine = machineOf(vfs, new Reads(), ON_HOST);
      const asked = { machine, vfs: machine.vfsOf(PF).map(({ bdf }) => bdf), knowledge: { usage: usageOf([]) } };
      const [last] = plan(asked, { kind: "vfs.set", pf: PF, count: 0, purpose: "host" }).steps;
      const reads = new Reads();
      const done = plan(asked, { kind: "assign", bdfs: asked.vfs }).steps.map((step) => reads.of(step));
      if (last === undefined) throw new Error("there is no step");
      const planned = new AsPlanned(machine);
      for (const step of done) planned.add(step, machine);
      expect(planned.contradicts(reachedBy(last, machine), (bdf) => machine.byBdf.get(bdf))).toHaveLength(vfs);
      return reads.count;
    };
    expect(steps(2 * FEW) / steps(FEW)).toBeLessThan(2.5);
  });
});
