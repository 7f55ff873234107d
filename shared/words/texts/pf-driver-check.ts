/** What single PF drivers are known to do when VFs are created or removed. */
import { messages } from "../messages.ts";

export const PF_DRIVER_CHECK_WORDS = messages("check.pf-driver", {
  vfioVariant: {
    en: "{driver} can’t enable VFs: of the vfio drivers, only vfio-pci can.",
    zh: "{driver} 无法开启 VF：vfio 驱动中只有 vfio-pci 可以。",
  },
  wouldReturn: {
    en: "driver of {pf} is {driver}; the kernel would return ENOENT",
    zh: "{pf} 的驱动为 {driver}；内核会返回 ENOENT",
  },
  needsEnableSriov: {
    en: "vfio-pci enables VFs only if its parameter enable_sriov is set.",
    zh: "vfio-pci 仅在模块参数 enable_sriov 开启时才能开启 VF。",
  },
  enableSriovOff: {
    en: "{file} is N; the kernel would return ENOENT",
    zh: "{file} 为 N；内核会返回 ENOENT",
  },
  setEnableSriov: {
    en: "Write Y to {file}. Its VFs then need a VF token.",
    zh: "向 {file} 写入 Y。此后其 VF 需要 VF token。",
  },
  setEnableSriovOrReturn: {
    en: "Return the PF to its host driver first, or write Y to {file}. Its VFs then need a VF token.",
    zh: "先将 PF 归还给宿主机驱动；或向 {file} 写入 Y，此后其 VF 需要 VF token。",
  },
  noSysfs: {
    en: "{driver} can’t enable VFs through sysfs.",
    zh: "{driver} 无法通过 sysfs 开启 VF。",
  },
  noSysfsInTree: {
    en: "{driver} can’t enable VFs through sysfs, unless it is an out-of-tree build.",
    zh: "{driver} 无法通过 sysfs 开启 VF，树外版本可能除外。",
  },
  refusedBefore: {
    en: "driver of {pf} is {driver}, for which the kernel has returned ENOENT before",
    zh: "{pf} 的驱动为 {driver}，内核此前对其返回过 ENOENT",
  },
  wouldIgnore: {
    en: "driver of {pf} is {driver}; it would accept the number and create no VF",
    zh: "{pf} 的驱动为 {driver}；它会接受该数值，但不创建 VF",
  },
  maybeOption: {
    en: "Check whether {driver} takes the number of VFs as a module parameter. The kernel’s refusal is remembered until this program restarts.",
    zh: "检查 {driver} 是否通过模块参数设置 VF 数量。内核的拒绝结果会一直保留到本程序重启。",
  },
  wantsNetUp: {
    en: "bnxt_en creates no VFs while the interface of {pf} is down, but reports success.",
    zh: "{pf} 的网络接口未启用时，bnxt_en 不会创建 VF，但仍报告成功。",
  },
  bringUpFirst: {
    en: "Bring the interface up first: ip link set {name} up.",
    zh: "先启用该接口：ip link set {name} up。",
  },
  allOrNone: {
    en: "{driver} creates all {count} VFs of {pf} or none, so the plan creates {count}.",
    zh: "{driver} 要么创建 {pf} 的全部 {count} 个 VF，要么不创建，因此计划创建 {count} 个。",
  },
  allOrNoneEvidence: {
    en: "driver of {pf} is {driver}, sriov_totalvfs is {count}; {wished} requested",
    zh: "{pf} 的驱动为 {driver}，sriov_totalvfs 为 {count}；请求 {wished} 个",
  },
  choose: { en: "Choose {count}.", zh: "请选择 {count} 个。" },
  notThatNumber: {
    en: "{driver} can’t create {count, plural, one {# VF} other {# VFs}} of {pf}: it creates {numbers}.",
    zh: "{driver} 无法为 {pf} 创建 {count} 个 VF：只能创建 {numbers} 个。",
  },
  noNumber: {
    en: "{driver} can’t create VFs of {pf}: the device allows too few.",
    zh: "{driver} 无法为 {pf} 创建 VF：设备允许的数量太少。",
  },
  driverReturns: {
    en: "driver of {pf} is {driver}; it would return EINVAL",
    zh: "{pf} 的驱动为 {driver}；它会返回 EINVAL",
  },
  allowMore: { en: "Allow more VFs in the card’s firmware.", zh: "在设备固件中允许更多 VF。" },
  chooseOne: { en: "Choose one of these numbers.", zh: "请选择其中一个数量。" },
  vfsWantNetUp: {
    en: "VFs of {pf} have no network until its interface is up: their driver finds the PF in reset.",
    zh: "{pf} 的网络接口启用之前，其 VF 没有网络：VF 驱动会认为 PF 仍在复位。",
  },
  isDown: {
    en: "driver of {pf} is {driver}, and {interface} is down",
    zh: "{pf} 的驱动为 {driver}，{interface} 未启用",
  },
  bringUp: {
    en: "Bring the interface up: ip link set {name} up.",
    zh: "启用该接口：ip link set {name} up。",
  },
  resetsPort: {
    en: "{driver} resets the port when VFs are created or removed: {interface} loses its link for a few seconds.",
    zh: "创建或移除 VF 时 {driver} 会复位端口：{interface} 的链路将中断数秒。",
  },
  notOverIt: {
    en: "Do not run this over a connection that uses this interface.",
    zh: "不要通过经由该接口的连接执行此操作。",
  },
  theInterface: { en: "the interface", zh: "该接口" },
});
