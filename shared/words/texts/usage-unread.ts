/** What could not be read of who uses a machine. Names of sources go after “read”, reasons after a colon. */
import { messages } from "../messages.ts";

export const USAGE_SOURCE_WORDS = messages("usage.source", {
  session: { en: "ssh sessions", zh: "ssh 会话" },
  routes: { en: "routes", zh: "路由" },
  addresses: { en: "IP addresses", zh: "IP 地址" },
  mounts: { en: "mounts", zh: "挂载信息" },
  containers: { en: "mounts in other mount namespaces", zh: "其他挂载命名空间中的挂载信息" },
  memory: { en: "device memory used as system RAM", zh: "用作系统内存的设备内存" },
  swaps: { en: "swap", zh: "交换分区" },
  interfaces: { en: "network interfaces", zh: "网络接口" },
  blocks: { en: "block devices", zh: "块设备" },
  fixtures: { en: "consoles, displays and IOMMUs", zh: "控制台、显示设备和 IOMMU" },
  platform: { en: "IOMMU and vfio settings", zh: "IOMMU 与 vfio 设置" },
  namespaces: { en: "other network namespaces", zh: "其他网络命名空间" },
  services: { en: "devices used by kernel services", zh: "内核服务使用的设备" },
  holders: { en: "devices opened by programs", zh: "被程序打开的设备" },
});

export const USAGE_UNREAD_WORDS = messages("usage.unread", {
  sources: { en: "Could not fully read {sources}: {reason}.", zh: "未能完整读取 {sources}：{reason}。" },
  noLonger: { en: "Can no longer fully read {sources}: {reason}.", zh: "已无法完整读取 {sources}：{reason}。" },
  all: { en: "What uses this machine is unknown: {reason}.", zh: "此机器的使用情况未知：{reason}。" },
  everything: { en: "everything that uses this machine", zh: "此机器的全部使用情况" },
  evidence: { en: "{sources}: {code}", zh: "{sources}：{code}" },
  notAsked: { en: "the machine was not asked", zh: "尚未查询" },
  hasChanged: { en: "the machine has changed since it was asked", zh: "查询之后机器已有变化" },
  file: { en: "a file does not contain it", zh: "文件中不含此信息" },
  tree: { en: "a file tree does not contain it", zh: "文件树中不含此信息" },
  late: { en: "reading took longer than {seconds} s", zh: "读取超过 {seconds} 秒" },
  noEnd: { en: "the response is incomplete", zh: "响应不完整" },
  oddTable: {
    en: "the kernel’s tables contain a line that can’t be parsed: {line}",
    zh: "内核的表中有无法解析的一行：{line}",
  },
  oddRoute: {
    en: "the kernel’s table contains a line that is not a route: {line}",
    zh: "内核路由表中有一行不是路由：{line}",
  },
  path: { en: "{path} could not be read", zh: "无法读取 {path}" },
  untoldDevices: { en: "the devices behind {names} are unknown", zh: "{names} 所在的设备未知" },
  untoldBelow: { en: "the devices that make up {names} are unknown", zh: "{names} 由哪些设备组成未知" },
  untoldSwap: { en: "the device of swap {where} is unknown", zh: "交换分区 {where} 所在的设备未知" },
  untoldPool: { en: "ZFS does not list the devices of pool {pool}", zh: "ZFS 未列出存储池 {pool} 的设备" },
  hiddenFileSystems: {
    en: "the kernel has more {types} file systems than any namespace shows",
    zh: "内核中的 {types} 文件系统多于各命名空间所示",
  },
  untoldConsole: {
    en: "the device of console {name} is unknown",
    zh: "控制台 {name} 所在的设备未知",
  },
  routeNoInterface: {
    en: "ip reports no interface for route {route}",
    zh: "ip 未给出路由 {route} 的接口",
  },
  exportedDisk: {
    en: "the location of {path}, which {name} exports to other machines, is unknown",
    zh: "{name} 导出给其他机器的 {path} 位置未知",
  },
  exportedUnnamed: {
    en: "the location of a disk that {name} exports to other machines is unknown",
    zh: "{name} 导出给其他机器的某个磁盘位置未知",
  },
  ownConnection: {
    en: "the connection to this machine was not found on it",
    zh: "未在此机器找到当前所用的连接",
  },
  noWay: { en: "the kernel does not report how to reach {addresses}", zh: "内核未给出到 {addresses} 的路径" },
  noRam: {
    en: "the kernel does not show where system RAM is",
    zh: "内核未给出系统内存的位置",
  },
});
