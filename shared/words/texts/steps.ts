/** What a step of a plan does, what it makes wait, and what an undo restores by it. */
import { messages } from "../messages.ts";

export const STEP_WORDS = messages("step", {
  rescan: { en: "Rescan all buses", zh: "重新扫描所有总线" },
  remove: { en: "Remove {bdf} from the bus", zh: "从总线移除 {bdf}" },
  reset: { en: "Reset {bdf}", zh: "复位 {bdf}" },
  resetBy: { en: "Reset {bdf} ({method})", zh: "复位 {bdf}（{method}）" },
  restoreResetMethods: { en: "Restore the reset methods of {bdf}", zh: "恢复 {bdf} 的复位方式" },
  setResetMethods: { en: "Set the reset methods of {bdf} to {methods}", zh: "将 {bdf} 的复位方式设为 {methods}" },
  clearOverride: {
    en: "Clear the driver override of {name}",
    zh: "清除 {name} 的指定驱动（driver_override）",
  },
  setOverride: {
    en: "Set the driver override of {name} to {driver}",
    zh: "将 {name} 的指定驱动（driver_override）设为 {driver}",
  },
  bind: { en: "Bind {name} to {driver}", zh: "将 {name} 绑定到 {driver}" },
  findDriver: { en: "Probe for a driver for {name}", zh: "为 {name} 探测驱动（probe）" },
  unbind: { en: "Unbind {name} from {driver}", zh: "将 {name} 从 {driver} 解绑" },
  unbindIfBound: { en: "Unbind {name} if a driver took it", zh: "若 {name} 已绑定驱动，将其解绑" },
  loadModule: { en: "Load the {module} module", zh: "加载 {module} 模块" },
  enableAutoprobe: { en: "Enable driver autoprobe for VFs of {pf}", zh: "开启 {pf} 的 VF 驱动自动探测" },
  disableAutoprobe: { en: "Disable driver autoprobe for VFs of {pf}", zh: "关闭 {pf} 的 VF 驱动自动探测" },
  createVfs: {
    en: "{count, plural, one {Create # VF on {pf}} other {Create # VFs on {pf}}}",
    zh: "在 {pf} 上创建 {count} 个 VF",
  },
  removeVfs: {
    en: "{count, plural, one {Remove the VF of {pf}} other {Remove the # VFs of {pf}}}",
    zh: "移除 {pf} 的 {count} 个 VF",
  },
  removeVfsWith: {
    en: "{count, plural, one {Remove the VF of {pf} (with {losing})} other {Remove the # VFs of {pf} (with {losing})}}",
    zh: "移除 {pf} 的 {count} 个 VF（含 {losing}）",
  },
  setVectors: {
    en: "{count, plural, one {Set {name} to # MSI-X vector} other {Set {name} to # MSI-X vectors}}",
    zh: "将 {name} 的 MSI-X 向量数设为 {count}",
  },
  defaultVectors: {
    en: "Set {name} to the driver’s default number of MSI-X vectors",
    zh: "将 {name} 的 MSI-X 向量数设为驱动默认值",
  },
  setVf: { en: "Set VF {vf} of {pf} to {setting}", zh: "设置 {pf} 的 VF {vf}：{setting}" },
  setVfThrough: {
    en: "Set VF {vf} of {pf} to {setting} through {net}",
    zh: "通过 {net} 设置 {pf} 的 VF {vf}：{setting}",
  },
  allowD3cold: { en: "Allow {bdf} to enter D3cold", zh: "允许 {bdf} 进入 D3cold" },
  keepOutOfD3cold: { en: "Keep {bdf} out of D3cold", zh: "禁止 {bdf} 进入 D3cold" },
  allocateNvme: { en: "Allocate {resources} to VF {vf} of {pf}", zh: "为 {pf} 的 VF {vf} 分配 {resources}" },
  nvmeOnline: {
    en: "Bring the secondary controller of VF {vf} of {pf} online",
    zh: "使 {pf} 的 VF {vf} 的次级控制器上线",
  },
  nvmeOffline: {
    en: "Take the secondary controller of VF {vf} of {pf} offline",
    zh: "使 {pf} 的 VF {vf} 的次级控制器下线",
  },

  /** While the kernel waits for a program to close a function. */
  removalWaits: {
    en: "Until then, removals and rescans wait on the whole machine.",
    zh: "在此之前，整台机器的移除和重新扫描都须等待。",
  },
  othersGoOn: { en: "Other changes are not affected.", zh: "其他更改不受影响。" },
  hotPlugWaits: {
    en: "Until then, other changes to this PF and hot-plug on the whole machine wait too.",
    zh: "在此之前，对该 PF 的其他更改和整台机器的热插拔也须等待。",
  },

  d3coldRestored: { en: "d3cold_allowed will be restored.", zh: "将恢复 d3cold_allowed。" },
  resetMethodsRestored: { en: "Reset methods will be restored.", zh: "将恢复复位方式。" },
});
