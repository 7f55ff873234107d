import { expect, it } from "vitest";
import { usageFacts } from "../../machine/testing/usage.ts";
import { english } from "../../words/testing/english.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";

const PF = at("01:00.0");
const REQUESTS: readonly OperationRequest[] = [
  { kind: "vfs.set", pf: PF, count: 2, purpose: "host" },
  { kind: "autoprobe.set", pf: PF, value: false },
  { kind: "device.reset", bdfs: [PF], method: null },
  { kind: "bus.rescan" },
];

function planned(request: OperationRequest, crashed: boolean | null, kind: "local" | "file" = "local") {
  const machine = machineOf(pfWithVfs({ pf: { resetMethods: ["flr"] } }), { host: { crashed }, identity: { kind } });
  const plan = planInEnglish({ machine, request, newId: ids(), knowledge: { usage: usageFacts() } });
  return { plan, check: plan.checks.find(({ id }) => id === "kernel-crashed") };
}

it.each(REQUESTS)(
  "every plan is guarded on a machine whose kernel has crashed, and where that is not known: $kind",
  (request) => {
    expect(planned(request, false)).toMatchObject({ plan: { verdict: "ready" }, check: undefined });
    const crashed = planned(request, true);
    expect(crashed.plan.verdict).toBe("guarded");
    expect(english(crashed.check?.remedy)).toBe("Save your work and reboot this machine.");
    const unread = planned(request, null);
    expect(unread.plan.verdict).toBe("guarded");
    expect(english(unread.check?.evidence)).toBe("/proc/sys/kernel/tainted could not be read");
  },
);

it("a machine out of a file is never changed, and nothing is said of its kernel", () => {
  expect(planned({ kind: "bus.rescan" }, null, "file").check).toBeUndefined();
});
