import { describe, expect, it } from "vitest";
import { explain } from "../explain/explain.ts";
import { failed, NUMVFS } from "../testing/failed-step.ts";
import { explained } from "../testing/said.ts";
import { crashedUnder, crashLine, KILLED, keptLog } from "./kernel-crash.ts";

describe("a line of the kernel's log", () => {
  it.each([
    "BUG: kernel NULL pointer dereference, address: 0000000000000010",
    "BUG: unable to handle page fault for address: ffffa0c1deadbeef",
    "BUG: Bad page state in process dd  pfn:1234",
    "Oops: 0000 [#1] PREEMPT SMP NOPTI",
    "Oops: general protection fault, probably for non-canonical address 0xdead000000000100: 0000 [#1] SMP",
    "Oops [#1]",
    "general protection fault, probably for non-canonical address 0xdead000000000100: 0000 [#1] SMP",
    "invalid opcode: 0000 [#1] SMP NOPTI",
    "kernel BUG at drivers/vfio/vfio.c:698!",
    "Unable to handle kernel NULL pointer dereference at virtual address 0000000000000008",
    "Unable to handle kernel paging request at virtual address ffff800012345678",
    "Internal error: Oops: 0000000096000004 [#1] SMP",
    "Internal error: Oops - BUG: 00000000f2000800 [#1] SMP",
    "Kernel panic - not syncing: Fatal exception",
    "<1>[  123.456789] [ T4711] BUG: kernel NULL pointer dereference, address: 0000000000000010",
    "[   12.000037] kernel BUG at mm/slub.c:435!",
  ])("that tells of a crash: %s", (line) => {
    expect(crashLine(["igb 0000:01:00.0: before", line])).not.toBeNull();
  });

  it.each([
    "WARNING: CPU: 3 PID: 812 at drivers/pci/iov.c:812 sriov_disable+0x10/0x20",
    "RIP: 0010:sriov_disable+0x10/0x20",
    "Call Trace:",
    "watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [dd:812]",
    "BUG: soft lockup - CPU#3 stuck for 22s! [dd:812]",
    "BUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 35s!",
    "BUG: sleeping function called from invalid context at kernel/locking/mutex.c:283",
    "INFO: task dd:812 blocked for more than 120 seconds.",
    // Whoever runs a program chooses its name.
    "BUG: kernel[812]: segfault at 0 ip 0000561 sp 00007ffe error 4 in x[561+1000]",
    "traps: x[812] general protection fault ip:561 sp:7ff error:0 in x[561+1000]",
    "usb 1-1: Product: BUG: Oops",
    "igb 0000:01:00.0: Internal error: reset",
  ])("that tells of none: %s", (line) => {
    expect(crashLine([line])).toBeNull();
  });
});

it("what is kept of a flooded log is its end, and what tells of the crash and its place", () => {
  const flood = Array.from({ length: 5_000 }, (_, index) => `igb 0000:01:00.0: line ${index}`);
  const crash = ["BUG: kernel NULL pointer dereference, address: 0", "RIP: 0010:iommu_deinit_device+0x1c/0x90"];
  const kept = keptLog([...flood.slice(0, 10), ...crash, ...flood]);
  expect(kept.slice(0, 2)).toEqual(crash);
  expect(kept.at(-1)).toBe(flood.at(-1));
  expect(kept.length).toBeLessThan(1_000);
  expect(keptLog([...crash, ...flood.slice(0, 100)])).toHaveLength(102);
});

describe("a write that the kernel crashed under", () => {
  const log = "BUG: kernel NULL pointer dereference, address: 0000000000000010";

  it.each([KILLED, "EIO", "EINTR", "EBUSY", "EVERIFY"])("is told as that, whatever it answered: %s", (code) => {
    const failure = failed(NUMVFS, code, { log });
    const host = failure.host && { ...failure.host, crashed: true };
    const { rule, cause, remedy, evidence, action } = explained({ ...failure, host });
    expect(rule).toBe("kernel-crashed");
    expect(cause).toContain(
      `The kernel crashed while /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs was being written: BUG:`,
    );
    expect(remedy).toContain("Save your work and reboot this machine");
    expect(remedy).not.toMatch(/try again/i);
    expect(evidence).toContain(log);
    expect(action).toBeUndefined();
  });

  it("is not made up by a program that has such a line written to the log", () => {
    const busy = failed(NUMVFS, "EBUSY", { log });
    expect(crashedUnder(busy)).toBe(false);
    expect(explain(busy).rule).toBe("numvfs-busy");
    // Where the flag cannot tell, the log counts.
    expect(crashedUnder({ ...busy, host: null })).toBe(true);
    expect(crashedUnder({ ...busy, host: busy.host && { ...busy.host, crashed: null } })).toBe(true);
  });

  it("is taken for that when the writer was killed, unless the kernel says that it is well", () => {
    const killed = failed(NUMVFS, KILLED);
    for (const crashed of [true, null]) {
      const host = killed.host && { ...killed.host, crashed };
      expect(crashedUnder({ ...killed, host })).toBe(true);
      expect(explain({ ...killed, host }).rule).toBe("kernel-crashed");
    }
    expect(crashedUnder({ ...killed, host: null })).toBe(true);
    const ended = explained(killed);
    expect(ended.rule).toBe("writer-killed");
    expect(ended.cause).toContain("A signal ended the process writing");
    expect(ended.cause).toContain("The kernel itself did not crash");
  });

  it("is not every failure on a machine that crashed before", () => {
    const busy = failed(NUMVFS, "EBUSY");
    expect(crashedUnder({ ...busy, host: busy.host && { ...busy.host, crashed: true } })).toBe(false);
    // One that was well when the operation began has crashed under it.
    expect(explain({ ...busy, crashedSince: true }).rule).toBe("kernel-crashed");
  });
});
