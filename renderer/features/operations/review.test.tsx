import "../../testing/window.ts";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Check } from "../../../shared/operations/checks/found.ts";
import { bdf } from "../../testing/machines.ts";
import { samplePlan } from "../../testing/operations.ts";
import { Checks } from "./Checks.tsx";
import { PlanReview } from "./PlanReview.tsx";
import type { VfChoice } from "./use-vf-choice.ts";
import { VfForm } from "./VfForm.tsx";

function words(html: string): string {
  return html
    .replaceAll(/<\/?code[^>]*>/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ")
    .trim();
}
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

test("a check is shown with what to do and what was looked at", () => {
  const text = words(renderToStaticMarkup(<Checks checks={[BLOCKER]} level="blocker" />));
  expect(text).toBe("In the way 0000:01:00.0 has no driver. Load mlx5_core. 0000:01:00.0 has no driver link");
});

test("sixteen facts of one kind do not push the rest off the screen", () => {
  const checks = Array.from({ length: 16 }, (_, at) => rdma(`mlx5_${at}`));
  const text = words(renderToStaticMarkup(<Checks checks={checks} level="fact" />));
  expect(text).toContain("Good to know 16");
  expect(text).toContain("Show 14 more of this kind");
  expect(text).not.toContain("mlx5_2 ");
});

test("a plan that something is in the way of does not promise what would change", () => {
  const effects = { creates: CREATES, destroys: [], rebinds: [] };
  const drawn = (checks: readonly Check[]) =>
    words(renderToStaticMarkup(<PlanReview plan={samplePlan({ checks, effects })} outdated={null} refused={null} />));
  expect(drawn([])).toContain("1 VF is created 0000:01:00.2 without a driver");
  expect(drawn([])).toContain("How it is taken back Set 0000:01:00.0 back to no VFs.");
  expect(drawn([BLOCKER])).not.toContain("is created");
  const rights: Check = { ...BLOCKER, id: "privilege" };
  expect(drawn([rights])).toContain("1 VF is created");
});

test("a plan that something is in the way of hides nobody whom it would reach", () => {
  const pf = bdf("0000:01:00.0");
  const reason = {
    kind: "session",
    text: "carries the ssh session",
    evidence: "sshd has a connection",
    level: "protected",
  } as const;
  const wayBack: Check = {
    ...BLOCKER,
    id: "usage-unread",
    level: "guard",
    title: "It is not known what is mounted: it took too long.",
  };
  const plan = samplePlan({
    checks: [BLOCKER, wayBack],
    impact: [{ bdf: pf, how: "removed", cause: pf, reasons: [reason] }],
    verdict: "blocked",
  });
  const text = words(renderToStaticMarkup(<PlanReview plan={plan} outdated={null} refused={null} />));
  expect(text).toMatch(/In the way .*Carries the ssh session\. .*It is not known what is mounted/);
});

test("a plan that cannot be taken back says why, where the others say how", () => {
  const plan = samplePlan({ undoable: false, undo: ["A reset cannot be undone."] });
  const text = words(renderToStaticMarkup(<PlanReview plan={plan} outdated={null} refused={null} />));
  expect(text).toContain("How it is taken back A reset cannot be undone.");
});

test("a plan that was made anew says why", () => {
  const text = words(
    renderToStaticMarkup(<PlanReview plan={samplePlan()} outdated="The machine has changed." refused={null} />),
  );
  expect(text.startsWith("The machine has changed.")).toBe(true);
});

test("the number has a name, its range, and at its limit the reason", () => {
  const choice: VfChoice = {
    preflight: { pf: bdf("0000:01:00.0"), most: 7, binding: null, limits: [], hindrances: [], loweredFrom: 8 },
    range: { max: 7, fits: 7, because: "The driver allows 7 of the device's 8 (sriov_totalvfs)." },
    from: 7,
    count: 4,
    purpose: "host",
    request: null,
    setCount: () => undefined,
    setPurpose: () => undefined,
    reset: () => undefined,
  };
  const drawn = (count: number) =>
    renderToStaticMarkup(<VfForm choice={{ ...choice, count }} preview={{ state: "none" }} />);
  const [, label] = /<label for="([^"]+)"[^>]*>Number of VFs/.exec(drawn(4)) ?? [];
  expect(drawn(4)).toContain(`id="${label}"`);
  expect(words(drawn(4))).toContain("0 to 7; 7 now.");
  expect(words(drawn(4))).toContain("7 → 4 goes through 0: all 7 VFs are removed first");
  expect(words(drawn(7))).toContain("The driver allows 7 of the device's 8");
});
