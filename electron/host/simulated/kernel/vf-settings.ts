/** What a PF's network driver keeps for its VFs (ndo_set_vf_*), and the MSI-X vectors that it shares out. */
import type { VfSettings } from "../../../../shared/machine/facts.ts";
import { doesAsBefore } from "../../../../shared/machine/kernel-differences.ts";
import { NO_GUID, NO_MAC, type VfSetting, VfSettingSchema } from "../../../../shared/operations/verbs/vf-settings.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { setWord } from "../space/write.ts";
import { KernelError } from "./errno.ts";
import { findStandard } from "./registers.ts";
import type { KernelState, SimFunction } from "./state.ts";

const MSIX = 0x11;
const MSIX_CONTROL = 2;
const MSIX_SIZE = 0x07ff;

/** Drivers that check the source address of new VFs unasked. */
const CHECKS_SPOOFING = new Set(["igb", "ixgbe", "ice", "i40e"]);

/** Its link is InfiniBand: VFs have GUIDs and a link state alone, and the port of a new one is down. */
const isInfiniband = (pf: SimFunction) => pf.spec.hints.net?.port?.linkType === "infiniband";

export function newVfSettings(pf: SimFunction, vf: number): VfSettings {
  if (isInfiniband(pf)) {
    const nothing = { mac: null, vlan: null, qos: null, spoofCheck: null, trust: null, minRate: null, maxRate: null };
    return { ...nothing, vf, linkState: "disable", nodeGuid: NO_GUID, portGuid: NO_GUID, linkType: "infiniband" };
  }
  return {
    vf,
    mac: NO_MAC,
    vlan: 0,
    qos: 0,
    spoofCheck: pf.driver !== null && CHECKS_SPOOFING.has(pf.driver),
    trust: false,
    linkState: "auto",
    minRate: 0,
    maxRate: 0,
  };
}

function changed(now: VfSettings, setting: VfSetting): VfSettings {
  switch (setting.set) {
    case "mac":
      return { ...now, mac: setting.mac };
    case "vlan": {
      const { vlanProtocol: _, ...rest } = now;
      const protocol = setting.protocol === undefined ? {} : { vlanProtocol: setting.protocol };
      return { ...rest, vlan: setting.vlan, qos: setting.qos, ...protocol };
    }
    case "nodeGuid":
      return { ...now, nodeGuid: setting.guid };
    case "portGuid":
      return { ...now, portGuid: setting.guid };
    case "spoofCheck":
      return { ...now, spoofCheck: setting.on };
    case "trust":
      return { ...now, trust: setting.on };
    case "linkState":
      return { ...now, linkState: setting.state };
    case "rate":
      return { ...now, minRate: setting.min, maxRate: setting.max };
  }
}

/** Does the PF have an interface that can be asked of its VFs? */
function hasInterface(pf: SimFunction): boolean {
  return pf.children.some((child) => child.kind === "net");
}

/** Has the PF an interface whose driver keeps settings for VFs? */
export function keepsVfSettings(state: KernelState, pf: SimFunction): boolean {
  const profile = pf.driver === null ? undefined : state.drivers.get(pf.driver);
  return hasInterface(pf) && profile?.sriov?.keepsNoSettings !== true;
}

/** One after the other, as the kernel takes the attributes of one message: those before the one refused stay. */
export function setVf(state: KernelState, pf: SimFunction, vf: number, settings: readonly VfSetting[]): void {
  if (pf.pf === null || !hasInterface(pf)) throw new KernelError("ENODEV");
  if (!keepsVfSettings(state, pf)) throw new KernelError("EOPNOTSUPP");
  for (const setting of settings) {
    // GUIDs are InfiniBand's (net/core/rtnetlink.c, handle_vf_guid), and ipoib has nothing of Ethernet.
    const isGuid = setting.set === "nodeGuid" || setting.set === "portGuid";
    if (setting.set !== "linkState" && isGuid !== isInfiniband(pf)) throw new KernelError("EOPNOTSUPP");
    const now = pf.pf.settings.find((item) => item.vf === vf);
    if (!now || !VfSettingSchema.safeParse(setting).success) throw new KernelError("EINVAL");
    // The kernel since 5.19 (rtnl_set_vf_rate), and before it nfp, hinic and qlcnic themselves; iproute2 does not even ask.
    if (setting.set === "rate" && setting.max > 0 && setting.min > setting.max) throw new KernelError("EINVAL");
    pf.pf.settings = pf.pf.settings.map((item) => (item === now ? changed(now, setting) : item));
  }
}

/** A write to sriov_vf_msix_count (drivers/pci/iov.c, sriov_vf_msix_count_store). */
export function setMsixCount(state: KernelState, vf: SimFunction, count: number): void {
  if (vf.vf === null || doesAsBefore(state.release, "vfMsix")) throw new KernelError("ENOENT");
  const { physfn } = vf.vf;
  const profile = physfn.driver === null ? undefined : state.drivers.get(physfn.driver);
  const pool = profile?.sriov?.vfMsixPool ?? 0;
  if (pool === 0) throw new KernelError("EOPNOTSUPP");
  if (vf.driver !== null) throw new KernelError("EBUSY");
  const at = findStandard(vf.config, MSIX);
  if (at === null || count > pool || count > MSIX_SIZE + 1) throw new KernelError("EINVAL");
  const control = new ConfigSpace(vf.config).u16(at + MSIX_CONTROL);
  const first = findStandard(vf.spec.config, MSIX);
  const standard = first === null ? 0 : new ConfigSpace(vf.spec.config).u16(first + MSIX_CONTROL) & MSIX_SIZE;
  const size = count === 0 ? standard : count - 1;
  setWord(vf.config, at + MSIX_CONTROL, 2, (control & ~MSIX_SIZE) | size);
  state.changed.add(vf.bdf);
}
