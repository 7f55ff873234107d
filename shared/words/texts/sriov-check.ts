/** What is said before VFs are created or removed. */
import { messages } from "../messages.ts";

export const SRIOV_CHECK_WORDS = messages("check.sriov", {
  stuck: {
    en: "{pf} is busy: an earlier change has not returned.",
    zh: "{pf} 正忙：先前的更改尚未返回。",
  },
  stuckEvidence: {
    en: "reading {attribute} of {pf} timed out (ETIMEDOUT)",
    zh: "读取 {pf} 的 {attribute} 超时（ETIMEDOUT）",
  },
  stuckRemedy: {
    en: "Find what holds one of its VFs (a guest or a DPDK program) and stop it. The earlier change then completes.",
    zh: "找出占用其 VF 的虚拟机或 DPDK 程序并停止，先前的更改随即完成。",
  },
  noDriver: {
    en: "{pf} has no driver. Only its driver can enable VFs.",
    zh: "{pf} 未绑定驱动，而 VF 须由其驱动启用。",
  },
  noDriverEvidence: {
    en: "{pf} has no driver link; the kernel would return ENOENT",
    zh: "{pf} 没有 driver 链接；内核会返回 ENOENT",
  },
  loadDriver: {
    en: "Load {modules} so that it binds, or bind pci-pf-stub.",
    zh: "加载 {modules} 使其绑定，或绑定 pci-pf-stub。",
  },
  bindDriver: {
    en: "Bind its own driver, or pci-pf-stub if the device needs none.",
    zh: "绑定其自身的驱动；设备无需驱动时绑定 pci-pf-stub。",
  },
  passToken: {
    en: "Pass the token (a UUID) to the guest, for example with vf-token= in QEMU.",
    zh: "将 VF token（UUID）传给虚拟机，例如在 QEMU 中使用 vf-token=。",
  },
  settingsUnread: {
    en: "The VF settings ({settings}) will be lost and could not be read. Note them first.",
    zh: "VF 的设置（{settings}）将丢失，且无法读取，请先记录。",
  },
  settingsLost: {
    en: "Settings of {count, plural, one {# VF} other {# VFs}} will be lost. Undo restores them.",
    zh: "{count} 个 VF 的设置将丢失，撤销可恢复。",
  },
  throughZero: {
    en: "{from, plural, one {The VF of {pf} will be removed} other {All # VFs of {pf} will be removed}} before {to, plural, one {a new VF is created} other {# new VFs are created}}.",
    zh: "将先移除 {pf} 现有的 {from} 个 VF，再创建 {to} 个新 VF。",
  },
  throughZeroEvidence: {
    en: "{pf} has {from, plural, one {# VF} other {# VFs}}; writing {to} now would return EBUSY",
    zh: "{pf} 有 {from} 个 VF；此时写入 {to} 会返回 EBUSY",
  },
  vfsUsed: { en: "VFs of {pf} are in use on the host: {uses}.", zh: "{pf} 的 VF 正被宿主机使用：{uses}。" },
  vfsUsedRemedy: {
    en: "They disappear with the VFs. Stop what uses them first.",
    zh: "这些对象会随 VF 一并消失，请先停止使用。",
  },
  lowered: {
    en: "The device supports {capability, plural, one {# VF} other {# VFs}}; its driver allows {driver}.",
    zh: "设备支持 {capability} 个 VF，驱动只允许 {driver} 个。",
  },
  loweredEvidence: {
    en: "TotalVFs of the capability is {capability}, sriov_totalvfs of {pf} is {driver}",
    zh: "Capability 的 TotalVFs 为 {capability}，{pf} 的 sriov_totalvfs 为 {driver}",
  },
  placesUnknown: {
    en: "The addresses of new VFs of {pf} can’t be predicted.",
    zh: "无法预知 {pf} 新 VF 的地址。",
  },
  placesEvidence: {
    en: "sriov_offset of {pf} is {offset}, sriov_stride is {stride}",
    zh: "{pf} 的 sriov_offset 为 {offset}，sriov_stride 为 {stride}",
  },
  placesRemedy: {
    en: "If the offset is still 0 while VFs are enabled, the kernel returns EIO: the device firmware is faulty.",
    zh: "若开启 VF 时偏移仍为 0，内核会返回 EIO，说明设备固件有缺陷。",
  },
  boundWithPf: {
    en: "New VFs of {pf} will be bound to vfio-pci because the PF is.",
    zh: "{pf} 已绑定 vfio-pci，其新 VF 也会绑定到 vfio-pci。",
  },
  boundWithPfRemedy: {
    en: "Choose vfio-pci for the VFs, or return the PF to its host driver first.",
    zh: "为 VF 选择 vfio-pci，或先将 PF 归还给宿主机驱动。",
  },
  needsToken: {
    en: "Using a VF of {pf} requires the VF token set by the PF’s user.",
    zh: "使用 {pf} 的 VF 需要 PF 使用者设置的 VF token。",
  },
  maybeInGuests: {
    en: "{count, plural, one {# VF of {pf} is bound to {drivers} and may be in use by a running guest.} other {# VFs of {pf} are bound to {drivers} and may be in use by running guests.}}",
    zh: "{pf} 有 {count} 个 VF 绑定到 {drivers}，可能正被运行中的虚拟机使用。",
  },
  shutDownGuests: {
    en: "Shut down the guests first: the kernel takes the VF from a running guest and waits until the guest releases it.",
    zh: "先关闭虚拟机：内核会向运行中的虚拟机收回 VF，并一直等到其释放。",
  },
  brieflyBound: {
    en: "A host driver may bind each new VF for a moment.",
    zh: "宿主机驱动可能会短暂绑定每个新 VF。",
  },
  brieflyBoundRemedy: {
    en: "Nothing to do: a driver that binds a VF is unbound again.",
    zh: "无需处理：绑定了 VF 的驱动会被解绑。",
  },
  probedByName: {
    en: "Drivers may not bind new VFs automatically on this machine, so each VF is probed explicitly.",
    zh: "此机器的驱动可能不会自动绑定新 VF，因此将逐个 VF 触发探测。",
  },
  probedByNameEvidence: {
    en: "/sys/bus/pci/drivers_autoprobe is 0, which also applies to new VFs since Linux 6.19",
    zh: "/sys/bus/pci/drivers_autoprobe 为 0，自 Linux 6.19 起对新 VF 同样生效",
  },
});
