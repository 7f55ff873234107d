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
  const queues = screen.getByRole("textbox", { name: "Queues per VF" });
  await expect.poll(() => document.activeElement).toBe(queues);
  await user.keyboard("many{Tab}{Control>}{Enter}{/Control}");
  // To what is to be mended.
  await expect.poll(() => document.activeElement).toBe(queues);
  expect(useOperations.getState().asked).not.toMatchObject({ kind: "plan" });
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: "Keep editing" }));
  await user.clear(queues);
  await user.type(queues, "4{Enter}");
  const request = { kind: "nvme.vfs", pf: PF.bdf, vfs: [0], online: true, queues: 4 };
  await expect.poll(() => useOperations.getState().asked).toEqual({ kind: "plan", request });
});
