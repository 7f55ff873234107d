/** Around what is copied: the configuration of guests, and settings that persist over reboots. */
import { messages } from "../messages.ts";

export const HAND_OFF_WORDS = messages("hand-off", {
  container: { en: "Docker or Podman", zh: "Docker 或 Podman" },
  gone: { en: "{bdf} is no longer present.", zh: "{bdf} 已不存在。" },
  noIommu: {
    en: "{count, plural, one {{functions} is in vfio’s no-IOMMU mode: programs such as DPDK can use it, QEMU and libvirt can’t.} other {{functions} are in vfio’s no-IOMMU mode: programs such as DPDK can use them, QEMU and libvirt can’t.}}",
    zh: "{functions} 处于 vfio 的无 IOMMU 模式：DPDK 等程序可以使用，QEMU 和 libvirt 不能使用。",
  },
  interruptsRefused: {
    en: "Interrupt remapping is not active and allow_unsafe_interrupts of vfio_iommu_type1 is off: opening {functions} fails with EPERM.",
    zh: "中断重映射未生效，且 vfio_iommu_type1 的 allow_unsafe_interrupts 未开启：打开 {functions} 会失败（EPERM）。",
  },
  behindOther: {
    en: "{bdf} can’t be passed through: it is behind {owner}, and all its requests carry the requester ID of {owner}.",
    zh: "{bdf} 不能直通：它位于 {owner} 之后，其全部请求均使用 {owner} 的 Requester ID。",
  },
  driverUnknown: { en: "The driver of {bdf} is unknown.", zh: "{bdf} 的驱动未知。" },
  unbound: {
    en: "{bdf} is unbound. Bind it to vfio-pci first.",
    zh: "{bdf} 未绑定驱动。须先绑定到 vfio-pci。",
  },
  otherDriver: { en: "{bdf} is bound to {driver}, not to vfio-pci.", zh: "{bdf} 绑定的是 {driver}，不是 vfio-pci。" },
  groupUnknown: {
    en: "IOMMU group {group} can only be used if the host does not use {functions}, whose driver is unknown.",
    zh: "仅当宿主机未使用 {functions}（驱动未知）时，IOMMU 组 {group} 才可用。",
  },
  groupBlocked: {
    en: "IOMMU group {group} can’t be used while the host uses {functions}.",
    zh: "宿主机仍在使用 {functions}，IOMMU 组 {group} 不可用。",
  },
  withDriver: { en: "{bdf} ({driver})", zh: "{bdf}（{driver}）" },
  libvirtPlace: {
    en: "{count, plural, one {Put it under <devices> in the guest’s XML (virsh edit).} other {Put them under <devices> in the guest’s XML (virsh edit).}}",
    zh: "放入虚拟机 XML 的 <devices> 中（virsh edit）。",
  },
  attaches: {
    en: "{count, plural, one {Writes the device to a file in the current folder and attaches it: now if the guest runs, and each time it starts. virsh detach-device with the same file takes it out.} other {Writes each device to a file in the current folder and attaches it: now if the guest runs, and each time it starts. virsh detach-device with the same files takes them out.}}",
    zh: "将每个设备写入当前目录中的一个文件并添加到虚拟机：虚拟机正在运行时立即生效，以后每次启动也生效。移除时用同样的文件执行 virsh detach-device。",
  },
  setByLibvirt: {
    en: "For an <interface>, libvirt sets the MAC address and VLAN through {count, plural, one {{interfaces}} other {the PFs’ interfaces ({interfaces})}} when the guest starts, and restores them when it ends. It can’t set trust: set that here first.",
    zh: "对于 <interface>，libvirt 在虚拟机启动时通过 {count, plural, =1 {{interfaces}} other {PF 的接口（{interfaces}）}}设置 MAC 地址和 VLAN，并在虚拟机结束时还原。libvirt 不能设置信任（trust），须先在此处设置。",
  },
  macMadeUp: {
    en: "No MAC address is set for {functions}: libvirt makes one up unless you add <mac>.",
    zh: "{functions} 未设置 MAC 地址：如不添加 <mac>，libvirt 会自行生成。",
  },
  settingsUnread: {
    en: "The MAC address and VLAN of {functions} are unknown. <hostdev> leaves them unchanged; <interface> would overwrite them.",
    zh: "{functions} 的 MAC 地址和 VLAN 未知。<hostdev> 不改变它们，<interface> 则会覆盖。",
  },
  vlanNotByLibvirt: {
    en: "{count, plural, one {{functions} has} other {{functions} have}} a VLAN with priority or 802.1ad, which libvirt can’t set. <hostdev> leaves the VLAN unchanged.",
    zh: "{functions} 的 VLAN 设有优先级或 802.1ad，libvirt 无法设置。<hostdev> 不改变 VLAN。",
  },
  libvirtIommufd: {
    en: "iommufd needs libvirt 12.2 or newer, QEMU 9.0 or newer, and /dev/vfio/devices on the host.",
    zh: "iommufd 需要 libvirt 12.2 或更新版本、QEMU 9.0 或更新版本，且宿主机有 /dev/vfio/devices。",
  },
  tokensByQemu: {
    en: "{need} libvirt has no setting for it: use QEMU’s own option.",
    zh: "{need}libvirt 没有对应的设置：须用 QEMU 自身的选项。",
  },
  tokensNeeded: {
    en: "{functions} need a VF token, because the PF is bound to vfio-pci and has VFs.",
    zh: "{functions} 需要 VF token：PF 已绑定到 vfio-pci 且有 VF。",
  },
  pfTokenNeeded: {
    en: "{bdf} needs a VF token, because it is bound to vfio-pci and has VFs.",
    zh: "{bdf} 需要 VF token：它已绑定到 vfio-pci 且有 VF。",
  },
  vfTokenNeeded: {
    en: "{bdf} needs a VF token, because its PF is bound to vfio-pci.",
    zh: "{bdf} 需要 VF token：其 PF 已绑定到 vfio-pci。",
  },
  rootPorts: {
    en: "The root ports need machine type q35 or virt. Without a root port (on pcie.0) a function can’t be unplugged from a running guest: the host gets it back when the guest ends. With one, device_del hostdev0 in QEMU’s monitor removes the first function from a running guest whose system supports hot-unplug.",
    zh: "Root Port 需要机器类型 q35 或 virt。没有 Root Port（位于 pcie.0）时，Function 不能从运行中的虚拟机拔出，虚拟机结束后才归还宿主机；有 Root Port 时，在 QEMU monitor 中执行 device_del hostdev0，可将第 1 个 Function 从支持热插拔的运行中虚拟机移除。",
  },
  mostPorts: {
    en: "One guest has room for {count} of them below root ports.",
    zh: "一台虚拟机的 Root Port 下最多容纳 {count} 个。",
  },
  qemuIommufd: {
    en: "iommufd needs QEMU 9.0 or newer and /dev/vfio/devices on the host.",
    zh: "iommufd 需要 QEMU 9.0 或更新版本，且宿主机有 /dev/vfio/devices。",
  },
  chooseToken: {
    en: "Replace UUID with a VF token of your choice (uuidgen), the same for the PF and each of its VFs, and start the PF’s guest first.",
    zh: "将 UUID 换成自选的 VF token（uuidgen），PF 及其每个 VF 使用同一个，并先启动使用 PF 的虚拟机。",
  },
  giveToken: {
    en: "Replace UUID with the VF token that the PF’s user has set.",
    zh: "将 UUID 换成 PF 使用者设置的 VF token。",
  },
  groups: {
    en: "IOMMU {count, plural, one {group} other {groups}}: {groups}. Group numbers can change after a reboot.",
    zh: "IOMMU 组：{groups}。重启后组号可能变化。",
  },
  wholeGroups: {
    en: "A container gets whole groups: every function of a group listed here.",
    zh: "容器得到的是整个组：所列组中的每个 Function。",
  },
});

export const KEPT_WORDS = messages("kept-over-reboots", {
  rule: { en: "udev rule", zh: "udev 规则" },
  unit: { en: "systemd unit", zh: "systemd 单元" },
  byAddress: {
    en: "It names the function by its address, which can change when a card is added or moved.",
    zh: "以地址指定 Function；增加或移动设备后地址可能变化。",
  },
  driverctlWrites: {
    en: "Writes /etc/driverctl.d/pci-ADDRESS; udev sets the override at each boot.",
    zh: "写入 /etc/driverctl.d/pci-ADDRESS；每次启动时由 udev 设置 driver_override。",
  },
  driverctlUndo: { en: "To undo it: driverctl unset-override {bdf}.", zh: "撤销：driverctl unset-override {bdf}。" },
  idsCompared: {
    en: "Vendor and device IDs are compared too, so a different card at this address is left alone.",
    zh: "同时比较厂商 ID 和设备 ID，因此不影响该地址上的其他设备。",
  },
  loadEarly: {
    en: "The {driver} module has to be loaded early: add it to /etc/modules-load.d and to the initramfs.",
    zh: "{driver} 模块须尽早加载：将其加入 /etc/modules-load.d 和 initramfs。",
  },
  enableUnit: {
    en: "Enable it with systemctl enable {unit}.",
    zh: "启用：systemctl enable {unit}。",
  },
  overridesLost: {
    en: "Driver overrides of VFs disappear with the VFs and have to be set again after this has run.",
    zh: "VF 的指定驱动（driver_override）随 VF 消失，此单元执行后须重新设置。",
  },
  eachBinding: {
    en: "Runs each time {driver} binds to the PF, not only at boot.",
    zh: "每次 {driver} 绑定 PF 时执行，不仅在启动时。",
  },
});
