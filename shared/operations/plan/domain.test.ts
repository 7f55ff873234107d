/** A domain that a function made (VMD): what is in it goes with that function, and cannot be given to a guest. */
import { describe, expect, it } from "vitest";
import { linkOf } from "../../machine/link.ts";
import { buildRows } from "../../machine/rows.ts";
import { block, usageFacts } from "../../machine/testing/usage.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";

const VMD = at("00:0e.0");
const PORT = at("10000:e0:06.0");
const SSD = at("10000:e1:00.0");
const LINK = { speed: 16, width: 4, maxSpeed: 16, maxWidth: 4 };
const MACHINE = machineOf([
  fn("00:0e.0", {
    hostBridge: "pci0000:00",
    classCode: 0x010400,
    driver: "vmd",
    iommuGroup: "9",
    resetMethods: ["flr"],
  }),
  fn("10000:e0:06.0", {
    parent: VMD,
    hostBridge: "pci10000:e0",
    classCode: 0x060400,
    driver: "pcieport",
    iommuGroup: "9",
    bridge: { secondary: 0xe1, subordinate: 0xe1 },
    link: LINK,
  }),
  fn("10000:e1:00.0", {
    parent: PORT,
    hostBridge: "pci10000:e0",
    classCode: 0x010802,
    driver: "nvme",
    iommuGroup: "9",
    resetMethods: ["bus"],
    link: LINK,
  }),
]);
const ROOT = usageFacts({
  blocks: [block("nvme0n1", { bdfs: ["10000:e1:00.0"] }), block("nvme0n1p2", { below: ["nvme0n1"] })],
  mounts: [{ kind: "mount", where: "/", type: "ext4", devices: ["nvme0n1p2"] }],
});

function plan(request: OperationRequest, usage = ROOT) {
  return planInEnglish({ machine: MACHINE, request, newId: ids(), knowledge: { usage } });
}

describe("a domain that begins below a function", () => {
  it("is drawn there, and its first port is a root port with a link below it", () => {
    const rows = buildRows(MACHINE, { grouping: "topology", collapsed: new Set(), filters: new Set(), query: "" });
    expect(rows.map(({ depth, label, fn: row }) => `${depth} ${row?.bdf ?? label}`)).toEqual([
      "0 pci0000:00",
      `1 ${VMD}`,
      `2 ${PORT}`,
      `3 ${SSD}`,
    ]);
    expect(MACHINE.childrenOf(VMD).map(({ bdf }) => bdf)).toEqual([PORT]);
    expect([MACHINE.portAbove(PORT), MACHINE.portAbove(SSD)]).toEqual([null, PORT]);
    expect([VMD, PORT, SSD].map(MACHINE.rootOwnerOf)).toEqual([null, VMD, VMD]);
    const [port, ssd] = [PORT, SSD].map((bdf) => MACHINE.byBdf.get(bdf));
    expect([port && linkOf(MACHINE, port)?.state, ssd && linkOf(MACHINE, ssd)?.state]).toEqual(["full", "full"]);
  });

  const requests: readonly OperationRequest[] = [
    { kind: "device.remove", bdfs: [VMD] },
    { kind: "device.reset", bdfs: [VMD], method: null },
    { kind: "assign", bdfs: [VMD] },
  ];
  it.each(requests.map((request) => [request.kind, request] as const))(
    "%s of it is guarded by what its disks carry",
    (_, request) => {
      const made = plan(request);
      expect(made.verdict).toBe("guarded");
      expect(made.checks.find(({ id }) => id === "protected")?.title).toContain(`${SSD} carries /`);
      expect(made.stop).toEqual({ bdf: VMD, protects: [SSD] });
      expect(made.checks.map(({ id }) => id)).not.toContain("group-viability");
      // With nothing mounted it is still told what goes with it.
      const bare = plan(request, usageFacts());
      expect(bare.checks.find(({ id }) => id === "in-use")?.title).toContain(`has a PCI domain behind it (${PORT})`);
    },
  );

  it("has nothing that a guest can have, whatever else is given away", () => {
    for (const bdfs of [[SSD], [SSD, VMD]]) {
      const made = plan({ kind: "assign", bdfs }, usageFacts());
      expect(made.verdict).toBe("blocked");
      expect(made.checks.find(({ id }) => id === "behind-function")?.title).toContain(`it is behind ${VMD}`);
      expect(made.checks.map(({ id }) => id)).not.toContain("group-viability");
    }
  });

  it("is reset by its own port's bus alone", () => {
    expect(plan({ kind: "device.reset", bdfs: [SSD], method: null }).stop?.protects).toEqual([SSD]);
  });
});
