import { expect, test } from "vitest";
import { labMachine, sampleFunction } from "../../testing/machines.ts";
import { screen, show } from "../../testing/page.tsx";
import { openStores } from "../../testing/stores.ts";

const PF = sampleFunction("0000:02:00.0", { driver: "nvme", classCode: 0x010802 });

const bridge = await openStores({ local: { ...labMachine(), functions: [PF] } });
const { useOperations } = await import("../../stores/operations.ts");
const { NvmeVfsDialog } = await import("./NvmeVfsDialog.tsx");

test("the dialog asks for a plan with what was typed, and for none with what is no number", async () => {
  const asked: unknown[] = [];
  bridge.answer("operation.plan", ({ request }) => {
    asked.push(request);
    throw new Error("no plan here");
  });
  const { user } = show(<NvmeVfsDialog pf={PF.bdf} vfs={[0]} />);
  const plan = () => user.click(screen.getByRole("button", { name: "Review plan…" }));
  await user.type(screen.getByRole("textbox", { name: "Queues per VF" }), "many");
  await plan();
  expect(useOperations.getState().asked).not.toMatchObject({ kind: "plan" });
  await user.clear(screen.getByRole("textbox", { name: "Queues per VF" }));
  await user.type(screen.getByRole("textbox", { name: "Queues per VF" }), "4");
  await plan();
  const request = { kind: "nvme.vfs", pf: PF.bdf, vfs: [0], online: true, queues: 4 };
  expect(useOperations.getState().asked).toEqual({ kind: "plan", request });
});
