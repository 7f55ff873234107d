import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

const groupsIn = (text: string) =>
  Object.fromEntries(Object.entries(wordsIn(text)).map(([bdf, { iommuGroup }]) => [bdf, iommuGroup]));
const BRIDGE = "00:02.0 PCI bridge [0604]: Made Up Bridges Root Port [1234:0101] (rev 02)";
const CARD = "02:00.0 Ethernet controller [0200]: Made Up Cards Quad Port [1234:0202] (rev 01)";
const SECOND = CARD.replace("02:00.0", "02:00.1");

test.each([
  ["headers with functions below", `IOMMU Group 4:\n\t${BRIDGE}\nIOMMU Group 15:\n\t${CARD}\n\t${SECOND}`],
  ["headers of another shape", `### Group 4 ###\n    ${BRIDGE}\n\n### Group 15 ###\n    ${CARD}\n    ${SECOND}`],
  ["a group before each function", `IOMMU Group 4 ${BRIDGE}\nIOMMU Group 15 ${CARD}\nIOMMU Group 15 ${SECOND}`],
  ["a colon behind the group", `IOMMU group 4: ${BRIDGE}\nIOMMU group 15: ${CARD}\nIOMMU group 15: ${SECOND}`],
  [
    "details below each function",
    `IOMMU Group 4:\n\t${BRIDGE}\n\t\tKernel driver in use: pcieport\n\nIOMMU Group 15:\n\t${CARD}\n\t\tSubsystem: Made Up Cards Device [1234:0001]\n\n\t${SECOND}`,
  ],
])("a list of groups has %s", (_name, text) => {
  expect(groupsIn(text)).toEqual({ "0000:00:02.0": "4", "0000:02:00.0": "15", "0000:02:00.1": "15" });
  expect(wordsIn(text)["0000:02:00.0"]).toMatchObject({ vendor: 0x1234, device: 0x0202, class: 0x0200, revision: 1 });
});

test("ids may stand before the address, and class and name in columns", () => {
  const words = wordsIn(
    [
      "Group 4:\t[1234:0101] [R] 00:02.0  PCI bridge                               Root Port",
      "Group 15:\t[1234:0202] [R] 02:00.0  Ethernet controller                      Quad Port",
      "\t\t[1234:0202]     02:00.1  Ethernet controller                      Quad Port",
      "USB:\t\t[1d6b:0002]\t\t Bus 001 Device 001  Root hub",
    ].join("\n"),
  );
  expect(Object.keys(words)).toHaveLength(3);
  expect(words["0000:02:00.1"]).toEqual({
    vendor: 0x1234,
    device: 0x0202,
    iommuGroup: "15",
    names: { classLabel: "Ethernet controller", device: "Quad Port" },
  });
});

test("its functions may stand side by side", () => {
  const groups = { "0000:02:00.0": "15", "0000:02:00.1": "15", "0000:02:00.2": "15" };
  expect(groupsIn("Group 15: 0000:02:00.0 0000:02:00.1, 0000:02:00.2")).toEqual(groups);
  expect(groupsIn("IOMMU Group 15:\n  0000:02:00.0  0000:02:00.1  0000:02:00.2")).toEqual(groups);
});

test("the driver may stand at the end", () => {
  const words = wordsIn(`Group:  4   0000:${BRIDGE}   Driver: pcieport\nGroup:  15  0000:${CARD}   Driver:\n`);
  expect(words).toMatchObject({ "0000:00:02.0": { iommuGroup: "4", driver: "pcieport", revision: 2 } });
  expect(words["0000:02:00.0"]).toMatchObject({ iommuGroup: "15", revision: 1 });
  expect(words["0000:02:00.0"]).not.toHaveProperty("driver");
});

test("the driver may stand below", () => {
  const words = wordsIn(`IOMMU Group 4:\n\t${BRIDGE}\n\t\tDriver: pcieport\n\t${CARD}\n\t\tDriver: none\n`);
  expect(words).toMatchObject({ "0000:00:02.0": { driver: "pcieport" }, "0000:02:00.0": { driver: null } });
});

test("a group ends before a list that stands below it", () => {
  const other = "00:1f.0 ISA bridge [0601]: Made Up Bridges Bus [1234:0303]";
  const groups = { "0000:02:00.0": "15", "0000:00:1f.0": undefined };
  expect(groupsIn(`IOMMU Group 15:\n\t${CARD}\n\n${other}`)).toEqual(groups);
  expect(groupsIn(`IOMMU Group 15 ${CARD}\nand this is what else there is\n${other}`)).toEqual(groups);
});

test("lspci's own line of the group is of the function above it", () => {
  const text = `${BRIDGE}\n\tIOMMU group: 4\n\tKernel driver in use: pcieport\n\n${CARD}\n\tNUMA node: 0\n`;
  expect(groupsIn(text)).toEqual({ "0000:00:02.0": "4", "0000:02:00.0": undefined });
  expect(wordsIn(text)["0000:00:02.0"]?.driver).toBe("pcieport");
});

test.each([
  ["lines are doubled", (text: string) => text.replace(/.*\n/g, "$&$&")],
  ["blank lines stand between", (text: string) => text.replaceAll("\n", "\n\n")],
  ["it was quoted", (text: string) => text.replace(/^/gm, "> ")],
  ["its indentation is lost", (text: string) => text.replace(/^\t/gm, "")],
])("a list is the same when %s", (_name, changed) => {
  const text = `IOMMU Group 4:\n\t${BRIDGE}\nIOMMU Group 15:\n\t${CARD}\n\t${SECOND}\n`;
  expect(wordsIn(changed(text))).toEqual(wordsIn(text));
});
