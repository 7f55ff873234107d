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
import type { Machine } from "../../machine/machine.ts";
import { isGivingDriver } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { stillEnglish } from "../../words/say.ts";
import { givenEvidence, holdersOf, mayBeHeld } from "../findings/in-use.ts";
import type { RequestOf } from "../request/request.ts";
import { settingsFaults } from "../verbs/vf-settings.ts";
import { counted, listed } from "../words.ts";
import { type Answer, type CheckWords, remark, remarkOn } from "./check.ts";

type SettingsRequest = RequestOf<"vf.settings">;

export const vfSettingValue = remark({
  id: "vf-setting-value",
  about: "The value is one that the kernel takes",
  source: "IFLA_VF_*",
  provenBy: "settings of a VF that is not there, and values that are none, are refused",
  says: ({ settings, vfs }: SettingsRequest) =>
    settingsFaults(settings, vfs.length).map((title) => ({
      level: "blocker",
      title,
      evidence: "the value was not written anywhere",
      remedy: "Correct the value.",
    })),
});

function split<T>(all: readonly T[], isFirst: (each: T) => boolean): readonly [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}

export const vfExists = remarkOn({
  id: "vf-exists",
  about: "Each VF is there, and named once",
  source: "virtfnN",
  provenBy: "settings of a VF that is not there, and values that are none, are refused",
  says: (pf, { vfs }: SettingsRequest, machine: Machine) => {
    const { bdf, virtfns } = pf;
    const answers: Answer[] = [];
    if (vfs.length === 0 || new Set(vfs).size !== vfs.length) {
      answers.push({ level: "blocker", title: "Choose each VF once.", evidence: `${vfs.length} VFs were named` });
    }
    const there = new Set(virtfns.filter((vf) => machine.byBdf.has(vf.bdf)).map((vf) => vf.index));
    const [unread, missing] = split(
      vfs.filter((index) => !there.has(index)),
      (index) => isUnread(pf, `virtfn${index}`),
    );
    if (unread.length > 0) {
      answers.push({
        level: "blocker",
        title: `Which ${unread.length === 1 ? "function VF" : "functions VFs"} ${listed(unread.map(String))} of ${bdf} ${unread.length === 1 ? "is" : "are"} could not be read.`,
        evidence: listed(unread.map((index) => `virtfn${index} of ${bdf} was not read`)),
        remedy: "Look at the problems of the PF, and refresh the machine.",
      });
    }
    if (missing.length > 0) {
      answers.push({
        level: "blocker",
        title: `${bdf} has no VF ${listed(missing.map(String))}.`,
        evidence: `${bdf} has ${counted(there.size, "VF")}`,
        remedy: "Create the VFs first.",
      });
    }
    return answers;
  },
});

export const vfSettingInterface = remarkOn({
  id: "vf-setting-interface",
  about: "The PF has an interface to set its VFs by",
  source: "net/",
  provenBy: "settings of VFs whose PF has no network interface are refused",
  says: (pf, { settings: { msix: _, ...network } }: SettingsRequest) => {
    if (Object.keys(network).length === 0) return false;
    const { bdf, driver, children } = pf;
    const names = listed(children.filter(({ kind }) => kind === "net").map(netText));
    switch (interfacesOf(pf).why) {
      case null:
        return false;
      case "none":
        if (isUnread(pf, "net")) {
          return {
            level: "blocker",
            title: `Which network interfaces ${bdf} has could not be read, so its VFs cannot be set.`,
            evidence: `net of ${bdf} was not read`,
            remedy: "Look at the problems of the PF, and refresh the machine.",
          };
        }
        return {
          level: "blocker",
          title: `${bdf} has no network interface through which its VFs could be set.`,
          evidence: `driver of ${bdf} is ${driver ?? "none"}, and no interface is below it`,
          remedy:
            vfSettingNames(pf) === null
              ? "Only VFs of network cards are set so: see what the driver offers for its VFs."
              : driver === null || isGivingDriver(driver)
                ? "Give the PF to its network driver first."
                : "If its interface is in another network namespace (a container's), set the VFs there, or bring it back: ip link set NAME netns 1.",
        };
      case "representors alone":
        return {
          level: "blocker",
          title: `The own interface of ${bdf} is not here: the ones below it are representors of its VFs.`,
          evidence: names,
          remedy:
            "It may be in another network namespace: set the VFs there, or bring it back: ip link set NAME netns 1.",
        };
      default:
        return {
          level: "blocker",
          title: `Which of its interfaces ${bdf} itself uses is not known, so its VFs cannot be set.`,
          evidence: names,
          remedy:
            "Scan again once phys_port_name of each can be read; one that stands for a VF must not be taken for the PF's.",
        };
    }
  },
});

const netText = (net: NetFacts) => `${net.name} (${stillEnglish(roleText(net) ?? "no port name")})`;

/** What only VFs of an Ethernet PF have, by their name in a request. */
const ETHERNET_ONLY = {
  mac: "MAC address",
  vlan: "VLAN",
  qos: "priority",
  spoofCheck: "spoof check",
  trust: "trust",
  minRate: "rate",
  maxRate: "rate",
} as const satisfies { readonly [K in keyof SettingsRequest["settings"]]?: string };
const INFINIBAND_ONLY = { nodeGuid: "node GUID", portGuid: "port GUID" } as const;

function namedIn(settings: SettingsRequest["settings"], words: Readonly<Record<string, string>>): string[] {
  return [...new Set(Object.keys(settings).flatMap((name) => words[name] ?? []))];
}

export const vfSettingLink = remarkOn({
  id: "vf-setting-link",
  about: "VFs of an InfiniBand PF have GUIDs, those of an Ethernet PF all else",
  source: "net/*/type, rtnetlink.c handle_vf_guid",
  noCase: "needs hardware",
  says: (pf, { settings }: SettingsRequest) => {
    const link = linkTypeOf(pf);
    const wrong = link === null ? [] : namedIn(settings, link === "infiniband" ? ETHERNET_ONLY : INFINIBAND_ONLY);
    return (
      wrong.length > 0 && {
        level: "blocker",
        title:
          link === "infiniband"
            ? `${pf.bdf} is InfiniBand: its VFs have GUIDs and a link state, and no ${listed(wrong)}.`
            : `${pf.bdf} is Ethernet: its VFs have a MAC address, and no ${listed(wrong)}.`,
        evidence: `the link of ${interfacesOf(pf).own[0]?.name ?? pf.bdf} is ${link === "infiniband" ? "InfiniBand" : "Ethernet"}`,
        remedy: link === "infiniband" ? "Set node GUID and port GUID instead." : "Set a MAC address instead.",
      }
    );
  },
});

/** What mlx5 (esw/legacy.c) and ice (ice_sriov.c) keep for VFs in legacy mode alone: EOPNOTSUPP in switchdev mode. */
const LEGACY_ONLY = { vlan: "VLAN", qos: "priority", spoofCheck: "spoof check", trust: "trust" } as const;

export const vfSettingSwitchdev = remarkOn({
  id: "vf-setting-switchdev",
  about: "In switchdev mode drivers refuse what the switch's rules do there",
  source: "phys_port_name, mlx5_eswitch_set_vport_vlan, ice_set_vf_trust",
  noCase: "needs hardware",
  says: (pf, { settings }: SettingsRequest) => {
    const refused = namedIn(settings, LEGACY_ONLY);
    const stands = representorNames(pf);
    return (
      refused.length > 0 &&
      stands.length > 0 && {
        level: "warning",
        title: `${pf.bdf} is in switchdev mode, in which drivers refuse ${listed(refused)} of VFs (EOPNOTSUPP).`,
        evidence: `representors: ${listed(stands)}`,
        remedy: "Set it at the VF's representor: a VLAN by a bridge or tc, all else by tc rules.",
      }
    );
  },
});

export const vfsRepresentors = remarkOn({
  id: "vfs-representors",
  about: "In switchdev mode each VF has a representor, which comes and goes with it",
  source: "phys_port_name, Documentation/networking/representors.rst",
  noCase: "needs hardware",
  says: (pf) => {
    const stands = representorNames(pf);
    return (
      stands.length > 0 && {
        level: "warning",
        title: `${pf.bdf} is in switchdev mode: the representors of its VFs go with them, and leave bridges and rules.`,
        evidence: `representors: ${listed(stands)}`,
        remedy: "Take them out of bridges (Open vSwitch, tc) first, and put the new ones in afterwards.",
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
  about: "The driver shares out MSI-X vectors",
  source: "sriov_vf_total_msix; drivers/pci/iov.c, since Linux 5.13",
  provenBy: "MSI-X vectors of a VF are refused where the PF's driver shares none out, and while a driver has the VF",
  says: ({ bdf, driver, sriov, problems }, { settings }: SettingsRequest, kernel: string | null) => {
    const pool = sriov?.vfTotalMsix ?? null;
    if (settings.msix === undefined || (pool ?? 0) > 0) return false;
    // One that could not be read need not be 0: then the kernel's answer decides.
    if (isUnread({ problems }, "sriov_vf_total_msix")) return false;
    if (pool === null && doesAsBefore(kernel, "vfMsix")) {
      return {
        level: "blocker",
        title: `This kernel (${kernel}) cannot share out MSI-X vectors among VFs.`,
        evidence: `sriov_vf_total_msix of ${bdf} is not there; it came with Linux 5.13`,
        remedy: "Start a newer kernel, or leave the numbers as the device has them.",
      };
    }
    return {
      level: "blocker",
      title: `${driver ?? "The driver"} does not share out MSI-X vectors among VFs.`,
      evidence: `sriov_vf_total_msix of ${bdf} is ${pool ?? "not there"}`,
      remedy: "mlx5_core and ice can; mlx5 needs DYNAMIC_VF_MSIX_TABLE in its firmware.",
    };
  },
});

/** Said where they could not be read. */
export const vfSettingsUnknown = remark({
  id: "vf-settings-unknown",
  about: "The current settings could be read",
  source: "ip -j -d link",
  provenBy: "settings of VFs that their PF's driver does not keep are neither told nor made: EOPNOTSUPP",
  says: (pf: Bdf) => ({
    level: "warning",
    subject: pf,
    title: "The current settings could not be read, so they cannot be brought back.",
    evidence: `ip -j -d link show said nothing of the VFs of ${pf}`,
    remedy: "Note them down first, if they matter.",
  }),
});

export const vfMacRebind = remark({
  id: "vf-mac-rebind",
  about: "A driver sees a new MAC address or GUID once it is bound again",
  source: "driver",
  provenBy: "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
  says: (vfs: readonly FunctionInfo[], { settings }: SettingsRequest) => {
    const driven = vfs.filter(({ driver }) => driver !== null);
    const isGuid = settings.nodeGuid !== undefined || settings.portGuid !== undefined;
    if ((settings.mac === undefined && !isGuid) || driven.length === 0) return [];
    return {
      level: "fact",
      title: `A driver that has a VF already may see its new ${isGuid ? "GUIDs" : "MAC address"} only after it was bound again.`,
      evidence: listed(driven.map(({ bdf, driver }) => `driver of ${bdf} is ${driver}`)),
      remedy: "Unbind and bind the VF, or restart the guest.",
    };
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
      title: "Guests that use these VFs notice the change at once.",
      evidence: listed(given.map(givenEvidence)),
    };
  },
});

/** @param count of VFs whose settings go with them, and have a place among the new ones */
export const vfSettingsAgain = remark({
  id: "vf-settings-again",
  about: "Settings that the VFs have now are made again",
  source: "ip -j -d link",
  provenBy: "settings of a VF are read back as they were set, and go with the VF",
  says: (pf: FunctionInfo, count: number) =>
    count > 0 && {
      level: "fact",
      subject: pf.bdf,
      title: `Settings of ${counted(count, "VF")} (${stillEnglish(vfSettingNames(pf) ?? "")}) are lost with the VFs and made again.`,
      evidence: `the interface of ${pf.bdf} tells what its VFs have now`,
    },
});

export const VF_SETTINGS_CHECKS: readonly CheckWords[] = [
  vfSettingValue,
  vfExists,
  vfSettingInterface,
  vfSettingLink,
  vfSettingSwitchdev,
  vfsRepresentors,
  vfMsixPool,
  vfSettingsUnknown,
  vfMacRebind,
  vfSettingGuest,
  vfSettingsAgain,
];
