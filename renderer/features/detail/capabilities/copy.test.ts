import { describe, expect, it } from "vitest";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { decodeSpace } from "../../../../shared/pci/decode.ts";
import { indexRanges } from "../../../../shared/pci/ranges.ts";
import { english } from "../../../../shared/words/testing/english.ts";
import { pfBytes } from "../../../testing/config-bytes.ts";
import { bdf } from "../../../testing/machines.ts";
import { registerOf, rowJson, rowText as rowTextIn } from "./copy.ts";
import { stableKeys } from "./stable-keys.ts";
import { buildTreeRows, type TreeRow } from "./tree-rows.ts";

const rowText = (of: typeof PF, row: TreeRow) => rowTextIn(of, row, english);
const PF = bdf("0000:01:00.0");

function open(bytes = pfBytes({ num: 4, enabled: true })) {
  const space = new ConfigSpace(bytes);
  const decoded = decodeSpace(space);
  const keys = stableKeys(decoded);
  const rows = buildTreeRows({
    config: { space, size: 4096, decoded, ranges: indexRanges(decoded), openEnds: [] },
    keys,
    toggled: new Set([decoded.header, ...decoded.capabilities].map((node) => (node ? keys.keyOf(node.path) : ""))),
    filter: "",
    reserved: true,
    missing: "",
    say: english,
    explain: () => null,
  });
  const row = (id: string): TreeRow => {
    const found = rows.find((candidate) => candidate.id === id);
    if (found === undefined) throw new Error(`no row ${id}`);
    return found;
  };
  return { decoded, row };
}

describe("copying a row of the field tree", () => {
  const { decoded, row } = open();

  it("gives one line with function, place, value and meaning", () => {
    expect(rowText(PF, row("sriov@180.ctl.enable"))).toBe(
      "0000:01:00.0 SR-IOV [180] SR-IOV Control (188h) = 0x0019: VF Enable [0] = 1 (yes)",
    );
    expect(rowText(PF, row("sriov@180.num"))).toBe("0000:01:00.0 SR-IOV [180] NumVFs (190h) = 0x0004 (4)");
    expect(rowText(PF, row("pm@40"))).toBe("0000:01:00.0 PM [40] Power Management");
    expect(rowText(PF, row("extffe@1c0/1c0"))).toBe(
      "0000:01:00.0 1c0: fe 0f 01 20 ef be ad de 00 00 00 00 00 00 00 00",
    );
  });

  it("says so where a value could not be read", () => {
    const cut = open(pfBytes({ known: 0x184 }));
    expect(rowText(PF, cut.row("sriov@180.ctl"))).toBe(
      "0000:01:00.0 SR-IOV [180] SR-IOV Control (188h) = not readable",
    );
    expect(JSON.parse(rowJson(PF, cut.row("sriov@180.ctl")))).toMatchObject({ register: { raw: null } });
  });

  it("gives JSON that names function, capability, register and field", () => {
    expect(JSON.parse(rowJson(PF, row("sriov@180.ctl.enable")))).toEqual({
      function: PF,
      capability: {
        name: "Single Root I/O Virtualization",
        offset: "180h",
        space: "extended",
        id: "10h",
        version: 1,
        section: "PCIe 6.2 §9.3.3",
      },
      register: {
        name: "SR-IOV Control",
        offset: "188h",
        bytes: 2,
        raw: "0x0019",
        fields: [{ name: "VF Enable", bits: [0, 0], raw: "0x1", meaning: "yes", access: "RW", afterReset: 0 }],
      },
    });
    const whole = JSON.parse(rowJson(PF, row("sriov@180")));
    expect(whole.capability.registers.length).toBe(
      decoded.capabilities.find(({ key }) => key === "sriov")?.registers.length,
    );
  });
});

describe("the register of a row", () => {
  const sample = open();

  it("is also that of a field in it, for the command that reads it", () => {
    expect(registerOf(sample.row("sriov@180.ctl"))?.register.path).toBe("sriov@180.ctl");
    expect(registerOf(sample.row("sriov@180.ctl.enable"))?.register.path).toBe("sriov@180.ctl");
  });

  it("is none for what is no register", () => {
    expect(registerOf(sample.row("sriov@180"))).toBeNull();
    expect(registerOf(sample.row("extffe@1c0/1c0"))).toBeNull();
  });
});
