import { describe, expect, it } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { holder, usageFacts } from "../../machine/testing/usage.ts";
import type { HolderFacts, UsageFacts } from "../../machine/usage-facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { USAGE_HOLDER_WORDS } from "../../words/texts/usage-holder.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs, sriov } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";
import type { Check } from "./found.ts";

const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const FREE = at("08:01.0");
const HELD = at("08:02.0");
const HOST = at("08:03.0");
/** One group: a function without a driver, one that is given away, one that the host has. */
const GROUP = [
  fn("08:01.0", { driver: null, modules: ["igb"], iommuGroup: "7" }),
  fn("08:02.0", { ...ON_VFIO, iommuGroup: "7" }),
  fn("08:03.0", { driver: "igb", iommuGroup: "7" }),
];
const BY_GROUP = holder("08:02.0", { node: "/dev/vfio/7", group: "7", bdf: null, vm: "build-7" });
const BY_FUNCTION = holder("08:02.0", { node: "/dev/vfio/devices/vfio0", vm: null });
const UNREAD = usageFacts({ unread: [{ source: "holders", code: "EACCES", reason: "only root sees them" }] });

function told(
  request: OperationRequest,
  usage: UsageFacts,
  { functions = GROUP, kernel = "6.12.41" as string | null } = {},
) {
  const machine = machineOf(functions, { identity: { kernel } });
  return planInEnglish({ machine, request, newId: ids(), knowledge: { usage } });
}
function held(request: OperationRequest, usage: UsageFacts, around?: Parameters<typeof told>[2]): Check | undefined {
  return told(request, usage, around).checks.find(({ id }) => id === "group-held");
}
const holding = (...holders: readonly HolderFacts[]) => usageFacts({ holders });
const giveBack = (...bdfs: readonly Bdf[]): OperationRequest => ({ kind: "giveBack", bdfs });
const assign = (...bdfs: readonly Bdf[]): OperationRequest => ({ kind: "assign", bdfs });

describe("a member of a group that a program holds", () => {
  it.each([
    ["by the group's node", BY_GROUP, "guest build-7 (qemu-system-x86, pid 4711)"],
    ["by a member's own node", BY_FUNCTION, "qemu-system-x86 (pid 4711)"],
  ])("goes back only by a typed address, with the holder named: %s", (_, who, name) => {
    const plan = told(giveBack(FREE), holding(who));
    expect(plan.verdict).toBe("guarded");
    expect(plan.checks.find(({ id }) => id === "group-held")).toEqual({
      id: "group-held",
      level: "guard",
      subject: null,
      title: `While ${name} has IOMMU group 7 open, no host driver can bind 0000:08:01.0.`,
      evidence: `process 4711 (qemu-system-x86) has ${who.node} open`,
      remedy: `Shut down ${name} first, then return the whole group to the host together.`,
    });
  });

  it("is guarded however it changes hands", () => {
    const vfs = pfWithVfs({ vfs: [{ iommuGroup: "7" }, { ...ON_VFIO, iommuGroup: "7" }] });
    const usage = holding(holder("01:00.3", {}));
    expect(held(assign(HOST), holding(BY_FUNCTION))?.level).toBe("guard");
    expect(held({ kind: "device.remove", bdfs: [HOST] }, holding(BY_FUNCTION))?.level).toBe("guard");
    expect(held(assign(at("01:00.2")), usage, { functions: vfs })?.level).toBe("guard");
    // The group goes back as a whole, and the one without a driver goes first.
    expect(held(giveBack(FREE, HELD), holding(BY_FUNCTION))?.title).toContain("can bind 0000:08:01.0.");
    const settings: OperationRequest = {
      kind: "vf.settings",
      pf: at("01:00.0"),
      edits: [{ vfs: [0], settings: { msix: 4 } }],
    };
    const pool = vfs.map((each) => (each.sriov ? { ...each, sriov: { ...each.sriov, vfTotalMsix: 64 } } : each));
    expect(held(settings, usage, { functions: pool })?.title).toContain("can bind 0000:01:00.2");
  });

  it("is as much in the way of VFs that are made in the group of their PF", () => {
    const pf = fn("08:04.0", { driver: "igb", iommuGroup: "7", sriov: sriov({ totalVfs: 4 }) });
    const functions = [...GROUP, pf];
    const request = (count: number): OperationRequest => ({ kind: "vfs.set", pf: pf.bdf, count, purpose: "host" });
    expect(held(request(2), holding(BY_FUNCTION), { functions })?.title).toContain("can bind 0000:08:04.0");
    expect(held(request(2), holding(), { functions })).toBeUndefined();
  });

  it.each([
    ["5.10.0-36-amd64", "binding 0000:08:01.0 to a host driver can crash this kernel (5.10.0-36-amd64)."],
    ["5.18.19", "binding 0000:08:01.0 to a host driver can crash this kernel (5.18.19)."],
    ["4.18.0-553.el8", "binding 0000:08:01.0 to a host driver can crash this kernel (4.18.0-553.el8)."],
    ["5.19.0", "no host driver can bind 0000:08:01.0."],
    ["6.1.0-40-amd64", "no host driver can bind 0000:08:01.0."],
    [null, "and a kernel before 5.19 crashes instead (this kernel’s release is unknown)."],
  ])("crashes kernels before 5.19: %s", (kernel, end) => {
    const title = held(giveBack(FREE), holding(BY_GROUP), { kernel })?.title;
    expect(english(title)?.endsWith(end), english(title) ?? "").toBe(true);
  });
});

describe("a rescan beside a group that is open", () => {
  const rescan: OperationRequest = { kind: "bus.rescan" };

  it.each([
    ["5.10.0-36-amd64", "can crash this kernel (5.10.0-36-amd64)."],
    [null, "can crash a kernel before 5.19 (this kernel’s release is unknown)."],
  ])("is guarded on kernels that a driver crashes which takes another of it: %s", (kernel, end) => {
    const check = held(rescan, holding(BY_GROUP), { kernel });
    expect(check?.level).toBe("guard");
    expect(check?.title).toBe(
      `While guest build-7 (qemu-system-x86, pid 4711) has IOMMU group 7 open, binding a driver to a function found in that group ${end}`,
    );
    expect(held(rescan, holding(BY_FUNCTION), { kernel })?.evidence).toContain("/dev/vfio/devices/vfio0 open");
  });

  it("is guarded where it may be open, and not where nobody has it, nor on later kernels", () => {
    const kernel = "5.10.0-36-amd64";
    expect(held(rescan, UNREAD, { kernel })?.title).toMatch(
      /^If a guest or program has 0000:08:02.0 open, binding a driver/,
    );
    const unnamed = { ...BY_GROUP, group: null, node: USAGE_HOLDER_WORDS.vfioDevice };
    expect(held(rescan, holding(unnamed), { kernel })?.title).toMatch(/^If a guest or program has 0000:08:02.0/);
    expect(held(rescan, holding(), { kernel })).toBeUndefined();
    expect(held(rescan, holding(BY_GROUP), { kernel: "5.19.0" })).toBeUndefined();
    expect(held({ kind: "device.remove", bdfs: [HELD] }, holding(), { kernel })).toBeUndefined();
  });
});

it("where it is not known who has what open, each other member that is given away may be held", () => {
  expect(held(giveBack(FREE), UNREAD)).toMatchObject({
    level: "guard",
    title: "If a guest or program has 0000:08:02.0 open, no host driver can bind 0000:08:01.0.",
    evidence: "driver of 0000:08:02.0 is vfio-pci (group 7)",
  });
  // The first goes back while the second may be held still.
  const two = [fn("08:01.0", { ...ON_VFIO, iommuGroup: "7" }), fn("08:02.0", { ...ON_VFIO, iommuGroup: "7" })];
  expect(held(giveBack(FREE, HELD), UNREAD, { functions: two })?.level).toBe("guard");
});

describe("nothing is said", () => {
  it("of a group that nobody holds, and of one that is held elsewhere", () => {
    expect(held(giveBack(FREE), holding())).toBeUndefined();
    expect(held(giveBack(FREE), holding({ ...BY_GROUP, group: "8", node: "/dev/vfio/8" }))).toBeUndefined();
  });

  it("of the one that is held itself: its own holder is told with it", () => {
    for (const who of [BY_GROUP, BY_FUNCTION]) {
      const plan = told(giveBack(HELD), holding(who));
      expect(plan.checks.map(({ id }) => id)).not.toContain("group-held");
      expect(plan.checks.find(({ id }) => id === "protected")?.title).toContain("is held by");
      expect(plan.verdict).toBe("guarded");
    }
  });
});

describe("what the kernel does about a program that has the function", () => {
  const remedyOf = (request: OperationRequest, facts = holding(BY_FUNCTION)) =>
    told(request, facts, { functions: GROUP.map((each) => ({ ...each, resetMethods: ["flr"] })) }).checks.find(
      ({ id }) => id === "protected",
    )?.remedy;

  it("is said for each verb as it is: it waits where the function is taken away, and resets at once", () => {
    expect(remedyOf(giveBack(HELD))).toContain(
      "The kernel waits without limit until that program releases the function.",
    );
    expect(remedyOf({ kind: "device.remove", bdfs: [HELD] })).toContain("The kernel waits without limit");
    const reset = remedyOf({ kind: "device.reset", bdfs: [HELD], method: null });
    expect(reset).toContain("A reset does not wait for that program: the function is reset while in use.");
    expect(reset).not.toContain("without limit");
  });

  it("is not said of a program that drives it without vfio", () => {
    const uio = { ...BY_FUNCTION, kind: "uio", node: "/dev/uio0", bdf: HOST } as const;
    expect(remedyOf({ kind: "device.remove", bdfs: [HOST] }, holding(uio))).toBe("Stop that program first.");
  });
});
