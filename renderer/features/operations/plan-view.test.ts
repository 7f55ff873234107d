import { expect, test } from "vitest";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { buildMachine } from "../../../shared/machine/machine.ts";
import type { Check } from "../../../shared/operations/checks/found.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { bdf, labMachine, sampleFunction, sampleSnapshot } from "../../testing/machines.ts";
import { samplePlan } from "../../testing/operations.ts";
import { PLAN_WORDS } from "../../words/plan.ts";
import { accessOf, checkGroup, consentWords, effectGroups } from "./plan-view.ts";

const PF = bdf("0000:01:00.0");
const check = (level: Check["level"], id: string, title = id, remedy: string | null = null): Check => ({
  id,
  level,
  subject: null,
  title,
  evidence: "e",
  remedy,
});

const going = (text: string, ...losing: string[]) => ({ bdf: bdf(text), isVf: true, losing });

test("checks of one level stand together, and those of one kind count as one", () => {
  const checks = [
    check("fact", "vfio-module"),
    check("fact", "rdma", "a", "End it."),
    check("warning", "net-up"),
    check("fact", "rdma", "b", "End it."),
  ];
  expect(inEnglish(checkGroup(checks, "fact"))).toMatchObject({
    title: "Notes",
    count: 3,
    kinds: [{ checks: [{ id: "vfio-module" }] }, { checks: [{ title: "a" }, { title: "b" }] }],
  });
  expect(english(checkGroup(checks, "warning")?.title)).toBe("Warning");
  expect(checkGroup(checks, "blocker")).toBeNull();
});

test("a box has to be ticked only where what goes away is in use", () => {
  const machine = buildMachine(labMachine());
  const removing = (...bdfs: string[]): Pick<PlanView, "effects"> => ({
    effects: { creates: [], rebinds: [], destroys: bdfs.map((text) => going(text, "driver x")) },
  });
  expect(consentWords(machine, removing("0000:01:00.2", "0000:01:00.3"))).toBeNull();
  expect(english(consentWords(machine, removing("0000:01:00.2", "0000:01:00.5")))).toMatch(
    /^I understand that 2 VFs will be removed, with 1 .*vfio-pci/,
  );
});

test("what goes is called VFs only where all of it is", () => {
  const disk = sampleFunction("0000:03:00.0", {
    driver: "nvme",
    children: [{ kind: "block", name: "sda", state: null, address: null }],
  });
  const given = sampleFunction("0000:04:00.0", { driver: "vfio-pci" });
  const machine = buildMachine(sampleSnapshot([disk, given]));
  const said = (...destroys: PlanView["effects"]["destroys"]) => {
    const effects = { creates: [], rebinds: [], destroys };
    return [english(effectGroups(samplePlan({ effects }))[0]?.title), english(consentWords(machine, { effects }))];
  };
  const first = { ...going("0000:03:00.0"), isVf: false };
  expect(said(first)).toEqual([
    "1 function is removed",
    expect.stringMatching(/^I understand that 1 function will .*sda/),
  ]);
  expect(said({ ...going("0000:04:00.0"), isVf: false })[1]).toContain("vfio-pci");
  expect(said(first, going("0000:01:00.2"))[0]).toBe("2 functions are removed");
});

test("a plan runs where nothing blocks it and this connection may change the machine", () => {
  const may = { changesAllowed: true, changesRefusedBecause: null };
  const mayNot = { changesAllowed: false, changesRefusedBecause: "Changes are off." };
  const input = {
    plan: samplePlan(),
    identity: { kind: "local" },
    info: may,
    connected: true,
    busyWith: null,
  } as const;
  expect(accessOf(input)).toEqual({ because: null, offersCommands: false });
  expect(accessOf({ ...input, info: mayNot })).toEqual({ because: "Changes are off.", offersCommands: true });
  // A demo machine is nobody's: the connection's right to change this one does not matter there.
  expect(accessOf({ ...input, info: mayNot, identity: { kind: "demo" } }).because).toBeNull();
  expect(accessOf({ ...input, busyWith: "Set x to 4 VFs" }).because).toEqual(
    PLAN_WORDS.busyHere({ title: "Set x to 4 VFs" }),
  );
  expect(accessOf({ ...input, connected: false }).because).toEqual(PLAN_WORDS.notConnected);
});

test("commands are offered where only the rights are missing, never where they would do harm", () => {
  const input = { identity: { kind: "local" }, info: null, connected: true, busyWith: null } as const;
  const rights = check("blocker", "privilege", "This connection may not change the machine.");
  const obstacle = check("blocker", "has-driver");
  const blocked = (...checks: Check[]) => accessOf({ ...input, plan: samplePlan({ checks, verdict: "blocked" }) });
  expect(blocked(rights)).toEqual({ because: "This connection may not change the machine.", offersCommands: true });
  expect(blocked(rights, obstacle).offersCommands).toBe(false);
});

test("what comes, goes and is rebound is shown by what it has in common", () => {
  const groups = inEnglish(
    effectGroups(
      samplePlan({
        effects: {
          creates: [
            { pf: PF, index: 0, bdf: bdf("0000:01:00.2"), driver: "mlx5_core" },
            { pf: PF, index: 1, bdf: null, driver: "mlx5_core" },
          ],
          destroys: [
            going("0000:01:00.2", "driver vfio-pci"),
            going("0000:01:00.3"),
            going("0000:01:00.4", "driver vfio-pci"),
          ],
          rebinds: [{ bdf: bdf("0000:02:00.0"), from: "nvidia", to: null }],
        },
      }),
    ),
  );
  expect(groups.map(({ kind, title }) => [kind, title])).toEqual([
    ["destroy", "3 VFs are removed"],
    ["create", "2 VFs are created"],
    ["rebind", "1 function is rebound"],
  ]);
  expect(groups[0]?.rows).toEqual([
    { names: ["0000:01:00.2", "0000:01:00.4"], detail: "driver vfio-pci" },
    { names: ["0000:01:00.3"], detail: "no driver" },
  ]);
  expect(groups[1]?.rows).toEqual([{ names: ["0000:01:00.2", null], detail: "expected driver mlx5_core" }]);
  expect(groups[2]?.rows[0]?.detail).toBe("nvidia → no driver");
});

test("VFs that get other settings stand together where they get the same", () => {
  const settings = [
    { pf: PF, vf: 0, change: "no VLAN → VLAN 200 · trust on" },
    { pf: PF, vf: 1, change: "no VLAN → VLAN 200 · trust on" },
    { pf: PF, vf: 2, change: "VLAN 200 · trust on" },
  ];
  expect(inEnglish(effectGroups(samplePlan({ settings })))).toEqual([
    {
      kind: "settings",
      title: "Settings of 3 VFs of 0000:01:00.0 change",
      rows: [
        { names: ["VF 0", "VF 1"], detail: "no VLAN → VLAN 200 · trust on" },
        { names: ["VF 2"], detail: "VLAN 200 · trust on" },
      ],
    },
  ]);
});

test("other MSI-X vectors name the driver that is unbound for them", () => {
  const drawn = (from: number, driver: string | null) =>
    inEnglish(effectGroups(samplePlan({ vectors: [{ name: "0000:01:00.2", from, to: 8, driver }] })));
  expect(drawn(4, "iavf")).toEqual([
    {
      kind: "vectors",
      title: "MSI-X vectors of 1 VF change",
      rows: [{ names: ["0000:01:00.2"], detail: "4 → 8 vectors; iavf is unbound and bound again" }],
    },
  ]);
  // How many it has now is not known.
  expect(drawn(0, null)[0]?.rows[0]?.detail).toBe("8 vectors");
});
