import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import type { FunctionInfo, HostFacts } from "../../machine/facts.ts";
import { listsBy } from "../../machine/lists.ts";
import { resetName } from "../../machine/reset-names.ts";
import { isGivingDriver } from "../../machine/role.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { makeSpace } from "../../pci/testing/make-space.ts";
import type { Explanation } from "../record/record.ts";
import { at, fn, LAB_HOST, sriov } from "../testing/facts.ts";
import { PF } from "../testing/failed-step.ts";
import { SAMPLES } from "../testing/sample-steps.ts";
import { unmetOf } from "../verbs/expectations.ts";
import type { Expectation, Step } from "../verbs/list.ts";
import { stepAt, writeOf } from "../verbs/table.ts";
import { bornOut, type ClaimName } from "./claims.ts";
import { EXPLANATION_RULES, explain } from "./explain.ts";
import type { FailedStep } from "./failed-step.ts";
import type { ExplanationRule } from "./rule.ts";

const OWNER = at("02:00.0");
const MATE = at("01:00.1");

/** A made-up failure with what it was made of. */
interface Made {
  readonly failed: FailedStep;
  /** InitialVFs, TotalVFs and Function Dependency Link; null = not read. */
  readonly counts: { readonly initial: number; readonly total: number; readonly link: number } | null;
}

const one = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const NET = { kind: "net", name: "eth0", address: null } as const;

const functions: fc.Arbitrary<Partial<FunctionInfo>> = fc
  .record({
    driver: one(null, "mlx5_core", "vfio-pci", "bnxt_en", "gim", "igb", "virtio-pci", "dfl-pci", "nvme"),
    driverOverride: one(null, "vfio-pci", "igb"),
    iommuGroup: one(null, "20"),
    counts: one(0, 2, 4),
    sriov: fc.record({
      totalVfs: one(null, 0, 4, 8),
      offset: one(null, 0, 2, 8),
      stride: one(null, 0, 1),
      driversAutoprobe: one(null, true, false),
    }),
    children: one([], [{ ...NET, state: "up" }], [{ ...NET, state: "down" }]),
    powerState: one(null, "D0", "D3cold"),
    msi: one(null, { kind: "msi", vectors: 1 } as const, { kind: "msix", vectors: 8 } as const),
    ariEnabled: one(null, true, false),
    parent: one(null, at("00:01.0")),
    classCode: one(null, 0x020000, 0x060400),
    resetMethods: one(null, [], ["flr"], ["bus", "flr"]),
    physfn: one(null, OWNER),
  })
  .map(({ counts, ...facts }) => ({
    ...facts,
    sriov: facts.physfn === null && facts.classCode !== 0x060400 ? sriov({ ...facts.sriov, numVfs: counts }) : null,
    virtfns: Array.from({ length: counts }, (_, index) => ({ index, bdf: at(`01:00.${index + 2}`) })),
  }));

const hosts: fc.Arbitrary<HostFacts> = fc
  .record({
    iommus: one([], ["dmar0"]),
    vfioPci: one(null, "loaded", "available", "absent"),
    vfioEnableSriov: one(null, true, false),
    crashed: one(null, true, false),
  })
  .map((facts) => ({ ...LAB_HOST, ...facts }));

/** Steps beside the sample of each verb: other values, other rules. */
const MORE: readonly Step[] = [
  ...[0, 8].map((value) => ({ verb: "sriov.numvfs", bdf: PF, value }) as const),
  { verb: "driver.override", bdf: PF, driver: null },
  { verb: "driver.unbind", bdf: PF, from: "any" },
  ...[0, 3].map((vf) => ({ verb: "vf.network", bdf: PF, vf, settings: [{ set: "vlan", vlan: 7, qos: 0 }] }) as const),
  { verb: "reset.method", bdf: PF, methods: null },
];
const STEPS = listsBy([...Object.values(SAMPLES).map((sample) => stepAt(sample, null)), ...MORE], ({ verb }) => verb);
const VERBS = [...STEPS.keys()];

/** A line for each rule that looks for one, about the function where it names any. */
const LINES: readonly string[] = [
  "BUG: kernel NULL pointer dereference, address: 0000000000000010",
  "pci 0000:01:00.0: Unable to change power state from D3cold to D0, device inaccessible",
  "pci 0000:05:00.0: Unable to change power state from D3cold to D0, device inaccessible",
  "mlx5_core 0000:01:00.0: QUERY_HCA_CAP(0x100) op_mod(0x40) failed, status bad parameter(0x3), syndrome (0x5add95), err(-22)",
  "mlx5_core 0000:01:00.0: the mailbox is not ready",
  "mlx5_core 0000:05:00.0: the mailbox is not ready",
  "igb 0000:01:00.0: Failed to enable SR-IOV: -5",
  "pci 0000:01:00.0: no driver bound to device; cannot configure SR-IOV",
  "igb 0000:01:00.0: driver does not support SR-IOV configuration via sysfs",
  "igb 0000:01:00.0: 4 VFs already enabled. Disable before enabling 8 VFs",
  "ice 0000:01:00.0: Cannot enable SR-IOV, device not ready",
  "igb 0000:01:00.0: can't enable 8 VFs (bus 03 out of range of [bus 01-02])",
  "igb 0000:01:00.0: not enough MMIO resources for SR-IOV",
  "igb 0000:01:00.0: SR-IOV: IOV BARS not allocated",
  "ice: Only 12 MSI-X interrupts available for SR-IOV. Not enough to support minimum of 2 MSI-X interrupts per VF for 8 VFs",
  "ixgbe: Currently configured with 4 TCs, Creating more than 31 VFs is not allowed",
  "i40e: Unable to enable 8 VFs. Limited to 6 VFs due to device resource constraints.",
  "ice: This device is not capable of SR-IOV",
  "ice: SR-IOV cannot be configured - Device is in Safe Mode",
  "ice: Can't enable 8 VFs, max VFs supported is 5",
  "pci 0000:01:00.2: unknown header type 7f, ignoring device",
  "pci 0000:01:01.0: unknown header type 7f, ignoring device",
  "pci 0000:07:00.0: unknown header type 7f, ignoring device",
  "4xxx 0000:01:00.0: IOMMU should be enabled for SR-IOV to work correctly",
  "bnxt_en 0000:01:00.0 eth0: Reject SRIOV config request when FW reset is in progress",
  "i40e 0000:01:00.0: Cannot enable SR-IOV virtual functions while the device is undergoing diagnostic testing",
  "i40e 0000:01:00.0: Unable to configure VFs, other operation is pending.",
  "ice 0000:01:00.0: Failed to start VF(s)",
  "mlx5_core 0000:01:00.0: SET(0x1) op_mod(0x0) failed, status resource busy(0x6), syndrome (0x5add95), err(-16)",
  "i40e 0000:01:00.0: Unable to free VFs because some are assigned to VMs.",
  "hisi_sec2 0000:01:00.0: Task is using its VF!",
  "4xxx 0000:01:00.0: Device busy",
  "bnx2x: [bnx2x_sriov_configure:2540(eth0)]VF num configuration via sysfs not supported while PF is down",
  "bnxt_en 0000:01:00.0 eth0: Cannot enable VF's as all resources are used by PF",
  "ice 0000:01:00.0: Not enough queues to support minimum of 1 queue pairs per VF for 8 VFs",
  "CNN55XX 0000:01:00.0: Invalid num_vfs 8",
  "cxgb4 0000:01:00.0: Parent bridge 00:01.0 doesn't support ARI; can't instantiate Virtual Functions",
  "cxgb4 0000:01:00.0: Device not initialized",
  "hisi_zip 0000:01:00.0: Can't assign queues for VF!",
  "qlcnic 0000:01:00.0 eth0: SR-IOV cannot be enabled, when legacy interrupts are enabled",
  "hns3 0000:01:00.0: SRIOV enable failed -12",
  "ixgbe 0000:01:00.0 eth0: SRIOV is not supported with XDP",
  "bnxt_en 0000:01:00.0 eth0: Not allow SRIOV if the irq mode is not MSIX",
  "nfp 0000:01:00.0: Firmware limits number of VFs to 4",
  "ionic 0000:01:00.0: DEVCMD timeout",
  "vfio-pci 0000:01:00.0: Cannot bind to PF with SR-IOV enabled",
  "vfio-pci 0000:01:00.0: 8086:37c8 exists in vfio-pci device denylist, driver probing disallowed.",
  "Device is ineligible for IOMMU domain attach due to platform RMRR requirement.",
  "nvme 0000:01:00.0: probe with driver nvme failed with error -19",
  "vfio-pci 0000:01:00.0: not ready 65535ms after FLR; giving up",
  "pci 0000:01:00.0: not ready 65535ms after resume; giving up",
  "pci 0000:01:00.0: Unsupported reset method 'flr'",
  "NVMe status: Invalid Controller Identifier: An invalid controller id was specified(0x411f)",
  "NVMe status: INVALID_SEC_CTRL_STATE: The action is invalid in this state(0x120)",
  "NVMe status: Invalid Number of Controller Resources: The specified number is invalid(0x4121)",
  "NVMe status: Invalid Command Opcode: A reserved coded value or an unsupported value(0x4001)",
  "host-helper.sh: 1: nvme: not found",
];

const CODES = ["EVERIFY", "EKILLED", "EPERM", "EACCES", "ENOENT", "EIO", "EAGAIN", "ENOMEM", "EBUSY", "ENODEV"].concat([
  "EINVAL",
  "ENOSPC",
  "ERANGE",
  "ENOSYS",
  "EOPNOTSUPP",
  "ETIMEDOUT",
  "ENXIO",
  "ENOTTY",
  "EPROTO",
]);

/** The program's own, with words of its own in place of the kernel's log. */
const OWN_CODES = ["EHOST", "EJOURNAL", "ETAKEN", "ECHANGED"];

/** What the steps of a verb are expected to bring about. */
function expectedOf(step: Step, driver: string | null): Expectation[] {
  switch (step.verb) {
    case "sriov.numvfs":
      return [{ that: "numvfs", bdf: step.bdf, value: step.value }];
    case "driver.override":
      return [{ that: "override", target: { bdf: step.bdf }, driver: step.driver }];
    case "driver.unbind":
      return [{ that: "driver", target: { bdf: step.bdf }, driver: null }];
    case "driver.probe":
      return [{ that: "driver", target: { bdf: step.bdf }, driver }];
    default:
      return [];
  }
}

/** Failures that could be the rule's. */
function failuresFor(rule: ExplanationRule): fc.Arbitrary<Made> {
  const lines = LINES.filter((line) => rule.log === undefined || rule.log.test(line));
  const counts = fc.record({ initial: one(4, 8), total: one(4, 8), link: one(0, 1) });
  return fc
    .record({
      step: one(...(rule.verbs ?? VERBS).flatMap((verb): readonly Step[] => STEPS.get(verb) ?? [])),
      code: one(...(rule.codes ?? CODES)),
      log: fc.option(one(...lines), { nil: undefined, freq: rule.log ? 8 : 2 }),
      facts: fc.option(functions, { nil: null, freq: 6 }),
      host: fc.option(hosts, { nil: null, freq: 6 }),
      counts: fc.option(counts, { nil: null }),
      mate: fc.option(
        fc.record({ driver: one(null, "vfio-pci", "igb"), iommuGroup: one("20", "21"), isPf: fc.boolean() }),
      ),
      wanted: one("vfio-pci", "igb", "any"),
      crashedSince: fc.boolean(),
    })
    .map(({ step, code, log, facts, host, counts, mate, wanted, crashedSince }) => {
      const own = facts === null ? null : fn("01:00.0", facts);
      const { driver = null, iommuGroup = null } = mate ?? {};
      const other = fn(MATE, { driver, iommuGroup, sriov: mate?.isPf === true ? sriov() : null });
      const around =
        mate === null ? undefined : [...(own === null ? [] : [own]), other, fn(OWNER, { driver: "mlx5_core" })];
      const look = {
        host: host ?? LAB_HOST,
        functions: new Map((own === null ? [] : [own]).map((each) => [each.bdf, each])),
      };
      return {
        counts,
        failed: {
          step,
          failure: { code, ...writeOf(step), kernelLog: log === undefined || OWN_CODES.includes(code) ? [] : [log] },
          fn: own,
          host,
          around,
          config: counts && spaceOf(counts),
          crashedSince,
          unmet: code === "EVERIFY" ? unmetOf(expectedOf(step, wanted), look) : [],
        },
      };
    });
}

function spaceOf({ initial, total, link }: NonNullable<Made["counts"]>): ConfigSpace {
  return makeSpace(4096, "100: 10 00 01 00", `10c: 0${initial} 00 0${total} 00`, `112: 0${link}`);
}

type MayBeSaid = (made: Made, words: readonly string[]) => boolean;

/** Nothing contradicts words about a function of which nothing is known. */
const ofFn =
  (read: (fn: NonNullable<FailedStep["fn"]>, failed: FailedStep, words: readonly string[]) => boolean): MayBeSaid =>
  ({ failed }, words) =>
    failed.fn === null || read(failed.fn, failed, words);
const ofHost =
  (read: (host: HostFacts) => boolean): MayBeSaid =>
  ({ failed }) =>
    failed.host === null || read(failed.host);

const asked = ({ step }: FailedStep) => (step.verb === "sriov.numvfs" ? step.value : 0);
const hasMate = ({ around }: FailedStep) =>
  around === undefined ||
  around.some(({ bdf, driver, iommuGroup }) => bdf === MATE && driver === "vfio-pci" && iommuGroup === "20");
const isMissing = ({ failed, counts }: Made) =>
  counts !== null && counts.link === 1 && failed.around?.find(({ bdf }) => bdf === MATE)?.sriov === null;

/**
 * What stands in explanations, with when it may be said: written apart from the claims of the rules, from the words alone.
 */
const WORDS: readonly (readonly [RegExp, MayBeSaid])[] = [
  [/ has no driver\. Only|no longer has a driver/, ofFn(({ driver }) => driver === null)],
  [/^(.+) can’t enable or disable the VFs of /, ofFn(({ driver }, _, [, name]) => driver === name)],
  [/The driver (\S+) has no sriov_configure/, ofFn(({ driver }, _, [, name]) => driver === name)],
  [/ is bound to (\S+), which enables VFs only/, ofFn(({ driver }) => driver === "vfio-pci")],
  [/only when enable_sriov is set/, ofHost(({ vfioEnableSriov }) => vfioEnableSriov !== true)],
  [/^(\d+) VFs? exceeds? the (\d+)/, ofFn(({ sriov: facts }, failed) => asked(failed) > (facts?.totalVfs ?? 99))],
  [
    / already has (?:(\d+) )?VFs?/,
    ofFn(
      ({ virtfns, sriov: facts }, _, [, now]) =>
        facts !== null && virtfns.length > 0 && virtfns.length === Number(now ?? virtfns.length),
    ),
  ],
  [
    /^The SR-IOV capability of \S+ contradicts itself/,
    ({ failed: { fn: own }, counts }) =>
      own?.sriov?.offset === 0 || own?.sriov?.stride === 0 || (counts !== null && counts.initial !== counts.total),
  ],
  [/^\S+ depends on another PF/, isMissing],
  [
    /^\S+ can’t have \d+ VFs? now/,
    ({ failed, counts }) =>
      (failed.fn?.sriov?.numVfs ?? 0) > 0 ||
      asked(failed) > Math.min(failed.fn?.sriov?.totalVfs ?? 99, counts?.initial ?? 99),
  ],
  [
    /^(E\S+) comes from the PCI core or .* could not be checked/,
    ({ failed: { fn: own, around }, counts }, [, code = ""]) => {
      if (own === null || ["ENOMEM", "ENOENT"].includes(code)) return true;
      if (code === "ERANGE") return (own.sriov?.totalVfs ?? null) === null;
      return counts === null || (["ENODEV", "ENOSYS"].includes(code) && around === undefined);
    },
  ],
  [/^bnxt_en created no VFs because/, ofFn(({ driver, virtfns }) => driver === "bnxt_en" && virtfns.length === 0)],
  [/interface of \S+ is down/, ofFn(({ children }) => !children.some(({ state }) => state === "up"))],
  [/creates all (\d+) VFs/, ofFn(({ sriov: facts }, _, [, all]) => facts?.totalVfs === Number(all))],
  [/^A driver bound VFs/, ({ failed: { unmet } }) => unmet.some(({ expected }) => expected.that === "driver")],
  [/ has no writable sriov_drivers_autoprobe/, ofFn(({ sriov: facts }) => (facts?.driversAutoprobe ?? null) === null)],
  [
    /VF at (\S+) did not respond/,
    ofFn(({ sriov: facts, virtfns }, failed, [, vf = ""]) => {
      if (virtfns.some(({ bdf }) => bdf === vf)) return true;
      const { offset = null, stride = null } = facts ?? {};
      if (offset === null || offset === 0 || stride === null) return true;
      const [device, number] = [vf.slice(8, 10), vf.slice(11)].map(Number);
      const index = ((device ?? 0) * 8 + (number ?? 0) - offset) / (stride || 1);
      return vf.startsWith("0000:01:") && Number.isInteger(index) && index >= 0 && index < Math.max(asked(failed), 6);
    }),
  ],
  [/virtio device/, ofFn(({ driver }) => driver === "virtio-pci")],
  [
    /does not offer SR-IOV/,
    ({ failed, counts }) =>
      (failed.fn?.sriov?.numVfs ?? 0) === 0 &&
      asked(failed) <= Math.min(failed.fn?.sriov?.totalVfs ?? 99, counts?.initial ?? 99),
  ],
  [/^The PCI core created no VFs/, ofFn(({ virtfns }) => virtfns.length === 0)],
  [/with legacy interrupts/, ofFn(({ msi }) => msi?.kind !== "msix")],
  [/^igb creates VFs only with MSI-X/, ofFn(({ driver, msi }) => driver === "igb" && msi?.kind !== "msix")],
  [
    /^(?!igb)(\S+) creates VFs only with MSI-X/,
    ofFn(
      ({ driver, virtfns, msi }, _, [, name]) =>
        name === "bnxt_en" && driver === name && virtfns.length === 0 && msi?.kind !== "msix",
    ),
  ],
  [
    /^dfl-pci creates one VF for each released port/,
    ({ failed, counts }) =>
      (failed.fn === null || failed.fn.driver === "dfl-pci") &&
      (failed.fn?.sriov?.numVfs ?? 0) === 0 &&
      asked(failed) > 0 &&
      asked(failed) <= Math.min(failed.fn?.sriov?.totalVfs ?? 99, counts?.initial ?? 99),
  ],
  [
    /^(\S+) leaves creating VFs to the PCI core/,
    ({ failed }, [, name]) => failed.fn?.driver === "nvme" && name === "nvme" && asked(failed) > 0,
  ],
  [/is unreachable at/, ofFn(({ ariEnabled, parent }) => ariEnabled === false && parent !== null)],
  [/Without ARI/, ofFn(({ ariEnabled, parent }) => ariEnabled === false && parent !== null)],
  [/lowered that to (\d+)/, ({ failed: { fn: own }, counts }) => (counts?.total ?? 0) > (own?.sriov?.totalVfs ?? 99)],
  [
    /raise it there/,
    ({ failed: { fn: own }, counts }) => counts !== null && counts.total <= (own?.sriov?.totalVfs ?? 0),
  ],
  [/while SR-IOV is enabled/, ofFn(({ virtfns, sriov: facts }) => facts !== null && virtfns.length > 0)],
  [/No IOMMU is active/, ofHost(({ iommus }) => iommus.length === 0)],
  [/(?:is in no IOMMU group|No IOMMU is active, so)/, ofFn(({ iommuGroup }) => iommuGroup === null)],
  [
    /so vfio-pci does not bind|^vfio-pci did not bind|vfio-pci does not bind to bridges/,
    ({ failed: { fn: own, unmet } }) =>
      unmet.length > 0
        ? unmet.some(({ expected }) => expected.that === "driver" && expected.driver === "vfio-pci")
        : own?.driverOverride === "vfio-pci",
  ],
  [
    /is not behind one/,
    ({ failed: { fn: own, host } }) =>
      own === null || host === null || own.iommuGroup === null || host.iommus.length === 0,
  ],
  [
    / holds IOMMU group|holds the IOMMU group/,
    ofFn(({ iommuGroup }, failed) => iommuGroup !== null && hasMate(failed)),
  ],
  [
    /so host drivers can’t bind/,
    ofFn(({ driverOverride }, { unmet }) => unmet.length > 0 || driverOverride !== "vfio-pci"),
  ],
  [
    /^0000:01:00\.0 is bound to (\S+), not to (.+)\.$/,
    ofFn(
      ({ driver }, _, [, has, not]) =>
        driver === has && has !== not && (not !== "a host driver" || isGivingDriver(driver)),
    ),
  ],
  [/did not bind to 0000:|^No driver bound|and failed with error/, ofFn(({ driver }) => driver === null)],
  [
    /the module is loaded and the driver override is set/,
    ({ failed: { fn: own, host } }) => own?.driverOverride === "vfio-pci" && host?.vfioPci === "loaded",
  ],
  [/ is a bridge\./, ofFn(({ classCode }) => classCode === 0x060400)],
  [
    /bound to another driver in the meantime: (\S+)\./,
    ofFn(
      ({ driver }, { step }, [, name]) =>
        driver === name &&
        !(step.verb === "driver.unbind" && (step.from === driver || (step.from === "any" && !isGivingDriver(driver)))),
    ),
  ],
  [/did not release/, ofFn(({ driver }) => driver !== null)],
  [
    /set the driver override of/,
    ofFn(({ driverOverride }, { step }) => step.verb !== "driver.override" || driverOverride !== step.driver),
  ],
  [/No module \S+ is installed|could not be loaded/, ofHost(({ vfioPci }) => vfioPci !== "loaded")],
  [
    /does not support (\S+|.+ reset)\./,
    ofFn(
      ({ resetMethods }, { step }, [, method = ""]) =>
        step.verb !== "reset.method" ||
        step.methods === null ||
        !(resetMethods ?? []).some((each) => english(resetName(each)) === method),
    ),
  ],
  [/has no reset method at all/, ofFn(({ resetMethods }) => resetMethods?.length === 0)],
  [
    /are not those that were written/,
    ofFn(
      ({ resetMethods }, { step }) =>
        step.verb !== "reset.method" || step.methods === null || resetMethods?.join() !== step.methods.join(),
    ),
  ],
  [/did not wake from|could not be woken/, ofFn(({ powerState }) => powerState !== "D0")],
  [
    /has no network interface here, or the VF/,
    ofFn(
      ({ children, virtfns }, { step }) =>
        children.length === 0 || (step.verb === "vf.network" && step.vf >= virtfns.length),
    ),
  ],
  [/ is bound to (\S+)\. Its MSI-X table/, ofFn(({ driver }, _, [, name]) => driver === name)],
  [/^The function is no longer present/, ({ failed }) => failed.fn === null],
  [
    /kernel crashed while|as happens when the kernel crashes/,
    ({ failed: { host, crashedSince } }) => crashedSince === true || host?.crashed !== false,
  ],
  [/kernel itself did not crash/, ofHost(({ crashed }) => crashed !== true)],
  [
    /(\S+) (?:refused to|logged:)/,
    ({ failed: { fn: own, step, failure } }, [, name]) => {
      if (step.verb === "vf.msix" && own !== null) return name === (own.physfn === OWNER ? "mlx5_core" : undefined);
      return own === null ? failure.kernelLog.some((line) => line.startsWith(`${name} ${PF}`)) : name === own.driver;
    },
  ],
  [/ reports that \S+ is busy| is still busy with/, ofFn(({ driver }) => driver !== null)],
  [
    /^(?:E(?!NOENT|RANGE)\S+ comes from the PCI core|The SR-IOV|Memory space, bus|\S+ can’t have|.* depends on another)/,
    ({ failed }) => asked(failed) > 0,
  ],
  [
    / already has .* VFs?\. The kernel changes|did not respond: its registers read ff|too few resources for|does not allow \d+ VFs?|does not support VFs/,
    ({ failed }) => asked(failed) > 0,
  ],
  [/0000:05:00\.0/, () => false],
];

/** Parts of the explanation that the facts contradict. */
function contradicted(made: Made, { cause, remedy }: Explanation): string[] {
  return WORDS.flatMap(([pattern, mayBeSaid]) =>
    [cause, remedy].flatMap((text) => {
      const words = pattern.exec(english(text));
      return words === null || mayBeSaid(made, words) ? [] : [words[0]];
    }),
  );
}

const rules = fc.constantFrom(...EXPLANATION_RULES);
const madeByRule = rules.chain(failuresFor);

describe("no explanation contradicts a fact at hand", () => {
  it("whatever failed, and whatever is known of it", () => {
    fc.assert(
      fc.property(madeByRule, (made) => {
        const told = explain(made.failed);
        expect(contradicted(made, told), `${told.rule}: ${english(told.cause)} ${english(told.remedy)}`).toEqual([]);
        const rule = EXPLANATION_RULES.find(({ id }) => id === told.rule);
        expect(bornOut([...(rule?.needs ?? []), ...(rule?.claims ?? [])], made.failed)).not.toBe(false);
      }),
      { numRuns: 4000 },
    );
  });

  /** Say what kind of failure it is, or how sure the words are: nothing that facts could contradict. */
  const NO_FACTS: readonly ClaimName[] = [
    "answered by a driver",
    "count missed",
    "driver said no",
    "function there",
    "no room",
    "rights missing",
    "VFs not by sysfs",
  ];
  const held = EXPLANATION_RULES.flatMap((rule) =>
    [...(rule.needs ?? []), ...(rule.claims ?? [])]
      .filter((claim) => !NO_FACTS.includes(claim))
      .map((claim) => [rule.id, claim, rule] as const),
  );

  it.each(held)("because %s claims: %s", (_, claim, rule) => {
    const without = (claims: readonly ClaimName[] = []) => claims.filter((each) => each !== claim);
    const careless = { ...rule, needs: without(rule.needs), claims: without(rule.claims) };
    const property = fc.property(failuresFor(rule), (made) => {
      const told = explain(made.failed, [careless]);
      return told.rule === undefined || contradicted(made, told).length === 0;
    });
    expect(fc.check(property, { numRuns: 3000, seed: 1, endOnFailure: true }).failed).toBe(true);
  });
});
