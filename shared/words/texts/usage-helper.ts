/** Why the helper could not read a source: reasons after a colon, by the tokens that it puts before its own words. */
import { messages } from "../messages.ts";

/** What only a tool or only root shows. */
export const USAGE_PART_WORDS = messages("usage.part", {
  plainNames: { en: "interface names with special characters", zh: "含特殊字符的网络接口名" },
  kinds: { en: "the types of network interfaces", zh: "网络接口的类型" },
  wireguard: { en: "WireGuard endpoints", zh: "WireGuard 的对端" },
  networks: { en: "interfaces in other network namespaces", zh: "其他网络命名空间中的接口" },
  xfrm: { en: "IPsec policies", zh: "IPsec 策略" },
  xdp: { en: "all AF_XDP sockets", zh: "全部 AF_XDP 套接字" },
  rdma: { en: "RDMA use by the kernel", zh: "内核对 RDMA 的使用情况" },
  connections: { en: "which processes own connections", zh: "各连接所属的进程" },
  mounts: { en: "mounts in other mount namespaces", zh: "其他挂载命名空间中的挂载信息" },
  ram: { en: "the addresses of system RAM", zh: "系统内存的地址" },
  exports: { en: "devices exported to other machines", zh: "导出给其他机器的设备" },
  open: { en: "files opened by other users’ programs", zh: "其他用户的程序所打开的文件" },
});

/** Kinds of namespaces, before the word. */
export const NAMESPACE_KIND_WORDS = messages("usage.namespace-kind", {
  pid: { en: "PID", zh: "PID" },
  user: { en: "user", zh: "用户" },
  net: { en: "network", zh: "网络" },
  mnt: { en: "mount", zh: "挂载" },
});

export const USAGE_HELPER_WORDS = messages("usage.helper", {
  ended: { en: "reading was interrupted", zh: "读取中断" },
  processEnded: { en: "a process ended while it was being read", zh: "读取期间有进程退出" },
  mainTable: {
    en: "only the main routing table could be read, as there is no ip command",
    zh: "缺少 ip 命令，只能读取主路由表",
  },
  chroot: {
    en: "this program has a different root directory than the machine (chroot)",
    zh: "本程序的根目录与机器的不同（chroot）",
  },
  tooMany: { en: "there are more than {most} of them", zh: "数量超过 {most}" },
  maps: { en: "memory mappings of programs could not be read", zh: "无法读取程序的内存映射" },
  rings: { en: "files in io_uring instances could not be read", zh: "无法读取 io_uring 实例中的文件" },
  hiddenProc: { en: "/proc does not show all processes", zh: "/proc 未显示全部进程" },
  denied: { en: "access to other processes is denied", zh: "无权查看其他进程" },
  ownNamespace: {
    en: "this program runs in its own {kind} namespace, for example in a container",
    zh: "本程序运行在独立的 {kind} 命名空间中（如容器内）",
  },
  firstNamespace: {
    en: "the initial {kind} namespace of the machine could not be read",
    zh: "无法读取机器的初始 {kind} 命名空间",
  },
  lacks: {
    en: "{tool}, which shows {what}, is missing or failed (package {pack})",
    zh: "{what} 须由 {tool} 给出，但该命令缺失或出错（软件包 {pack}）",
  },
  onlyRoot: { en: "only root can see {what}", zh: "仅 root 可查看 {what}" },
});
