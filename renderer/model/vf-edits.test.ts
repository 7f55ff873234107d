import { expect, test } from "vitest";
import { vfSettings } from "../../shared/operations/testing/vf-settings.ts";
import { english } from "../../shared/words/testing/english.ts";
import { bdf } from "../testing/machines.ts";
import {
  editCounts,
  edited,
  emptied,
  NO_EDITS,
  nextChoice,
  requestOf,
  stillWanted,
  typed,
  typedFor,
  type VfNow,
} from "./vf-edits.ts";

const PF = bdf("0000:01:00.0");
const now = (vf: number): VfNow => ({ settings: vfSettings(vf), msix: 10 });
const faultOf = (...of: Parameters<typeof typed>) => {
  const read = typed(...of);
  return "fault" in read ? [english(read.fault), read.unfinished] : null;
};

test("what is typed is read in the ways in which people write it", () => {
  expect(typed("mac", " 02-00-00-00-00-0A ", 1)).toEqual({ settings: { mac: "02:00:00:00:00:0a" } });
  expect(typed("vlan", "100", 1)).toEqual({ settings: { vlan: 100 } });
  expect(typed("vlan", "100/3", 1)).toEqual({ settings: { vlan: 100, qos: 3 } });
  expect(typed("nodeGuid", "0x0002C90300216E70", 1)).toEqual({ settings: { nodeGuid: "00:02:c9:03:00:21:6e:70" } });
  expect(typed("maxRate", "500", 1)).toEqual({ settings: { maxRate: 500 } });
});

test("what cannot be is said in a sentence, and what may still become right is told apart", () => {
  expect(faultOf("vlan", "5000", 1)).toEqual(["VLAN must be a number from 0 to 4094.", false]);
  expect(faultOf("vlan", "1x", 1)).toEqual(["1x is not a whole number.", false]);
  expect(faultOf("mac", "02:00", 1)).toEqual(["02:00 is not a MAC address.", true]);
  expect(faultOf("mac", "02:0z", 1)).toEqual(["02:0z is not a MAC address.", false]);
  expect(faultOf("mac", "02:00:00:ff:ff:ff", 2)?.[1]).toBe(false);
});

test("addresses count up, in one edit where VFs follow one another and in several where they do not", () => {
  const first = edited(NO_EDITS, [0, 1, 2], { mac: "02:00:00:00:00:10" }, now);
  const all = edited(first, [1], { vlan: 7 }, now);
  expect(requestOf(PF, first).edits).toEqual([{ vfs: [0, 1, 2], settings: { mac: "02:00:00:00:00:10" } }]);
  expect(requestOf(PF, all).edits).toEqual([
    { vfs: [0], settings: { mac: "02:00:00:00:00:10" } },
    { vfs: [1], settings: { mac: "02:00:00:00:00:11", vlan: 7 } },
    { vfs: [2], settings: { mac: "02:00:00:00:00:12" } },
  ]);
  expect(editCounts(all)).toEqual({ edits: 4, vfs: 3 });
  expect(editCounts(edited(NO_EDITS, [0], { vlan: 7, qos: 3 }, now))).toEqual({ edits: 1, vfs: 1 });
});

test("what a VF has already is no edit, and what it has come to have is none any more", () => {
  expect(edited(NO_EDITS, [0, 1], { vlan: 0 }, now).size).toBe(0);
  const edits = edited(NO_EDITS, [0, 1, 2], { vlan: 7, trust: true }, now);
  expect(edited(edits, [0], { vlan: 0, trust: false }, now).has(0)).toBe(false);
  const later = (vf: number): VfNow => ({ settings: vfSettings(vf, { vlan: 7, trust: vf === 0 }), msix: 10 });
  expect([...stillWanted(edits, (vf) => vf < 2, later)]).toEqual([[1, { trust: true }]]);
  expect(stillWanted(edits, () => true, now)).toBe(edits);
});

test("a VLAN and its priority stay together, whichever of them a VF has or comes to have", () => {
  const has = (vlan: number, qos = 0): VfNow => ({ settings: vfSettings(0, { vlan, qos }), msix: 10 });
  const edits = edited(NO_EDITS, [0, 1], { vlan: 20, qos: 3 }, (vf) => has(vf === 0 ? 0 : 20));
  expect(requestOf(PF, edits).edits).toEqual([{ vfs: [0, 1], settings: { vlan: 20, qos: 3 } }]);
  expect(editCounts(edits)).toEqual({ edits: 2, vfs: 2 });
  const here = () => true;
  expect(stillWanted(edits, here, () => has(20))).toBe(edits);
  expect(stillWanted(edits, here, () => has(7, 3))).toBe(edits);
  expect(stillWanted(edits, here, () => has(20, 3)).size).toBe(0);
  // Another VLAN alone, or the one of before, is typed over both.
  expect(edited(edits, [0], { vlan: 30 }, () => has(20)).get(0)).toEqual({ vlan: 30 });
  expect(edited(edits, [0], { vlan: 20 }, () => has(20)).has(0)).toBe(false);
});

test("an emptied cell is no VLAN and no limit, and nothing where nothing stood or something always does", () => {
  expect(emptied("vlan", { vlan: 7, qos: 3 })).toEqual({ vlan: 0, qos: 0 });
  expect(emptied("maxRate", { maxRate: 500 })).toEqual({ maxRate: 0 });
  expect([emptied("vlan", { vlan: 0 }), emptied("minRate", {}), emptied("mac", { mac: "02:00:00:00:00:10" })]).toEqual([
    null,
    null,
    null,
  ]);
});

test("a setting of a few values takes the next one, also where none is known", () => {
  expect(nextChoice("trust", { trust: true })).toEqual({ trust: false });
  expect(nextChoice("spoofCheck", {})).toEqual({ spoofCheck: true });
  expect(nextChoice("linkState", { linkState: "disable" })).toEqual({ linkState: "auto" });
  expect(nextChoice("vlan", {})).toBeNull();
});

test("rates that cross with what a VF has, or with what waits for it, are said at the cell", () => {
  const rates = (vf: number): VfNow => ({ settings: vfSettings(vf, { maxRate: vf === 1 ? 100 : 0 }), msix: null });
  const of = (id: "minRate" | "maxRate", text: string, vfs: readonly number[], edits = NO_EDITS) => {
    const read = typedFor(id, text, vfs, { edits, now: rates });
    return "fault" in read ? [english(read.fault), read.unfinished] : read.settings;
  };
  expect(of("minRate", "500", [0])).toEqual({ minRate: 500 });
  expect(of("minRate", "500", [0, 1])).toEqual([
    "VF 1 would have a minimum rate of 500 Mbit/s, above its maximum rate of 100 Mbit/s.",
    false,
  ]);
  const waiting = new Map([[0, { minRate: 500 }]]);
  expect(of("maxRate", "10", [0], waiting)).toEqual([
    "VF 0 would have a minimum rate of 500 Mbit/s, above its maximum rate of 10 Mbit/s.",
    true,
  ]);
  expect(of("maxRate", "1000", [0], waiting)).toEqual({ maxRate: 1000 });
});
