import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { NO_CHANGES } from "../../../model/config-changes.ts";
import { labMachine } from "../../../testing/machines.ts";
import { openStores } from "../../../testing/stores.ts";

await openStores({ local: labMachine() });
const { StatusStrip, stepChange } = await import("./StatusStrip.tsx");

const nothing = () => undefined;
const finding = { path: "a", where: "PCI Express", what: "Speed", why: "slow", range: null };
function strip(findings: readonly (typeof finding)[], changes = NO_CHANGES): string {
  return renderToStaticMarkup(
    <StatusStrip
      findings={findings}
      onShowBytes={nothing}
      changes={changes}
      onShow={nothing}
      chosen={null}
      onClear={nothing}
    />,
  );
}

describe("the strip above the field tree", () => {
  it("is not there when there is nothing to say", () => {
    expect(strip([])).toBe("");
  });

  it("counts what is worth a look and what changed", () => {
    expect(strip([finding])).toContain("1 finding");
    const fields = new Map([["a", { raw: 0, shown: "no", at: 0 }]]);
    expect(strip([], { fields, bytes: new Map([[4, 0]]), at: 0 })).toContain("1 field changed");
    expect(strip([], { fields: new Map(), bytes: new Map([[4, 0]]), at: 0 })).toContain("1 byte changed");
  });

  it("goes through the changes, round and round", () => {
    expect(stepChange(["a", "b"], null, 1)).toBe("a");
    expect(stepChange(["a", "b"], "b", 1)).toBe("a");
    expect(stepChange(["a", "b"], "a", -1)).toBe("b");
    expect(stepChange([], "a", 1)).toBeNull();
  });
});
