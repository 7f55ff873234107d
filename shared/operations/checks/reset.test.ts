/** What is said of a reset before it: how far it reaches, and what is lost by it. */
import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import { DEFAULT_ROUTE, holder, iface, usageFacts } from "../../machine/testing/usage.ts";
import { type UsageFacts, unreadUsage } from "../../machine/usage-facts.ts";
import { english } from "../../words/testing/english.ts";
import type { Plan } from "../plan/types.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";
import { methodText } from "./reset.ts";

const PF = at("01:00.0");
const SECOND = at("01:00.1");
const NET = { kind: "net", name: "eth0", state: "up", address: null } as const;

function plan(functions: readonly FunctionInfo[], method: string | null = null, bdfs = [PF], usage?: UsageFacts): Plan {
  return planInEnglish({
    machine: machineOf(functions),
    request: { kind: "device.reset", bdfs, method },
    newId: ids(),
    ...(usage === undefined ? {} : { knowledge: { usage } }),
  });
}

function card(pf: Partial<FunctionInfo>, vfs: readonly Partial<FunctionInfo>[] = []): FunctionInfo[] {
  return [
    ...pfWithVfs({ pf: { resetMethods: ["flr", "bus"], ...pf }, vfs }),
    fn("01:00.1", { hostBridge: "pci0000:00", parent: at("00:01.0"), resetMethods: ["flr"] }),
  ];
}

const check = (made: Plan, id: string) => made.checks.find((each) => each.id === id);

describe("a reset", () => {
  it("of one function says by which method, and how many others go with it", () => {
    expect(english(plan(card({})).summary)).toMatch(/^0000:01:00\.0 will be reset \(FLR\)\. /);
    expect(english(plan(card({}), "bus").summary)).toMatch(
      /^0000:01:00\.0 and 1 other function on its bus will be reset \(bus reset\)\. /,
    );
    const alone = plan(pfWithVfs({ pf: { resetMethods: ["bus"] } }));
    expect(english(alone.summary)).toMatch(/^0000:01:00\.0 will be reset \(bus reset\)\. /);
  });

  it("of several says how many", () => {
    const made = plan(card({}), null, [PF, SECOND]);
    expect(made.steps).toHaveLength(2);
    expect(english(made.summary)).toMatch(/^2 functions will be reset one after the other\. /);
  });

  it("of a bus names the others on it: not the VFs, which go with their PF, nor what is on a bus of another domain", () => {
    const elsewhere = fn("0001:01:00.0", { driver: "igb" });
    const reach = check(plan([...card({}, [{}]), elsewhere], "bus"), "reset-siblings");
    expect(reach?.level).toBe("blocker");
    expect(reach?.title).toBe(
      "A bus reset of 0000:01:00.0 would hit 1 other function on its bus. The kernel refuses it or does not restore that function.",
    );
    expect(reach?.evidence).toBe("on its bus: 0000:01:00.1 (no driver)");
  });

  it("of a bus reaches VFs that took a bus number of their own as well: they are below the same port", () => {
    const vf = fn("02:00.0", { hostBridge: "pci0000:00", parent: at("00:01.0"), physfn: SECOND, driver: "igbvf" });
    const made = plan([...card({ driver: null }), vf], "bus");
    expect(check(made, "reset-siblings")?.evidence).toBe(
      "on its bus: 0000:01:00.1 (no driver) and 0000:02:00.0 (igbvf)",
    );
  });

  it("shows what goes over the function, or at least its driver", () => {
    expect(check(plan(card({ children: [NET] })), "reset-driver")?.evidence).toBe("network interface eth0 is up");
    expect(check(plan(card({})), "reset-driver")?.evidence).toBe("driver of 0000:01:00.0 is mlx5_core");
    expect(check(plan(card({})), "reset-driver")?.level).toBe("warning");
    expect(check(plan(card({ driver: null })), "reset-driver")).toBeUndefined();
  });

  it("warns of VFs only where there are any", () => {
    expect(check(plan(card({}, [{}])), "reset-vfs")?.level).toBe("warning");
    expect(check(plan(card({})), "reset-vfs")).toBeUndefined();
  });

  it("tells how far its method reaches: a PF with its VFs, what is behind a VMD, or the function alone", () => {
    const reach = (functions: readonly FunctionInfo[], bdfs = [PF]) =>
      check(plan(functions, null, bdfs), "reset-reach")?.title;
    expect(reach(card({}))).toBe("Function Level Reset: this function alone.");
    expect(reach(card({}, [{}]))).toBe("Function Level Reset: this function and its VF.");
    expect(reach(card({ resetMethods: ["pm"] }, [{}, {}]))).toBe(
      "To D3hot and back to D0: this function and its 2 VFs.",
    );
    const vmd = fn("00:0e.0", { driver: "vmd", hostBridge: "pci0000:00", resetMethods: ["flr"] });
    const disk = fn("10000:e1:00.0", { hostBridge: "pci10000:e0", parent: vmd.bdf });
    expect(reach([vmd, disk], [vmd.bdf])).toBe("Function Level Reset: this function and 1 function behind it.");
    const machine = machineOf(card({}));
    expect(english(methodText(machine, machine.functions, "flr"))).toBe("Function Level Reset: each function alone.");
  });

  it("advises to unbind only what nobody needs: that hurts as much", () => {
    const children = [{ kind: "net", name: "eth0", state: "up", address: null }] as const;
    const remedy = (usage: UsageFacts, id = "reset-driver", facts: Partial<FunctionInfo> = {}) =>
      check(plan(card({ children, ...facts }, [{}]), null, [PF], usage), id)?.remedy;
    const free = usageFacts();
    const routes = usageFacts({
      interfaces: [iface("eth0", { bdf: PF, addresses: ["192.0.2.7"] })],
      routes: [DEFAULT_ROUTE("eth0")],
    });
    const unread = unreadUsage("the machine was not asked");
    expect([free, routes, unread].map((usage) => remedy(usage))).toEqual(["Unbind the driver first.", null, null]);
    const hangs = [free, routes, unread].map((usage) => remedy(usage, "reset-hangs", { driver: "virtio-pci" }));
    expect(hangs).toEqual([
      "Unbind the driver first, and bind it again after the reset.",
      "Do not reset it while something depends on it.",
      "Do not reset it while something depends on it.",
    ]);
    const held = usageFacts({ holders: [holder("01:00.2")] });
    expect([free, held].map((usage) => remedy(usage, "reset-vfs"))).toEqual([
      "Set it to 0 VFs first, or reset a single VF instead.",
      "Reset a single VF instead, if that is enough.",
    ]);
    const siblings = [usageFacts(), usageFacts({ holders: [holder("01:00.1")] })].map((usage) =>
      remedy(usage, "reset-siblings", { resetMethods: ["bus"] }),
    );
    expect(siblings).toEqual([
      "Remove the others from the bus first.",
      "Do not reset it while something depends on it.",
    ]);
  });

  it("of what is given away names who has it, says nothing where nobody does, and that a guest may where it is not known", () => {
    const given = (usage: UsageFacts) =>
      check(plan(card({ driver: "vfio-pci" }), null, [PF], usage), "reset-driver")?.title;
    expect(given(usageFacts({ holders: [holder("01:00.0", { vm: "build-7" })] }))).toMatch(
      /^0000:01:00\.0 loses all its state, and it is held by guest build-7 \(.*\)\.$/,
    );
    expect(given(usageFacts())).toBeUndefined();
    expect(given(unreadUsage("the machine was not asked"))).toBe(
      "A guest that uses 0000:01:00.0 loses all device state.",
    );
  });

  it("of a bridge is refused, although there is a method for it", () => {
    const bridge = fn("00:02.0", { classCode: 0x060400, resetMethods: ["bus"] });
    const made = plan([bridge], null, [bridge.bdf]);
    expect(made).toMatchObject({ verdict: "blocked", checks: [{ id: "reset-bridge" }] });
  });

  it("that is refused says whether there is another way", () => {
    const refused = (methods: readonly string[], method: string | null) =>
      check(plan(card({ resetMethods: methods }), method), "reset-method");
    expect(refused([], null)).toMatchObject({
      title: "0000:01:00.0 can’t be reset.",
      evidence: "reset_method of 0000:01:00.0 is empty or missing",
      remedy: null,
    });
    expect(refused(["flr", "bus"], "acpi")).toMatchObject({
      title: "0000:01:00.0 does not support ACPI reset.",
      evidence: "reset_method of 0000:01:00.0 is flr bus",
      remedy: "Choose one of its methods.",
    });
  });

  describe("on a kernel that does not tell the methods", () => {
    const untold = { resetMethods: null };

    it("is planned as the kernel chooses", () => {
      const made = plan(pfWithVfs({ pf: untold }));
      expect(made.steps.map(({ label, command }) => [english(label), command.includes("reset_method")])).toEqual([
        ["Reset 0000:01:00.0", false],
      ]);
      expect(english(made.summary)).toMatch(/^0000:01:00\.0 will be reset by the method the kernel chooses\. /);
      expect(made.verdict).toBe("ready");
      expect(check(made, "reset-reach")).toMatchObject({
        level: "fact",
        evidence: "reset_method of 0000:01:00.0 could not be read; kernels before 5.15 have none",
      });
    });

    it("is guarded where others are on the bus, and shows who uses them", () => {
      const made = planInEnglish({
        machine: machineOf(card(untold)),
        request: { kind: "device.reset", bdfs: [PF], method: null },
        newId: ids(),
        knowledge: { usage: usageFacts({ holders: [holder("01:00.1")] }) },
      });
      expect(made.verdict).toBe("guarded");
      expect(check(made, "reset-reach")).toMatchObject({ level: "guard" });
      expect(made.impact.map(({ bdf, how }) => [bdf, how])).toEqual([[SECOND, "reset"]]);
    });

    it("lets nobody choose", () => {
      expect(check(plan(card(untold), "flr"), "reset-method")).toMatchObject({
        level: "blocker",
        title: "0000:01:00.0 does not support FLR.",
        remedy: "Leave the choice to the kernel.",
      });
    });
  });

  it("of which one function is refused resets none, and so does one of nothing", () => {
    const refused = plan(card({}), "bus", [PF, SECOND]);
    expect([refused.verdict, english(refused.summary)]).toEqual(["blocked", "Nothing will be changed."]);
    expect(plan(card({}), null, [])).toMatchObject({ verdict: "blocked", steps: [] });
  });

  it("that is refused names who uses what it would have reached, and says nothing of how it would go", () => {
    const usage = usageFacts({ holders: [holder("01:00.2", { vm: "build-7" })] });
    const refused = [{ resetMethods: [] }, { driver: "virtio-pci", children: [NET] }, { classCode: 0x060400 }];
    for (const facts of refused) {
      const made = plan(card(facts, [{ driver: "nvidia" }]), null, [PF], usage);
      expect(made.verdict).toBe("blocked");
      expect(check(made, "protected")?.title).toMatch(
        /^0000:01:00\.2 is held by guest build-7 .*, and it would be reset\.$/,
      );
      expect(made.checks.map(({ id }) => id)).not.toContain("reset-reach");
      expect(made.commands.join("\n")).not.toMatch(/> \/sys/);
    }
  });

  it("narrows the methods for its time, and puts them back once whatever fails", () => {
    const was = { verb: "reset.method", bdf: PF, methods: ["flr", "bus"] };
    expect(plan(card({}), "bus").steps.map((step) => [english(step.label), step.undo])).toEqual([
      ["Set the reset methods of 0000:01:00.0 to bus", [was]],
      ["Reset 0000:01:00.0 (bus reset)", []],
      ["Restore the reset methods of 0000:01:00.0", []],
    ]);
  });
});
