/** Checks on IOMMU groups that a guest or program holds while a member of them is rebound. */
import { messages } from "../messages.ts";

export const GROUP_CHECK_WORDS = messages("check.group", {
  held: {
    en: "{count, plural, one {While {who} has IOMMU group {group} open, {consequence}.} other {While {who} have IOMMU group {group} open, {consequence}.}}",
    zh: "{who} 占用 IOMMU 组 {group} 期间，{consequence}。",
  },
  maybeHeld: {
    en: "If a guest or program has {functions} open, {consequence}.",
    zh: "若有虚拟机或程序占用 {functions}，{consequence}。",
  },
  noDriverBinds: { en: "no host driver can bind {functions}", zh: "{functions} 无法绑定任何宿主机驱动" },
  mayCrash: {
    en: "no host driver can bind {functions}, and a kernel before 5.19 crashes instead (this kernel’s release is unknown)",
    zh: "{functions} 无法绑定任何宿主机驱动，而 5.19 之前的内核会崩溃（此内核版本未知）",
  },
  crashes: {
    en: "binding {functions} to a host driver can crash this kernel ({kernel})",
    zh: "将 {functions} 绑定到宿主机驱动可能使此内核（{kernel}）崩溃",
  },
  foundCrashes: {
    en: "binding a driver to a function found in that group can crash this kernel ({kernel})",
    zh: "为该组中新发现的 Function 绑定驱动可能使此内核（{kernel}）崩溃",
  },
  foundMayCrash: {
    en: "binding a driver to a function found in that group can crash a kernel before 5.19 (this kernel’s release is unknown)",
    zh: "为该组中新发现的 Function 绑定驱动可能使 5.19 之前的内核崩溃（此内核版本未知）",
  },
  remedy: {
    en: "Shut down {who} first, then return the whole group to the host together.",
    zh: "先关闭 {who}，再将整组一并归还给宿主机。",
  },
  foundRemedy: { en: "Shut down {who} before the bus is rescanned.", zh: "重新扫描总线之前先关闭 {who}。" },
  moreOpened: { en: "{more, plural, one {# more} other {# more}}", zh: "另有 {more} 个" },
  anyUser: { en: "the user of the group", zh: "该组的使用者" },
});
