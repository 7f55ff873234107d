/** How root privileges are had on a machine, and why not. */
import { messages } from "../messages.ts";

export const UNLOCK_WORDS = messages("unlock", {
  sudoRule: {
    en: "A sudo rule grants these privileges without a password. The next unlock asks for nothing.",
    zh: "sudo 规则允许免密码获得这些权限，下次解锁不会询问。",
  },
  sudoRemembered: {
    en: "Sudo remembered a password typed elsewhere. Locking makes sudo forget it, so the next unlock needs it again.",
    zh: "sudo 记住了在别处输入的密码。锁定后 sudo 会清除该密码，下次解锁须重新输入。",
  },
  sudoNeedsPassword: {
    en: "it asks for a password, and only passwordless sudo is used here",
    zh: "需要密码，而此处只使用免密码的 sudo",
  },
  sudoNotAllowed: { en: "it does not allow you to run this as root", zh: "不允许以 root 运行" },
  sudoNoRights: { en: "it has no root privileges there, as in a container", zh: "没有 root 权限（如在容器中）" },
  sudoNotInstalled: { en: "it is not installed there", zh: "对方未安装" },
  notInstalled: { en: "it is not installed here", zh: "此机器未安装" },
  cancelled: { en: "cancelled", zh: "已取消" },
  noAgent: {
    en: "no polkit agent runs in this session to ask for a password, as over ssh or without a desktop",
    zh: "此会话中没有 polkit 代理可询问密码（如通过 ssh 或无桌面环境）",
  },
  denied: {
    en: "denied: the password was wrong, or the rules of this machine do not allow it",
    zh: "被拒绝：密码错误，或此机器规则不允许",
  },
  noPolkit: { en: "polkit does not respond on this machine", zh: "此机器的 polkit 无响应" },
  notSetuid: { en: "it is not installed setuid root", zh: "安装时未设置 setuid root" },
  status: { en: "it exited with status {status}", zh: "已退出，状态 {status}" },
  ended: { en: "it ended: {words}", zh: "已退出：{words}" },
  sysfsReadOnly: {
    en: "the helper runs, but sysfs can’t be written here, as in a container",
    zh: "辅助脚本已运行，但此处的 sysfs 不可写（如在容器中）",
  },
  way: { en: "{way}: {reason}.", zh: "{way}：{reason}。" },
  neither: { en: "Neither pkexec nor sudo is installed here.", zh: "此机器未安装 pkexec 和 sudo。" },
  helperEnded: {
    en: "Locked again because the helper has ended: {reason}.",
    zh: "辅助脚本已退出，已重新锁定：{reason}。",
  },

  polkitWay: {
    en: "Polkit asks for a password and starts the helper as root.",
    zh: "由 polkit 询问密码，并以 root 启动辅助脚本。",
  },
  polkitNext: {
    en: "The next unlock asks polkit again, which asks for a password unless a rule of this machine says otherwise.",
    zh: "下次解锁会再次询问 polkit；除非此机器规则另有规定，否则须输入密码。",
  },
  sudoRuleWay: {
    en: "Sudo starts the helper as root if it requires no password.",
    zh: "由 sudo 以 root 启动辅助脚本（须免密码）。",
  },
  sudoRememberedWay: {
    en: "Sudo starts the helper as root while it remembers a password.",
    zh: "在 sudo 仍记住密码期间，由 sudo 以 root 启动辅助脚本。",
  },
  sent: {
    en: "The helper is not installed, so its text is passed to a shell that runs as root.",
    zh: "辅助脚本未安装，因此将其文本传给以 root 运行的 shell。",
  },
});
