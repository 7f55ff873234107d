import { expect, it } from "vitest";
import { nameless } from "../../../shared/machine/blank.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import { vmhost } from "../../host/simulated/machines/vmhost-07.ts";
import { SimulatedHost } from "../../host/simulated/simulated-host.ts";
import { type Journal, type JournalOptions, MemoryJournal } from "../journal/journal.ts";
import { MachineSession } from "../session/machine-session.ts";
import { MachineOperations } from "./operations.ts";

const PF = at("41:00.0");
const FREE_VF = at("41:00.5");
const REMOVE: OperationRequest = { kind: "vfs.set", pf: PF, count: 0, purpose: "host" };

async function open(makeJournal = (options: JournalOptions): Journal => new MemoryJournal(options)) {
  const host = new SimulatedHost({ machine: vmhost(), wait: null });
  const session = new MachineSession("demo:vmhost-07", host, nameless);
  await session.start();
  const operations = new MachineOperations(session, makeJournal);
  return { host, session, operations };
}

it("a plan with a hard stop runs with the address of its stop, and with nothing else", async () => {
  const { operations, session } = await open();
  const plan = await operations.plan(REMOVE);
  expect([plan.verdict, plan.stop?.bdf]).toEqual(["guarded", PF]);
  for (const confirm of [undefined, null, at("41:00.2")]) {
    const options = confirm === undefined ? {} : { confirm };
    await expect(operations.run(plan.id, options)).rejects.toMatchObject({ code: "REFUSED" });
  }
  expect(session.machine.vfsOf(PF)).toHaveLength(8);
  await operations.run(plan.id, { confirm: PF });
  await operations.close();
  expect(operations.runner.status?.state).toBe("done");
});

it("a guest that took a function after the plan was shown stops the plan", async () => {
  const { host, operations } = await open();
  const give = await operations.plan({ kind: "assign", bdfs: [FREE_VF] });
  await operations.run(give.id, {});
  await operations.close();
  const back = await operations.plan({ kind: "giveBack", bdfs: [FREE_VF] });
  expect(back.verdict).toBe("ready");
  host.hold(FREE_VF);
  await expect(operations.run(back.id, {})).rejects.toMatchObject({ code: "CONFLICT" });
});

it("without a journal that is kept every plan wants an address, a rescan that of the machine's first function", async () => {
  const reason = "/home/lab/.local/state/sriov-inspector cannot be written (EROFS)";
  const { operations, session } = await open((options) => new MemoryJournal(options, reason));
  const requests: readonly [OperationRequest, Bdf | undefined][] = [
    [{ kind: "assign", bdfs: [FREE_VF] }, FREE_VF],
    [{ kind: "autoprobe.set", pf: PF, value: false }, PF],
    [{ kind: "bus.rescan" }, session.machine.functions[0]?.bdf],
  ];
  for (const [request, address] of requests) {
    const plan = await operations.plan(request);
    expect(plan.checks.filter(({ id }) => id === "journal-not-kept")).toMatchObject([
      { level: "guard", evidence: reason },
    ]);
    expect([plan.verdict, plan.stop?.bdf]).toEqual(["guarded", address]);
    await expect(operations.run(plan.id, {})).rejects.toMatchObject({ code: "REFUSED" });
  }
  const plan = await operations.plan({ kind: "assign", bdfs: [FREE_VF] });
  await operations.run(plan.id, { confirm: FREE_VF });
  await operations.close();
  expect(operations.runner.status?.state).toBe("done");
});

it("a journal that was lost after the plan was shown stops the plan", async () => {
  class LostJournal extends MemoryJournal {
    override problem: string | null = null;
  }
  const journal = new LostJournal();
  const { operations } = await open(() => journal);
  const plan = await operations.plan({ kind: "assign", bdfs: [FREE_VF] });
  expect(plan.verdict).toBe("ready");
  journal.problem = "the disk is gone";
  await expect(operations.run(plan.id, { confirm: FREE_VF })).rejects.toMatchObject({ code: "CONFLICT" });
});
