import { expect, test } from "vitest";
import { createReport } from "../report/create-report.ts";
import { readDocument } from "../report/document.ts";
import { PF, sampleInput } from "../report/testing/sample-report.ts";
import { english, inEnglish } from "../words/testing/english.ts";
import { blankDetail } from "./blank.ts";
import type { FunctionDetail, VfSettings } from "./facts.ts";
import { buildMachine } from "./machine.ts";
import { functionInfo, snapshot } from "./testing/sample-machine.ts";
import { eswitchText, vfSettingsView } from "./vf-network.ts";

const NOTHING: Omit<VfSettings, "vf"> = {
  mac: null,
  vlan: null,
  qos: null,
  spoofCheck: null,
  trust: null,
  linkState: null,
  minRate: null,
  maxRate: null,
};
const ETHERNET: VfSettings = {
  vf: 0,
  mac: "02:00:5e:1a:53:90",
  vlan: 5,
  qos: 3,
  spoofCheck: true,
  trust: false,
  linkState: "enable",
  minRate: 100,
  maxRate: 0,
};
const UNSET = { vf: 1, mac: "00:00:00:00:00:00", vlan: 0, qos: 0, linkState: "auto", minRate: 0, maxRate: 0 } as const;
const GUID = "02:1b:5e:ff:fe:00:54:00";
const NO_GUID = "00:00:00:00:00:00:00:00";
const IB = { ...NOTHING, linkType: "infiniband" } as const;
const INFINIBAND: readonly VfSettings[] = [
  { ...IB, vf: 0, linkState: "auto", nodeGuid: GUID, portGuid: GUID },
  { ...IB, vf: 1, linkState: "disable", nodeGuid: NO_GUID, portGuid: NO_GUID },
  { ...IB, vf: 2 },
];

test("of an Ethernet PF each VF has its settings, and what the driver does not tell is not said to be off", () => {
  const { about, head, rows } = inEnglish(vfSettingsView(functionInfo(PF), [ETHERNET, { ...NOTHING, ...UNSET }]));
  expect(about).toBeNull();
  expect(head).toEqual(["VF", "MAC address", "VLAN", "Trust", "Spoof check", "Link state", "Rate, Mbit/s"]);
  expect(rows).toEqual([
    ["0", "02:00:5e:1a:53:90", "5, priority 3", "off", "on", "up", "min 100"],
    ["1", "none", "none", "unknown", "unknown", "auto", "no limit"],
  ]);
});

test("of an InfiniBand PF each VF has GUIDs; one of zeros is none, and its port stays down", () => {
  const { about, rows } = inEnglish(vfSettingsView(functionInfo(PF), INFINIBAND));
  expect(about).toContain("stays down");
  expect(rows).toEqual([
    ["0", GUID, GUID, "auto"],
    ["1", "none", "none", "down"],
    ["2", "unknown", "unknown", "unknown"],
  ]);
  expect(vfSettingsView(functionInfo(PF), INFINIBAND.slice(0, 1)).about).toBeNull();
});

test("a representor stands at the VF that it stands for", () => {
  const net = { kind: "net", name: "p0v1", portName: "pf0vf1", state: null, address: null } as const;
  const view = vfSettingsView(functionInfo(PF, { children: [net] }), [ETHERNET, { ...NOTHING, vf: 1 }]);
  const { head, rows } = inEnglish(view);
  expect([head.at(-1), ...rows.map((cells) => cells.at(-1))]).toEqual(["Representor", "none", "p0v1"]);
});

test("the mode of a switch is told with what is known beside it", () => {
  expect(english(eswitchText({ mode: "switchdev", inlineMode: "link", encap: null }))).toBe(
    "switchdev, inline mode link",
  );
});

const told = (detail: Partial<FunctionDetail>) => new Map([[PF, { ...blankDetail(PF), ...detail }]]);
const ESWITCH = { mode: "switchdev", inlineMode: null, encap: "basic" } as const;

test.each(["md", "html"] as const)("a report as %s has the settings of VFs and the mode of the switch", (format) => {
  const { text } = createReport(sampleInput({ format, details: told({ vfSettings: [ETHERNET], eswitch: ESWITCH }) }));
  expect(text).toContain("5, priority 3");
  expect(text).toContain("switchdev, encapsulation basic");
  expect(createReport(sampleInput({ format })).text).not.toContain("switchdev");
});

test("a report as JSON is read back with them, and a redacted one has no address or GUID of theirs", () => {
  const vfSettings = [...INFINIBAND, { ...ETHERNET, vf: 3 }];
  const input = sampleInput({ format: "json", details: told({ vfSettings, eswitch: ESWITCH }) });
  const settingsIn = (text: string) => {
    const read = readDocument(text);
    if (!read.ok) throw new Error(english(read.message));
    return read.document.functions.find(({ bdf }) => bdf === PF);
  };
  expect(settingsIn(createReport(input).text)).toMatchObject({ vfSettings, eswitch: ESWITCH });
  const { text } = createReport({ ...input, redact: true });
  expect(text).not.toMatch(/02:1b:5e|02:00:5e:1a/);
  expect(settingsIn(text)?.vfSettings?.map(({ portGuid, mac }) => [portGuid, mac])).toEqual([
    ["redacted", null],
    [NO_GUID, null],
    [undefined, null],
    [undefined, "redacted"],
  ]);
});

test("the number of a card's switch is its own, and in no redacted report", () => {
  const net = { kind: "net", name: "eth0", switchId: "0c42a10003a1b2c0", state: null, address: null } as const;
  const machine = buildMachine(snapshot([functionInfo(PF, { children: [net] })]));
  const input = sampleInput({ format: "json", machine });
  expect(createReport(input).text).toContain("0c42a10003a1b2c0");
  expect(createReport({ ...input, redact: true }).text).not.toContain("a1b2c0");
});
