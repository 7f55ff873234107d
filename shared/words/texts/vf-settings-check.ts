/** What is said before settings of VFs are changed: what the PF's driver can keep, and what is lost or noticed. */
import { messages } from "../messages.ts";

export const VF_SETTINGS_CHECK_WORDS = messages("check.vf-settings", {
  notWritten: { en: "the value was not written", zh: "该值未写入" },
  correctIt: { en: "Correct the value.", zh: "更正该值。" },
  selectOnce: { en: "Select each VF once.", zh: "每个 VF 请只选择一次。" },
  selected: {
    en: "{count, plural, =0 {no VF is selected} one {# VF is selected} other {# VFs are selected}}",
    zh: "已选择 {count} 个 VF",
  },
  linksUnread: {
    en: "{count, plural, one {The address of VF {vfs} of {bdf}} other {The addresses of VFs {vfs} of {bdf}}} could not be read.",
    zh: "无法读取 {bdf} 的 VF {vfs} 的地址。",
  },
  seeProblems: { en: "Check the problems of the PF, then refresh.", zh: "查看该 PF 的问题，然后刷新。" },
  noVf: { en: "{bdf} has no VF {vfs}.", zh: "{bdf} 没有 VF {vfs}。" },
  createFirst: { en: "Create the VFs first.", zh: "先创建 VF。" },
  interfacesUnread: {
    en: "The network interfaces of {bdf} could not be read, so its VFs can’t be configured.",
    zh: "无法读取 {bdf} 的网络接口，因此不能设置其 VF。",
  },
  noInterface: {
    en: "{bdf} has no network interface through which its VFs could be configured.",
    zh: "{bdf} 没有可用于设置其 VF 的网络接口。",
  },
  noInterfaceEvidence: {
    en: "driver of {bdf} is {driver}, and it has no network interface",
    zh: "{bdf} 的驱动为 {driver}，且没有网络接口",
  },
  notNetwork: {
    en: "Only VFs of network cards are configured this way: see what the driver offers for its VFs.",
    zh: "只有网卡的 VF 这样设置：请查看该驱动为其 VF 提供的设置方式。",
  },
  bindNetwork: { en: "Bind the PF to its network driver first.", zh: "先将 PF 绑定到其网络驱动。" },
  inNamespace: {
    en: "If its interface is in another network namespace (of a container), configure the VFs there, or bring the interface back: ip link set NAME netns 1.",
    zh: "若其接口位于其他网络命名空间（如容器），请在那里设置 VF，或将接口移回：ip link set NAME netns 1。",
  },
  representorsAlone: {
    en: "The interface of {bdf} is not here, only representors of its VFs are.",
    zh: "{bdf} 在此没有自身的接口，只有其 VF 的 representor。",
  },
  maybeInNamespace: {
    en: "It may be in another network namespace: configure the VFs there, or bring it back: ip link set NAME netns 1.",
    zh: "它可能位于其他网络命名空间：请在那里设置 VF，或将其移回：ip link set NAME netns 1。",
  },
  interfaceUnknown: {
    en: "Which interface belongs to {bdf} itself is unknown, so its VFs can’t be configured.",
    zh: "无法确定哪个接口属于 {bdf} 自身，因此不能设置其 VF。",
  },
  interfaceUnknownRemedy: {
    en: "Refresh once phys_port_name of each interface is readable: a VF’s representor must not be taken for the PF’s interface.",
    zh: "在各接口的 phys_port_name 可读后刷新：不能将 VF 的 representor 当作 PF 的接口。",
  },
  interface: { en: "{name} ({role})", zh: "{name}（{role}）" },
  noPortName: { en: "no port name", zh: "无端口名" },

  mac: { en: "MAC address", zh: "MAC 地址" },
  vlan: { en: "VLAN", zh: "VLAN" },
  priority: { en: "VLAN priority", zh: "VLAN 优先级" },
  spoofCheck: { en: "spoof check", zh: "防欺骗检查" },
  trust: { en: "trust", zh: "信任" },
  rate: { en: "rate", zh: "速率" },
  minRate: { en: "minimum rate", zh: "最小速率" },
  maxRate: { en: "maximum rate", zh: "最大速率" },
  linkState: { en: "link state", zh: "链路状态" },
  vectors: { en: "MSI-X vectors", zh: "MSI-X 向量数" },
  nodeGuid: { en: "node GUID", zh: "节点 GUID" },
  portGuid: { en: "port GUID", zh: "端口 GUID" },
  notOnInfiniband: {
    en: "{pf} is InfiniBand: its VFs have GUIDs and a link state, but no {settings}.",
    zh: "{pf} 是 InfiniBand：其 VF 有 GUID 和链路状态，没有 {settings} 设置。",
  },
  notOnEthernet: {
    en: "{pf} is Ethernet: its VFs have a MAC address, but no {settings}.",
    zh: "{pf} 是以太网：其 VF 有 MAC 地址，没有 {settings}。",
  },
  linkType: { en: "the link type of {interface} is {type}", zh: "{interface} 的链路类型为 {type}" },
  setGuids: { en: "Set node GUID and port GUID instead.", zh: "改为设置节点 GUID 和端口 GUID。" },
  setMac: { en: "Set a MAC address instead.", zh: "改为设置 MAC 地址。" },
  inSwitchdev: {
    en: "{pf} is in switchdev mode, in which drivers refuse {settings} for VFs (EOPNOTSUPP).",
    zh: "{pf} 处于 switchdev 模式，驱动会拒绝设置 VF 的 {settings}（EOPNOTSUPP）。",
  },
  representors: { en: "representors: {names}", zh: "VF 的 representor：{names}" },
  setOnRepresentor: {
    en: "Use the VF’s representor: a VLAN through a bridge or tc, everything else through tc rules.",
    zh: "通过 VF 的 representor 设置：VLAN 用网桥或 tc，其余用 tc 规则。",
  },
  representorsGo: {
    en: "{pf} is in switchdev mode: the representors of its VFs are removed with them, and so is their part in bridges and rules.",
    zh: "{pf} 处于 switchdev 模式：VF 的 representor 会随 VF 移除，并从网桥和规则中消失。",
  },
  representorsGoRemedy: {
    en: "Remove them from bridges (Open vSwitch, tc) first, and add the new ones afterwards.",
    zh: "先将其从网桥（Open vSwitch、tc）中移除，之后再加入新的 representor。",
  },
  kernelWithoutMsix: {
    en: "This kernel ({kernel}) can’t distribute MSI-X vectors among VFs.",
    zh: "当前内核（{kernel}）不支持在 VF 之间分配 MSI-X 向量。",
  },
  kernelWithoutMsixEvidence: {
    en: "{bdf} has no sriov_vf_total_msix, which Linux 5.13 introduced",
    zh: "{bdf} 没有 sriov_vf_total_msix，该属性自 Linux 5.13 起提供",
  },
  newerKernel: {
    en: "Boot a newer kernel, or keep the device’s numbers.",
    zh: "使用更新的内核，或保留设备原有的数量。",
  },
  driverWithoutMsix: {
    en: "{driver} does not distribute MSI-X vectors among VFs.",
    zh: "{driver} 不支持在 VF 之间分配 MSI-X 向量。",
  },
  noDriverForMsix: {
    en: "{bdf} has no driver that could distribute MSI-X vectors among VFs.",
    zh: "{bdf} 未绑定驱动，无法在 VF 之间分配 MSI-X 向量。",
  },
  whichDriversMsix: {
    en: "mlx5_core and ice can. mlx5_core needs DYNAMIC_VF_MSIX_TABLE in the card’s firmware.",
    zh: "mlx5_core 和 ice 支持，其中 mlx5_core 需要网卡固件中的 DYNAMIC_VF_MSIX_TABLE。",
  },
  unknown: {
    en: "{count, plural, one {Current settings of # VF are unknown and can’t be restored.} other {Current settings of # VFs are unknown and can’t be restored.}}",
    zh: "{count} 个 VF 的部分当前设置未知，无法恢复。",
  },
  unreadSettings: {
    en: "{count, plural, one {{settings} of VF {vfs} of {pf} could not be read} other {{settings} of VFs {vfs} of {pf} could not be read}}",
    zh: "无法读取 {pf} 的 VF {vfs} 的 {settings}",
  },
  setToZero: {
    en: "{count, plural, one {{settings} of VF {vfs} will be set to 0} other {{settings} of VFs {vfs} will be set to 0}}",
    zh: "VF {vfs} 的 {settings} 将设为 0",
  },
  noteFirst: { en: "Note them first if they matter.", zh: "如有需要，请先记录。" },
  macAfterRebind: {
    en: "A driver that is already bound to a VF may see its new MAC address only after it is rebound.",
    zh: "已绑定到 VF 的驱动可能要在重新绑定后才能看到新的 MAC 地址。",
  },
  guidsAfterRebind: {
    en: "A driver that is already bound to a VF may see its new GUIDs only after it is rebound.",
    zh: "已绑定到 VF 的驱动可能要在重新绑定后才能看到新的 GUID。",
  },
  addressesShared: {
    en: "{count, plural, one {An address would be in use twice.} other {# addresses would be in use twice.}}",
    zh: "{count} 个地址会被重复使用。",
  },
  shared: {
    en: "{who} would have the same {setting}: {address}",
    zh: "{who} 的 {setting} 将相同：{address}",
  },
  chooseAddress: {
    en: "Choose another address: traffic for this one reaches only one of them.",
    zh: "请更换地址：发往该地址的流量只会到达其中一个。",
  },
  rebind: { en: "Unbind and bind the VF, or restart the guest.", zh: "解绑并重新绑定该 VF，或重启虚拟机。" },
  guestsNotice: {
    en: "Guests that use these VFs notice the change at once.",
    zh: "使用这些 VF 的虚拟机会立即受到影响。",
  },
  restored: {
    en: "{count, plural, one {Settings of # VF ({settings}) are lost with it and restored afterwards.} other {Settings of # VFs ({settings}) are lost with them and restored afterwards.}}",
    zh: "{count} 个 VF 的设置（{settings}）会随 VF 丢失，之后将恢复。",
  },
  restoredEvidence: {
    en: "the interface of {pf} reports the current settings of its VFs",
    zh: "{pf} 的接口给出了其 VF 的当前设置",
  },
});
