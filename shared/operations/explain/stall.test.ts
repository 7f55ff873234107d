import { describe, expect, it } from "vitest";
import { inEnglish } from "../../words/testing/english.ts";
import { at, fn } from "../testing/facts.ts";
import { NUMVFS, ON_VFIO, PF, PROBE, UNBIND } from "../testing/failed-step.ts";
import type { Step } from "../verbs/list.ts";
import { explainStall, type StalledWrite, type StallFacts } from "./stall.ts";

const NOBODY: StallFacts = { waitsIn: null, holders: [], alsoStuck: [], kernelLog: [] };
const GUEST = { bdf: at("01:00.2"), pid: 4711, program: "qemu-system-x86", guest: "db-1" };
const NO_VFS: Step = { ...NUMVFS, value: 0 };
const REMOVE: Step = { verb: "device.remove", bdf: PF };
const RESET: Step = { verb: "device.reset", bdf: PF };
const VFIO = fn("01:00.0", ON_VFIO);

function stalled(step: Step, known: Partial<Omit<StalledWrite, "step">> = {}) {
  return inEnglish(explainStall({ step, elapsedMs: 12_400, fn: VFIO, crashed: false, view: null, ...known }));
}

describe("a write that waits for a program", () => {
  it.each([
    [[GUEST], "guest db-1 (qemu-system-x86, process 4711) still holds 0000:01:00.2."],
    [[GUEST, GUEST], "guest db-1 (qemu-system-x86, process 4711) still holds 0000:01:00.2."],
    [
      [GUEST, { ...GUEST, pid: 2, guest: null }],
      "guest db-1 (qemu-system-x86, process 4711) and qemu-system-x86 (process 2) still hold 0000:01:00.2.",
    ],
  ])("names who holds it up, in a sentence that fits their number", (holders, sentence) => {
    const { cause, remedy } = stalled(UNBIND, { view: { ...NOBODY, holders } });
    expect(cause).toContain(sentence);
    expect(remedy).toMatch(/^Shut down guest db-1/);
  });

  it("tells what was seen of it", () => {
    const { evidence } = stalled(UNBIND, {
      view: {
        waitsIn: "vfio_unregister_group_dev",
        holders: [GUEST],
        alsoStuck: [{ pid: 99, program: "lspci", waitsIn: "pci_lock_rescan_remove" }],
        kernelLog: ["vfio-pci 0000:01:00.2: Relaying device request to user (#10)"],
      },
    });
    expect(evidence).toEqual([
      "The write has been running for 12 s.",
      "The driver of 0000:01:00.0 is vfio-pci.",
      "The writing process waits in vfio_unregister_group_dev.",
      "0000:01:00.2 is open in process 4711.",
      "1 other process is stuck: lspci (99, in pci_lock_rescan_remove).",
      "vfio-pci 0000:01:00.2: Relaying device request to user (#10)",
    ]);
  });

  it.each([
    ["an unbind", UNBIND, /Other changes are not affected/, /hot-plug|whole machine/],
    ["0 VFs", NO_VFS, /this PF and hot-plug on the whole machine wait/, /not affected/],
    ["a removal", REMOVE, /removals and rescans wait on the whole machine/, /not affected|this PF/],
  ])("says of %s what else waits with it, and no more", (_, step, waits, not) => {
    for (const view of [null, NOBODY, { ...NOBODY, holders: [GUEST] }]) {
      const { remedy } = stalled(step, { view });
      expect(remedy).toMatch(waits);
      expect(remedy).not.toMatch(not);
      expect(remedy).toContain("This program can be closed");
    }
  });

  it("does not claim a program that nobody has seen", () => {
    expect(stalled(NO_VFS).cause).toContain("may still hold an affected function");
    expect(stalled(NO_VFS, { view: NOBODY }).cause).toContain("no program was found");
  });
});

it.each([
  ["a probe", PROBE, VFIO],
  ["VFs that are made", NUMVFS, VFIO],
  // vfio-pci lets a reset through at once, whoever has the function.
  ["a reset", RESET, VFIO],
  ["an unbind from a driver that asks no program", UNBIND, fn("01:00.0", { driver: "igb" })],
])("%s waits for the driver, never for a program", (_, step, facts) => {
  for (const view of [null, { ...NOBODY, holders: [GUEST] }]) {
    const { cause, remedy } = stalled(step, { fn: facts, view });
    expect(cause).toContain("the driver is still busy");
    expect(remedy).not.toContain("guest");
  }
});

describe("a write that hangs after a crash of the kernel", () => {
  it("is told as that, and blamed on no program", () => {
    for (const view of [null, NOBODY, { ...NOBODY, holders: [GUEST] }]) {
      const { cause, remedy, evidence } = stalled(NO_VFS, { crashed: true, view });
      expect(cause).toContain("The kernel has crashed since this machine booted");
      expect(remedy).toContain("reboot this machine");
      expect(`${cause} ${remedy}`).not.toMatch(/guest|program/);
      expect(evidence).toContain("/proc/sys/kernel/tainted has bit 7 (D) set: the kernel has crashed.");
    }
  });

  it("is known from the log where nothing else tells", () => {
    const kernelLog = ["BUG: kernel NULL pointer dereference, address: 0000000000000010"];
    const { cause } = stalled(UNBIND, { crashed: null, view: { ...NOBODY, holders: [GUEST], kernelLog } });
    expect(cause).toBe(
      "The kernel crashed during this write: BUG: kernel NULL pointer dereference, address: 0000000000000010.",
    );
  });
});
