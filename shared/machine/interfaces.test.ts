import { expect, it } from "vitest";
import { english } from "../words/testing/english.ts";
import { shownInterfaces } from "./columns.ts";
import type { ChildFacts } from "./facts.ts";
import { hasVfSettings, interfacesOf, isRepresentor, linkTypeOf, representorOf, roleText } from "./interfaces.ts";
import { buildMachine } from "./machine.ts";
import { functionInfo, pfWithVfs, snapshot, sriov } from "./testing/sample-machine.ts";

const net = (name: string, facts: Partial<ChildFacts> = {}): ChildFacts => ({
  kind: "net",
  name,
  state: "up",
  address: null,
  ...facts,
});

it.each([
  ["p0", "port p0"],
  ["p1s2", "port p1s2"],
  ["pf0vf3", "representor of VF 3 of PF 0"],
  ["pf1vfr3", "representor of VF 3 of PF 1"],
  ["p0pf1vf2", "representor of VF 2 of PF 1"],
  ["c1pf0vf4", "representor of VF 4 of PF 0, controller 1"],
  ["p0if2pf0vf4", "representor of VF 4 of PF 0, controller 2"],
  ["pf0sf88", "representor of subfunction 88 of PF 0"],
  ["pf0", "representor of PF 0"],
  ["7", "representor of VF 7"],
  ["sby", "unknown: sby"],
])("the port name %s means: %s", (portName, text) => {
  expect(english(roleText(net("eth0", { portName })))).toBe(text);
  expect(isRepresentor(net("eth0", { portName }))).toBe(text.startsWith("representor"));
});

it("says nothing of an interface without a port name, and which port one of several is", () => {
  expect(roleText(net("eth0"))).toBeNull();
  expect(roleText(net("eth0", { devPort: 0 }))).toBeNull();
  expect(english(roleText(net("eth0", { devPort: 1 })))).toBe("port 1 of the function");
  expect(english(roleText(net("eth0", { portName: null })))).toContain("could not be read");
});

it("shows a representor at the VF that it stands for, and not at its PF", () => {
  const [pf, ...vfs] = pfWithVfs("01:00.0", 2, {
    sriov: sriov({ numVfs: 2 }),
    children: [net("a", { portName: "pf0vf1" }), net("p0", { portName: "p0" }), net("b", { portName: "pf0vf7" })],
  });
  if (pf === undefined) throw new Error("no PF");
  const machine = buildMachine(snapshot([pf, ...vfs]));
  // VF 7 is not there: its representor has no other place, and is none of the PF's own.
  expect(english(shownInterfaces(machine, pf))).toBe("p0, b (representor)");
  expect(vfs.map((vf) => english(shownInterfaces(machine, vf)))).toEqual(["", "a (representor)"]);
});

it("takes the representor of its own PF where one function has those of several, and none of another host's", () => {
  const fn = functionInfo("01:00.1", {
    children: [net("x", { portName: "pf0vf0" }), net("y", { portName: "pf1vf0" }), net("z", { portName: "c1pf1vf1" })],
  });
  expect([representorOf(fn, 0)?.name, representorOf(fn, 1)]).toEqual(["y", null]);
  expect(interfacesOf(fn)).toMatchObject({ settings: null, why: "representors alone" });
});

it("knows an InfiniBand link by the interface, and by the class where there is none", () => {
  const of = (children: readonly ChildFacts[], classCode = 0x020000) =>
    linkTypeOf(functionInfo("01:00.0", { children, classCode }));
  expect(of([net("ib0", { linkType: "infiniband" })])).toBe("infiniband");
  expect(of([net("eth0", { linkType: "ether" })], 0x020700)).toBe("ether");
  expect([of([], 0x020700), of([])]).toEqual(["infiniband", null]);
});

it.each([
  ["a network card", { classCode: 0x020000 }, true],
  ["an InfiniBand card", { classCode: 0x020700 }, true],
  ["a card whose class is not known", { classCode: null }, true],
  ["a GPU", { classCode: 0x030200 }, false],
  ["an accelerator with a network interface", { classCode: 0x120000, children: [net("eth0")] }, true],
  ["a disk that shares its vectors out", { classCode: 0x010802, sriov: sriov({ vfTotalMsix: 64 }) }, true],
  ["a disk", { classCode: 0x010802, sriov: sriov({ vfTotalMsix: 0 }) }, false],
])("whether VFs of %s have settings", (_, facts, has) => {
  expect(hasVfSettings(functionInfo("01:00.0", facts))).toBe(has);
});
