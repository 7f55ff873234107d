import { expect, test } from "vitest";
import { buildMachine } from "../../../../shared/machine/machine.ts";
import { type UnreadSource, unreadUsage } from "../../../../shared/machine/usage-facts.ts";
import type { UsageTold } from "../../../../shared/machine/used-by.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { bdf, labMachine, sampleFunction, samplePort, sampleSnapshot } from "../../../testing/machines.ts";
import { notKnownOf as notKnownOfInWords, usesFor as usesForInWords } from "./use-view.ts";

const usesFor = (...of: Parameters<typeof usesForInWords>) => inEnglish(usesForInWords(...of));
const notKnownOf = (...of: Parameters<typeof notKnownOfInWords>) => inEnglish(notKnownOfInWords(...of));

const PORT = bdf("0000:00:01.0");
const DISK = bdf("0000:27:00.0");
const ROOT = { kind: "mount", text: "carries /", short: "/", evidence: "mountinfo", level: "protected" } as const;
const onlyRoot = (source: UnreadSource["source"], what: string): UnreadSource => ({
  source,
  code: "EACCES",
  reason: `only root sees ${what}`,
});

const disk = (name: string) => ({ kind: "block", name, state: null, address: null }) as const;
const machine = buildMachine(
  sampleSnapshot([
    samplePort("0000:00:01.0", 0x27),
    sampleFunction("0000:00:17.0", { driver: "ahci", children: [disk("sda")] }),
    sampleFunction("0000:27:00.0", { driver: "nvme", parent: PORT, children: [disk("nvme0n1")] }),
    sampleFunction("0000:30:00.0"),
  ]),
);
function uses(address: string, usage: Partial<UsageTold> = {}) {
  const fn = machine.byBdf.get(bdf(address));
  if (!fn) throw new Error(address);
  return usesFor(machine, fn, { functions: [], unread: [], seen: machine, ...usage });
}

test("that nothing uses it is said only where all was read", () => {
  expect(uses("0000:30:00.0")).toMatchObject({
    own: [],
    behind: [],
    notKnown: null,
    none: "No use found.",
  });
  const unread = [onlyRoot("holders", "what programs have open")];
  expect(uses("0000:30:00.0", { unread }).none).toBe("No use found in what could be read.");
  const { unread: all } = unreadUsage("a file does not tell it");
  expect(uses("0000:30:00.0", { unread: [...all] })).toMatchObject({
    none: null,
    notKnown: { summary: "What uses this machine is unknown: a file does not tell it." },
  });
  expect(uses("0000:30:00.0", { functions: [{ bdf: DISK, reasons: [ROOT] }] }).none).toBe("No use found.");
});

test("a disk that nothing more is known of is a use, as its plan says, and told once", () => {
  expect(uses("0000:00:17.0").own).toEqual([
    { text: "disk sda", evidence: "block/sda is below 0000:00:17.0", level: "in use" },
  ]);
  expect(uses(DISK, { functions: [{ bdf: DISK, reasons: [ROOT] }] }).own).toEqual([ROOT]);
});

test("a port tells what is used behind it, and a PF which guests have its VFs", () => {
  const { own, behind, none } = uses(PORT, { functions: [{ bdf: DISK, reasons: [ROOT] }] });
  expect(own).toEqual([]);
  expect(behind).toEqual([{ bdfs: [DISK], texts: ["carries /"], evidence: ["mountinfo"], isProtected: true }]);
  expect(none).toBeNull();

  const lab = buildMachine(labMachine());
  const pf = lab.byBdf.get(bdf("0000:01:00.0"));
  if (!pf) throw new Error("no PF");
  const [first, second, third] = lab.vfsOf(pf.bdf).map((vf) => vf.bdf);
  if (!(first && second && third)) throw new Error("too few VFs");
  const guest = (name: string) =>
    ({
      kind: "guest",
      text: `is in guest ${name}`,
      short: `guest ${name}`,
      evidence: name,
      level: "protected",
    }) as const;
  const used = [first, second].map((each) => ({ bdf: each, reasons: [guest("build-7")] }));
  const functions = [...used, { bdf: third, reasons: [guest("db-2")] }];
  const told = usesFor(lab, pf, { functions, unread: [], seen: lab }).behind;
  expect(told.filter(({ isProtected }) => isProtected).map(({ bdfs, texts }) => [bdfs, texts])).toEqual([
    [[first, second], ["is in guest build-7"]],
    [[third], ["is in guest db-2"]],
  ]);
});

test("what is not known is one line, which says whether root would know", () => {
  expect(notKnownOf([])).toBeNull();
  const holders = onlyRoot("holders", "what programs have open");
  expect(notKnownOf([holders])).toEqual({
    summary: "Could not fully read devices opened by programs: only root sees what programs have open.",
    sentences: [],
  });
  const both = [holders, onlyRoot("namespaces", "other namespaces")];
  expect(notKnownOf(both)).toMatchObject({
    summary: "Usage of this machine is only partly known: 2 sources need root.",
    sentences: [expect.stringContaining("opened by programs"), expect.stringContaining("other network namespaces")],
  });
  const late: UnreadSource = { source: "mounts", code: "ETIME", reason: "reading it took longer than 5 seconds" };
  expect(notKnownOf([...both, late])?.summary).toBe(
    "Usage of this machine is only partly known: 3 sources could not be read, 2 of them without root.",
  );
});
