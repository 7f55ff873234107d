import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { ConfigSpace } from "../../pci/config-space.ts";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { english } from "../../words/testing/english.ts";
import { at, fn, machineOf } from "../testing/facts.ts";
import { groupCauses } from "./group-causes.ts";

const PORT = at("00:01.0");
const ROOT_PORT = 4;
const UPSTREAM = 5;
const DOWNSTREAM = 6;
const TO_PCI = 7;
/** Source Validation, Request Redirect, Completion Redirect, Upstream Forwarding. */
const ALL_OF_ACS = 0x1d;

/** A port of this type; its ACS control register, left out = it has no ACS. */
function port(type: number, acs?: number): ConfigSpace {
  const express = ["06: 10 00", "34: 40", `40: 10 00 ${type}2 00`];
  const control = acs === undefined ? [] : ["100: 0d 00 01 00", `106: ${acs.toString(16).padStart(2, "0")} 00`];
  return makeSpace(4096, ...express, ...control);
}

function part(space: ConfigSpace, end: number): ConfigSpace {
  return new ConfigSpace(space.bytes, [{ start: 0, end }]);
}

function member(address: string, facts: Partial<FunctionInfo> = {}): FunctionInfo {
  return fn(address, { hostBridge: "pci0000:00", parent: PORT, iommuGroup: "7", ...facts });
}

const BRIDGE = fn("00:01.0", {
  hostBridge: "pci0000:00",
  classCode: 0x060400,
  bridge: { secondary: 1, subordinate: 1 },
});
/** Two devices behind one port. */
const CARDS = [member("01:00.0"), member("01:01.0")];

function causes(functions: readonly FunctionInfo[], spaces: Readonly<Record<string, ConfigSpace>>): string[] {
  const machine = machineOf(functions);
  const group = machine.groupOf(at("01:00.0"));
  if (group === null) throw new Error("no group");
  const config = (bdf: Bdf) => spaces[bdf] ?? null;
  return groupCauses(machine, group, config).map(({ bdf, text }) => `${bdf} ${english(text)}`);
}
const ofPort = (space: ConfigSpace) => causes([BRIDGE, ...CARDS], { [PORT]: space });

describe("a group of several", () => {
  it.each([
    ["a root port without ACS", port(ROOT_PORT), ["0000:00:01.0 has no ACS"]],
    ["a switch port without ACS", port(DOWNSTREAM), ["0000:00:01.0 has no ACS"]],
    [
      "a port that lacks some of it",
      port(ROOT_PORT, 0x05),
      ["0000:00:01.0 has ACS without P2P Completion Redirect (CR), Upstream Forwarding (UF)"],
    ],
    ["a port with all of it", port(ROOT_PORT, ALL_OF_ACS), []],
    ["a switch port up, which has no ACS to have", port(UPSTREAM), []],
    [
      "a bridge to conventional PCI",
      port(TO_PCI),
      ["0000:00:01.0 is a bridge to conventional PCI, and devices behind it can’t be distinguished"],
    ],
    [
      "a bridge of conventional PCI",
      makeSpace(256),
      ["0000:00:01.0 is a bridge to conventional PCI, and devices behind it can’t be distinguished"],
    ],
    ["a port of which only the first 64 bytes are known", part(port(ROOT_PORT), 64), []],
    ["a port whose extended space is not known", part(port(ROOT_PORT), 256), []],
  ])("behind %s", (_, space, told) => {
    expect(ofPort(space)).toEqual(told);
  });

  it("is not explained where nothing was read, or nothing is above", () => {
    expect(causes([BRIDGE, ...CARDS], {})).toEqual([]);
    expect(causes([member("01:00.0", { parent: null }), member("01:01.0", { parent: null })], {})).toEqual([]);
  });

  it("counts a bridge among its members, too", () => {
    const inner = member("01:02.0", { classCode: 0x060400, bridge: { secondary: 2, subordinate: 2 } });
    expect(causes([BRIDGE, ...CARDS, inner], { [inner.bdf]: port(DOWNSTREAM) })).toEqual(["0000:01:02.0 has no ACS"]);
  });

  it("may be one device whose functions talk to each other inside it", () => {
    const second = at("01:00.1");
    const text = "is one of several functions of its device, which has no ACS between them";
    const spaces = { "0000:01:00.0": makeSpace(4096), [second]: makeSpace(4096) };
    expect(causes([member("01:00.0"), member("01:00.1")], spaces)).toEqual([
      `0000:01:00.0 ${text}`,
      `0000:01:00.1 ${text}`,
    ]);
    const isolated = { ...spaces, [second]: port(0, ALL_OF_ACS) };
    expect(causes([member("01:00.0"), member("01:00.1")], isolated)).toEqual([`0000:01:00.0 ${text}`]);
  });

  it.each(["01:01.0", "02:00.0", "0001:01:00.0"])("is not blamed on 01:00.0 for the sake of %s", (address) => {
    expect(causes([member("01:00.0"), member(address)], { "0000:01:00.0": makeSpace(4096) })).toEqual([]);
  });
});

it("a group of one needs no cause", () => {
  expect(causes([BRIDGE, member("01:00.0")], { [PORT]: port(ROOT_PORT) })).toEqual([]);
});
