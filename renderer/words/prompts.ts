/** Questions of ssh. Their own text is ssh's and stays as it came. */
import { messages } from "../../shared/words/messages.ts";

export const PROMPT_WORDS = messages("window.prompt", {
  askedBy: { en: "Asked by ssh while connecting to {name}.", zh: "ssh 在连接 {name} 时的提问。" },
  notAccepted: { en: "The last answer was not accepted.", zh: "上次的输入未被接受。" },
  neverStored: { en: "Passed to ssh, never stored.", zh: "仅传给 ssh，不保存。" },
  waiting: { en: "Waiting", zh: "等待中" },
  actionRequired: { en: "Action required", zh: "需要操作" },
  hostKey: { en: "Trust this host key?", zh: "是否信任此主机密钥？" },
  trust: { en: "Trust and connect", zh: "信任并连接" },
  permission: { en: "Permission requested", zh: "请求许可" },
  allow: { en: "Allow", zh: "允许" },
  keyPassphrase: { en: "Key passphrase", zh: "密钥口令" },
  passphrase: { en: "Passphrase", zh: "密钥口令" },
  unlockKey: { en: "Unlock key", zh: "解锁密钥" },
  password: { en: "Password", zh: "密码" },
  logIn: { en: "Log in", zh: "登录" },
  pin: { en: "PIN", zh: "PIN" },
  continue: { en: "Continue", zh: "继续" },
  question: { en: "Question", zh: "提问" },
  answer: { en: "Answer", zh: "回答" },
});
