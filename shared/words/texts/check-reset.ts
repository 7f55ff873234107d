/** Checks before a function is reset. */
import { messages } from "../messages.ts";

export const RESET_METHOD_WORDS = messages("reset.method", {
  deviceSpecific: {
    en: "The kernel’s own method for this device.",
    zh: "内核针对该设备实现的复位方式。",
  },
  acpi: { en: "The firmware resets the function (_RST).", zh: "由固件复位该 Function（_RST）。" },
  flr: { en: "Function Level Reset: {reach}.", zh: "功能级复位（FLR）：{reach}。" },
  afFlr: {
    en: "Function Level Reset of conventional PCI (Advanced Features): {reach}.",
    zh: "传统 PCI 的功能级复位（Advanced Features）：{reach}。",
  },
  pm: { en: "To D3hot and back to D0: {reach}.", zh: "进入 D3hot 再回到 D0：{reach}。" },
  bus: {
    en: "Secondary bus reset: the whole bus behind the bridge above.",
    zh: "次级总线复位（SBR）：上级桥之后的整条总线。",
  },
  cxlBus: {
    en: "Secondary bus reset of a CXL port: the whole bus behind it.",
    zh: "CXL 端口的次级总线复位：其后的整条总线。",
  },
  unknown: { en: "{method}: unknown to this program.", zh: "{method}：本程序未知的方式。" },
  alone: { en: "this function alone", zh: "仅该 Function" },
  eachAlone: { en: "each function alone", zh: "逐个单独复位" },
  withVfs: {
    en: "{vfs, plural, one {this function and its VF} other {this function and its # VFs}}",
    zh: "该 Function 及其 {vfs} 个 VF",
  },
  allWithVfs: {
    en: "{vfs, plural, one {these functions and their VF} other {these functions and their # VFs}}",
    zh: "这些 Function 及其 {vfs} 个 VF",
  },
  withBehind: {
    en: "{functions, plural, one {this function and # function behind it} other {this function and # functions behind it}}",
    zh: "该 Function 及其后的 {functions} 个 Function",
  },
  allWithBehind: {
    en: "{functions, plural, one {these functions and # function behind them} other {these functions and # functions behind them}}",
    zh: "这些 Function 及其后的 {functions} 个 Function",
  },
});

/** What methods are called in a sentence. */
export const RESET_NAME_WORDS = messages("reset.name", {
  deviceSpecific: { en: "device-specific reset", zh: "设备专用复位" },
  acpi: { en: "ACPI reset", zh: "ACPI 复位" },
  flr: { en: "FLR", zh: "FLR" },
  afFlr: { en: "AF FLR", zh: "AF FLR" },
  pm: { en: "PM reset", zh: "电源管理复位" },
  bus: { en: "bus reset", zh: "次级总线复位" },
  cxlBus: { en: "CXL bus reset", zh: "CXL 次级总线复位" },
});

export const RESET_CHECK_WORDS = messages("check.reset", {
  unread: {
    en: "reset_method of {bdf} could not be read; kernels before 5.15 have none",
    zh: "无法读取 {bdf} 的 reset_method；5.15 之前的内核没有该属性",
  },
  noMethod: { en: "reset_method of {bdf} is empty or missing", zh: "{bdf} 的 reset_method 为空或不存在" },
  letBe: { en: "Do not reset it while something depends on it.", zh: "有业务依赖时不要复位。" },
  unbindFirst: { en: "Unbind the driver first.", zh: "先解绑驱动。" },
  driverStops: {
    en: "{bdf} is bound to {driver}: its traffic stops, and not every driver recovers.",
    zh: "{bdf} 已绑定 {driver}：业务会中断，且并非所有驱动都能恢复。",
  },
  holderLoses: {
    en: "{bdf} loses all its state, and it {uses}.",
    zh: "{bdf} 将丢失全部状态，而它 {uses}。",
  },
  guestLoses: {
    en: "A guest that uses {bdf} loses all device state.",
    zh: "使用 {bdf} 的虚拟机将丢失全部设备状态。",
  },
  stopProgram: { en: "Stop that program first.", zh: "先结束该程序。" },
  shutDown: { en: "Shut the guest down first.", zh: "先关闭虚拟机。" },
  bridge: {
    en: "{bdf} is a bridge. A reset would disconnect everything behind it.",
    zh: "{bdf} 是桥，复位会使其后的所有设备断开。",
  },
  bridgeEvidence: { en: "class of {bdf} is that of a bridge", zh: "{bdf} 的 class 为桥" },
  bridgeRemedy: { en: "Choose a function behind it.", zh: "选择其后的 Function。" },
  hangsDown: {
    en: "Resetting {bdf} hangs {driver} permanently: none of its interfaces is up.",
    zh: "复位 {bdf} 会使 {driver} 永久挂起：其接口均未启用。",
  },
  bringUpOrUnbind: {
    en: "Bring the interface up, or unbind the driver first.",
    zh: "先启用其接口，或解绑驱动。",
  },
  bringUp: { en: "Bring the interface up first.", zh: "先启用其接口。" },
  hangsAfter: {
    en: "{driver} does not notice a reset of {bdf}. The next use of {names} hangs permanently.",
    zh: "{driver} 不感知 {bdf} 的复位：之后对 {names} 的使用会永久挂起。",
  },
  hangsAfterNetwork: {
    en: "{driver} does not notice a reset of {bdf}. The next use of {names} hangs permanently, and all networking with it.",
    zh: "{driver} 不感知 {bdf} 的复位：之后对 {names} 的使用会永久挂起，并使整机网络挂起。",
  },
  hangsAfterEvidence: {
    en: "driver of {bdf} is {driver}, with {names} on it",
    zh: "{bdf} 的驱动为 {driver}，其上有 {names}",
  },
  unbindAndBind: {
    en: "Unbind the driver first, and bind it again after the reset.",
    zh: "先解绑驱动，复位后重新绑定。",
  },
  impossible: { en: "{bdf} can’t be reset.", zh: "{bdf} 无法复位。" },
  notByMethod: { en: "{bdf} does not support {method}.", zh: "{bdf} 不支持 {method}。" },
  leaveChoice: { en: "Leave the choice to the kernel.", zh: "由内核选择方式。" },
  chooseMethod: { en: "Choose one of its methods.", zh: "选择其支持的方式。" },
  methodUnknown: {
    en: "The reset method is unknown. Nothing else is on its bus.",
    zh: "复位方式未知；其总线上没有其他 Function。",
  },
  busMaybe: {
    en: "The kernel’s reset method for {bdf} is unknown: the whole bus may be reset, with {count, plural, one {# other function} other {# other functions}}.",
    zh: "内核对 {bdf} 采用的复位方式未知：可能复位整条总线，涉及另外 {count} 个 Function。",
  },
  busMaybeRemedy: {
    en: "Make sure nothing needs {functions} during the reset.",
    zh: "确认复位期间没有业务使用 {functions}。",
  },
  vfs: {
    en: "{count, plural, one {The VF of {bdf} loses its state with the PF, and its driver is not notified.} other {The # VFs of {bdf} lose their state with the PF, and their drivers are not notified.}}",
    zh: "{bdf} 的 {count} 个 VF 将随 PF 丢失状态，且其驱动不会收到通知。",
  },
  vfsZeroFirst: {
    en: "Set it to 0 VFs first, or reset a single VF instead.",
    zh: "先将 VF 数量设为 0，或改为只复位某个 VF。",
  },
  vfAlone: { en: "Reset a single VF instead, if that is enough.", zh: "若已足够，改为只复位某个 VF。" },
  siblings: {
    en: "{count, plural, one {A bus reset of {bdf} would hit # other function on its bus. The kernel refuses it or does not restore that function.} other {A bus reset of {bdf} would hit # other functions on its bus. The kernel refuses it or does not restore them.}}",
    zh: "对 {bdf} 的总线复位会波及同一总线上另外 {count} 个 Function：内核会拒绝，或不恢复它们。",
  },
  onBus: { en: "on its bus: {functions}", zh: "同一总线上有 {functions}" },
  functionOn: { en: "{bdf} ({driver})", zh: "{bdf}（{driver}）" },
  removeOthers: {
    en: "Remove the others from the bus first.",
    zh: "先将其他 Function 从总线移除。",
  },
  byMethod: {
    en: "Use {method}, which leaves the rest of the bus alone.",
    zh: "改用 {method}，不影响总线上的其他 Function。",
  },
});

export const REMOVE_CHECK_WORDS = messages("check.remove", {
  hasVfs: {
    en: "{bdf} has VFs. A PF with VFs is never removed.",
    zh: "{bdf} 有 VF；有 VF 的 PF 不可移除。",
  },
  hasVfsEvidence: {
    en: "{bdf} has {count, plural, one {# VF} other {# VFs}}; on some kernels this write never returns",
    zh: "{bdf} 有 {count} 个 VF；在某些内核上此写入不会返回",
  },
  zeroFirst: { en: "Set it to 0 VFs first.", zh: "先将 VF 数量设为 0。" },
  isVf: {
    en: "{bdf} is a VF. It can only be removed by changing the number of VFs of its PF.",
    zh: "{bdf} 是 VF，只能通过更改其 PF 的 VF 数量来移除。",
  },
  setNumber: { en: "Set the number of VFs of {pf}.", zh: "更改 {pf} 的 VF 数量。" },
  isBridge: {
    en: "{bdf} is a bridge. Everything behind it would be removed too.",
    zh: "{bdf} 是桥，其后的所有设备会一并移除。",
  },
  bridgeClass: { en: "class of {bdf} is that of a bridge", zh: "{bdf} 的 class 为桥" },
  behind: { en: "behind it: {functions}", zh: "其后有 {functions}" },
  chooseFunction: { en: "Choose the function itself.", zh: "选择要移除的 Function 本身。" },
  rescanStays: {
    en: "Functions that a rescan finds stay. The only undo is to remove them.",
    zh: "重新扫描发现的 Function 会保留，只能通过移除来撤销。",
  },
  known: {
    en: "{count, plural, one {# function is known now} other {# functions are known now}}",
    zh: "当前已知 {count} 个 Function",
  },
});
