/** What stands on disks and memory: clauses that go after a function's address, and what shows them. */
import { messages } from "../messages.ts";

export const USAGE_DISK_WORDS = messages("usage.disk", {
  carries: { en: "carries {places} ({way})", zh: "承载 {places}（{way}）" },
  swap: { en: "carries swap ({way})", zh: "承载交换分区（{way}）" },
  carriesMore: { en: "carries {place} and more", zh: "承载 {place} 等" },
  swapMore: { en: "carries swap and more", zh: "承载交换分区等" },
  inNamespace: {
    en: "{place} in the mount namespace of {process} (pid {pid})",
    zh: "{process}（pid {pid}）的挂载命名空间中的 {place}",
  },
  volume: { en: "is part of the active volume {volume} ({way})", zh: "属于活动卷 {volume}（{way}）" },
  volumeMore: {
    en: "is part of the active volume {volume} ({way}) and of {more} more",
    zh: "属于活动卷 {volume}（{way}）及另外 {more} 个",
  },
  unfollowed: {
    en: "{place} is on it, and too much else to follow",
    zh: "{place} 位于其上，其余层级过多，无法逐一追踪",
  },
  kernelOn: { en: "{place} is on {way}", zh: "{place} 位于 {way}" },
  mountOn: { en: "{place} ({type}) of {source} is on {way}", zh: "{source} 中的 {place}（{type}）位于 {way}" },
  swapOn: { en: "{place} of {source} is on {way}", zh: "{source} 中的 {place} 位于 {way}" },
  hidden: { en: "{type} with no visible mount point", zh: "无可见挂载点的 {type}" },
  journal: { en: "an external ext4 journal", zh: "ext4 外部日志" },
  heartbeat: { en: "an OCFS2 heartbeat", zh: "OCFS2 心跳区" },
  named: { en: "{what} ({name})", zh: "{what}（{name}）" },
  leadsTo: { en: "{path} leads to {way}", zh: "{path} 指向 {way}" },
});

export const USAGE_MEMORY_WORDS = messages("usage.memory", {
  ram: { en: "is in use: its memory is system RAM", zh: "正在使用：其内存用作系统内存" },
  ramOnNode: {
    en: "is in use: its memory is system RAM (node {node})",
    zh: "正在使用：其内存用作系统内存（节点 {node}）",
  },
  mayBecome: { en: "has memory that may become system RAM", zh: "有内存可能会用作系统内存" },
  mayBecomeOnNode: {
    en: "has memory that may become system RAM (node {node})",
    zh: "有内存可能会用作系统内存（节点 {node}）",
  },
  byDriver: {
    en: "is in use: its driver added its memory as system RAM",
    zh: "正在使用：驱动已将其内存用作系统内存",
  },
  virtio: {
    en: "has memory that may be system RAM: nothing shows that virtio_mem does not use it",
    zh: "有内存可能正用作系统内存：无法排除 virtio_mem 正在使用",
  },
  cxl: {
    en: "has memory that may be system RAM: no CXL driver reports its use",
    zh: "有内存可能正用作系统内存：没有 CXL 驱动报告其用途",
  },
  online: { en: "{name} is bound to {driver} and online", zh: "{name} 已绑定 {driver}，处于 online" },
  offline: { en: "{name} is bound to {driver} and offline", zh: "{name} 已绑定 {driver}，处于 offline" },
  ramAt: {
    en: "/proc/iomem has System RAM at {address} of {bdf}",
    zh: "/proc/iomem 中 {bdf} 的 {address} 处有 System RAM",
  },
  ramOf: { en: "/proc/iomem has System RAM of {driver}", zh: "/proc/iomem 中有 {driver} 的 System RAM" },
  virtioEvidence: { en: "{bdf} is 1af4:1058 and bound to {driver}", zh: "{bdf} 为 1af4:1058，已绑定 {driver}" },
  cxlEvidence: {
    en: "class of {bdf} is 0502 (CXL memory), and it has no driver",
    zh: "{bdf} 的 class 为 0502（CXL 内存），未绑定驱动",
  },
});
