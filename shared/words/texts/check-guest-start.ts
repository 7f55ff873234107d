/** Checks before functions are bound to vfio-pci on what a guest's start and end need. */
import { messages } from "../messages.ts";

export const GUEST_START_CHECK_WORDS = messages("check.guest-start", {
  resetUnread: {
    en: "It is unknown whether {bdf} can be reset alone between guests.",
    zh: "在虚拟机之间切换时能否单独复位 {bdf} 未知。",
  },
  resetUnreadRemedy: {
    en: "Refresh before the function moves between guests that must not see each other’s data.",
    zh: "若须隔离各虚拟机的数据，先刷新，再将该 Function 先后分配给它们。",
  },
  noMethod: { en: "reset_method of {bdf} is empty or missing", zh: "{bdf} 的 reset_method 为空或不存在" },
  onBus: { en: "{bdf} on its bus is bound to {driver}", zh: "同一总线上的 {bdf} 已绑定 {driver}" },
  onBusUnbound: { en: "{bdf} on its bus has no driver", zh: "同一总线上的 {bdf} 未绑定驱动" },
  together: {
    en: "Between guests {bdf} is reset together with {functions}. Pass them through to the same guest.",
    zh: "在虚拟机之间切换时，{bdf} 与 {functions} 一起复位；应直通给同一虚拟机。",
  },
  none: {
    en: "{bdf} is not reset between guests: each guest sees the state the last one left.",
    zh: "{bdf} 在虚拟机之间切换时不会复位：后一个虚拟机会看到前一个留下的状态。",
  },
  onlyTogether: {
    en: "Between guests {bdf} can only be reset together with {functions}.",
    zh: "在虚拟机之间切换时，{bdf} 只能与 {functions} 一起复位。",
  },
  bindToo: {
    en: "Bind {functions} to vfio-pci too, for the same guest. The whole bus is then reset.",
    zh: "将 {functions} 也绑定到 vfio-pci，供同一虚拟机使用；届时整条总线一起复位。",
  },
  bindTooUnsure: {
    en: "Bind {functions} to vfio-pci too, for the same guest. The whole bus is then reset, if the device survives that.",
    zh: "将 {functions} 也绑定到 vfio-pci，供同一虚拟机使用；只要设备支持，届时整条总线一起复位。",
  },
  rebootBetween: {
    en: "Reboot this machine between guests that must not see each other’s data, or use a function with Function Level Reset.",
    zh: "若须隔离各虚拟机的数据，切换时重启此机器，或改用支持功能级复位（FLR）的 Function。",
  },
  powerOff: {
    en: "The kernel may power {bdf} off (D3cold) while no guest uses it, and not every device recovers from that.",
    zh: "没有虚拟机使用 {bdf} 时，内核可能使其断电（D3cold），而并非所有设备都能恢复。",
  },
  idleUnknown: { en: "disable_idle_d3 of vfio_pci is unknown", zh: "vfio_pci 的 disable_idle_d3 未知" },
  idleNo: { en: "disable_idle_d3 of vfio_pci is N", zh: "vfio_pci 的 disable_idle_d3 为 N" },
  powerOffRemedy: {
    en: "Keep it out of D3cold first (d3cold_allowed=0), or load vfio-pci with disable_idle_d3=1, which applies to all functions bound to it.",
    zh: "先禁止其进入 D3cold（d3cold_allowed=0），或以 disable_idle_d3=1 加载 vfio-pci（对其绑定的所有 Function 生效）。",
  },
  bar: { en: "BAR {bar}", zh: "BAR {bar}" },
  someBar: { en: "a BAR", zh: "某个 BAR" },
  framebuffer: {
    en: "The firmware framebuffer ({names}) is in {bar} of {bdf}, so a guest can’t use that BAR.",
    zh: "固件留下的帧缓冲（{names}）位于 {bdf} 的 {bar} 中，虚拟机无法使用该 BAR。",
  },
  framebufferEvidence: {
    en: "/proc/iomem has {names} below {bdf}; vfio-pci would log “{line}”",
    zh: "/proc/iomem 中 {bdf} 下有 {names}；vfio-pci 会记录“{line}”",
  },
  ofDisplayRemedy: {
    en: "First unbind of-display from the driver of the same name in /sys/bus/platform/drivers.",
    zh: "先在 /sys/bus/platform/drivers 下将 of-display 从同名驱动解绑。",
  },
  framebufferRemedy: {
    en: "Boot the kernel with initcall_blacklist=sysfb_init, or first unbind simple-framebuffer (efi-framebuffer, vesa-framebuffer) from its driver in /sys/bus/platform/drivers.",
    zh: "以 initcall_blacklist=sysfb_init 启动内核，或先在 /sys/bus/platform/drivers 下将 simple-framebuffer（efi-framebuffer、vesa-framebuffer）从其驱动解绑。",
  },
});
