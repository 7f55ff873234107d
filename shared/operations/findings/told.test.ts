/** What is said of a reset, of a write that hangs, and of a choice that is to last. */
import { describe, expect, it } from "vitest";
import type { ConfigReading } from "../../machine/facts.ts";
import { inEnglish } from "../../words/testing/english.ts";
import * as changes from "../outcome/config-changes.ts";
import { at, fn, sriov } from "../testing/facts.ts";
import { permanentTexts } from "../texts/kept-over-restart.ts";

const configChanges = (...args: Parameters<typeof changes.configChanges>) => inEnglish(changes.configChanges(...args));
const PF = at("01:00.0");

function reading(change: (bytes: Uint8Array) => void = () => {}): ConfigReading {
  const bytes = new Uint8Array(256);
  bytes.set([0x86, 0x80, 0x21, 0x15, 0x06, 0x04, 0x10, 0x00]);
  change(bytes);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { state: "read", hex, known: [[0, 256]], size: 256 };
}

describe("registers before and after a reset", () => {
  it("that are the same are said to be", () => {
    expect(configChanges(PF, reading(), reading())).toEqual(["The reset changed no registers of 0000:01:00.0."]);
  });

  it("that changed are named, with their fields", () => {
    const [sentence, first] = configChanges(
      PF,
      reading(),
      reading((bytes) => bytes.set([0x02], 4)),
    );
    expect(sentence).toBe("1 register of 0000:01:00.0 changed after the reset.");
    expect(first).toMatch(/^Command of .*: 0x0406 → 0x0402 \(.*Master.*\)\.$/);
  });

  it("that changed in large numbers are counted beyond a few", () => {
    const told = configChanges(
      PF,
      reading(),
      reading((bytes) => bytes.fill(0x11, 0x10, 0x40)),
    );
    const count = Number(/^(\d+) registers of /.exec(told[0] ?? "")?.[1]);
    expect(count).toBeGreaterThan(8);
    expect(told).toHaveLength(10);
    expect(told.at(-1)).toBe(`${count - 8} more registers changed.`);
  });

  it("of a capability that was not there before are not compared with anything", () => {
    const added = reading((bytes) => {
      bytes.set([0x40], 0x34);
      bytes.set([0x01, 0x00, 0x03, 0x00], 0x40);
    });
    const [, ...named] = configChanges(PF, reading(), added);
    expect(named).toEqual([expect.stringMatching(/^Capabilities Pointer of Header: 0x00 → 0x40 /)]);
  });

  it("that read all ones before as well are the same", () => {
    const ones = reading((bytes) => bytes.fill(0xff));
    expect(configChanges(PF, ones, ones)).toEqual(["The reset changed no registers of 0000:01:00.0."]);
  });

  it("of a device that does not answer any more are not decoded", () => {
    const gone = reading((bytes) => bytes.fill(0xff));
    expect(configChanges(PF, reading(), gone)).toEqual([expect.stringContaining("reads all ones")]);
    expect(configChanges(PF, reading(), { state: "gone" })).toEqual([expect.stringContaining("did not come back")]);
    const asleep = { state: "asleep" } as const;
    const unread = [expect.stringContaining("could not be compared")];
    expect(configChanges(PF, asleep, reading())).toEqual(unread);
    expect(configChanges(PF, reading(), asleep)).toEqual(unread);
  });
});

describe("a choice that is to last", () => {
  it("is text for the override of a function, never for that of a VF, which ends with the VF", () => {
    const given = fn("01:00.0", { driver: "vfio-pci", driverOverride: "vfio-pci", vendor: 0x15b3, device: 0x1021 });
    const texts = permanentTexts(given);
    expect(texts.map(({ kind }) => kind)).toEqual(["driverctl", "udev"]);
    expect(texts[0]?.text).toBe("driverctl set-override 0000:01:00.0 vfio-pci");
    expect(texts[1]?.text).toContain('ATTR{vendor}=="0x15b3", ATTR{device}=="0x1021"');
    expect(permanentTexts({ ...given, physfn: at("01:00.1") })).toEqual([]);
    expect(permanentTexts(fn("01:00.0"))).toEqual([]);
  });

  it("is text for the number of VFs, with the switch for their drivers", () => {
    const pf = fn("01:00.0", { driver: "igb", sriov: sriov({ numVfs: 4, driversAutoprobe: false }) });
    const [unit, rule] = permanentTexts(pf);
    expect(unit?.path).toBe("/etc/systemd/system/sriov-0000-01-00.0.service");
    const starts = unit?.text.split("\n").filter((line) => line.startsWith("ExecStart="));
    expect(starts).toEqual([
      "ExecStart=/bin/sh -c 'echo 0 > /sys/bus/pci/devices/0000:01:00.0/sriov_drivers_autoprobe'",
      "ExecStart=/bin/sh -c 'echo 4 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs'",
    ]);
    expect(rule?.text).toContain('ATTR{sriov_numvfs}="4"');
  });
});
