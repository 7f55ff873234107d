import { describe, expect, it } from "vitest";
import type { FileSource, FunctionInfo, VfSettings } from "../../../shared/machine/facts.ts";
import { buildMachine } from "../../../shared/machine/machine.ts";
import type { UsedBy, UsedByIndex, User } from "../../../shared/machine/used-by.ts";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { USAGE_SHORT_WORDS } from "../../../shared/words/texts/usage-short.ts";
import { bdf, sampleFamily, sampleFunction, samplePort, sampleSnapshot } from "../../testing/machines.ts";
import { type HeaderInput, headerFacts } from "./header-facts.ts";

const PF = "0000:01:00.0";
const [pf, vf, other] = sampleFamily(PF, 2) as [FunctionInfo, FunctionInfo, FunctionInfo];

const NOBODY: UsedBy = { users: [], state: "nobody" };
const UNKNOWN: UsedBy = { users: [], state: "unknown" };
const user = (text: string, isProtected = false): User => ({
  kind: "guest",
  text,
  clause: `is open in ${text}`,
  isProtected,
  isMaybe: false,
});

function index(of: Readonly<Record<string, UsedBy>>, others = NOBODY): UsedByIndex {
  return { of: (fn) => of[fn.bdf] ?? others, vfsOf: () => ({ used: 1, free: 1, unknown: 0 }) };
}

/** What is told of the function, by the id of each fact. */
function told(fn: FunctionInfo, more: Partial<HeaderInput> = {}, beside: readonly FunctionInfo[] = []) {
  const functions = fn.physfn === null ? [fn, ...beside] : [pf, fn, ...beside];
  const facts = headerFacts({
    machine: buildMachine(sampleSnapshot(functions)),
    fn,
    usedBy: index({}),
    whyUseUnknown: "only root sees open files",
    kept: null,
    space: null,
    presence: "there",
    ...more,
  });
  return new Map(inEnglish(facts).map((each) => [each.id, each]));
}
const texts = (facts: ReturnType<typeof told>) => [...facts.values()].map(({ text }) => text);

const SETTINGS: VfSettings = {
  vf: 0,
  mac: "02:00:00:00:00:12",
  vlan: 20,
  qos: 0,
  spoofCheck: true,
  trust: true,
  minRate: null,
  maxRate: null,
  linkState: "auto",
};

describe("the facts that decide", () => {
  it("stand in their order, used by first", () => {
    const kept = { pf: bdf(PF), state: "known", settings: SETTINGS } as const;
    const usedBy = index({ [vf.bdf]: { users: [user("guest build-07")], state: "used" } });
    const facts = told({ ...vf, driver: "vfio-pci" }, { usedBy, kept }, [other]);
    expect(texts(facts)).toEqual([
      "guest build-07",
      "vfio-pci",
      "PF sets 02:00:00:00:00:12 · VLAN 20 · trusted",
      "16 GT/s x16",
      "group 41, alone",
    ]);
    expect(facts.get("kept")).toMatchObject({
      tab: "sriov",
      of: PF,
      copies: ["02:00:00:00:00:12", "VLAN 20", "trusted"],
    });
    expect(facts.get("used-by")?.tip).toBe("is open in guest build-07");
  });

  it("of a PF are who has its VFs and how many there are", () => {
    expect(texts(told(pf, {}, [vf, other]))).toEqual([
      "not in use",
      "2 of 16 VFs, 1 in use",
      "mlx5_core",
      "ens01f0np0 · up",
      "16 GT/s x16",
      "group 40, alone",
    ]);
  });

  it("of a bridge are who has what is behind it", () => {
    const port = samplePort("0000:00:01.0", 1);
    const card = sampleFunction("0000:01:00.0", { parent: port.bdf });
    const used = index({ [card.bdf]: { users: [user("guest")], state: "used" } });
    expect(told(port, { usedBy: used }, [card]).get("behind")).toMatchObject({ text: "1 in use behind it" });
    expect(told(port, {}, [card]).get("behind")).toMatchObject({ text: "nothing in use behind it", tone: "quiet" });
    expect(told(port, { usedBy: index({}, UNKNOWN) }, [card]).get("behind")).toMatchObject({ tone: "unknown" });
    expect(told(port).has("behind")).toBe(false);
    expect(told(port).has("used-by")).toBe(false);
  });

  it("mark what is protected, name two users and count the others", () => {
    const users = [user("default route", true), user("ssh session"), user("ens1 up")];
    const fact = told(pf, { usedBy: index({ [PF]: { users, state: "used" } }) }).get("used-by");
    expect(fact).toMatchObject({ text: "default route, ssh session +1", mark: "protected" });
    expect(fact?.copies).toEqual(["default route, ssh session, ens1 up"]);
  });

  it("tell an interface that is up once, with the mark of who has it", () => {
    const children = [{ kind: "net", name: "ens1", state: "up", address: "02:00:00:00:00:01" }] as const;
    const up = { ...user("ens1 up"), kind: "network", text: USAGE_SHORT_WORDS.up({ name: "ens1" }) } as const;
    const facts = (users: readonly User[]) =>
      told({ ...pf, children: [...children] }, { usedBy: index({ [PF]: { users, state: "used" } }) });
    expect(facts([up]).has("used-by")).toBe(false);
    expect(facts([up]).get("interface")).toMatchObject({ text: "ens1 · up · 02:00:00:00:00:01", mark: "used" });
    expect(facts([up, user("ssh session")]).get("used-by")?.text).toBe("ens1 up, ssh session");
    expect(facts([up, user("ssh session")]).get("interface")?.mark).toBeUndefined();
  });

  it("name the first interface, and count the others", () => {
    const net = (name: string) => ({ kind: "net", name, state: "up", address: "02:00:00:00:00:01" }) as const;
    const fact = told({ ...pf, children: [net("ens1"), net("ens2")] }).get("interface");
    expect(fact).toMatchObject({ text: "ens1 · up · 02:00:00:00:00:01 +1", copies: ["ens1", "02:00:00:00:00:01"] });
  });

  it("say what stands out", () => {
    const odd = told(sampleFunction(PF, { powerState: "D3cold", leftUnread: true }), { presence: "silent" });
    expect(odd.get("power")?.text).toBe("D3cold");
    expect(odd.get("left-unread")?.tone).toBe("unknown");
    expect(odd.get("presence")).toMatchObject({ text: "no response", tone: "danger" });
    expect(told(sampleFunction(PF), { presence: "gone" }).get("presence")?.text).toBe("no longer present");
  });
});

describe("what is not known", () => {
  it("is said to be unknown, with the reason", () => {
    const kept = { pf: bdf(PF), state: "unknown", why: "no answer" } as const;
    const unread = { ...vf, iommuGroup: null, driver: null, driverUnknown: true, registersOnly: true } as const;
    const facts = told(unread, { usedBy: index({}, UNKNOWN), kept });
    expect(facts.get("used-by")).toMatchObject({
      text: "use unknown",
      tone: "unknown",
      tip: "only root sees open files",
    });
    expect(facts.get("driver")).toMatchObject({ text: "driver unknown", tone: "unknown" });
    expect(facts.get("interface")).toMatchObject({ text: "interfaces unknown", tone: "unknown" });
    expect(facts.get("kept")).toMatchObject({ text: "settings unknown", tip: "no answer" });
    expect(facts.get("group")).toMatchObject({ text: "group unknown", tone: "unknown" });
  });

  it("is told apart from what is still being read, and from what a driver leaves out", () => {
    expect(told(vf, { kept: { pf: bdf(PF), state: "reading" } }).get("kept")?.text).toBe("reading settings…");
    const known = (settings: Partial<VfSettings>) =>
      told(vf, { kept: { pf: bdf(PF), state: "known", settings: { ...SETTINGS, ...settings } } }).get("kept");
    expect(known({ vlan: null })).toMatchObject({ text: "PF sets 02:00:00:00:00:12 · trusted" });
    expect(known({ vlan: null })?.tip).toContain("Unknown: VLAN.");
    expect(known({ mac: null, vlan: null, trust: null })).toMatchObject({ text: "settings unknown", tone: "unknown" });
    expect(known({ mac: "00:00:00:00:00:00", vlan: 0, trust: false })?.text).toBe("nothing set by the PF");
  });

  it("is not said of a group whose other members may still be to come", () => {
    const machine = buildMachine({ ...sampleSnapshot([pf]), partOf: 2 });
    expect(told(pf, { machine }).get("group")?.text).toBe("group 40");
    expect(told({ ...pf, iommuGroup: null }).get("group")).toMatchObject({ text: "no IOMMU group", tone: "quiet" });
  });

  describe("because a file does not have it", () => {
    const dumped = { iommuGroup: null, driver: null, driverUnknown: true, registersOnly: true, children: [] } as const;
    const unread = { pf: bdf(PF), state: "unknown", why: "no interface" } as const;
    function ofFile(fn: FunctionInfo, source: FileSource, more: Partial<HeaderInput> = {}) {
      const machine = buildMachine(sampleSnapshot([pf, vf, other], { kind: "file", source }));
      return told(fn, { machine, usedBy: index({}, UNKNOWN), ...more });
    }
    const FILE: FileSource = { kind: "file", at: null, by: "file" };

    it("is said once, quietly, after what is known", () => {
      const facts = ofFile({ ...vf, ...dumped }, FILE, { kept: unread });
      expect(texts(facts)).toEqual([
        "16 GT/s x16",
        "Not in this file: users, driver, interfaces, settings on its PF, IOMMU group",
      ]);
      expect(facts.get("untold")?.tone).toBe("untold");
      const pasted = ofFile({ ...vf, ...dumped }, { kind: "pasted", at: null, by: "file" });
      expect(pasted.get("untold")?.text).toBe("Not in this text: users, driver, interfaces, IOMMU group");
    });

    it("leaves out what the file tells, and says users once of a PF with VFs", () => {
      const usedBy: UsedByIndex = { of: () => UNKNOWN, vfsOf: () => ({ used: 0, free: 0, unknown: 2 }) };
      const facts = ofFile({ ...pf, ...dumped, driver: "mlx5_core", iommuGroup: "40" }, FILE, { usedBy });
      expect(texts(facts)).toEqual([
        "2 of 16 VFs",
        "mlx5_core",
        "16 GT/s x16",
        "group 40, alone",
        "Not in this file: users, interfaces",
      ]);
    });

    it("leaves its chip to what is unknown for a reason of this function", () => {
      const denied = { ...vf, driver: null, driverUnknown: true, iommuGroup: null, leftUnread: true } as const;
      const message = "permission denied";
      const problems = [{ attribute: "iommu_group", code: "EACCES", message }];
      const facts = ofFile({ ...denied, problems }, { kind: "report", at: null, by: "report" });
      expect(facts.get("driver")).toMatchObject({ text: "driver unknown", tone: "unknown" });
      expect(facts.get("group")).toMatchObject({ text: "group unknown", tone: "unknown" });
      expect(facts.get("left-unread")?.tone).toBe("unknown");
      expect(facts.get("untold")?.text).toBe("Not in this file: users");
    });
  });
});
