import { describe, expect, it } from "vitest";
import { accessorsOf } from "../../../../shared/pci/accessor.ts";
import { DEFINITIONS, HEADERS } from "../../../../shared/pci/capabilities/registry.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { decodeSpace } from "../../../../shared/pci/decode.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { pfBytes, pfSpace } from "../../../testing/config-bytes.ts";
import { capabilityOf } from "./find.ts";
import { SUMMARIES, summaryOf as summaryOfInWords } from "./summaries.ts";

const summaryOf = (...of: Parameters<typeof summaryOfInWords>) => inEnglish(summaryOfInWords(...of));

function summary(space: ConfigSpace, key: string): string | null {
  const decoded = decodeSpace(space);
  const node = key === "header" ? decoded.header : capabilityOf(decoded, key);
  if (node === null) throw new Error(`no ${key}`);
  return summaryOf(node);
}

describe("summaries of capabilities", () => {
  it("ask only for registers and fields that the tables have", () => {
    const tables = new Map([...HEADERS, ...DEFINITIONS].map((def) => [def.key, accessorsOf(def)]));
    for (const [key, { fields }] of Object.entries(SUMMARIES)) {
      for (const field of fields) expect(tables.get(key)?.has(field), `${key}: ${field}`).toBe(true);
    }
  });

  it("say what is so right now", () => {
    const on = pfSpace({ num: 4, enabled: true });
    expect(summary(on, "sriov")).toBe("4 of 16 VFs enabled");
    expect(summary(pfSpace(), "sriov")).toBe("disabled, up to 16 VFs");
    expect(summary(on, "pm")).toBe("D0");
    expect(summary(on, "header")).toBe("memory, bus master enabled");
    expect(summary(on, "exp")).toBe("Endpoint, 2.5GT/s x16 of 16GT/s x16");
  });

  it("leave out the link of a VF, whose registers read 0", () => {
    const bytes = pfBytes();
    new DataView(bytes.buffer).setUint16(0x72, 0, true);
    expect(summary(new ConfigSpace(bytes), "exp")).toBe("Endpoint");
  });

  it("say that a layout is not public, and that an id is unknown", () => {
    const bytes = pfBytes();
    const view = new DataView(bytes.buffer);
    const nodes = (id: number) => {
      view.setUint32(0x100, (1 << 16) | id, true);
      return decodeSpace(new ConfigSpace(bytes)).capabilities.filter(({ space }) => space === "extended");
    };
    expect(nodes(0x38).map(summaryOf)).toContain("layout not public");
    expect(nodes(0x0fff).map(summaryOf)).toContain("unknown ID");
  });

  it("say nothing where the bytes are missing, rather than zero", () => {
    expect(summary(pfSpace({ known: 0x184 }), "sriov")).toBeNull();
  });
});
