/** What a plan is called, what will be afterwards, and how it is undone. Titles stand in the journal. */
import { messages } from "../messages.ts";

/** Titles of plans, and so of entries. */
export const PLAN_TITLE_WORDS = messages("plan.title", {
  setVfs: { en: "Set {pf} to {count, plural, one {# VF} other {# VFs}}", zh: "将 {pf} 设为 {count} 个 VF" },
  bindVfio: { en: "Bind {functions} to vfio-pci", zh: "将 {functions} 绑定到 vfio-pci" },
  returnToHost: { en: "Return {functions} to the host driver", zh: "将 {functions} 归还给宿主机驱动" },
  remove: { en: "Remove {functions} from the bus", zh: "从总线移除 {functions}" },
  rescan: { en: "Rescan the PCI buses", zh: "重新扫描 PCI 总线" },
  reset: { en: "Reset {functions}", zh: "复位 {functions}" },
  enableAutoprobe: { en: "Enable driver autoprobe for VFs of {pf}", zh: "开启 {pf} 的 VF 驱动自动探测" },
  disableAutoprobe: { en: "Disable driver autoprobe for VFs of {pf}", zh: "关闭 {pf} 的 VF 驱动自动探测" },
  allowD3cold: { en: "Allow {functions} to enter D3cold", zh: "允许 {functions} 进入 D3cold" },
  forbidD3cold: { en: "Keep {functions} out of D3cold", zh: "禁止 {functions} 进入 D3cold" },
  setVfSetting: { en: "Set {setting} of {vfs} of {pf}", zh: "设置 {pf} 的 {vfs} 的 {setting}" },
  setVf: { en: "Change settings of VF {vf} of {pf}", zh: "更改 {pf} 的 VF {vf} 的设置" },
  setSeveralVfs: {
    en: "Change settings of {count, plural, one {# VF} other {# VFs}} of {pf}",
    zh: "更改 {pf} 的 {count} 个 VF 的设置",
  },
  nvmeOnline: {
    en: "Bring the NVMe {count, plural, one {controller} other {controllers}} of {vfs} of {pf} online",
    zh: "使 {pf} 的 {vfs} 的 NVMe 控制器上线",
  },
  nvmeOffline: {
    en: "Take the NVMe {count, plural, one {controller} other {controllers}} of {vfs} of {pf} offline",
    zh: "使 {pf} 的 {vfs} 的 NVMe 控制器下线",
  },
  undo: { en: "Undo: {title}", zh: "撤销：{title}" },
  redo: { en: "Redo: {title}", zh: "重做：{title}" },
  finish: { en: "Finish: {title}", zh: "继续完成：{title}" },
  undoUnknown: { en: "Undo an operation", zh: "撤销一项操作" },
  finishUnknown: { en: "Finish an operation", zh: "继续完成一项操作" },
});

/** What is so already, and what stays. */
export const PLAN_WORDS = messages("plan", {
  nothingChanges: { en: "Nothing will be changed.", zh: "不会做任何更改。" },
  alreadySo: { en: "No changes needed.", zh: "无需更改。" },
  staysAsItIs: { en: "{pf} stays as it is.", zh: "{pf} 保持不变。" },
  vf: { en: "VF {vf}", zh: "VF {vf}" },
  driverIs: { en: "driver of {bdf} is {driver}", zh: "{bdf} 的驱动为 {driver}" },

  // Numbers of VFs, and what they are for.
  willHave: {
    en: "{pf} will have {count, plural, one {# VF} other {# VFs}}, {purpose}.",
    zh: "{pf} 将有 {count} 个 VF，{purpose}。",
  },
  willHaveNone: {
    en: "{count, plural, one {SR-IOV of {pf} will be disabled and its VF removed.} other {SR-IOV of {pf} will be disabled and all # VFs removed.}}",
    zh: "将关闭 {pf} 的 SR-IOV 并移除其全部 {count} 个 VF。",
  },
  throughZero: {
    en: "{count, plural, one {The existing VF is removed first: the kernel changes the number only through 0.} other {All # existing VFs are removed first: the kernel changes the number only through 0.}}",
    zh: "将先移除现有的 {count} 个 VF：内核要求先归零才能更改数量。",
  },
  hostDriver: { en: "bound to the host driver", zh: "绑定到宿主机驱动" },
  onVfio: { en: "bound to vfio-pci, {use}", zh: "绑定到 vfio-pci，{use}" },
  unbound: { en: "without a driver", zh: "不绑定驱动" },
  keepsVf: { en: "{pf} keeps its VF, which will be {purpose}.", zh: "{pf} 保留其 1 个 VF，将 {purpose}。" },
  keepsVfs: {
    en: "{pf} keeps its {count, number} VFs. All of them will be {purpose}.",
    zh: "{pf} 保留其 {count} 个 VF，全部将 {purpose}。",
  },
  keepsVfsOfWhich: {
    en: "{pf} keeps its {count, number} VFs. {part, number} of them will be {purpose}.",
    zh: "{pf} 保留其 {count} 个 VF，其中 {part} 个将 {purpose}。",
  },
  hasAlready: {
    en: "{pf} already has {count, plural, one {# VF} other {# VFs}}, {purpose}.",
    zh: "{pf} 已有 {count} 个 VF，{purpose}。",
  },
  hasNoneAlready: { en: "{pf} already has no VFs.", zh: "{pf} 已无 VF。" },
  virtfnLinks: {
    en: "{pf} has {count, plural, one {# virtfn link} other {# virtfn links}}",
    zh: "{pf} 有 {count} 个 virtfn 链接",
  },
  undoToNone: { en: "Sets {pf} back to 0 VFs.", zh: "将 {pf} 恢复为 0 个 VF。" },
  undoToVfs: {
    en: "Sets {pf} back to {count, plural, one {# VF and rebinds it} other {# VFs and rebinds each}} to its current driver.",
    zh: "将 {pf} 恢复为 {count} 个 VF，并重新绑定到各自当前的驱动。",
  },
  undoSettings: {
    en: "VF settings are restored; MSI-X vector counts are not.",
    zh: "VF 设置会恢复；MSI-X 向量数不会恢复。",
  },
  undoTheseSettings: {
    en: "VF settings ({settings}) are restored; MSI-X vector counts are not.",
    zh: "VF 设置（{settings}）会恢复；MSI-X 向量数不会恢复。",
  },
  undoWithoutSettings: { en: "Settings made on the VFs are not restored.", zh: "对 VF 所做的设置不会恢复。" },
  undoWithoutTheseSettings: {
    en: "Settings made on the VFs ({settings}) are not restored.",
    zh: "对 VF 所做的设置（{settings}）不会恢复。",
  },
  undoRebind: { en: "Rebinds each VF to its current driver.", zh: "将每个 VF 重新绑定到其当前驱动。" },

  // What a guest can do with functions on vfio-pci: after "bound to vfio-pci,".
  readyForGuest: { en: "ready for a guest", zh: "可直通给虚拟机" },
  readyForGuests: { en: "ready for guests", zh: "可直通给虚拟机" },
  withoutIommu: {
    en: "usable only by a program that needs no IOMMU, such as DPDK",
    zh: "仅供无需 IOMMU 的程序（如 DPDK）使用",
  },
  ifIommu: { en: "ready for a guest if an IOMMU is active", zh: "IOMMU 生效时可直通给虚拟机" },
  onceRemapped: {
    en: "ready for a guest once interrupt remapping is enabled or unsafe interrupts are allowed",
    zh: "启用中断重映射或允许不安全中断后可直通给虚拟机",
  },
  noGuestCan: {
    en: "but no guest can use {count, plural, one {it} other {all of them}}",
    zh: "{count, plural, =1 {但无法直通给虚拟机} other {但无法全部直通给虚拟机}}",
  },
  onceFree: {
    en: "ready for a guest once no member of IOMMU group {group} is used by the host",
    zh: "IOMMU 组 {group} 的成员都不再由宿主机使用后，可直通给虚拟机",
  },

  // Binding.
  onVfioAlready: {
    en: "{functions} {count, plural, one {is} other {are}} already bound to {driver}.",
    zh: "{functions} 已绑定到 {driver}。",
  },
  toVfio: {
    en: "{functions} will be bound to vfio-pci, {use}. The host will no longer be able to use {count, plural, one {it} other {them}}.",
    zh: "{functions} 将绑定到 vfio-pci，{use}。宿主机将不能再使用。",
  },
  undoRebinds: { en: "Rebinds {bdf} to {driver}.", zh: "将 {bdf} 重新绑定到 {driver}。" },
  undoUnbinds: { en: "Unbinds {bdf}.", zh: "解绑 {bdf}。" },
  undoEachBinding: {
    en: "Restores the current driver of each function: {bindings}.",
    zh: "恢复每个 Function 当前的驱动：{bindings}。",
  },
  binding: { en: "{bdf} ({driver})", zh: "{bdf}（{driver}）" },
  hostHas: {
    en: "{count, plural, one {{functions} is already bound to a host driver.} other {{functions} are already bound to host drivers.}}",
    zh: "{functions} 已绑定到宿主机驱动。",
  },
  undoToHost: {
    en: "{count, plural, one {Restores the driver and the driver override of the function.} other {Restores the driver and the driver override of each function.}}",
    zh: "恢复{count, plural, =1 {该 Function} other {每个 Function}} 当前的驱动和指定驱动（driver_override）。",
  },
  noLongerReserved: {
    en: "{functions} will no longer be reserved for {drivers}.",
    zh: "{functions} 将不再为 {drivers} 保留。",
  },
  backWithHost: { en: "{functions} will return to the host.", zh: "{functions} 将归还给宿主机。" },
  backOnDriver: {
    en: "{functions} will return to the host driver {driver}.",
    zh: "{functions} 将归还给宿主机驱动 {driver}。",
  },

  // Autoprobe and D3cold.
  autoprobeIs: {
    en: "sriov_drivers_autoprobe of {pf} is {value}",
    zh: "{pf} 的 sriov_drivers_autoprobe 为 {value}",
  },
  autoprobeEnabled: {
    en: "Host drivers will bind to new VFs of {pf} as soon as they appear.",
    zh: "{pf} 的新 VF 出现后，宿主机驱动将立即绑定。",
  },
  autoprobeDisabled: {
    en: "New VFs of {pf} will stay unbound unless a driver override names a driver.",
    zh: "{pf} 的新 VF 将不绑定驱动，除非由 driver_override 指定。",
  },
  undoAutoprobe: { en: "Restores sriov_drivers_autoprobe of {pf}.", zh: "恢复 {pf} 的 sriov_drivers_autoprobe。" },
  d3coldIs: { en: "d3cold_allowed of {bdf} is {value}", zh: "{bdf} 的 d3cold_allowed 为 {value}" },
  d3coldUnknown: {
    en: "d3cold_allowed of {functions} is missing or could not be read.",
    zh: "{functions} 的 d3cold_allowed 不存在或无法读取。",
  },
  d3coldAllowed: {
    en: "The kernel may power off {functions} while {count, plural, one {it is} other {they are}} not in use.",
    zh: "{functions} 空闲时，内核可将其断电。",
  },
  d3coldForbidden: {
    en: "The kernel will not power off {functions} until the next reboot.",
    zh: "下次重启之前，内核不会将 {functions} 断电。",
  },
  undoD3cold: { en: "Restores d3cold_allowed.", zh: "恢复 d3cold_allowed。" },

  // Removing, rescanning, resetting.
  forgets: {
    en: "{count, plural, one {The kernel will remove the function and unbind its driver.} other {The kernel will remove # functions and unbind their drivers.}}",
    zh: "内核将移除 {count} 个 Function 并解绑其驱动。",
  },
  staysInSlot: {
    en: "The hardware stays in its slot: a rescan finds {count, plural, one {it} other {them}} again.",
    zh: "硬件仍在插槽中：重新扫描即可再次发现。",
  },
  undoMachinery: {
    en: "Reboot the machine: nothing else restarts what stops with {functions}.",
    zh: "重启机器：随 {functions} 停止的部分无法以其他方式恢复。",
  },
  undoRemove: {
    en: "Rescans the bus, which finds {count, plural, one {it} other {them}} again, and restores the driver override.",
    zh: "重新扫描总线以再次发现，并恢复指定驱动（driver_override）。",
  },
  rescans: {
    en: "The kernel will look for functions it does not know yet and probe a driver for each. Existing functions are not touched.",
    zh: "内核将查找尚未识别的 Function 并为其探测驱动。现有 Function 不受影响。",
  },
  noUndoOfReset: {
    en: "A reset can’t be undone: the state of the function’s registers and queues is lost.",
    zh: "复位不可撤销：Function 的寄存器和队列状态会丢失。",
  },
  resetSeveral: { en: "{count} functions will be reset one after the other.", zh: "将依次复位 {count} 个 Function。" },
  resetByKernel: { en: "{bdf} will be reset by the method the kernel chooses.", zh: "将以内核选择的方式复位 {bdf}。" },
  resetBy: { en: "{bdf} will be reset ({method}).", zh: "将复位 {bdf}（{method}）。" },
  resetByWithBus: {
    en: "{bdf} and {count, plural, one {# other function} other {# other functions}} on its bus will be reset ({method}).",
    zh: "将复位 {bdf} 及同一总线上的另外 {count} 个 Function（{method}）。",
  },
  registersCompared: {
    en: "Registers are compared before and after.",
    zh: "复位前后会比较寄存器。",
  },

  // Settings of VFs, NVMe controllers.
  settingsRead: { en: "settings of {vfs} were read", zh: "已读取 {vfs} 的设置" },
  haveSettings: { en: "The VFs already have these settings.", zh: "VF 已具有这些设置。" },
  settingsLast: {
    en: "{steps, plural, one {# step} other {# steps}} on {vfs, plural, one {# VF} other {# VFs}} of {pf}. The settings last until the VFs are removed.",
    zh: "对 {pf} 的 {vfs} 个 VF 执行 {steps} 个步骤。这些设置在 VF 移除前有效。",
  },
  undoKnownVfSettings: {
    en: "Restores the current settings of each VF, except those that could not be read.",
    zh: "恢复每个 VF 当前的设置，未能读取的除外。",
  },
  undoVfSettings: { en: "Restores the current settings of each VF.", zh: "恢复每个 VF 当前的设置。" },
  nvmeRead: { en: "nvme list-secondary of {pf} was read", zh: "已读取 {pf} 的 nvme list-secondary" },
  nvmeOnlineAlready: { en: "The VFs are already online with these resources.", zh: "VF 已上线，且资源相同。" },
  nvmeOfflineAlready: { en: "The VFs are already offline.", zh: "VF 已下线。" },
  undoNvme: { en: "Restores the current state of each controller.", zh: "恢复每个控制器当前的状态。" },
  nvmeWillBeOnline: {
    en: "{vfs} of {pf} will be online with {queues, plural, one {# queue} other {# queues}} and {interrupts, plural, one {# interrupt} other {# interrupts}}{count, plural, one {} other { each}}.",
    zh: "{pf} 的 {vfs} 将上线，{count, plural, =1 {} other {各}}有 {queues} 个队列和 {interrupts} 个中断。",
  },
  nvmeThenBinds: { en: "The nvme driver then binds to {functions}.", zh: "随后 nvme 驱动将绑定 {functions}。" },
  nvmeLasts: {
    en: "This lasts until the VFs are removed or the PF is reset.",
    zh: "在移除 VF 或复位 PF 之前有效。",
  },
  nvmeWillBeOffline: {
    en: "{count, plural, one {{vfs} of {pf} will be offline: its queues and interrupts return to {pf}, and its disks disappear.} other {{vfs} of {pf} will be offline: their queues and interrupts return to {pf}, and their disks disappear.}}",
    zh: "{pf} 的 {vfs} 将下线：其队列和中断归还给 {pf}，其磁盘随之消失。",
  },
});

/** Undoing and finishing. */
export const UNDO_WORDS = messages("undo", {
  chooseEntry: { en: "Choose an entry of this machine’s journal.", zh: "请选择此机器操作记录中的一条。" },
  nothingLeft: { en: "Everything is already restored. Nothing to undo.", zh: "已全部恢复，无需撤销。" },
  cannotRestore: { en: "Nothing can be restored: {lost}.", zh: "无法恢复：{lost}。" },
  canBeUndone: {
    en: "This can be undone as well: the journal keeps the state before it.",
    zh: "此操作同样可以撤销：操作记录会保存之前的状态。",
  },
  allDone: { en: "Already complete. Nothing is left to finish.", zh: "已全部完成，无剩余步骤。" },
  noVfsAgain: { en: "{pf} will be back at 0 VFs.", zh: "{pf} 将恢复为 0 个 VF。" },
  vfsAgain: {
    en: "{pf} will be back at {count, plural, one {# VF} other {# VFs}}.",
    zh: "{pf} 将恢复为 {count} 个 VF。",
  },
  boundAgain: { en: "{functions} will be bound to {driver} again.", zh: "{functions} 将重新绑定到 {driver}。" },
  unboundAgain: { en: "{functions} will be unbound again.", zh: "{functions} 将恢复为未绑定驱动。" },
  overrideAgain: {
    en: "The driver override of {functions} will be restored.",
    zh: "将恢复 {functions} 的指定驱动（driver_override）。",
  },
  autoprobeAgain: {
    en: "sriov_drivers_autoprobe of {pf} will be {value} again.",
    zh: "{pf} 的 sriov_drivers_autoprobe 将恢复为 {value}。",
  },
  foundAgain: { en: "A rescan will look for {functions} again.", zh: "将重新扫描以查找 {functions}。" },
  settingsAgain: {
    en: "{count, plural, one {The settings of # VF will be restored.} other {The settings of # VFs will be restored.}}",
    zh: "将恢复 {count} 个 VF 的设置。",
  },
  vectorsAgain: { en: "MSI-X vector counts will be restored.", zh: "将恢复 MSI-X 向量数。" },
  controllersAgain: {
    en: "{count, plural, one {The secondary controller of # VF will be restored.} other {The secondary controllers of # VFs will be restored.}}",
    zh: "将恢复 {count} 个 VF 的次级控制器。",
  },

  // Why an entry cannot be undone.
  stillRunning: { en: "Still running.", zh: "仍在执行。" },
  undoneAlready: {
    en: "Already undone. To redo it, undo the entry that undid it.",
    zh: "已撤销。如需重做，请撤销那条撤销记录。",
  },
  changedNothing: { en: "It changed nothing.", zh: "未做任何更改。" },
  nothingInForce: { en: "Nothing it did is still in effect.", zh: "其更改均已失效。" },
  hasNothing: { en: "It left no state to restore.", zh: "没有可恢复的状态。" },
});
