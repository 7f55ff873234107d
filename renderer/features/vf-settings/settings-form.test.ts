import { expect, test } from "vitest";
import type { VfSettings } from "../../../shared/machine/facts.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { VF_SETTINGS_WORDS } from "../../words/vf-settings.ts";
import { EMPTY_FORM, guidWords, macWords, nowWords, readForm } from "./settings-form.ts";

const VF: VfSettings = {
  vf: 0,
  mac: "00:00:00:00:00:00",
  vlan: 5,
  qos: 0,
  spoofCheck: null,
  trust: false,
  linkState: "auto",
  minRate: 0,
  maxRate: 0,
};

test("an empty form asks for nothing, and what is typed is asked for and no more", () => {
  expect(readForm(EMPTY_FORM, 3)).toEqual({ request: {}, faults: [] });
  const form = {
    ...EMPTY_FORM,
    mac: " 02-00-00-00-00-0A ",
    vlan: "0",
    trust: "off",
    linkState: "enable",
    maxRate: "50",
  } as const;
  expect(readForm(form, 3)).toEqual({
    request: { mac: "02:00:00:00:00:0a", vlan: 0, trust: false, linkState: "enable", maxRate: 50 },
    faults: [],
  });
});

test("what is no number, no address or out of range is said, field by field", () => {
  const { faults } = readForm({ ...EMPTY_FORM, mac: "02:00", vlan: "1x", qos: "9", minRate: "-1" }, 1);
  expect(inEnglish(faults).slice(0, 2)).toEqual([
    "VLAN: 1x is not a whole number.",
    "Min rate: -1 is not a whole number.",
  ]);
  expect(faults).toHaveLength(4);
});

test("what the VFs have now is shown where they agree and the driver says it", () => {
  expect(english(nowWords([VF], macWords))).toBe("Now: not set.");
  expect(nowWords([VF, { ...VF, vlan: 6 }], ({ vlan }) => String(vlan))).toEqual(VF_SETTINGS_WORDS.nowDiffers);
  expect(nowWords([VF], ({ spoofCheck }) => (spoofCheck === null ? null : "on"))).toBeNull();
  expect(nowWords([], macWords)).toBeNull();
});

test("GUIDs are taken in the ways in which people write them, and what is none is refused in words", () => {
  const guid = "00:02:c9:03:00:21:6e:70";
  const form = { ...EMPTY_FORM, nodeGuid: "0x0002C90300216E70", portGuid: "0002:c903:0021:6e78" };
  expect(readForm(form, 2)).toEqual({
    request: { nodeGuid: guid, portGuid: "00:02:c9:03:00:21:6e:78" },
    faults: [],
  });
  expect(readForm({ ...EMPTY_FORM, portGuid: "02:c9" }, 1).faults).toHaveLength(1);
  expect([guidWords(guid), guidWords("00:00:00:00:00:00:00:00"), guidWords(undefined)]).toEqual([
    guid,
    VF_SETTINGS_WORDS.guidNotSet,
    null,
  ]);
});
