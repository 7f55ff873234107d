import { expect, test } from "vitest";
import { blankDetail } from "../../../../shared/machine/blank.ts";
import type { FunctionInfo, NvmeVfs as Told } from "../../../../shared/machine/facts.ts";
import { buildMachine } from "../../../../shared/machine/machine.ts";
import { NOT_ASKED } from "../../../../shared/machine/used-by.ts";
import { bdf, labMachine, sampleFunction } from "../../../testing/machines.ts";
import { screen, show } from "../../../testing/page.tsx";
import { openStores } from "../../../testing/stores.ts";

const VF = bdf("0000:02:00.1");
const PF = sampleFunction("0000:02:00.0", {
  driver: "nvme",
  classCode: 0x010802,
  sriov: {
    totalVfs: 2,
    numVfs: 1,
    offset: 1,
    stride: 1,
    vfDevice: 0x10,
    driversAutoprobe: true,
    vfTotalMsix: 0,
  },
  virtfns: [{ index: 0, bdf: VF }],
});
const MACHINE = { ...labMachine(), functions: [PF, sampleFunction(VF, { physfn: PF.bdf, driver: null })] };
const TOLD: Told = {
  state: "read",
  vfs: [
    { vf: 0, controller: 1, online: true, queues: 2, interrupts: 1 },
    { vf: 1, controller: 2, online: false, queues: 0, interrupts: 0 },
  ],
  queues: { total: 16, assigned: 2, toPf: 0, most: 4, step: 1 },
  interrupts: null,
};

const bridge = await openStores({ local: MACHINE });
const { useOperations } = await import("../../../stores/operations.ts");
const { FunctionActions } = await import("../parts/FunctionActions.tsx");
const { NvmeVfs } = await import("./NvmeVfs.tsx");

/** The section of this PF; `told` is what its controller says. */
function section(told: Told, fn: FunctionInfo = PF, kind: "local" | "file" = "local") {
  bridge.answer("function.detail", () => ({ ...blankDetail(PF.bdf), nvmeVfs: told }));
  const machine = buildMachine({ ...MACHINE, identity: { ...MACHINE.identity, kind }, functions: [fn] });
  return show(<NvmeVfs machine={machine} fn={fn} />);
}

test("what is left to share is said, and the controllers that are there are changed by a dialog", async () => {
  const { user } = section(TOLD);
  await expect.poll(() => screen.queryByText("14 of 16 queues are free, at most 4 per VF.")).not.toBeNull();
  expect(screen.getByText("The number of interrupts to share is unknown.")).not.toBeNull();
  // Only a VF that is there can be changed.
  await user.click(screen.getByRole("button", { name: "Change…" }));
  expect(useOperations.getState().asked).toEqual({ kind: "nvmeVfs", pf: PF.bdf, vfs: [0] });
});

test.each([
  ["program", /nvme-cli is not installed/],
  ["rights", /only root can query the controller/],
  ["answer", /did not respond/],
] as const)("what is missing is said where nothing is known: %s", async (lacks, sentence) => {
  // A function that has changed is asked for again.
  section({ state: "unread", lacks }, { ...PF });
  await expect.poll(() => screen.queryByText(sentence)).not.toBeNull();
});

test("a report shows what it was made with, and offers no change", () => {
  section(TOLD, { ...PF, nvmeVfs: TOLD }, "file");
  expect(screen.getByText("14 of 16 queues are free, at most 4 per VF.")).not.toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
});

test("a VF whose controller is offline is brought online first", async () => {
  const pf = { ...PF };
  const vf = sampleFunction(VF, { physfn: PF.bdf, driver: null, classCode: 0x010802 });
  const machine = buildMachine({ ...MACHINE, functions: [pf, vf] });
  const offline = TOLD.state === "read" ? TOLD.vfs.map((each) => ({ ...each, online: false })) : [];
  bridge.answer("function.detail", () => ({ ...blankDetail(pf.bdf), nvmeVfs: { ...TOLD, vfs: offline } as Told }));
  const functions = [vf];
  const { user } = show(<FunctionActions machine={machine} functions={functions} usedBy={NOT_ASKED} />);
  await expect.poll(() => screen.queryByRole("button", { name: "Bring online…" })).not.toBeNull();
  await user.click(screen.getByRole("button", { name: "Bring online…" }));
  expect(useOperations.getState().asked).toEqual({ kind: "nvmeVfs", pf: PF.bdf, vfs: [0] });
});
