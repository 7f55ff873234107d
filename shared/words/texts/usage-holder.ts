/** Who has a function open: clauses that go after its address. */
import { messages } from "../messages.ts";

export const USAGE_HOLDER_WORDS = messages("usage.holder", {
  program: { en: "{process} (pid {pid})", zh: "{process}（pid {pid}）" },
  guest: { en: "guest {vm} ({process}, pid {pid})", zh: "虚拟机 {vm}（{process}，pid {pid}）" },
  unknownProgram: { en: "an unknown program", zh: "未知程序" },
  vfioDevice: { en: "a vfio device", zh: "某个 vfio 设备" },
  drives: { en: "is driven by {who}", zh: "由 {who} 驱动" },
  disk: { en: "has a disk used by {who}", zh: "有磁盘正被 {who} 使用" },
  maybeDisk: { en: "may have a disk used by {who}", zh: "有磁盘可能正被 {who} 使用" },
  computes: { en: "computes for {who}", zh: "正为 {who} 计算" },
  watchdog: { en: "has the watchdog fed by {who}", zh: "有看门狗由 {who} 喂狗" },
  used: { en: "is used by {who}", zh: "正被 {who} 使用" },
  memory: { en: "has memory used by {who}", zh: "有内存正被 {who} 使用" },
  terminal: { en: "is the terminal of {who}", zh: "是 {who} 的终端" },
  maybeTerminal: { en: "may be the terminal of {who}", zh: "可能是 {who} 的终端" },
  network: { en: "carries the network of {who}", zh: "承载 {who} 的网络" },
  held: { en: "is held by {who}", zh: "被 {who} 占用" },
  maybeHeld: { en: "may be held by {who}", zh: "可能被 {who} 占用" },
  group: {
    en: "is in IOMMU group {group}, which is held by {who}",
    zh: "属于 IOMMU 组 {group}，该组被 {who} 占用",
  },
  openedAndMore: {
    en: "process {pid} ({process}) has {node} open, and {more, plural, one {# more} other {# more}}",
    zh: "进程 {pid}（{process}）打开了 {node}，另有 {more} 个",
  },
});
