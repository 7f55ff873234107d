/**
 * Writes the journal that is kept as `journal/fixtures/journal-vN.jsonl` when a version N begins: operations of every kind
 * on two simulated machines, done, failed, kept, taken back, cut off and finished, as the test of the versions lists them.
 * Arguments: an empty folder, and N.
 */
import type { OperationStatus } from "../../../shared/operations/record/record.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { sentences } from "../../../shared/words/joined.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import type { SimulatedHost, SimulatedMachine } from "../../host/simulated/simulated-host.ts";
import { BENCH, testbench } from "../../host/simulated/testing/testbench.ts";
import { FileJournal } from "../journal/file-journal.ts";
import type { StartOptions } from "../runner/runner.ts";
import { IDLE_PF, PF, VF0, VF1 } from "./requests.ts";
import { type Lab, LabClock, openLab } from "./runner-lab.ts";

const [folder = "", version = ""] = process.argv.slice(2);
const MINUTE_MS = 60_000;
/** Processes that have been, as no machine has them. */
const PID = 4242;
const WRITER = { pid: 4243, started: "5000" };
Object.defineProperty(process, "pid", { value: PID });

const clock = new LabClock();
let entries = 0;
let programs = 0;
const newId = (): string => `v${version}-${String(entries).padStart(2, "0")}`;

/** A program on a machine, which may die under a write. */
interface Program {
  readonly lab: Lab;
  /** How many writes come back before the one that it dies under. */
  dieAfter: number;
  died: () => void;
  /** Lets go of the machine, as the end of a program does. */
  leave: () => Promise<void>;
}

async function open(machine: () => SimulatedMachine, host?: SimulatedHost): Promise<Program> {
  const started = String(1000 + ++programs);
  const journal = new FileJournal(folder, {
    startOf: (pid) => (pid === PID ? started : null),
    now: () => clock.now(),
  });
  const program = { dieAfter: Number.POSITIVE_INFINITY, died: () => undefined, leave: async () => undefined };
  const lab = await openLab({
    machine: machine(),
    journal,
    clock,
    newId,
    ...(host === undefined ? {} : { host }),
    wrap: (through) => ({
      async take(purpose) {
        const taken = await through.take(purpose);
        if (taken.ok) Object.assign(program, { leave: () => taken.hold.release() });
        return taken;
      },
      async perform(step, options) {
        clock.step(7);
        if (program.dieAfter-- > 0) return through.perform(step);
        await options?.onWriter?.(WRITER);
        await through.perform(step);
        program.died();
        return new Promise(() => undefined);
      },
    }),
  });
  return Object.assign(program, { lab });
}

async function start({ lab }: Program, request: OperationRequest, options: StartOptions = {}) {
  clock.step(MINUTE_MS);
  const plan = await lab.plan(request);
  entries += 1;
  const started = await lab.runner.start(plan, { confirm: plan.stop?.bdf ?? null, ...options });
  if (!started.ok) throw new WordsError(sentences(plan.title, started.message));
  return started;
}

async function run(program: Program, request: OperationRequest): Promise<OperationStatus> {
  return (await start(program, request)).finished;
}

/** Runs it with a way back armed, and answers once it waits for that. */
async function guarded(program: Program, request: OperationRequest, answer: (id: string) => unknown): Promise<void> {
  const { status, finished } = await start(program, request, { wayBackSeconds: 60 });
  while (program.lab.runner.status?.wayBack?.state !== "asking") await clock.wait(1);
  answer(status.operationId);
  await finished;
}

/** The program ends under a write of the operation, and another one starts. */
async function cutOff(program: Program, request: OperationRequest, after: number, options: StartOptions = {}) {
  program.dieAfter = after;
  const died = new Promise<undefined>((resolve) => {
    program.died = () => resolve(undefined);
  });
  const { status } = await start(program, request, options);
  await died;
  await program.leave();
  clock.step(2 * MINUTE_MS);
  return { entryId: status.entryId, next: await open(p22, program.lab.host) };
}

async function onTheBench(): Promise<void> {
  const program = await open(testbench);
  await run(program, { kind: "device.remove", bdfs: [BENCH.igb, BENCH.driverless] });
  await run(program, { kind: "bus.rescan" });
  await run(program, { kind: "device.reset", bdfs: [BENCH.driverless], method: "bus" });
  // Refused by the kernel: with nothing to press, with another try, and with a command.
  await run(program, { kind: "vfs.set", pf: BENCH.ice, count: 4, purpose: "host" });
  await run(program, { kind: "vfs.set", pf: BENCH.i40e, count: 1, purpose: "host" });
  await run(program, { kind: "vfs.set", pf: BENCH.bnxt, count: 1, purpose: "host" });
  // With the reset method switched; it is left as it is.
  const cut = await cutOff(program, { kind: "device.reset", bdfs: [BENCH.driverless], method: "bus" }, 1);
  await cut.next.lab.journal.settle(cut.entryId, "person");
}

async function onTheNetworkNode(): Promise<void> {
  const program = await open(p22);
  const { lab } = program;
  const settings = { mac: "02:00:00:00:01:00", vlan: 100, qos: 2, trust: true, spoofCheck: true, maxRate: 500 };
  await run(program, {
    kind: "vf.settings",
    pf: PF,
    edits: [
      { vfs: [0], settings: { ...settings, linkState: "enable" } },
      { vfs: [1], settings: { mac: "02:00:00:00:02:00", vlan: 200, spoofCheck: true, linkState: "enable" } },
    ],
  });
  await run(program, { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { msix: 4 } }] });
  const few = await run(program, { kind: "vfs.set", pf: PF, count: 2, purpose: "vfio-pci" });
  await run(program, { kind: "undo", entryId: few.entryId });
  await run(program, { kind: "assign", bdfs: [VF0, VF1] });
  await run(program, { kind: "giveBack", bdfs: [VF0] });
  await run(program, { kind: "autoprobe.set", pf: PF, value: false });
  await run(program, { kind: "device.reset", bdfs: [IDLE_PF], method: null });
  const refusal = (code: string, line: string) => (_n: number, step: Step) =>
    step.verb === "sriov.numvfs" ? ({ kind: "fail", code, kernelLog: [line] } as const) : null;
  lab.fault = refusal("ENOSPC", "mlx5_core 0000:01:00.1: not enough \u001b[31mresources");
  await run(program, { kind: "vfs.set", pf: IDLE_PF, count: 3, purpose: "none" });
  lab.fault = refusal("EPERM", "Unable to enable 16 VFs. Limited to 5 VFs due to device resource constraints");
  await run(program, { kind: "vfs.set", pf: IDLE_PF, count: 16, purpose: "none" });
  lab.fault = () => null;
  const none = { kind: "vfs.set", pf: IDLE_PF, count: 0, purpose: "host" } as const;
  await guarded(program, { ...none, count: 2 }, (id) => lab.runner.confirm(id, true));
  await guarded(program, none, () => lab.host.expireWayBack());
  const { status, finished } = await start(program, none);
  lab.runner.cancel(status.operationId);
  await finished;
  const four = await cutOff(program, { ...none, count: 4, purpose: "vfio-pci" }, 3);
  const rest = await run(four.next, { kind: "finish", entryId: four.entryId });
  const back = await run(four.next, { kind: "undo", entryId: rest.entryId });
  await run(four.next, { kind: "undo", entryId: back.entryId });
  const one = await cutOff(four.next, { ...none, count: 1 }, 1, { wayBackSeconds: 60 });
  await run(one.next, { kind: "undo", entryId: one.entryId });
  const { next, entryId } = await cutOff(one.next, { kind: "giveBack", bdfs: [VF1] }, 1);
  // Two programs that begin at the same moment: one of them withdraws.
  const entry = await next.lab.journal.find(entryId);
  if (entry === null) throw new Error("no entry");
  const elsewhere = { ...entry, id: `v${version}-98`, machine: "elsewhere", machineKey: "elsewhere" };
  await next.lab.journal.begin({ ...elsewhere, state: "running" });
  await next.lab.journal.begin({ ...elsewhere, state: "running", id: `v${version}-99` });
  await next.lab.journal.end({ ...elsewhere, state: "cancelled", endedAt: new Date(clock.now()).toISOString() });
}

await onTheBench();
await onTheNetworkNode();
process.exit(0);
