/** Whatever a machine or a file says: no text that one is told to paste holds a line or a word that is not the program's. */

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { HOSTILE } from "../../machine/testing/hostile-machine.ts";
import { isVisible } from "../../pci/visible-text.ts";
import { english } from "../../words/testing/english.ts";
import { netUp } from "../explain/rule.ts";
import { at, fn, machineOf, pfWithVfs, sriov } from "../testing/facts.ts";
import { handOff } from "./handoff.ts";
import { permanentTexts } from "./kept-over-restart.ts";

const PF = at("01:00.0");

/** The words that a program of this name is given when a shell runs the text; the text runs nothing else. */
function wordsOf(text: string, program: string): string[] {
  const script = `PATH=; ${program}() { for word; do printf '%s\\0' "$word"; done; }\n${text}`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.split("\0").slice(0, -1);
}

describe.each(HOSTILE.filter((bad) => bad !== "").map((bad) => [bad]))("a name %j", (bad) => {
  it("of a driver is one word for driverctl, and stands in no rule of udev unless it is plain", () => {
    const given = fn("01:00.0", { driver: bad, driverOverride: bad, sriov: sriov({ numVfs: 2 }) });
    const texts = permanentTexts(given);
    const [driverctl] = texts;
    expect(wordsOf(driverctl?.text ?? "", "driverctl")).toHaveLength(3);
    expect(texts.every(({ text }) => text.split("\n").every(isVisible))).toBe(true);
    expect(texts.map(({ kind }) => kind)).toEqual(["driverctl", "systemd"]);
  });

  it("of a driver or a group begins no line in a hand-off", () => {
    const vfs = [
      { driver: bad, iommuGroup: bad },
      { driver: "vfio-pci", iommuGroup: bad },
    ];
    const told = handOff(machineOf(pfWithVfs({ vfs })), [at("01:00.2"), at("01:00.3")]);
    const texts = [...told.notReady, ...told.items.flatMap(({ notes }) => notes)];
    expect(texts.filter((text) => !isVisible(english(text)))).toEqual([]);
  });

  it("of an interface is one word for ip, or there is no command", () => {
    const children = [{ kind: "net" as const, name: bad, state: "down", address: null }];
    const step = { verb: "sriov.numvfs", bdf: PF, value: 2 } as const;
    const failure = { code: "EVERIFY", where: "", wrote: "2", kernelLog: [] };
    const action = netUp({ step, failure, fn: fn("01:00.0", { children }), host: null, unmet: [] }, []);
    if (action === null) return;
    if (action.kind !== "command") throw new Error(action.kind);
    expect(wordsOf(action.command, "ip")).toHaveLength(4);
  });
});

it("a rule of udev compares the ids that are known, and none that are not", () => {
  const given = fn("01:00.0", { driver: "vfio-pci", driverOverride: "vfio-pci", vendor: null, device: 0x1021 });
  const rule = permanentTexts(given)[1]?.text;
  expect(rule).toBe(
    'ACTION=="add", SUBSYSTEM=="pci", KERNEL=="0000:01:00.0", \\\n  ATTR{driver_override}="vfio-pci"\n',
  );
});
