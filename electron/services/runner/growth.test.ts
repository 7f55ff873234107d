/** A PF has up to 65,535 VFs: a run over twice as many hears of about twice as many functions, and looks as often. */

import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { IDENTITY, pfWithVfs, snapshot, sriov } from "../../../shared/machine/testing/sample-machine.ts";
import { noUsage } from "../../../shared/machine/usage-facts.ts";
import { planOperation } from "../../../shared/operations/plan/plan.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { FileHost } from "../../host/file/file-host.ts";
import { MemoryJournal } from "../journal/journal.ts";
import { LabClock } from "../testing/runner-lab.ts";
import { OperationRunner } from "./runner.ts";

const FEW = 60;
/** How long it takes to look at one function, and to write, in milliseconds. */
const LOOK_MS = 1;
const WRITE_MS = 5;

const ON_HOST = { driver: "mlx5_core", modules: ["mlx5_core"] };

/** A machine of one PF, which counts what it tells. Each look takes as long as what it looks at is large. */
class WideMachine {
  /** The PF with all VFs that it can have. */
  private readonly all: readonly FunctionInfo[];
  private readonly functions = new Map<Bdf, FunctionInfo>();
  private readonly clock = new LabClock();
  private readonly failAfter: number;
  private writes = 0;
  /** Functions and links to VFs that were told. */
  told = 0;
  looks = 0;
  /** Parts of steps that were read, all of which are in the plan. */
  read = 0;

  constructor(vfs: number, made: number, failAfter = Number.POSITIVE_INFINITY) {
    const facts = { ...ON_HOST, iommuGroup: "9", sriov: sriov({ totalVfs: vfs, numVfs: made }) };
    this.all = pfWithVfs("0000:01:00.0", vfs, facts);
    this.failAfter = failAfter;
    this.make(made, "mlx5_core");
  }

  get pf(): FunctionInfo {
    const [pf] = this.all;
    if (pf === undefined) throw new Error("there is no PF");
    return this.functions.get(pf.bdf) ?? pf;
  }

  get vfs(): Bdf[] {
    return this.pf.virtfns.map(({ bdf }) => bdf);
  }

  get machine() {
    return buildMachine(snapshot([...this.functions.values()], { identity: { ...IDENTITY, privileged: true } }));
  }

  private make(count: number, driver: string | null): void {
    const { pf } = this;
    const links = (this.all[0]?.virtfns ?? []).slice(0, count);
    this.functions.clear();
    this.functions.set(pf.bdf, { ...pf, sriov: sriov({ ...pf.sriov, numVfs: count }), virtfns: links });
    for (const vf of this.all.slice(1, count + 1)) this.functions.set(vf.bdf, { ...vf, ...ON_HOST, driver });
  }

  private change(bdf: Bdf, facts: Partial<FunctionInfo>): void {
    const fn = this.functions.get(bdf);
    if (fn !== undefined) this.functions.set(bdf, { ...fn, ...facts });
  }

  async scan(only: readonly Bdf[] = [...this.functions.keys()]) {
    const functions = only.flatMap((bdf) => this.functions.get(bdf) ?? []);
    for (const { virtfns } of functions) this.told += 1 + virtfns.length;
    return { host: this.machine.snapshot.host, functions, problems: [] };
  }

  async usage() {
    this.looks++;
    await this.clock.wait(LOOK_MS * this.functions.size);
    return noUsage();
  }

  async perform(step: Step): Promise<PerformResult> {
    await this.clock.wait(WRITE_MS);
    if (++this.writes === this.failAfter) {
      return { ok: false, failure: { code: "EBUSY", wrote: "", where: "", kernelLog: [] } };
    }
    if (step.verb === "sriov.numvfs") this.make(step.value, this.pf.sriov?.driversAutoprobe ? "mlx5_core" : null);
    if (step.verb === "sriov.autoprobe")
      this.change(step.bdf, { sriov: sriov({ ...this.pf.sriov, driversAutoprobe: step.value }) });
    if (step.verb === "driver.override") this.change(step.bdf, { driverOverride: step.driver });
    if (step.verb === "driver.unbind") this.change(step.bdf, { driver: null });
    if (step.verb === "driver.probe")
      this.change(step.bdf, { driver: this.functions.get(step.bdf)?.driverOverride ?? "mlx5_core" });
    return { ok: true };
  }

  /** Runs what is requested for to its end. */
  async run(request: OperationRequest): Promise<string> {
    const opened = FileHost.open("nothing", "00:00.0 nothing\n00: 00\n");
    if (!opened.ok) throw new WordsError(opened.message);
    const [{ host }] = opened.machines;
    const runner = new OperationRunner({
      host: Object.assign(host, {
        scan: (only?: readonly Bdf[]) => this.scan(only),
        usage: () => this.usage(),
        perform: (step: Step) => this.perform(step),
      }),
      journal: new MemoryJournal(),
      getMachine: () => this.machine,
      refresh: () => this.scan(),
      onProgress: () => undefined,
      newId: () => "run",
      clock: this.clock,
    });
    const plan = planOperation({
      machine: this.machine,
      request,
      newId: () => "plan",
      knowledge: { usage: noUsage() },
    });
    const counted = plan.steps.map(
      (step) =>
        new Proxy(step, {
          get: (of, name, receiver): unknown => {
            this.read++;
            return Reflect.get(of, name, receiver);
          },
        }),
    );
    const result = await runner.run({ ...plan, steps: counted }, { confirm: plan.stop?.bdf ?? null });
    if (!result.ok) throw new WordsError(result.message);
    return result.status.state;
  }
}

interface Ran {
  readonly told: number;
  readonly looks: number;
  readonly read: number;
}

async function ran(
  machine: WideMachine,
  request: (machine: WideMachine) => OperationRequest,
  end: string,
): Promise<Ran> {
  machine.told = 0;
  expect(await machine.run(request(machine))).toBe(end);
  return machine;
}

const toGuests = ({ vfs }: WideMachine): OperationRequest => ({ kind: "assign", bdfs: vfs });

describe("a run over twice as many VFs", () => {
  it.each<readonly [string, (vfs: number) => WideMachine, (machine: WideMachine) => OperationRequest, string]>([
    ["that go to vfio-pci", (vfs) => new WideMachine(vfs, vfs), toGuests, "done"],
    [
      "that go to vfio-pci, and come back when the last one fails",
      (vfs) => new WideMachine(vfs, vfs, 3 * vfs),
      toGuests,
      "failed",
    ],
    [
      "that are made for vfio-pci, and named by their PF",
      (vfs) => new WideMachine(vfs, 0),
      ({ pf }) => ({ kind: "vfs.set", pf: pf.bdf, count: pf.sriov?.totalVfs ?? 0, purpose: "vfio-pci" }),
      "done",
    ],
    [
      "that are made for vfio-pci, and go when the last one fails",
      (vfs) => new WideMachine(vfs, 0, 2 * vfs),
      ({ pf }) => ({ kind: "vfs.set", pf: pf.bdf, count: pf.sriov?.totalVfs ?? 0, purpose: "vfio-pci" }),
      "failed",
    ],
  ])("%s hears of twice as many functions", async (_what, make, request, end) => {
    const few = await ran(make(FEW), request, end);
    const many = await ran(make(2 * FEW), request, end);
    // Looking at all of them for each would be four times as much.
    expect(many.told / few.told).toBeLessThan(2.5);
    expect(many.read / few.read).toBeLessThan(2.5);
    expect(many.looks / few.looks).toBeLessThan(2.5);
  });
});
