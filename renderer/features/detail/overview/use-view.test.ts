import { expect, test } from "vitest";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { buildMachine, type Machine } from "../../../../shared/machine/machine.ts";
import { type UnreadSource, unreadUsage } from "../../../../shared/machine/usage-facts.ts";
import type { UsageReason } from "../../../../shared/machine/usage-reason.ts";
import { type UsageTold, usedByIndex } from "../../../../shared/machine/used-by.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import {
  bdf,
  labMachine,
  sampleFamily,
  sampleFunction,
  samplePort,
  sampleSnapshot,
} from "../../../testing/machines.ts";
import { usesFor as usesForInWords } from "./use-view.ts";

const usesFor = (...of: Parameters<typeof usesForInWords>) => inEnglish(usesForInWords(...of));

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
function told(machine: Machine, fn: FunctionInfo, usage: Partial<UsageTold> = {}) {
  const now: UsageTold = { functions: [], unread: [], seen: machine, ...usage };
  return usesFor(machine, fn, now, usedByIndex(machine, now));
}
function uses(address: string, usage: Partial<UsageTold> = {}) {
  const fn = machine.byBdf.get(bdf(address));
  if (!fn) throw new Error(address);
  return told(machine, fn, usage);
}

test("that nothing uses it is said only where all was read", () => {
  expect(uses("0000:30:00.0")).toMatchObject({
    own: [],
    behind: [],
    notKnown: null,
    none: "Not in use.",
  });
  const unread = [onlyRoot("holders", "what programs have open")];
  expect(uses("0000:30:00.0", { unread }).none).toBe("No use found in what could be read.");
  const { unread: all } = unreadUsage("a file does not tell it");
  expect(uses("0000:30:00.0", { unread: [...all] })).toMatchObject({
    none: null,
    notKnown: { summary: "What uses this machine is unknown: a file does not tell it." },
  });
  expect(uses("0000:30:00.0", { functions: [{ bdf: DISK, reasons: [ROOT] }] }).none).toBe("Not in use.");
});

test("a disk that nothing more is known of is a use, as its plan says, and told once", () => {
  expect(uses("0000:00:17.0").own).toEqual([
    { text: "disk sda", evidence: "block/sda is below 0000:00:17.0", level: "in use" },
  ]);
  expect(uses(DISK, { functions: [{ bdf: DISK, reasons: [ROOT] }] }).own).toEqual([ROOT]);
});

test("an RDMA device that is merely there is no use, and a VF that nobody has is free here as in the table", () => {
  const [pf, vf] = sampleFamily("0000:40:00.0", 1);
  if (!pf || !vf) throw new Error("no family");
  const has = { ...vf, children: [{ kind: "infiniband", name: "mlx5_5", state: null, address: null } as const] };
  const family = buildMachine(sampleSnapshot([pf, has]));
  expect(told(family, has)).toMatchObject({ own: [], none: "Free: not in use." });
  const rdma = { kind: "rdma", text: "is used by ib_write_bw", short: "ib_write_bw", evidence: "e", level: "in use" };
  const functions = [{ bdf: has.bdf, reasons: [rdma as UsageReason] }];
  expect(told(family, has, { functions })).toMatchObject({ own: [{ text: "is used by ib_write_bw" }], none: null });
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
  const { behind: vfs } = told(lab, pf, { functions });
  expect(vfs.filter(({ isProtected }) => isProtected).map(({ bdfs, texts }) => [bdfs, texts])).toEqual([
    [[first, second], ["is in guest build-7"]],
    [[third], ["is in guest db-2"]],
  ]);
});
