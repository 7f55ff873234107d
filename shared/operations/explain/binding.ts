/** The dictionary for driver overrides, unbinding, probing and the vfio-pci module (drivers/base/bus.c, drivers/vfio). */
import { either, sentences } from "../../words/joined.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { EXPLAIN_WORDS } from "../../words/texts/explain.ts";
import { EXPLAIN_BINDING_WORDS } from "../../words/texts/explain-binding.ts";
import { denylistRemedy } from "../findings/denylist.ts";
import { IOMMU_REMEDY } from "../findings/iommu-cause.ts";
import { ANY_HOST_DRIVER } from "../verbs/driver.ts";
import { CLAIMS } from "./claims.ts";
import { type FailedStep, givenMates, nameOf, wantedDriver } from "./failed-step.ts";
import { command, type ExplanationRule, loadModule, removeVfs, retry, rulesFor } from "./rule.ts";

/** `mlx5_core`; null = any that keeps the function with the host. */
function particular(failed: FailedStep): string | null {
  const wanted = wantedDriver(failed);
  return wanted === ANY_HOST_DRIVER ? null : wanted;
}

const PROBE_RULES = rulesFor("driver.probe", [
  {
    id: "vfio-pf-with-vfs",
    provenBy: "a PF with VFs does not go to vfio-pci",
    codes: null,
    log: /Cannot bind to PF with SR-?IOV enabled/i,
    claims: ["VFs on"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.pfWithVfs({ name: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.pfWithVfsRemedy,
    action: removeVfs,
  },
  {
    id: "vfio-denylist",
    codes: null,
    log: /exists in vfio-pci device denylist/i,
    cause: (failed) => EXPLAIN_BINDING_WORDS.denylist({ name: nameOf(failed) }),
    // Where there are VFs, they are mostly on the list as well.
    remedy: ({ host }) => denylistRemedy(host?.vfioPci ?? "loaded"),
    action: command("echo 'options vfio-pci disable_denylist=1' >/etc/modprobe.d/vfio-pci-denylist.conf"),
  },
  {
    id: "vfio-rmrr",
    codes: null,
    log: /ineligible for IOMMU domain attach due to platform RMRR|requested this device have a 1:1 IOMMU mapping/i,
    cause: (failed) => EXPLAIN_BINDING_WORDS.rmrr({ name: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.rmrrRemedy,
  },
  {
    id: "vfio-no-iommu-off",
    provenBy: "without an IOMMU nothing binds to vfio-pci",
    codes: ["EINVAL", "ENODEV", "EVERIFY"],
    needs: ["vfio wanted", "no group", "no IOMMU"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.noIommu({ name: nameOf(failed) }),
    remedy: IOMMU_REMEDY,
  },
  {
    id: "vfio-no-group",
    codes: ["EINVAL", "ENODEV", "EVERIFY"],
    needs: ["vfio wanted", "no group"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.noGroup({ name: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.noGroupRemedy,
  },
  {
    // The core asks for the group before it calls a driver (really_probe), so this line excludes the group.
    id: "vfio-probe-log",
    codes: ["EVERIFY", "EINVAL"],
    claims: ["no driver"],
    // Older kernels write `vfio-pci: probe of 0000:01:00.0 failed with error -22` (drivers/base/dd.c, call_driver_probe).
    log: /(?:(\S+): probe of \S+|probe(?: with driver (\S+))?) failed with error (-\d+)/i,
    cause: (failed, [before, named, error = ""]) => {
      const driver = named || before || (wantedDriver(failed) ?? EXPLAIN_WORDS.theDriver);
      return EXPLAIN_BINDING_WORDS.probeFailed({ driver, name: nameOf(failed), error });
    },
    remedy: EXPLAIN_WORDS.logSaysWhy,
  },
  {
    // A driver says EBUSY; drivers_probe makes EINVAL of it (bus_rescan_devices_helper).
    id: "probe-group-busy",
    codes: ["EBUSY", "EINVAL"],
    claims: ["host driver wanted", "group held"],
    cause: (failed) => {
      const group = failed.fn?.iommuGroup ?? null;
      const given = (givenMates(failed) ?? []).map(({ bdf, driver }) =>
        EXPLAIN_BINDING_WORDS.holder({ bdf, driver: driver ?? COMMON.unknown }),
      );
      return EXPLAIN_BINDING_WORDS.groupHeld({
        name: nameOf(failed),
        group: group === null ? EXPLAIN_BINDING_WORDS.itsGroup : EXPLAIN_BINDING_WORDS.group({ group }),
        holder: given.length === 0 ? EXPLAIN_BINDING_WORDS.anotherFunction : given,
      });
    },
    remedy: EXPLAIN_BINDING_WORDS.groupHeldRemedy,
  },
  {
    id: "probe-other-driver",
    codes: ["EVERIFY"],
    needs: ["on another driver"],
    cause: (failed) =>
      EXPLAIN_BINDING_WORDS.otherDriver({
        name: nameOf(failed),
        driver: failed.fn?.driver ?? COMMON.unknown,
        wanted: particular(failed) ?? EXPECTATION_WORDS.hostDriver,
      }),
    remedy: (failed) =>
      failed.fn?.driver === "vfio-pci"
        ? EXPLAIN_BINDING_WORDS.otherDriverVfioRemedy
        : EXPLAIN_BINDING_WORDS.otherDriverRemedy,
  },
  {
    id: "probe-vfio-nothing",
    codes: ["EVERIFY"],
    needs: ["vfio wanted"],
    claims: ["no driver"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.vfioNotBound({ name: nameOf(failed) }),
    remedy: ({ fn, host }) =>
      host?.vfioPci === "loaded" && fn?.driverOverride === "vfio-pci"
        ? EXPLAIN_BINDING_WORDS.vfioReadyRemedy
        : EXPLAIN_BINDING_WORDS.vfioNotBoundRemedy,
  },
  {
    id: "probe-nothing",
    codes: ["EVERIFY"],
    claims: ["no driver"],
    cause: (failed) => {
      const driver = particular(failed);
      const name = nameOf(failed);
      return driver === null
        ? EXPLAIN_BINDING_WORDS.noneBound({ name })
        : EXPLAIN_BINDING_WORDS.notBound({ driver, name });
    },
    remedy: ({ fn }) => {
      const modules = fn?.modules ?? [];
      return modules.length > 0
        ? EXPLAIN_BINDING_WORDS.loadModules({ modules: either(modules) })
        : EXPLAIN_BINDING_WORDS.loadDriver;
    },
    action: loadModule,
  },
  {
    id: "vfio-bridge",
    codes: ["EINVAL"],
    needs: ["vfio wanted", "bridge"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.bridge({ name: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.bridgeRemedy,
  },
  {
    id: "probe-invalid",
    codes: ["EINVAL"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.probeInvalid({ name: nameOf(failed) }),
    remedy: (failed) =>
      failed.around === undefined && CLAIMS["vfio wanted"](failed) !== true
        ? sentences(EXPLAIN_WORDS.logSaysWhy, EXPLAIN_BINDING_WORDS.groupUnread)
        : EXPLAIN_WORDS.logSaysWhy,
  },
]);

const UNBIND_RULES = rulesFor("driver.unbind", [
  {
    id: "unbind-nothing",
    provenBy: "unbinding what has no driver is ENODEV",
    codes: ["ENODEV", "ENOENT"],
    needs: ["no driver"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.nothingToUnbind({ name: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.nothingToUnbindRemedy,
    action: retry,
  },
  {
    id: "unbind-other",
    codes: ["ENODEV"],
    needs: ["not its driver"],
    cause: (failed) =>
      EXPLAIN_BINDING_WORDS.unbindOther({ name: nameOf(failed), driver: failed.fn?.driver ?? COMMON.unknown }),
    remedy: EXPLAIN_WORDS.refreshAndPlan,
    action: retry,
  },
  {
    id: "unbind-held",
    codes: ["EBUSY", "EVERIFY"],
    claims: ["a driver"],
    cause: (failed) =>
      EXPLAIN_BINDING_WORDS.unbindHeld({ driver: failed.fn?.driver ?? EXPLAIN_WORDS.theDriver, name: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.unbindHeldRemedy,
  },
]);

const OVERRIDE_RULES = rulesFor("driver.override", [
  {
    id: "override-invalid",
    codes: ["EINVAL"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.overrideInvalid({ name: failed.failure.wrote.trim() }),
    remedy: EXPLAIN_BINDING_WORDS.overrideInvalidRemedy,
  },
  {
    id: "override-changed",
    codes: ["EVERIFY"],
    claims: ["override differs"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.overrideChanged({ name: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.overrideChangedRemedy,
  },
  {
    id: "override-no-memory",
    codes: ["ENOMEM"],
    cause: EXPLAIN_BINDING_WORDS.overrideMemory,
    remedy: EXPLAIN_BINDING_WORDS.overrideMemoryRemedy,
  },
]);

const MODULE_RULES = rulesFor("module.load", [
  {
    id: "module-absent",
    codes: ["ENOENT"],
    claims: ["vfio-pci not loaded"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.moduleAbsent({ module: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.moduleAbsentRemedy,
  },
  {
    id: "module-refused",
    codes: ["EPERM", "EACCES", "EKEYREJECTED"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.moduleRefused({ module: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.moduleRefusedRemedy,
  },
  {
    id: "module-failed",
    codes: null,
    claims: ["vfio-pci not loaded"],
    cause: (failed) => EXPLAIN_BINDING_WORDS.moduleFailed({ module: nameOf(failed) }),
    remedy: EXPLAIN_BINDING_WORDS.moduleFailedRemedy,
  },
]);

export const BINDING_RULES: readonly ExplanationRule[] = [
  ...PROBE_RULES,
  ...UNBIND_RULES,
  ...OVERRIDE_RULES,
  ...MODULE_RULES,
];
