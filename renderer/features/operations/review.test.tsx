import "../../testing/window.ts";
import { useState } from "react";
import { describe, expect, test } from "vitest";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { Check } from "../../../shared/operations/checks/found.ts";
import { bdf } from "../../testing/machines.ts";
import { samplePlan } from "../../testing/operations.ts";
import { screen, show, within } from "../../testing/page.tsx";
import { Checks } from "./Checks.tsx";
import { PlanReview } from "./PlanReview.tsx";
import type { VfChoice } from "./use-vf-choice.ts";
import { VfForm } from "./VfForm.tsx";

const rdma = (name: string): Check => ({
  id: "rdma",
  level: "fact",
  subject: null,
  title: `The host uses ${name}.`,
  evidence: `infiniband/${name}`,
  remedy: "End it first.",
});
const BLOCKER: Check = {
  id: "has-driver",
  level: "blocker",
  subject: bdf("0000:01:00.0"),
  title: "0000:01:00.0 has no driver.",
  evidence: "0000:01:00.0 has no driver link",
  remedy: "Load mlx5_core.",
};
const CREATES = [{ pf: bdf("0000:01:00.0"), index: 0, bdf: bdf("0000:01:00.2"), driver: null }];

function review(facts: Partial<PlanView>): string {
  return show(<PlanReview plan={samplePlan(facts)} outdated={null} refused={null} />).text();
}

test("a check is shown with what to do and what was looked at", () => {
  show(<Checks checks={[BLOCKER]} level="blocker" />);
  const section = screen.getByRole("region", { name: "Blocker" });
  const lines = within(section).getAllByRole("paragraph");
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    "0000:01:00.0 has no driver.",
    "Load mlx5_core.",
    "0000:01:00.0 has no driver link",
  ]);
});

test("sixteen facts of one kind do not push the rest off the screen, until they are asked for", async () => {
  const checks = Array.from({ length: 16 }, (_, at) => rdma(`mlx5_${at}`));
  const { user } = show(<Checks checks={checks} level="fact" />);
  const told = () => screen.getAllByText(/^The host uses/).length;
  expect(screen.getByRole("heading", { name: /Notes.*16/ })).toBeTruthy();
  expect(told()).toBe(2);
  await user.click(screen.getByRole("button", { name: "Show 14 more", expanded: false }));
  expect(told()).toBe(16);
  await user.click(screen.getByRole("button", { name: "Show fewer", expanded: true }));
  expect(told()).toBe(2);
});

test("what sixteen functions have alike is told once, with their addresses, until all of it is asked for", async () => {
  const checks = Array.from({ length: 16 }, (_, at) => ({
    ...rdma(`mlx5_${at}`),
    subject: bdf(`0000:01:0${at >> 3}.${at & 7}`),
  }));
  const { user } = show(<Checks checks={checks} level="fact" />);
  const told = () => screen.getAllByText(/^The host uses/).length;
  expect(told()).toBe(1);
  expect(screen.getByText(/^The same for 15 more: /).textContent).toMatch(/0000:01:00\.1.*0000:01:01\.0 and 7 more\./);
  await user.click(screen.getByRole("button", { name: "Show 15 more", expanded: false }));
  expect(told()).toBe(16);
});

test("a plan that is blocked does not promise what would change", () => {
  const effects = { creates: CREATES, destroys: [], rebinds: [] };
  const drawn = (checks: readonly Check[]) => review({ checks, effects });
  expect(drawn([])).toMatch(/1 VF is created.*0000:01:00\.2.*no driver/);
  expect(drawn([])).toMatch(/How to undo.*Set 0000:01:00\.0 back to no VFs\./);
  expect(drawn([BLOCKER])).not.toContain("is created");
  const rights: Check = { ...BLOCKER, id: "privilege" };
  expect(drawn([rights])).toContain("1 VF is created");
});

test("a plan that is blocked hides nobody whom it would reach", () => {
  const pf = bdf("0000:01:00.0");
  const reason = {
    kind: "session",
    text: "carries the ssh session",
    short: "ssh session",
    evidence: "sshd has a connection",
    level: "protected",
  } as const;
  const wayBack: Check = {
    ...BLOCKER,
    id: "usage-unread",
    level: "guard",
    title: "It is not known what is mounted: it took too long.",
  };
  const text = review({
    checks: [BLOCKER, wayBack],
    impact: [{ bdf: pf, how: "removed", cause: pf, reasons: [reason] }],
    verdict: "blocked",
  });
  expect(text).toMatch(/Blocker.*Carries the ssh session\..*It is not known what is mounted/);
});

test("a plan that cannot be undone says why, where the others say how", () => {
  const text = review({ undoable: false, undo: ["A reset cannot be undone."] });
  expect(text).toMatch(/How to undo\s*A reset cannot be undone\./);
});

test("a plan that was made again says why", () => {
  const { text } = show(<PlanReview plan={samplePlan()} outdated="The machine has changed." refused={null} />);
  expect(text()).toMatch(/^The machine has changed\./);
});

test("the commands of a plan are a tab beside its steps", async () => {
  const steps = [{ id: "1", label: "Create 2 VFs", command: "echo 2 >", optional: false }];
  const { user } = show(<PlanReview plan={samplePlan({ steps })} outdated={null} refused={null} />);
  await user.click(screen.getByRole("tab", { name: "Equivalent commands" }));
  expect(within(screen.getByRole("tabpanel")).getByText(/echo 2 >/)).toBeTruthy();
  await user.keyboard("{ArrowLeft}{Enter}");
  expect(screen.getByRole("tab", { name: /^Steps/, selected: true })).toBeTruthy();
});

describe("the number of VFs", () => {
  const CHOICE: VfChoice = {
    preflight: { pf: bdf("0000:01:00.0"), most: 7, binding: null, limits: [], hindrances: [], loweredFrom: 8 },
    range: { max: 7, fits: 7, because: "The driver allows 7 of the 8 that the device supports (sriov_totalvfs)." },
    from: 7,
    count: 4,
    purpose: "host",
    request: null,
    setCount: () => undefined,
    setPurpose: () => undefined,
    reset: () => undefined,
  };

  /** As a dialog has it: what is chosen is shown. */
  function Form() {
    const [count, setCount] = useState<number | null>(4);
    const [purpose, setPurpose] = useState<VfChoice["purpose"]>("host");
    return <VfForm choice={{ ...CHOICE, count, purpose, setCount, setPurpose }} preview={{ state: "none" }} />;
  }
  const field = () => screen.getByRole("textbox", { name: "Number of VFs" });
  const numberIn = (element: HTMLElement) => (element instanceof HTMLInputElement ? element.value : null);

  test("has a name, its range, and at its limit the reason", async () => {
    const { user, text } = show(<Form />);
    expect(numberIn(field())).toBe("4");
    expect(text()).toContain("0 to 7; currently 7.");
    expect(screen.getByRole("status", { name: "Preview" }).textContent).toContain("7 → 4: all 7 VFs are removed first");
    await user.clear(field());
    await user.type(field(), "7");
    expect(text()).toContain("The driver allows 7 of the 8");
  });

  test("goes up and down by keys and by buttons, and no further than its range", async () => {
    const { user } = show(<Form />);
    await user.click(screen.getByRole("button", { name: "More VFs" }));
    expect(numberIn(field())).toBe("5");
    field().focus();
    await user.keyboard("{PageUp}");
    expect(numberIn(field())).toBe("7");
    await user.keyboard("{PageDown}{PageDown}");
    expect(numberIn(field())).toBe("0");
    expect(screen.getByText(/With 0 VFs, SR-IOV is disabled/)).toBeTruthy();
  });
});
