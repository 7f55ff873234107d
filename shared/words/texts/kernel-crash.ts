/** That a machine's kernel has crashed. */
import { messages } from "../messages.ts";

export const KERNEL_CRASH_WORDS = messages("kernel-crash", {
  evidence: {
    en: "/proc/sys/kernel/tainted has bit 7 (D) set: the kernel has died",
    zh: "/proc/sys/kernel/tainted 的位 7（D）已置位：内核发生过崩溃",
  },
  beforeFile: {
    en: "This machine’s kernel had crashed before the file was written. The data may be incomplete.",
    zh: "写入文件之前该机器的内核已崩溃，数据可能不完整。",
  },
  since: {
    en: "The kernel of this machine has crashed since boot. Locks held at the crash stay held, so a change can hang or do harm.",
    zh: "此机器的内核自启动以来发生过崩溃。崩溃时持有的锁不会释放，执行更改可能挂起或造成损害。",
  },
  reboot: { en: "Save your work and reboot this machine.", zh: "保存工作后重启此机器。" },
});
