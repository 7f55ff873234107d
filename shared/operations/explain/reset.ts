/** The dictionary for resets, removal, rescans and settings of VFs (drivers/pci/pci.c, pci-sysfs.c, iov.c). */
import { resetName } from "../../machine/reset-names.ts";
import type { Value } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPLAIN_WORDS } from "../../words/texts/explain.ts";
import { EXPLAIN_RESET_WORDS } from "../../words/texts/explain-reset.ts";
import { settingText } from "../verbs/vf-settings.ts";
import { type FailedStep, nameOf, theDriver } from "./failed-step.ts";
import { type ExplanationRule, retry, rulesFor } from "./rule.ts";

const RESETTING = rulesFor("device.reset", [
  {
    id: "reset-none",
    codes: ["ENOTTY"],
    cause: (failed) => EXPLAIN_RESET_WORDS.noMethod({ name: nameOf(failed) }),
    remedy: ({ fn }) =>
      fn?.resetMethods?.length === 0 ? EXPLAIN_RESET_WORDS.noMethodAtAllRemedy : EXPLAIN_RESET_WORDS.noMethodRemedy,
  },
  {
    id: "reset-busy",
    codes: ["EAGAIN", "EBUSY"],
    cause: (failed) => EXPLAIN_RESET_WORDS.busy({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.busyRemedy,
    action: retry,
  },
  {
    id: "reset-inaccessible",
    codes: ["EIO", "ENODEV", "ETIMEDOUT"],
    needs: ["function there"],
    cause: (failed) => EXPLAIN_RESET_WORDS.noResponse({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.noResponseRemedy,
  },
  {
    id: "reset-changed",
    codes: ["EVERIFY"],
    cause: (failed) => EXPLAIN_RESET_WORDS.changed({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.changedRemedy,
  },
]);

const RESET_METHODS = rulesFor("reset.method", [
  {
    id: "reset-method-unsupported",
    codes: ["EINVAL"],
    log: /(?:Unsupported|Invalid) reset method '([^']*)'/i,
    claims: ["method missing"],
    cause: (failed, [method = ""]) => {
      const name = nameOf(failed);
      return method === ""
        ? EXPLAIN_RESET_WORDS.notByThatMethod({ name })
        : EXPLAIN_RESET_WORDS.notByMethod({ name, method: resetName(method) });
    },
    remedy: EXPLAIN_RESET_WORDS.chooseListed,
  },
  {
    id: "reset-method-invalid",
    codes: ["EINVAL"],
    cause: (failed) => EXPLAIN_RESET_WORDS.methodsRefused({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.chooseListed,
  },
  {
    id: "reset-method-missing",
    provenBy: "reset methods can be narrowed and put back; one that the function has not is EINVAL",
    codes: ["ENOENT"],
    needs: ["function there"],
    cause: (failed) => EXPLAIN_RESET_WORDS.noSetting({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.noSettingRemedy,
  },
  {
    id: "reset-method-asleep",
    codes: ["ENXIO"],
    needs: ["function there"],
    claims: ["asleep"],
    cause: (failed) => EXPLAIN_RESET_WORDS.asleep({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.asleepRemedy,
  },
  {
    id: "reset-method-changed",
    codes: ["EVERIFY"],
    claims: ["methods differ"],
    cause: (failed) => EXPLAIN_RESET_WORDS.methodsDiffer({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.methodsDifferRemedy,
  },
]);

const COMING_AND_GOING = ["device.remove", "bus.rescan"] as const;

const REMOVAL = rulesFor(COMING_AND_GOING, [
  {
    id: "remove-stays",
    codes: ["EVERIFY"],
    cause: (failed) =>
      failed.step.verb === "bus.rescan"
        ? EXPLAIN_RESET_WORDS.notFound
        : EXPLAIN_RESET_WORDS.stays({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.staysRemedy,
  },
  {
    id: "remove-invalid",
    codes: ["EINVAL"],
    cause: EXPLAIN_RESET_WORDS.removalInvalid,
    remedy: EXPLAIN_WORDS.refreshAndPlan,
    action: retry,
  },
]);

const MSIX = rulesFor("vf.msix", [
  {
    id: "msix-unsupported",
    codes: ["EOPNOTSUPP"],
    whose: "driver",
    cause: EXPLAIN_RESET_WORDS.vectorsUnsupported,
    remedy: EXPLAIN_RESET_WORDS.vectorsUnsupportedRemedy,
  },
  {
    id: "msix-bound",
    codes: ["EBUSY"],
    claims: ["a driver"],
    cause: (failed) =>
      EXPLAIN_RESET_WORDS.vectorsBound({ name: nameOf(failed), driver: failed.fn?.driver ?? COMMON.unknown }),
    remedy: EXPLAIN_RESET_WORDS.vectorsBoundRemedy,
  },
  {
    id: "msix-invalid",
    codes: ["EINVAL", "ENOSPC", "ERANGE"],
    whose: "driver",
    cause: (failed) => EXPLAIN_RESET_WORDS.vectorsRefused({ name: nameOf(failed), count: failed.failure.wrote }),
    remedy: EXPLAIN_RESET_WORDS.vectorsRefusedRemedy,
  },
  {
    id: "msix-missing",
    codes: ["ENOENT"],
    needs: ["function there"],
    cause: (failed) => EXPLAIN_RESET_WORDS.vectorsMissing({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.vectorsMissingRemedy,
  },
  {
    id: "msix-differs",
    codes: ["EVERIFY"],
    cause: (failed) => EXPLAIN_RESET_WORDS.vectorsDiffer({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.vectorsDifferRemedy,
  },
]);

/** The setting by its name and value: `link state disable`. */
function settingOf({ step }: FailedStep): Value {
  return step.verb === "vf.network" ? step.settings.map(settingText) : EXPLAIN_RESET_WORDS.thisSetting;
}

const NETWORK = rulesFor("vf.network", [
  {
    id: "vf-setting-in-reset",
    codes: ["EAGAIN", "EBUSY"],
    whose: "driver",
    later: true,
    cause: (failed) =>
      EXPLAIN_RESET_WORDS.settingBusy({ driver: theDriver(failed), setting: settingOf(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.settingBusyRemedy,
    action: retry,
  },
  {
    id: "vf-setting-unsupported",
    codes: ["EOPNOTSUPP"],
    whose: "driver",
    cause: (failed) =>
      EXPLAIN_RESET_WORDS.settingUnsupported({
        driver: theDriver(failed),
        setting: settingOf(failed),
        name: nameOf(failed),
      }),
    remedy: EXPLAIN_RESET_WORDS.settingUnsupportedRemedy,
  },
  {
    id: "vf-setting-invalid",
    codes: ["EINVAL", "ERANGE"],
    whose: "driver",
    cause: (failed) =>
      EXPLAIN_RESET_WORDS.settingRefused({
        driver: theDriver(failed),
        setting: settingOf(failed),
        name: nameOf(failed),
      }),
    remedy: EXPLAIN_RESET_WORDS.settingRefusedRemedy,
  },
  {
    id: "vf-setting-which-net",
    codes: ["ENOTUNIQ"],
    cause: (failed) => EXPLAIN_RESET_WORDS.whichNet({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.whichNetRemedy,
  },
  {
    id: "vf-setting-no-net",
    codes: ["ENODEV"],
    needs: ["function there"],
    claims: ["no interface or no VF"],
    cause: (failed) => EXPLAIN_RESET_WORDS.noNet({ name: nameOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.noNetRemedy,
  },
  {
    id: "vf-setting-differs",
    codes: ["EVERIFY"],
    cause: (failed) => EXPLAIN_RESET_WORDS.settingDiffers({ name: nameOf(failed), setting: settingOf(failed) }),
    remedy: EXPLAIN_RESET_WORDS.settingDiffersRemedy,
  },
]);

export const RESET_RULES: readonly ExplanationRule[] = [
  ...RESETTING,
  ...RESET_METHODS,
  ...REMOVAL,
  ...MSIX,
  ...NETWORK,
];
