/** Checks on settings of VFs: what the PF's driver can keep, and what is lost or noticed. */
import type { FunctionInfo } from "../../machine/facts.ts";
import {
  interfacesOf,
  linkTypeOf,
  type NetFacts,
  representorOf,
  roleText,
  vfSettingNames,
} from "../../machine/interfaces.ts";
import { doesAsBefore } from "../../machine/kernel-differences.ts";
import { isUnread } from "../../machine/known.ts";
import { listsBy } from "../../machine/lists.ts";
import type { Machine } from "../../machine/machine.ts";
import { isGivingDriver } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import { givenEvidence } from "../../machine/uses.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { capped } from "../../words/capped.ts";
import { either } from "../../words/joined.ts";
import type { Message, Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { VF_SETTINGS_CHECK_WORDS } from "../../words/texts/vf-settings-check.ts";
import { holdersOf, mayBeHeld } from "../findings/in-use.ts";
import { type SharedAddress, sharedText } from "../findings/vf-addresses.ts";
import { editedSettings, editedVfs, type RequestOf, type VfSettingsRequest } from "../request/request.ts";
import { PART_NAMES } from "../verbs/setting-names.ts";
import { mergedFaults, settingsFaults, type VfWanted } from "../verbs/vf-settings.ts";
import { vfNumbers } from "../words.ts";
import { type Answer, type CheckWords, remark, remarkOn } from "./check.ts";

type SettingsRequest = RequestOf<"vf.settings">;

const VALUE: CheckWords = {
  id: "vf-setting-value",
  about: "The value is one that the kernel accepts",
  source: "IFLA_VF_*",
  provenBy: "settings of a VF that is not there, and values that are none, are refused",
};

function refused(titles: readonly Words[]): Answer[] {
  return titles.map((title) => ({
    level: "blocker",
    title,
    evidence: VF_SETTINGS_CHECK_WORDS.notWritten,
    remedy: VF_SETTINGS_CHECK_WORDS.correctIt,
  }));
}

export const vfSettingValue = remark({
  ...VALUE,
  says: ({ edits }: SettingsRequest) =>
    refused(once(edits.flatMap(({ settings, vfs }) => settingsFaults(settings, vfs.length)))),
});

/** With what the VFs have of the other half of a setting. */
export const vfSettingMerged = remark({
  ...VALUE,
  says: (wanted: readonly VfWanted[]) => refused(mergedFaults(wanted)),
});

/** Several edits may have the same fault. */
function once(faults: readonly Words[]): Words[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

function split<T>(all: readonly T[], isFirst: (each: T) => boolean): readonly [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}

export const vfExists = remarkOn({
  id: "vf-exists",
  about: "Each VF is present, and selected once",
  source: "virtfnN",
  provenBy: "settings of a VF that is not there, and values that are none, are refused",
  says: (pf, request: SettingsRequest, machine: Machine) => {
    const { bdf, virtfns } = pf;
    const vfs = editedVfs(request);
    const answers: Answer[] = [];
    if (vfs.length === 0 || new Set(vfs).size !== vfs.length) {
      answers.push({
        level: "blocker",
        title: VF_SETTINGS_CHECK_WORDS.selectOnce,
        evidence: VF_SETTINGS_CHECK_WORDS.selected({ count: vfs.length }),
      });
    }
    const there = new Set(virtfns.filter((vf) => machine.byBdf.has(vf.bdf)).map((vf) => vf.index));
    const [unread, missing] = split(
      vfs.filter((index) => !there.has(index)),
      (index) => isUnread(pf, `virtfn${index}`),
    );
    if (unread.length > 0) {
      answers.push({
        level: "blocker",
        title: VF_SETTINGS_CHECK_WORDS.linksUnread({ bdf, count: unread.length, vfs: unread.map(String) }),
        evidence: EVIDENCE_WORDS.unread({ attribute: unread.map((index) => `virtfn${index}`), bdf }),
        remedy: VF_SETTINGS_CHECK_WORDS.seeProblems,
      });
    }
    if (missing.length > 0) {
      answers.push({
        level: "blocker",
        title: VF_SETTINGS_CHECK_WORDS.noVf({ bdf, vfs: missing.map(String) }),
        evidence: EVIDENCE_WORDS.vfs({ bdf, count: there.size }),
        remedy: VF_SETTINGS_CHECK_WORDS.createFirst,
      });
    }
    return answers;
  },
});

export const vfSettingInterface = remarkOn({
  id: "vf-setting-interface",
  about: "The PF has an interface through which its VFs are configured",
  source: "net/",
  provenBy: "settings of VFs whose PF has no network interface are refused",
  says: (pf, request: SettingsRequest) => {
    if ([...editedSettings(request)].every((name) => name === "msix")) return false;
    const { bdf, driver, children } = pf;
    const found = EVIDENCE_WORDS.all({ items: children.filter(({ kind }) => kind === "net").map(netText) });
    switch (interfacesOf(pf).why) {
      case null:
        return false;
      case "none":
        if (isUnread(pf, "net")) {
          return {
            level: "blocker",
            title: VF_SETTINGS_CHECK_WORDS.interfacesUnread({ bdf }),
            evidence: EVIDENCE_WORDS.unread({ attribute: "net", bdf }),
            remedy: VF_SETTINGS_CHECK_WORDS.seeProblems,
          };
        }
        return {
          level: "blocker",
          title: VF_SETTINGS_CHECK_WORDS.noInterface({ bdf }),
          evidence: VF_SETTINGS_CHECK_WORDS.noInterfaceEvidence({ bdf, driver: driver ?? COMMON.none }),
          remedy:
            vfSettingNames(pf) === null
              ? VF_SETTINGS_CHECK_WORDS.notNetwork
              : driver === null || isGivingDriver(driver)
                ? VF_SETTINGS_CHECK_WORDS.bindNetwork
                : VF_SETTINGS_CHECK_WORDS.inNamespace,
        };
      case "representors alone":
        return {
          level: "blocker",
          title: VF_SETTINGS_CHECK_WORDS.representorsAlone({ bdf }),
          evidence: found,
          remedy: VF_SETTINGS_CHECK_WORDS.maybeInNamespace,
        };
      default:
        return {
          level: "blocker",
          title: VF_SETTINGS_CHECK_WORDS.interfaceUnknown({ bdf }),
          evidence: found,
          remedy: VF_SETTINGS_CHECK_WORDS.interfaceUnknownRemedy,
        };
    }
  },
});

const netText = (net: NetFacts) =>
  VF_SETTINGS_CHECK_WORDS.interface({ name: net.name, role: roleText(net) ?? VF_SETTINGS_CHECK_WORDS.noPortName });

/** What only VFs of an Ethernet PF have, by their name in a request. */
const ETHERNET_ONLY = {
  mac: VF_SETTINGS_CHECK_WORDS.mac,
  vlan: VF_SETTINGS_CHECK_WORDS.vlan,
  qos: VF_SETTINGS_CHECK_WORDS.priority,
  spoofCheck: VF_SETTINGS_CHECK_WORDS.spoofCheck,
  trust: VF_SETTINGS_CHECK_WORDS.trust,
  minRate: VF_SETTINGS_CHECK_WORDS.rate,
  maxRate: VF_SETTINGS_CHECK_WORDS.rate,
} as const satisfies { readonly [K in keyof VfSettingsRequest]?: Message };
const INFINIBAND_ONLY = {
  nodeGuid: VF_SETTINGS_CHECK_WORDS.nodeGuid,
  portGuid: VF_SETTINGS_CHECK_WORDS.portGuid,
} as const;

function namedIn(request: SettingsRequest, words: Readonly<Record<string, Message>>): Message[] {
  return [...new Set([...editedSettings(request)].flatMap((name) => words[name] ?? []))];
}

export const vfSettingLink = remarkOn({
  id: "vf-setting-link",
  about: "VFs of an InfiniBand PF have GUIDs, those of an Ethernet PF everything else",
  source: "net/*/type, rtnetlink.c handle_vf_guid",
  noCase: "needs hardware",
  says: (pf, request: SettingsRequest) => {
    const link = linkTypeOf(pf);
    const wrong = link === null ? [] : namedIn(request, link === "infiniband" ? ETHERNET_ONLY : INFINIBAND_ONLY);
    return (
      wrong.length > 0 && {
        level: "blocker",
        title:
          link === "infiniband"
            ? VF_SETTINGS_CHECK_WORDS.notOnInfiniband({ pf: pf.bdf, settings: either(wrong) })
            : VF_SETTINGS_CHECK_WORDS.notOnEthernet({ pf: pf.bdf, settings: either(wrong) }),
        evidence: VF_SETTINGS_CHECK_WORDS.linkType({
          interface: interfacesOf(pf).own[0]?.name ?? pf.bdf,
          type: link === "infiniband" ? "InfiniBand" : "Ethernet",
        }),
        remedy: link === "infiniband" ? VF_SETTINGS_CHECK_WORDS.setGuids : VF_SETTINGS_CHECK_WORDS.setMac,
      }
    );
  },
});

/** What mlx5 (esw/legacy.c) and ice (ice_sriov.c) keep for VFs in legacy mode alone: EOPNOTSUPP in switchdev mode. */
const LEGACY_ONLY = {
  vlan: VF_SETTINGS_CHECK_WORDS.vlan,
  qos: VF_SETTINGS_CHECK_WORDS.priority,
  spoofCheck: VF_SETTINGS_CHECK_WORDS.spoofCheck,
  trust: VF_SETTINGS_CHECK_WORDS.trust,
} as const;

export const vfSettingSwitchdev = remarkOn({
  id: "vf-setting-switchdev",
  about: "In switchdev mode drivers refuse what rules of the switch do there",
  source: "phys_port_name, mlx5_eswitch_set_vport_vlan, ice_set_vf_trust",
  noCase: "needs hardware",
  says: (pf, request: SettingsRequest) => {
    const refused = namedIn(request, LEGACY_ONLY);
    const stands = representorNames(pf);
    return (
      refused.length > 0 &&
      stands.length > 0 && {
        level: "warning",
        title: VF_SETTINGS_CHECK_WORDS.inSwitchdev({ pf: pf.bdf, settings: refused }),
        evidence: VF_SETTINGS_CHECK_WORDS.representors({ names: stands }),
        remedy: VF_SETTINGS_CHECK_WORDS.setOnRepresentor,
      }
    );
  },
});

export const vfsRepresentors = remarkOn({
  id: "vfs-representors",
  about: "In switchdev mode each VF has a representor, which is created and removed with it",
  source: "phys_port_name, Documentation/networking/representors.rst",
  noCase: "needs hardware",
  says: (pf) => {
    const stands = representorNames(pf);
    return (
      stands.length > 0 && {
        level: "warning",
        title: VF_SETTINGS_CHECK_WORDS.representorsGo({ pf: pf.bdf }),
        evidence: VF_SETTINGS_CHECK_WORDS.representors({ names: stands }),
        remedy: VF_SETTINGS_CHECK_WORDS.representorsGoRemedy,
      }
    );
  },
});

/** Of the PF's VFs: it has them in switchdev mode alone. */
function representorNames(pf: FunctionInfo): string[] {
  return pf.virtfns.flatMap(({ index }) => representorOf(pf, index)?.name ?? []);
}

export const vfMsixPool = remarkOn({
  id: "vf-msix-pool",
  about: "The driver distributes MSI-X vectors",
  source: "sriov_vf_total_msix; drivers/pci/iov.c, since Linux 5.13",
  provenBy: "MSI-X vectors of a VF are refused where the PF's driver shares none out, and while a driver has the VF",
  says: ({ bdf, driver, sriov, problems }, request: SettingsRequest, kernel: string | null) => {
    const pool = sriov?.vfTotalMsix ?? null;
    if (!editedSettings(request).has("msix") || (pool ?? 0) > 0) return false;
    // One that could not be read need not be 0: then the kernel decides.
    if (isUnread({ problems }, "sriov_vf_total_msix")) return false;
    if (pool === null && doesAsBefore(kernel, "vfMsix")) {
      return {
        level: "blocker",
        title: VF_SETTINGS_CHECK_WORDS.kernelWithoutMsix({ kernel: kernel ?? COMMON.unknown }),
        evidence: VF_SETTINGS_CHECK_WORDS.kernelWithoutMsixEvidence({ bdf }),
        remedy: VF_SETTINGS_CHECK_WORDS.newerKernel,
      };
    }
    return {
      level: "blocker",
      title:
        driver === null
          ? VF_SETTINGS_CHECK_WORDS.noDriverForMsix({ bdf })
          : VF_SETTINGS_CHECK_WORDS.driverWithoutMsix({ driver }),
      evidence:
        pool === null
          ? EVIDENCE_WORDS.absent({ bdf, attribute: "sriov_vf_total_msix" })
          : EVIDENCE_WORDS.is({ attribute: "sriov_vf_total_msix", bdf, value: pool }),
      remedy: VF_SETTINGS_CHECK_WORDS.whichDriversMsix,
    };
  },
});

/** Of a VF whose settings are written: what of them is not known, and what is written as 0 for that. */
export interface UnreadSettings {
  readonly vf: number;
  readonly unread: readonly (keyof VfSettingsRequest)[];
  readonly zeroed: readonly (keyof VfSettingsRequest)[];
}

type PartsWords = typeof VF_SETTINGS_CHECK_WORDS.unreadSettings;

/** A clause for all VFs of which the same is to be said. */
function ofVfs(
  all: readonly UnreadSettings[],
  partsOf: (each: UnreadSettings) => readonly (keyof VfSettingsRequest)[],
  words: (values: Parameters<PartsWords>[0]) => Words,
  pf: Bdf,
): Words[] {
  const some = all.filter((each) => partsOf(each).length > 0);
  return [...listsBy(some, (each) => partsOf(each).join(" ")).values()].map((same) =>
    words({
      pf,
      count: same.length,
      vfs: vfNumbers(same.map(({ vf }) => vf)),
      settings: same.slice(0, 1).flatMap((each) => partsOf(each).map((part) => PART_NAMES[part])),
    }),
  );
}

/** Said where those that are written could not be read. */
export const vfSettingsUnknown = remark({
  id: "vf-settings-unknown",
  about: "The current settings could be read",
  source: "ip -j -d link",
  provenBy: "settings of VFs that their PF's driver does not keep are neither told nor made: EOPNOTSUPP",
  says: (pf: Bdf, all: readonly UnreadSettings[]) =>
    all.length > 0 && {
      level: "warning",
      subject: pf,
      title: VF_SETTINGS_CHECK_WORDS.unknown({ count: all.length }),
      evidence: EVIDENCE_WORDS.all({
        items: [
          ...ofVfs(all, ({ unread }) => unread, VF_SETTINGS_CHECK_WORDS.unreadSettings, pf),
          ...ofVfs(all, ({ zeroed }) => zeroed, VF_SETTINGS_CHECK_WORDS.setToZero, pf),
        ],
      }),
      remedy: VF_SETTINGS_CHECK_WORDS.noteFirst,
    },
});

export const vfMacRebind = remark({
  id: "vf-mac-rebind",
  about: "A driver sees a new MAC address or GUID once it is rebound",
  source: "driver",
  provenBy: "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
  says: (vfs: readonly { readonly fn: FunctionInfo; readonly wanted: VfSettingsRequest }[]) => {
    const hasGuid = ({ nodeGuid, portGuid }: VfSettingsRequest) => nodeGuid !== undefined || portGuid !== undefined;
    const named = vfs.filter(({ wanted }) => wanted.mac !== undefined || hasGuid(wanted));
    const driven = named.flatMap(({ fn }) => (fn.driver === null ? [] : fn));
    const isGuid = named.some(({ wanted }) => hasGuid(wanted));
    if (driven.length === 0) return [];
    return {
      level: "fact",
      title: isGuid ? VF_SETTINGS_CHECK_WORDS.guidsAfterRebind : VF_SETTINGS_CHECK_WORDS.macAfterRebind,
      evidence: EVIDENCE_WORDS.all({
        items: driven.map(({ bdf, driver }) =>
          EVIDENCE_WORDS.is({ attribute: "driver", bdf, value: driver ?? COMMON.none }),
        ),
      }),
      remedy: VF_SETTINGS_CHECK_WORDS.rebind,
    };
  },
});

/** Evidence beyond it is counted. */
const MOST_SHARED = 8;

/**
 * No kernel looks at the addresses of others (net/core/rtnetlink.c, do_setvfinfo), nor do drivers: only an older ice asks its
 * switch for one that is there (ice_unicast_mac_exists: EINVAL), so that nothing of it is certain.
 */
export const vfAddressTaken = remark({
  id: "vf-address-taken",
  about: "No other VF and no interface of the machine has the address that a VF gets",
  source: "ip -j -d link, net/*/address",
  provenBy: "a MAC address that another VF or the PF has is taken, and rates that cross are refused",
  says: (pf: Bdf, shared: readonly SharedAddress[], usage: Pick<Usage, "reasonsOf">) => {
    const usersOf = (bdf: Bdf) => usage.reasonsOf(bdf).map(({ short }) => short);
    return (
      shared.length > 0 && {
        level: "warning",
        subject: pf,
        title: VF_SETTINGS_CHECK_WORDS.addressesShared({ count: shared.length }),
        evidence: EVIDENCE_WORDS.all({
          items: capped(
            shared.map((each) => sharedText(each, usersOf)),
            MOST_SHARED,
          ),
        }),
        remedy: VF_SETTINGS_CHECK_WORDS.chooseAddress,
      }
    );
  },
});

export const vfSettingGuest = remark({
  id: "vf-setting-guest",
  about: "Guests notice the change at once",
  source: "driver",
  provenBy: "unbinding a VF that a program has open waits until the program lets go",
  says: (vfs: readonly FunctionInfo[], usage: Usage) => {
    const given = vfs.filter((fn) => mayBeHeld(usage, fn) || holdersOf(usage, fn).length > 0);
    if (given.length === 0) return [];
    return {
      level: "warning",
      title: VF_SETTINGS_CHECK_WORDS.guestsNotice,
      evidence: EVIDENCE_WORDS.all({ items: given.map(givenEvidence) }),
    };
  },
});

/** @param count of VFs whose settings are lost with them, and are restored for new ones */
export const vfSettingsAgain = remark({
  id: "vf-settings-again",
  about: "Settings that the VFs have now are restored",
  source: "ip -j -d link",
  provenBy: "settings of a VF are read back as they were set, and go with the VF",
  says: (pf: FunctionInfo, count: number) =>
    count > 0 && {
      level: "fact",
      subject: pf.bdf,
      title: VF_SETTINGS_CHECK_WORDS.restored({ count, settings: vfSettingNames(pf) ?? COMMON.unknown }),
      evidence: VF_SETTINGS_CHECK_WORDS.restoredEvidence({ pf: pf.bdf }),
    },
});

export const VF_SETTINGS_CHECKS: readonly CheckWords[] = [
  VALUE,
  vfExists,
  vfSettingInterface,
  vfSettingLink,
  vfSettingSwitchdev,
  vfsRepresentors,
  vfMsixPool,
  vfSettingsUnknown,
  vfMacRebind,
  vfAddressTaken,
  vfSettingGuest,
  vfSettingsAgain,
];
