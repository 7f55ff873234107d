import { describe, expect, test } from "vitest";
import type { FunctionInfo, VfSettings } from "../../../../shared/machine/facts.ts";
import { buildMachine } from "../../../../shared/machine/machine.ts";
import { type UsageTold, usedByIndex } from "../../../../shared/machine/used-by.ts";
import { vfSettings } from "../../../../shared/operations/testing/vf-settings.ts";
import { say } from "../../../../shared/words/say.ts";
import { bdf, largeMachine, sampleFamily, sampleFunction, sampleSnapshot } from "../../../testing/machines.ts";
import { manyFacts } from "./many-facts.ts";

type Told = Omit<UsageTold, "seen">;

const PF = bdf("0000:01:00.0");
const FAMILY = sampleFamily(PF, 4);
const ALL_READ: Told = { functions: [], unread: [] };

const kept = (vf: number, facts: Partial<VfSettings>): VfSettings =>
  vfSettings(vf, { mac: `02:00:00:00:00:1${vf}`, vlan: 20, spoofCheck: true, ...facts });

/** Each fact as `value` or `value×count`, by id. */
function told(
  functions: readonly FunctionInfo[],
  usage: Told | null = ALL_READ,
  settings?: readonly VfSettings[],
  all: readonly FunctionInfo[] = functions,
) {
  const machine = buildMachine(sampleSnapshot(all));
  const facts = manyFacts(
    machine,
    functions,
    usedByIndex(machine, usage === null ? null : { ...usage, seen: machine }),
    () => settings,
  );
  return Object.fromEntries(
    facts.map(({ id, values, isApart }) => [
      id,
      values.map(({ text, bdfs }) =>
        values.length === 1 || isApart ? say("en", text) : `${say("en", text)}×${bdfs.length}`,
      ),
    ]),
  );
}

const VFS = FAMILY.slice(1);

describe("facts of several functions", () => {
  test("what is common stands once, what differs with how many, most first", () => {
    const functions = VFS.map((vf, at) =>
      at === 0 ? vf : { ...vf, driver: "vfio-pci", powerState: "D3hot" as const },
    );
    expect(told(functions, ALL_READ, undefined, [FAMILY[0] as FunctionInfo, ...functions])).toMatchObject({
      name: ["Mellanox Technologies ConnectX Family mlx5Gen Virtual Function"],
      driver: ["vfio-pci×3", "mlx5_core×1"],
      power: ["D3hot×3", "D0×1"],
      group: ["41", "42", "43", "44"],
      link: ["16 GT/s x16"],
      reset: ["flr"],
    });
  });

  test("what nobody knows is counted as that, and comes last", () => {
    const unknown = { powerState: null, resetMethods: null, driver: null, driverUnknown: true as const };
    const [first, ...others] = VFS.map((vf, at) => (at < 3 ? { ...vf, ...unknown } : vf));
    const facts = told([first as FunctionInfo, ...others]);
    expect(facts).toMatchObject({
      driver: ["mlx5_core×1", "unknown×3"],
      power: ["D0×1", "unknown×3"],
      reset: ["flr×1", "unknown×3"],
    });
  });

  test("VFs are free only where everything was read", () => {
    const held: Told = {
      functions: [
        {
          bdf: bdf("0000:01:00.2"),
          reasons: [{ kind: "guest", short: "guest db-1", text: "is in use", evidence: "pid 7", level: "protected" }],
        },
      ],
      unread: [],
    };
    expect(told(VFS, held)["used-by"]).toEqual(["free×3", "guest db-1×1"]);
    expect(told(VFS, null)["used-by"]).toEqual(["unknown"]);
  });

  test("MAC address, VLAN and trust are what the PF keeps, and unknown until it was read", () => {
    const settings = [0, 1, 2, 3].map((vf) => kept(vf, vf === 3 ? { vlan: 0, trust: null } : {}));
    expect(told(VFS, ALL_READ, settings, FAMILY)).toMatchObject({
      mac: ["02:00:00:00:00:10", "02:00:00:00:00:11", "02:00:00:00:00:12", "02:00:00:00:00:13"],
      vlan: ["20×3", "none×1"],
      trust: ["off×3", "unknown×1"],
    });
    expect(told(VFS, ALL_READ, undefined, FAMILY)).toMatchObject({ mac: ["unknown"], vlan: ["unknown"] });
  });

  test("a card among VFs has no VLAN of a VF, and cards alone have no such line", () => {
    const card = sampleFunction("0000:02:00.0");
    const settings = [0, 1, 2, 3].map((vf) => kept(vf, {}));
    expect(told([...VFS, card], ALL_READ, settings, [...FAMILY, card]).vlan).toEqual(["20×4", "does not apply×1"]);
    expect(told([card, sampleFunction("0000:03:00.0")])).not.toHaveProperty("vlan");
  });

  test("thousands are told in as few values as a few are", () => {
    const { functions } = largeMachine(4096);
    const facts = told(functions, ALL_READ, undefined, functions);
    expect(facts.driver).toHaveLength(2);
    expect(facts.numa?.length).toBeLessThan(6);
  });
});
