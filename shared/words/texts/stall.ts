/** What is said of a write that does not return. */
import { messages } from "../messages.ts";

export const STALL_WORDS = messages("stall", {
  crashedBefore: {
    en: "The kernel has crashed since this machine booted: the write waits for what the crash left locked.",
    zh: "此机器开机后内核曾崩溃：写入正在等待崩溃遗留的锁。",
  },
  crashedNow: { en: "The kernel crashed during this write: {line}", zh: "写入期间内核崩溃：{line}" },
  crashRemedy: {
    en: "Save your work and reboot this machine: the write is unlikely to return.",
    zh: "请保存工作并重启机器：该写入不太可能返回。",
  },
  driverBusy: {
    en: "The write has not returned: the driver is still busy with it.",
    zh: "写入尚未返回：驱动仍在处理。",
  },
  driverBusyRemedy: {
    en: "Wait, and check the kernel log (dmesg) for what the driver is doing.",
    zh: "请等待，并在内核日志（dmesg）中查看驱动正在做什么。",
  },
  held: {
    en: "{count, plural, one {The write has not returned: {who} still holds {functions}.} other {The write has not returned: {who} still hold {functions}.}}",
    zh: "写入尚未返回：{who} 仍占用 {functions}。",
  },
  heldRemedy: { en: "Shut down {who}. The write then returns.", zh: "关闭 {who} 后写入即返回。" },
  nothingSeen: {
    en: "The write has not returned, and no program was found holding an affected function. The driver may still be busy.",
    zh: "写入尚未返回，未发现占用相关 Function 的程序。驱动可能仍在处理。",
  },
  notLooked: {
    en: "The write has not returned: a guest or program may still hold an affected function, or the driver is busy.",
    zh: "写入尚未返回：虚拟机或程序可能仍占用相关 Function，或驱动正忙。",
  },
  shutDownRemedy: {
    en: "Shut down the guest or program that uses it, if any, and check the kernel log (dmesg).",
    zh: "如有虚拟机或程序使用它，请将其关闭，并查看内核日志（dmesg）。",
  },
  mayClose: {
    en: "This program can be closed: the write continues, and its result is reported at the next start.",
    zh: "可以关闭本程序：写入会继续，下次启动时报告结果。",
  },

  process: { en: "{program} (process {pid})", zh: "{program}（进程 {pid}）" },
  guest: { en: "guest {guest} ({program}, process {pid})", zh: "虚拟机 {guest}（{program}，进程 {pid}）" },
  running: { en: "The write has been running for {seconds} s.", zh: "写入已持续 {seconds} 秒。" },
  driver: { en: "The driver of {bdf} is {driver}.", zh: "{bdf} 的驱动为 {driver}。" },
  tainted: {
    en: "/proc/sys/kernel/tainted has bit 7 (D) set: the kernel has crashed.",
    zh: "/proc/sys/kernel/tainted 的位 7（D）已置位：内核曾崩溃。",
  },
  waitsIn: { en: "The writing process waits in {where}.", zh: "写入进程在 {where} 中等待。" },
  holder: { en: "{bdf} is open in process {pid}.", zh: "{bdf} 被进程 {pid} 打开。" },
  stuck: {
    en: "{count, plural, one {# other process is stuck: {who}.} other {# other processes are stuck: {who}.}}",
    zh: "另有 {count} 个进程卡住：{who}。",
  },
  stuckIn: { en: "{program} ({pid}, in {where})", zh: "{program}（{pid}，在 {where} 中）" },
  stuckProcess: { en: "{program} ({pid})", zh: "{program}（{pid}）" },
});
