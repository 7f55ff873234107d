/** What every plan has, whatever it is for: a verdict, and the same as shell commands. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { firstUnseen, HOSTILE } from "../../machine/testing/hostile-machine.ts";
import { isVisible } from "../../pci/visible-text.ts";
import type { JournalEntry } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs, fn as someFunction, sriov } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import { planOperation } from "./plan.ts";

const PF = at("01:00.0");
const DEVICE = "/sys/bus/pci/devices/0000:01:00.0";

function plan(request: OperationRequest, functions = pfWithVfs(), privileged = true, undoOf?: JournalEntry) {
  const machine = machineOf(functions, { identity: { privileged } });
  return planOperation({ machine, request, undoOf, newId: ids() });
}
const vfs = (count: number): OperationRequest => ({ kind: "vfs.set", pf: PF, count, purpose: "host" });

/** The writes alone, without what explains them. */
function writes(commands: readonly string[]): string[] {
  return commands.filter((line) => !line.startsWith("# ") || line.startsWith("#  ") || line.endsWith(":"));
}

describe("the commands of a plan", () => {
  it("are its writes, and those that take it back in turn", () => {
    expect(writes(plan(vfs(4), pfWithVfs({ vfs: [{}] })).commands)).toEqual([
      `echo 0 > ${DEVICE}/sriov_numvfs`,
      `echo 4 > ${DEVICE}/sriov_numvfs`,
      "# To undo it:",
      // Through 0, as on the way there.
      `#   echo 0 > ${DEVICE}/sriov_numvfs`,
      `#   echo 1 > ${DEVICE}/sriov_numvfs`,
    ]);
  });

  it("speak of no way back where there is none", () => {
    const functions = pfWithVfs({ pf: { resetMethods: ["flr"] } });
    const { commands } = plan({ kind: "device.reset", bdfs: [PF], method: null }, functions);
    expect(writes(commands)).toEqual([`echo 1 > ${DEVICE}/reset`]);
  });

  it("switch each PF back, and one PF only once where it is switched again at once", () => {
    const other = at("02:00.0");
    const functions = [
      ...pfWithVfs({ sriov: { driversAutoprobe: false } }),
      someFunction("02:00.0", { driver: "igb", sriov: sriov({ driversAutoprobe: false }) }),
    ];
    const autoprobe = [PF, other].map((pf) => ({ pf, value: true }));
    const undoOf = journalEntry({ before: { functions: [], vfs: null, autoprobe } });
    const { commands } = plan({ kind: "undo", entryId: undoOf.id }, functions, true, undoOf);
    expect(writes(commands).slice(-2)).toEqual([
      "#   echo 0 > /sys/bus/pci/devices/0000:02:00.0/sriov_drivers_autoprobe",
      `#   echo 0 > ${DEVICE}/sriov_drivers_autoprobe`,
    ]);
    const guests: OperationRequest = { kind: "vfs.set", pf: PF, count: 2, purpose: "vfio-pci" };
    const back = writes(plan(guests, pfWithVfs({ vfs: [{ driver: null }] })).commands);
    const switches = back.slice(back.indexOf("# To undo it:")).filter((line) => line.includes("autoprobe"));
    expect(switches).toEqual([
      `#   echo 0 > ${DEVICE}/sriov_drivers_autoprobe`,
      `#   echo 1 > ${DEVICE}/sriov_drivers_autoprobe`,
    ]);
  });

  it("of a plan without steps say that there is nothing to do", () => {
    expect(plan(vfs(0)).commands).toEqual(["# Set 0000:01:00.0 to 0 VFs", "# Nothing to do."]);
  });
});

it("a machine that is as requested needs no rights and no further look", () => {
  expect(plan(vfs(0), pfWithVfs(), false)).toMatchObject({ verdict: "nothing", checks: [{ id: "already-so" }] });
  expect(plan(vfs(1), pfWithVfs(), false).verdict).toBe("blocked");
});

describe("names that a file or a machine made up", () => {
  /** What is done with functions on such a driver, and with an entry of the journal that names it. */
  function plansOn(bad: string) {
    const says = { driver: bad, driverOverride: bad, resetMethods: [bad, "flr"], label: bad };
    const functions = pfWithVfs({ pf: says, vfs: [says, { driver: "vfio-pci" }] });
    const undoOf = journalEntry({
      title: bad,
      before: { functions: [{ bdf: at("01:00.3"), driver: bad, driverOverride: bad }], vfs: null },
    });
    const bdfs = [at("01:00.2")];
    const requests: OperationRequest[] = [
      { kind: "assign", bdfs },
      { kind: "giveBack", bdfs },
      { kind: "device.reset", bdfs: [PF], method: "flr" },
      { kind: "device.remove", bdfs },
      { kind: "vfs.set", pf: PF, count: 0, purpose: "none" },
      { kind: "undo", entryId: undoOf.id },
    ];
    return requests.map((request) => plan(request, functions, true, request.kind === "undo" ? undoOf : undefined));
  }

  it.each(HOSTILE.map((bad) => [bad]))("%j runs nothing where the commands are pasted", (bad) => {
    const folder = mkdtempSync(join(tmpdir(), "paste-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const script = plansOn(bad)
      .flatMap(({ commands }) => commands)
      .map((line) => line.replace(/ > \/sys\/\S+$/, " > written"))
      .join("\n");
    expect(firstUnseen(script)).toBeNull();
    spawnSync("sh", ["-c", `modprobe() { :; }\n${script}`], { cwd: folder });
    expect(readdirSync(folder).filter((name) => name !== "written")).toEqual([]);
  });

  it.each(HOSTILE.map((bad) => [bad]))("%j is written by a step only where it can be seen", (bad) => {
    const { checks, commands, verdict } = plansOn(bad).at(-1) ?? plan(vfs(0));
    const blocker = checks.find(({ id }) => id === "hidden-characters");
    expect(blocker === undefined).toBe(isVisible(bad));
    if (blocker === undefined) return;
    expect(verdict).toBe("blocked");
    expect(commands.every((line) => line.startsWith("# "))).toBe(true);
  });
});
