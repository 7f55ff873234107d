import { describe, expect, it, vi } from "vitest";
import { type Changes, NO_CHANGES } from "../../../model/config-changes.ts";
import { labMachine } from "../../../testing/machines.ts";
import { screen, show } from "../../../testing/page.tsx";
import { openStores } from "../../../testing/stores.ts";

await openStores({ local: labMachine() });
const { StatusStrip, stepChange } = await import("./StatusStrip.tsx");

const finding = {
  key: "diagnostic/0",
  path: null,
  where: "Capability list",
  what: "It is cut.",
  why: "The list comes back to 40h.",
  range: { start: 0x41, end: 0x42 },
};
const FIELD = { raw: 0, shown: "no", at: 0 };

function strip(findings: readonly (typeof finding)[], changes: Changes = NO_CHANGES, chosen: string | null = null) {
  const calls = { onShowBytes: vi.fn(), onShow: vi.fn(), onClear: vi.fn() };
  const shown = show(<StatusStrip findings={findings} changes={changes} chosen={chosen} {...calls} />);
  return { ...shown, ...calls };
}

describe("the strip above the field tree", () => {
  it("is not there when there is nothing to say", () => {
    expect(strip([]).text()).toBe("");
  });

  it("opens what is worth a look, and leads to its bytes", async () => {
    const { user, onShowBytes } = strip([finding]);
    const summary = screen.getByRole("button", { name: "1 finding", expanded: false });
    expect(screen.queryByText(finding.why)).toBeNull();
    await user.click(summary);
    expect(screen.getByText(finding.why)).toBeTruthy();
    expect(screen.getByRole("button", { name: "1 finding", expanded: true })).toBe(summary);
    await user.click(screen.getByRole("button", { name: "Capability list" }));
    expect(onShowBytes).toHaveBeenCalledWith(finding.range);
  });

  it("counts what changed: fields, or bytes where no field did", () => {
    strip([], { fields: new Map([["a", FIELD]]), bytes: new Map([[4, 0]]), at: 0 });
    expect(screen.getByRole("status").textContent).toContain("1 field changed");
    strip([], { fields: new Map(), bytes: new Map([[4, 0]]), at: 0 });
    expect(screen.getByRole("status").textContent).toContain("1 byte changed");
    expect(screen.queryByRole("button", { name: "Next change" })).toBeNull();
  });

  it("goes through the changes, round and round, and forgets them", async () => {
    const fields = new Map(["a", "b", "c"].map((path) => [path, FIELD]));
    const { user, onShow, onClear } = strip([], { fields, bytes: new Map([[4, 0]]), at: 0 }, "c");
    await user.click(screen.getByRole("button", { name: "Next change" }));
    expect(onShow).toHaveBeenLastCalledWith("a");
    await user.click(screen.getByRole("button", { name: "Previous change" }));
    expect(onShow).toHaveBeenLastCalledWith("b");
    await user.click(screen.getByRole("button", { name: "Clear change marks" }));
    expect(onClear).toHaveBeenCalledOnce();
  });

  it("begins at the first change or at the last, where none is chosen", () => {
    expect(stepChange(["a", "b"], null, 1)).toBe("a");
    expect(stepChange(["a", "b"], null, -1)).toBe("b");
    expect(stepChange(["a", "b"], "b", 1)).toBe("a");
    expect(stepChange([], "a", 1)).toBeNull();
  });
});
