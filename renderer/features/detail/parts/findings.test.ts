import { describe, expect, it } from "vitest";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { decodeSpace } from "../../../../shared/pci/decode.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { pfBytes, pfSpace } from "../../../testing/config-bytes.ts";
import { findingsOf as findingsOfInWords } from "./findings.ts";

const findingsOf = (...of: Parameters<typeof findingsOfInWords>) => inEnglish(findingsOfInWords(...of));

describe("findings", () => {
  it("name field, value and reason of what stands out, and lead to it", () => {
    const [finding] = findingsOf(decodeSpace(pfSpace()));
    expect(finding?.path).toBe("exp@60.lnksta.speed");
    expect(finding?.where).toBe("PCI Express · Link Status");
    expect(finding?.what).toBe("Current Link Speed: 2.5GT/s");
    expect(finding?.why).not.toBe("");
  });

  it("tell of a damaged list", () => {
    const bytes = pfBytes();
    // The last capability leads back to the first.
    new DataView(bytes.buffer).setUint32(0x200, (0x100 << 20) | 0x10fff, true);
    const found = findingsOf(decodeSpace(new ConfigSpace(bytes)));
    expect(found.at(-1)).toMatchObject({ path: null, where: "Bytes 202h–203h", range: { start: 0x202, end: 0x204 } });
    expect(found.at(-1)?.why).toContain("100h");
  });

  it("are none where nothing could be read", () => {
    expect(findingsOf(decodeSpace(ConfigSpace.empty))).toEqual([]);
  });
});
