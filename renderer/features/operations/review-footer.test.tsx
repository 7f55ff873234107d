import { expect, test, vi } from "vitest";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { samplePlan } from "../../testing/operations.ts";
import { screen, show } from "../../testing/page.tsx";
import { openStores } from "../../testing/stores.ts";

await openStores({ local: labMachine() });
const { ReviewFooter } = await import("./ReviewFooter.tsx");

const PF = bdf("0000:01:00.0");

/** The buttons below a plan, and what they do. */
function footer(facts: Partial<PlanView>) {
  const plan = samplePlan(facts);
  const calls = { run: vi.fn(), onClose: vi.fn() };
  const review = { plan, planning: false, error: null, outdated: null, refused: null, starting: false };
  const machine = buildMachine(labMachine());
  const shown = show(
    <ReviewFooter
      machine={machine}
      plan={plan}
      review={{ ...review, again: () => undefined, run: calls.run }}
      onClose={calls.onClose}
    />,
  );
  return { ...shown, ...calls };
}
const runButton = () => screen.getByRole("button", { name: "Run plan" });

test("a plan that reaches nothing runs at a click", async () => {
  const { user, run } = footer({});
  await user.click(runButton());
  expect(run).toHaveBeenCalledWith(null, undefined);
});

test("a guarded plan runs with the address that was typed by hand, and with no other", async () => {
  const { user, run } = footer({ stop: { bdf: PF, protects: [PF] }, verdict: "guarded" });
  const address = screen.getByRole("textbox", { name: /^Type 0000:01:00\.0 / });
  await user.click(runButton());
  await user.type(address, "0000:02:00.0");
  expect(address.getAttribute("aria-invalid")).toBe("true");
  await user.click(runButton());
  expect(run).not.toHaveBeenCalled();
  await user.clear(address);
  await user.type(address, "01:00.0");
  await user.click(runButton());
  expect(run).toHaveBeenCalledWith(PF, undefined);
});

test("VFs that are in use are removed once the box is ticked", async () => {
  const vf = bdf("0000:01:00.5");
  const { user, run } = footer({
    effects: { creates: [], destroys: [{ bdf: vf, isVf: true, losing: ["given to vfio-pci"] }], rebinds: [] },
  });
  await user.click(runButton());
  expect(run).not.toHaveBeenCalled();
  await user.click(screen.getByRole("checkbox"));
  await user.click(runButton());
  expect(run).toHaveBeenCalledOnce();
});

test("what the rights do not allow is told, with the commands to take along", async () => {
  const because = "An ordinary user may not do this.";
  const check = {
    id: "privilege",
    level: "blocker",
    subject: null,
    title: because,
    evidence: "uid 1000",
    remedy: null,
  } as const;
  const { user, run, text } = footer({ checks: [check], verdict: "blocked" });
  expect(text()).toContain(because);
  await user.click(runButton());
  expect(run).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Copy commands" }));
  expect(await navigator.clipboard.readText()).toContain("echo 2 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs");
});

test("Cancel leaves everything as it is", async () => {
  const { user, run, onClose } = footer({});
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(onClose).toHaveBeenCalledOnce();
  expect(run).not.toHaveBeenCalled();
});
