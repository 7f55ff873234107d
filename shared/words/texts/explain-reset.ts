/** Why a reset, a removal, a rescan or a setting of a VF failed. A cause is named by its rule, what to do by the same name and `Remedy`. */
import { messages } from "../messages.ts";

export const EXPLAIN_RESET_WORDS = messages("explain.reset", {
  noMethod: { en: "{name} has no reset method that works now.", zh: "{name} 目前没有可用的复位方式。" },
  noMethodAtAllRemedy: {
    en: "It has no reset method at all. Remove it and rescan the bus instead.",
    zh: "它没有任何复位方式。改为从总线移除并重新扫描。",
  },
  noMethodRemedy: {
    en: "A bus reset is refused while other functions share the bus. Choose another method, or remove it and rescan.",
    zh: "总线上有其他 Function 时不能进行总线复位。请选择其他方式，或移除后重新扫描。",
  },
  busy: {
    en: "{name}, or a function that would be reset with it, is in use or already being reset.",
    zh: "{name} 或会随之复位的 Function 正被使用，或正在复位。",
  },
  busyRemedy: {
    en: "Unbind its driver, or shut down the guest that uses it, and try again.",
    zh: "解绑其驱动或关闭使用它的虚拟机，然后重试。",
  },
  noResponse: { en: "{name} did not respond properly during the reset.", zh: "{name} 在复位期间没有正常响应。" },
  noResponseRemedy: {
    en: "Check whether its registers read ff now. If they do, remove it and rescan the bus.",
    zh: "检查其寄存器是否读为 ff；如果是，将其从总线移除并重新扫描。",
  },
  changed: { en: "{name} was reset, but its state differs from before.", zh: "{name} 已复位，但状态与之前不同。" },
  changedRemedy: {
    en: "Compare its registers with those from before. Binding its driver again sets it up.",
    zh: "与之前的寄存器比较。重新绑定驱动会重新配置设备。",
  },

  notByMethod: { en: "{name} does not support {method}.", zh: "{name} 不支持 {method}。" },
  notByThatMethod: { en: "{name} can’t be reset by that method.", zh: "{name} 不能通过该方式复位。" },
  methodsRefused: {
    en: "The kernel does not accept these reset methods for {name}.",
    zh: "内核不接受 {name} 使用这些复位方式。",
  },
  chooseListed: { en: "Choose a method listed in its reset_method.", zh: "请选择其 reset_method 中列出的方式。" },
  noSetting: {
    en: "This kernel has no setting for the reset methods of {name}.",
    zh: "此内核不能设置 {name} 的复位方式。",
  },
  noSettingRemedy: {
    en: "Kernels before 5.15 choose the method themselves, in the order FLR, power management, bus.",
    zh: "5.15 之前的内核自行选择复位方式，顺序为 FLR、电源管理、总线。",
  },
  asleep: {
    en: "{name} could not be woken. Its reset methods are looked up only while it is awake.",
    zh: "{name} 无法唤醒，而复位方式只能在唤醒状态下查询。",
  },
  asleepRemedy: {
    en: "Wake it by reading its registers first. The kernel log says why it does not wake.",
    zh: "先读取其寄存器以唤醒。未唤醒的原因见内核日志。",
  },
  methodsDiffer: {
    en: "The reset methods of {name} are not those that were written.",
    zh: "{name} 的复位方式与写入的不同。",
  },
  methodsDifferRemedy: {
    en: "The kernel leaves out methods that do not work on the device. Check what reset_method reads now.",
    zh: "内核会略去设备不支持的方式。查看 reset_method 的当前值。",
  },

  stays: { en: "{name} is still present after its removal.", zh: "{name} 移除后仍然存在。" },
  notFound: { en: "The rescan did not find what was expected.", zh: "重新扫描未发现预期的 Function。" },
  staysRemedy: {
    en: "Hot-plug on this machine may be waiting for an operation that has not returned. Check the kernel log.",
    zh: "此机器的热插拔可能在等待尚未返回的操作。查看内核日志。",
  },
  removalInvalid: {
    en: "The kernel does not accept this as a removal or rescan.",
    zh: "内核不接受此移除或重新扫描请求。",
  },

  vectorsUnsupported: {
    en: "The PF driver can’t change the number of MSI-X vectors of a VF.",
    zh: "PF 驱动不能更改 VF 的 MSI-X 向量数。",
  },
  vectorsUnsupportedRemedy: {
    en: "mlx5_core and ice can, with firmware that allows it (mlx5: DYNAMIC_VF_MSIX_TABLE).",
    zh: "mlx5_core 和 ice 可以，但须固件允许（mlx5：DYNAMIC_VF_MSIX_TABLE）。",
  },
  vectorsBound: {
    en: "{name} is bound to {driver}. Its MSI-X table can change only while no driver is bound.",
    zh: "{name} 已绑定 {driver}，而其 MSI-X 表只能在未绑定驱动时更改。",
  },
  vectorsBoundRemedy: {
    en: "Unbind it, set the number, then bind it again.",
    zh: "先解绑，设置数量，再重新绑定。",
  },
  vectorsRefused: {
    en: "The PF driver does not allow {count} MSI-X vectors for {name}.",
    zh: "PF 驱动不允许 {name} 使用 {count} 个 MSI-X 向量。",
  },
  vectorsRefusedRemedy: {
    en: "Choose fewer: the pool is the PF’s sriov_vf_total_msix, shared with its other VFs.",
    zh: "减少数量：向量池为 PF 的 sriov_vf_total_msix，由所有 VF 共用。",
  },
  vectorsMissing: { en: "{name} has no setting for its MSI-X vectors.", zh: "{name} 没有 MSI-X 向量数的设置项。" },
  vectorsMissingRemedy: {
    en: "Kernels before 5.13 lack it, and so does a VF whose PF has no driver.",
    zh: "5.13 之前的内核没有该设置项；PF 未绑定驱动时 VF 也没有。",
  },
  vectorsDiffer: {
    en: "The number of MSI-X vectors of {name} differs from the requested one.",
    zh: "{name} 的 MSI-X 向量数与请求的不同。",
  },
  vectorsDifferRemedy: {
    en: "The driver rounds to what the device supports. Check its MSI-X capability.",
    zh: "驱动会取设备支持的数值。查看其 MSI-X Capability。",
  },

  thisSetting: { en: "this setting", zh: "该设置" },
  settingBusy: {
    en: "{driver} can’t set {setting} on a VF of {name} now: the VF is in reset or busy.",
    zh: "{driver} 目前不能设置 {name} 的 VF（{setting}）：VF 正在复位或正忙。",
  },
  settingBusyRemedy: {
    en: "A VF is in reset for a few seconds after it was created or bound. Try again then.",
    zh: "VF 在创建或绑定后的数秒内处于复位状态，之后重试。",
  },
  settingUnsupported: {
    en: "{driver} does not support {setting} for VFs of {name}.",
    zh: "{driver} 不支持为 {name} 的 VF 设置：{setting}。",
  },
  settingUnsupportedRemedy: {
    en: "Leave it out, or check whether the card’s own tool supports it (devlink, tc in switchdev mode).",
    zh: "去掉该设置，或查看设备自带的工具是否支持（devlink、switchdev 模式下的 tc）。",
  },
  settingRefused: {
    en: "{driver} does not accept {setting} for a VF of {name}.",
    zh: "{driver} 不接受 {name} 的 VF 的设置：{setting}。",
  },
  settingRefusedRemedy: {
    en: "A MAC address must be unicast, a VLAN is 0 to 4094, and a rate can’t exceed the link’s.",
    zh: "MAC 地址须为单播地址，VLAN 为 0 到 4094，速率不能超过链路速率。",
  },
  whichNet: {
    en: "Which network interface {name} itself uses is unknown, so nothing was written.",
    zh: "不确定哪个网络接口属于 {name} 自身，因此未写入。",
  },
  whichNetRemedy: {
    en: "Check phys_port_name of each interface: p0 is the PF’s own, pf0vf1 represents a VF.",
    zh: "查看各接口的 phys_port_name：p0 为 PF 自身的接口，pf0vf1 代表一个 VF。",
  },
  noNet: {
    en: "{name} has no network interface here, or the VF no longer exists.",
    zh: "{name} 在此没有网络接口，或该 VF 已不存在。",
  },
  noNetRemedy: {
    en: "The interface may be in another network namespace. VFs are configured through the PF’s interface.",
    zh: "接口可能位于其他网络命名空间。VF 须通过 PF 的接口设置。",
  },
  settingDiffers: {
    en: "A setting of a VF of {name} ({setting}) reads back differently.",
    zh: "{name} 的 VF 设置（{setting}）回读结果不同。",
  },
  settingDiffersRemedy: {
    en: "Another program configures VFs as well (NetworkManager, a device plugin), or the driver ignored the setting.",
    zh: "有其他程序也在设置 VF（NetworkManager、device plugin），或驱动忽略了该设置。",
  },
});
