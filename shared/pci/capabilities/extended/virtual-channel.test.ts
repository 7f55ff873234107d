import { describe, expect, test } from "vitest";
import { type Fixture, fieldOf, linesOf, nodeOf, textOf } from "./testing/fixture.ts";

const vc = (dwords: Record<number, number>, rest: Partial<Fixture> = {}): Fixture => ({ id: 0x02, dwords, ...rest });

describe("Virtual Channel", () => {
  test("with one VC", () => {
    expect(textOf(vc({ 16: 0x8000, 20: 0x800000ff }))).toBe(
      [
        "Virtual Channel",
        "\t\tCaps:\tLPEVC=0 RefClk=100ns PATEntryBits=1",
        "\t\tArb:\tFixed- WRR32- WRR64- WRR128-",
        "\t\tCtrl:\tArbSelect=Fixed",
        "\t\tStatus:\tInProgress-",
        "\t\tVC0:\tCaps:\tPATOffset=00 MaxTimeSlots=1 RejSnoopTrans+",
        "\t\t\tArb:\tFixed- WRR32- WRR64- WRR128- TWRR128- WRR256-",
        "\t\t\tCtrl:\tEnable+ ID=0 ArbSelect=Fixed TC/VC=ff",
        "\t\t\tStatus:\tNegoPending- InProgress-",
        "",
      ].join("\n"),
    );
  });

  test("odd clocks, arbitrations and tables keep their numbers", () => {
    const lines = linesOf(vc({ 4: 0xd70, 8: 0x04000050, 12: 0x0001000c, 16: 0x7f0080, 20: 0x0f0e0001, 24: 0x30000 }));
    expect(lines[0]).toBe("Caps:\tLPEVC=7 RefClk=??1 PATEntryBits=8");
    expect(lines[1]).toBe("Arb:\tFixed- WRR32- WRR64- WRR128- ??4+ ??6+");
    expect(lines[2]).toBe("Ctrl:\tArbSelect=??6");
    expect(lines[3]).toBe("Status:\tInProgress+");
    expect(lines[4]).toBe("Port Arbitration Table [140] <?>");
    expect(lines[6]).toBe("Arb:\tFixed- WRR32- WRR64- WRR128- TWRR128- WRR256- ??7+");
    expect(lines[7]).toBe("Ctrl:\tEnable- ID=7 ArbSelect=??7 TC/VC=01");
    expect(lines[8]).toBe("Status:\tNegoPending+ InProgress+");
  });

  test("a VC past the readable bytes does not end the list", () => {
    const lines = linesOf(vc({ 4: 2, 16: 0x01000000 }, { length: 0x11c }));
    expect(lines.slice(-3)).toEqual(["Port Arbitration Table <?>", "VC1:\t<unreadable>", "VC2:\t<unreadable>"]);
  });

  test("the second id has the same registers", () => {
    expect(textOf(vc({}, { id: 0x09 }))).toBe(textOf(vc({})));
  });

  test("each resource is in the tree", () => {
    const fixture = vc({ 4: 1, 32: 0x81000002 });
    expect(fieldOf(fixture, "vc[1].ctl.id").shown).toBe("1");
    expect(nodeOf(fixture).range.end).toBe(0x100 + 0x10 + 2 * 12);
    expect(fieldOf(vc({ 4: 1, 32: 0x01000000 }, { id: 0x08 }), "vc[1].ctl.id").shown).toBe("1");
  });
});
