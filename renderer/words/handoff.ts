/** Configuration of a guest that gets functions. */
import { messages } from "../../shared/words/messages.ts";

export const HANDOFF_WORDS = messages("window.handoff", {
  title: { en: "Guest configuration for {bdf}", zh: "{bdf} 的直通配置" },
  titleSeveral: { en: "Guest configuration for {count} functions", zh: "{count} 个 Function 的直通配置" },
  nothing: { en: "Nothing to pass through", zh: "没有可直通的 Function" },
  noneIsOnVfio: { en: "None of these functions is bound to a vfio driver.", zh: "这些 Function 均未绑定 vfio 驱动。" },
  noneIsChosen: { en: "Choose at least one function.", zh: "请至少选择一个 Function。" },
  format: { en: "Configuration for", zh: "配置格式" },
  of: { en: "For {title}", zh: "用于 {title}" },
  copyOf: { en: "Copy for {title}", zh: "复制 {title} 配置" },
  guest: { en: "Guest name", zh: "虚拟机名称" },
  guestHelp: { en: "For the virsh command; GUEST until you enter one.", zh: "用于 virsh 命令；未填写时为 GUEST。" },
  noGuestName: { en: "libvirt guests can’t have this name.", zh: "libvirt 虚拟机不能使用此名称。" },
  iommufd: { en: "Use iommufd", zh: "使用 iommufd" },
  iommufdHelp: { en: "The kernel’s newer interface for passthrough", zh: "内核较新的直通接口" },
  iommufdNot: {
    en: "Not possible with a VF token: QEMU does not pass it through iommufd.",
    zh: "使用 VF token 时不可用：QEMU 不会通过 iommufd 传递它。",
  },
  chosen: {
    en: "{chosen} of {count, plural, one {# function} other {# functions}}",
    zh: "{count, number} 个 Function 中的 {chosen} 个",
  },
  range: { en: "Shift+click chooses from the last one to here.", zh: "按住 Shift 单击可选择从上次单击处到此处。" },
  numbers: { en: "Numbers, such as 0-2, 5.", zh: "编号，例如 0-2, 5。" },
  noSuchVfs: { en: "Write numbers of these VFs, such as 0-2, 5.", zh: "请输入这些 VF 的编号，例如 0-2, 5。" },
  inUse: {
    en: "In use: {functions}. Another guest can’t open them until that ends.",
    zh: "使用中：{functions}。结束使用之前，其他虚拟机无法打开。",
  },
  usedBy: { en: "{bdf} ({who})", zh: "{bdf}（{who}）" },
  vf: { en: "VF {index}", zh: "VF {index}" },
});
