/** Connections by ssh: how they ended, and what their lock says. Reasons are clauses without a full stop. */
import { messages } from "../messages.ts";

export const SSH_WORDS = messages("ssh", {
  hostKeyChanged: {
    en: "its host key changed: the machine was reinstalled, or something else is responding in its place. Find out which, then remove the old key with ssh-keygen -R",
    zh: "主机密钥与已知密钥不符：机器可能已重装，也可能被冒充。请先核实，再用 ssh-keygen -R 删除旧密钥",
  },
  hostKeyRefused: { en: "its host key was not accepted", zh: "主机密钥未被接受" },
  tooManyAttempts: { en: "too many login attempts", zh: "登录尝试次数过多" },
  loginDenied: { en: "login denied", zh: "登录被拒绝" },
  unknownName: { en: "host name not found", zh: "找不到该名称对应的机器" },
  refused: { en: "no ssh server is listening there", zh: "对方没有 ssh 服务在监听" },
  noRoute: { en: "there is no network route to it", zh: "没有到达它的网络路由" },
  stopped: { en: "it stopped responding", zh: "已停止响应" },
  silent: { en: "it does not respond", zh: "对方无响应" },
  cut: { en: "the connection was lost", zh: "连接已断开" },
  badConfig: { en: "the ssh configuration has an error", zh: "ssh 配置有错误" },
  notInstalled: { en: "ssh is not installed on this computer", zh: "本机未安装 ssh" },
  notStarted: { en: "ssh can’t be started ({code})", zh: "无法启动 ssh（{code}）" },
  ended: { en: "the connection was ended", zh: "连接已终止" },
  endedWith: { en: "ssh ended: {words}", zh: "ssh 已退出：{words}" },
  /** With ssh's own last line. */
  withWords: { en: "{reason} ({words})", zh: "{reason}（{words}）" },
  helperCannotRun: { en: "the helper can’t run there ({words})", zh: "辅助脚本无法在对方运行（{words}）" },
  noShell: { en: "no shell", zh: "没有 shell" },
  helperEnded: { en: "the remote helper ended", zh: "远端辅助脚本已退出" },
  helperEndedWith: { en: "the remote helper ended: {words}", zh: "远端辅助脚本已退出：{words}" },
  cannotAsk: {
    en: "{reason}. On Windows, passwords and host keys can’t be asked for here: log in once with ssh in a terminal, and add the key to ssh-agent",
    zh: "{reason}。在 Windows 上无法在此询问密码或主机密钥：请先在终端用 ssh 登录一次，并将密钥加入 ssh-agent",
  },
  noAskFolder: {
    en: "no directory allows running the program that asks for passwords",
    zh: "没有可运行密码询问程序的目录",
  },
  unanswered: { en: "a question was not answered", zh: "有提问未得到回答" },
  closed: { en: "it was closed", zh: "连接已关闭" },
  retried: { en: "{reason}. Reconnecting automatically.", zh: "{reason}。正在自动重新连接。" },

  sudoWay: {
    en: "Sudo starts the remote helper as root if it requires no password.",
    zh: "由 sudo 以 root 启动远端辅助脚本（须免密码）。",
  },
  sysfsReadOnly: {
    en: "The helper runs as root there, but sysfs can’t be written.",
    zh: "辅助脚本已以 root 运行，但对方的 sysfs 不可写。",
  },
  notUnlocked: { en: "Unlocking failed: {reason}.", zh: "解锁失败：{reason}。" },
  lockedByLoss: { en: "Locked again: the connection was lost.", zh: "连接断开，已重新锁定。" },
});
