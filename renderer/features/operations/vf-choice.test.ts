import { expect, test } from "vitest";
import type { SriovFacts } from "../../../shared/machine/facts.ts";
import { buildMachine } from "../../../shared/machine/machine.ts";
import type { Check } from "../../../shared/operations/checks/found.ts";
import { vfPreflight } from "../../../shared/operations/checks/vf-preflight.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { sampleFamily, sampleFunction, samplePort, sampleSnapshot } from "../../testing/machines.ts";
import { samplePlan } from "../../testing/operations.ts";
import { likelyPurpose, limitRows, presetsOf, purposeNow, throughZeroWords, verdictOf, vfRange } from "./vf-choice.ts";

function pfWith(sriov: Partial<SriovFacts>) {
  const [first] = sampleFamily("0000:01:00.0", 0);
  if (first?.sriov == null) throw new Error("no PF");
  const pf = { ...first, parent: samplePort("0000:00:01.0", 1).bdf, sriov: { ...first.sriov, ...sriov } };
  return { pf, machine: buildMachine(sampleSnapshot([samplePort("0000:00:01.0", 1), pf])) };
}
function range(sriov: Partial<SriovFacts>, capability: number | null) {
  const { pf, machine } = pfWith(sriov);
  return inEnglish(vfRange(machine, pf, capability));
}
const labels = (fits: number) => presetsOf({ max: fits, fits, because: "" }).map(({ label }) => english(label));
const check = (level: Check["level"], id: string, title: string): Check => ({
  id,
  level,
  subject: null,
  title,
  evidence: "e",
  remedy: null,
});

const verdict = (plan: Parameters<typeof verdictOf>[0]) => inEnglish(verdictOf(plan));

test("what each limit was read from is shown without the PF's address, which stands above", () => {
  const { pf, machine } = pfWith({ totalVfs: 4, vfTotalMsix: 2, offset: 2, stride: 1 });
  const rows = inEnglish(limitRows(vfPreflight(machine, pf, null)));
  expect(rows.map(({ kind, evidence }) => [kind, english(evidence)]).slice(0, 2)).toEqual([
    ["msix-pool", "sriov_vf_total_msix is 2, and each VF takes at least one vector"],
    ["driver", "sriov_totalvfs is 4"],
  ]);
  expect(rows.filter(({ evidence }) => english(evidence).includes(pf.bdf))).toEqual([]);
});

test("the limit says whose it is: the device's, its driver's, or the place's", () => {
  expect(range({ totalVfs: 16 }, 16)).toEqual({
    max: 16,
    fits: 16,
    because: "Device maximum: TotalVFs is 16.",
  });
  expect(range({ totalVfs: 7 }, 8)).toMatchObject({
    max: 7,
    because: "The driver allows 7 of the 8 that the device supports (sriov_totalvfs).",
  });
  expect(range({ totalVfs: 16 }, null).because).toBe("Driver limit: sriov_totalvfs is 16.");
  expect(range({ totalVfs: 0 }, 8)).toMatchObject({ max: 0, fits: 0 });
  // 256 routing ids to a bus, and the port has this one bus only.
  expect(range({ totalVfs: 300, offset: 2, stride: 1 }, 300)).toEqual({
    max: 300,
    fits: 254,
    because: "Only 254 of 300 fit: no bus numbers are left for more.",
  });
});

test("presets are numbers that fit, each once, with half and all by name", () => {
  expect(labels(16)).toEqual(["0 (off)", "1", "4", "8", "16 (all)"]);
  expect(labels(127)).toEqual(["0 (off)", "1", "4", "8", "63 (half)", "127 (all)"]);
  expect(labels(7)).toEqual(["0 (off)", "1", "3 (half)", "4", "7 (all)"]);
  expect(labels(1)).toEqual(["0 (off)", "1 (all)"]);
  expect(labels(0)).toEqual(["0 (off)"]);
  expect(labels(0xffff)).toEqual(["0 (off)", "1", "4", "8"]);
});

test("what VFs are for is read off their drivers", () => {
  const vf = (driver: string | null) => sampleFunction("0000:01:00.2", { driver });
  expect(purposeNow([vf("vfio-pci"), vf("vfio-pci")])).toBe("vfio-pci");
  expect(purposeNow([vf(null)])).toBe("none");
  expect(purposeNow([vf("mlx5_core"), vf("vfio-pci")])).toBeNull();
  expect(purposeNow([])).toBeNull();
  expect(likelyPurpose([])).toBe("host");
  expect(likelyPurpose([vf("mlx5_core"), vf("vfio-pci"), vf("mlx5_vfio_pci")])).toBe("vfio-pci");
  expect(likelyPurpose([vf("mlx5_core"), vf("vfio-pci")])).toBe("host");
});

test("a change between two numbers says what is removed first", () => {
  expect(english(throughZeroWords(7, 4))).toBe("7 → 4: all 7 VFs are removed first, then 4 are created.");
  expect(english(throughZeroWords(1, 2))).toBe("1 → 2: the VF is removed first, then 2 are created.");
  expect(throughZeroWords(0, 4)).toBeNull();
  expect(throughZeroWords(7, 0)).toBeNull();
  expect(throughZeroWords(7, 7)).toBeNull();
});

test("beside the number stands the worst that the plan says, and how much more there is", () => {
  const zero = check("warning", "through-zero", "The 7 VFs are removed first.");
  const used = check("warning", "vfs-in-use", "3 VFs may be inside a guest.");
  const up = check("warning", "vf-net-up", "An interface is up.");
  const none = check("blocker", "has-driver", "It has no driver.");
  expect(verdict(samplePlan({ checks: [zero] }))).toMatchObject({ tone: "info", more: null });
  expect(verdict(samplePlan({ checks: [zero, used, up] }))).toEqual({
    tone: "warn",
    text: "3 VFs may be inside a guest.",
    more: "1 more warning",
  });
  const guards = ["a", "b", "c"].map((id) => check("guard", id, id));
  expect(verdict(samplePlan({ checks: guards, verdict: "guarded" })).more).toBe("2 more to confirm");
  expect(verdict(samplePlan({ checks: [none, ...guards], verdict: "blocked" })).more).toBe("3 to confirm");
  expect(verdict(samplePlan({ checks: [none, used], verdict: "blocked" }))).toEqual({
    tone: "danger",
    text: "It has no driver.",
    more: "1 warning",
  });
});
