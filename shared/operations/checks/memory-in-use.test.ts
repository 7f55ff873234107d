/** CXL memory and memory behind a BAR that the system uses as its RAM: nothing takes the card away. */
import { describe, expect, it } from "vitest";
import { usageFacts } from "../../machine/testing/usage.ts";
import type { MemoryFacts, UsageFacts } from "../../machine/usage-facts.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";

const CARD = at("38:00.0");
const RAM: MemoryFacts = { name: "dax0.0", bdfs: [CARD], node: 2, isOnline: true };
const REQUESTS: readonly OperationRequest[] = [
  { kind: "device.remove", bdfs: [CARD] },
  { kind: "device.reset", bdfs: [CARD], method: null },
  { kind: "device.reset", bdfs: [CARD], method: "cxl_bus" },
  { kind: "assign", bdfs: [CARD] },
];

function plan(request: OperationRequest, usage: UsageFacts, driver: string | null = "cxl_pci") {
  const card = fn("38:00.0", { classCode: 0x050210, driver, iommuGroup: "5", resetMethods: ["flr", "cxl_bus"] });
  return planInEnglish({ machine: machineOf([card]), request, newId: ids(), knowledge: { usage } });
}

describe.each(REQUESTS)("$kind $method", (request) => {
  it("of a card whose memory is the system's RAM is guarded, with the way to take the memory offline", () => {
    const made = plan(request, usageFacts({ memory: [RAM] }));
    const check = made.checks.find(({ id }) => id === "protected");
    expect([made.verdict, check?.level]).toEqual(["guarded", "guard"]);
    expect(check?.title).toContain(`${CARD} is in use: its memory is system RAM (node 2)`);
    expect(check?.remedy).toContain("daxctl offline-memory");
  });

  it("of one whose memory is offline is warned of, and of one that nobody uses is free", () => {
    const offline = plan(request, usageFacts({ memory: [{ ...RAM, isOnline: false }] }));
    expect(offline.checks.find(({ id }) => id === "in-use")?.title).toContain("may become system RAM");
    expect(offline.checks.map(({ id }) => id)).not.toContain("protected");
    const free = plan(request, usageFacts());
    expect(free.checks.filter(({ id }) => id === "protected" || id === "in-use")).toEqual([]);
  });

  it("is guarded where the memory could not be read, and where no driver tells what it is for", () => {
    const unread = usageFacts({ unread: [{ source: "memory", code: "EACCES", reason: "only root sees it" }] });
    expect(plan(request, unread).verdict).toBe("guarded");
    expect(plan(request, usageFacts(), null).checks.find(({ id }) => id === "protected")?.title).toContain(
      "may be system RAM",
    );
  });
});
