import { describe, expect, it } from "vitest";
import { ConfigSpace } from "../pci/config-space.ts";
import { inEnglish } from "../words/testing/english.ts";
import { allOnesCause as allOnesCauseInWords, witnessesOf } from "./all-ones.ts";
import type { FunctionFacts, FunctionInfo } from "./facts.ts";
import { buildMachine } from "./machine.ts";
import { bdf, functionInfo, snapshot } from "./testing/sample-machine.ts";

const allOnesCause = (...of: Parameters<typeof allOnesCauseInWords>) => inEnglish(allOnesCauseInWords(...of));

it.each<[cause: RegExp, Partial<FunctionFacts>]>([
  [/did not wake/, { powerState: "D3cold" }],
  [/lost contact/, { powerState: "error" }],
  [/link is down/, { powerState: "D0", link: { speed: null, width: 0, maxSpeed: 16, maxWidth: 16 } }],
  [/VF is no longer present/, { powerState: "D0", physfn: bdf("01:00.1") }],
  [
    /been removed, lost its link, failed/,
    { powerState: "D0", link: { speed: 8, width: 4, maxSpeed: 16, maxWidth: 16 } },
  ],
  [/been removed, lost its link, failed/, { powerState: null }],
])("%s", (cause, facts) => {
  const fn = functionInfo("01:00.0", facts);
  const told = allOnesCause(buildMachine(snapshot([fn])), fn, () => null);
  expect(told.cause).toMatch(cause);
  expect(told.evidence).toContain("0000:01:00.0");
});

/** A port with PCI Express at 40h (root port with a slot, Data Link Layer active reported) and what `set` writes. */
function portSpace(set: (view: DataView) => void): ConfigSpace {
  const view = new DataView(new ArrayBuffer(4096));
  view.setUint16(0x00, 0x8086, true);
  view.setUint16(0x06, 0x0010, true);
  view.setUint8(0x0e, 1);
  view.setUint8(0x34, 0x40);
  view.setUint16(0x40, 0x8010, true); // Power Management behind it
  view.setUint16(0x42, 0x0142, true);
  view.setUint32(0x4c, 1 << 20, true);
  view.setUint16(0x52, 0x2000, true);
  view.setUint32(0x54, 0x2, true);
  view.setUint16(0x5a, 0x0040, true);
  view.setUint16(0x80, 0x0001, true);
  set(view);
  return new ConfigSpace(new Uint8Array(view.buffer));
}

/** A PF with VF Enable, NumVFs 2 and what `set` writes. */
function pfSpace(set: (view: DataView) => void = () => undefined): ConfigSpace {
  const view = new DataView(new ArrayBuffer(4096));
  view.setUint16(0x00, 0x8086, true);
  view.setUint32(0x100, 0x00010010, true);
  view.setUint16(0x108, 0x0009, true);
  view.setUint16(0x110, 2, true);
  set(view);
  return new ConfigSpace(new Uint8Array(view.buffer));
}

const SILENT = new ConfigSpace(new Uint8Array(4096).fill(0xff));
const PORT = functionInfo("00:01.0", { classCode: 0x060400, bridge: { secondary: 1, subordinate: 2 } });
const CARD = functionInfo("01:00.0", { parent: PORT.bdf });
const VF = functionInfo("01:01.0", { parent: PORT.bdf, physfn: CARD.bdf });
const PF = { ...CARD, virtfns: [{ index: 2, bdf: VF.bdf }] };

function told(
  fn: FunctionInfo,
  others: readonly FunctionInfo[],
  spaces: Readonly<Record<string, ConfigSpace>>,
): ReturnType<typeof allOnesCause> {
  const machine = buildMachine(snapshot([...others, fn]));
  return allOnesCause(machine, fn, ({ bdf: of }) => spaces[of] ?? null);
}

describe("the cause stands above the function", () => {
  it.each<[string, (view: DataView) => void, cause: RegExp, evidence: RegExp]>([
    ["a reset", (v) => v.setUint16(0x3e, 0x40, true), /holds its secondary bus in reset/, /Secondary Bus Reset is 1/],
    ["the port's sleep", (v) => v.setUint16(0x84, 3, true), /low-power state/, /PowerState is D3/],
    ["a disabled link", (v) => v.setUint16(0x50, 0x10, true), /link below .* is disabled/, /Link Disable is 1/],
    ["a dead link", (v) => v.setUint16(0x52, 0, true), /link below .* is down/, /Link Active is 0/],
    ["no power", (v) => v.setUint16(0x58, 0x400, true), /no power/, /Power Controller Control is 1/],
    [
      "an empty slot",
      (v) => {
        v.setUint16(0x52, 0, true);
        v.setUint16(0x5a, 0, true);
      },
      /slot below .* is empty/,
      /Presence Detect State is 0/,
    ],
    [
      "a contained error",
      (v) => {
        v.setUint32(0x100, 0x0001001d, true);
        v.setUint16(0x108, 1, true);
      },
      /Downstream Port Containment/,
      /Trigger Status is 1/,
    ],
  ])("%s", (_, set, cause, evidence) => {
    const answer = told(CARD, [PORT], { [PORT.bdf]: portSpace(set) });
    expect(answer.cause).toMatch(cause);
    expect(answer.cause).toContain(PORT.bdf);
    expect(answer.evidence).toMatch(evidence);
  });

  it("is a bridge that reads ff itself, the furthest up first", () => {
    const lower = functionInfo("01:00.0", { parent: PORT.bdf, bridge: { secondary: 2, subordinate: 2 } });
    const fn = functionInfo("02:00.0", { parent: lower.bdf });
    const answer = told(fn, [PORT, lower], { [PORT.bdf]: SILENT, [lower.bdf]: SILENT });
    expect(answer.cause).toMatch(/bridge above, 0000:00:01\.0, does not respond either/);
    expect(witnessesOf(buildMachine(snapshot([PORT, lower, fn])), fn).map(({ bdf: of }) => of)).toEqual([
      lower.bdf,
      PORT.bdf,
    ]);
  });

  it("is ARI forwarding that is off, for devices above 0 on the port's own bus", () => {
    const off = portSpace(() => undefined);
    expect(told(VF, [PORT, CARD], { [PORT.bdf]: off }).cause).toMatch(/forwards only device 0.*This is device 1/);
    const on = portSpace((v) => v.setUint16(0x68, 0x20, true));
    expect(told(VF, [PORT, CARD], { [PORT.bdf]: on }).cause).not.toMatch(/only device 0/);
    // What the port forwards to a later bus is the card's to answer, whatever its device number.
    const later = functionInfo("02:01.0", { parent: PORT.bdf, physfn: CARD.bdf });
    expect(told(later, [PORT, CARD], { [PORT.bdf]: off }).cause).not.toMatch(/only device 0/);
    // By the kernel's own word, where nobody read the port.
    expect(told({ ...VF, ariEnabled: false }, [PORT, CARD], {}).cause).toMatch(/only device 0/);
    expect(told(VF, [PORT, CARD], {}).cause).not.toMatch(/only device 0/);
  });

  it("is a bus that no bridge passes on", () => {
    const beyond = functionInfo("03:00.0", { parent: PORT.bdf });
    expect(told(beyond, [PORT], {}).cause).toMatch(/forwards only buses 01 to 02/);
  });

  it("is the PF: silent, with its VFs off, or with fewer of them", () => {
    const ari = { [PORT.bdf]: portSpace((v) => v.setUint16(0x68, 0x20, true)) };
    const with2 = (space: ConfigSpace) => told(VF, [PORT, PF], { ...ari, [PF.bdf]: space }).cause;
    expect(with2(SILENT)).toMatch(/PF, 0000:01:00\.0, does not respond either/);
    expect(with2(pfSpace((v) => v.setUint16(0x108, 0, true)))).toMatch(/VF Enable of its PF.* is 0/);
    expect(with2(pfSpace())).toMatch(/has 2 VFs now. This would be VF 2/);
    // VF MSE off takes the memory of VFs away, and not their registers.
    const withoutMse = pfSpace((v) => {
      v.setUint16(0x108, 0x0001, true);
      v.setUint16(0x110, 3, true);
    });
    expect(with2(withoutMse)).toMatch(/VF is no longer present/);
  });

  it("may be a bridge that slept, only where nothing else speaks", () => {
    const asleep = { ...PORT, powerState: "D3hot" as const };
    expect(told(CARD, [asleep], {}).cause).toMatch(/was in D3hot and may not have woken/);
    expect(told(CARD, [asleep], { [PORT.bdf]: portSpace((v) => v.setUint16(0x52, 0, true)) }).cause).toMatch(/is down/);
    expect(told(CARD, [PORT], { [PORT.bdf]: portSpace(() => undefined) }).cause).toMatch(/Cause unknown/);
  });
});
