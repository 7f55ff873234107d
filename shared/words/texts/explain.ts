/** What every explanation of a failed step is made of: evidence, a driver's own line, what to do with one press. */
import { messages } from "../messages.ts";

export const EXPLAIN_WORDS = messages("explain", {
  wrote: { en: "Wrote {value} to {where}.", zh: "已向 {where} 写入 {value}。" },
  writeFailed: { en: "Writing {value} to {where} returned {code}.", zh: "向 {where} 写入 {value} 时返回 {code}。" },
  ran: { en: "Ran “{command}”.", zh: "已执行“{command}”。" },
  runFailed: { en: "Running “{command}” returned {code}.", zh: "执行“{command}”时返回 {code}。" },
  quoted: { en: "“{text}”", zh: "“{text}”" },
  emptyLine: { en: "an empty line", zh: "空行" },
  nothing: { en: "nothing", zh: "空内容" },
  unmet: { en: "Expected: {expected}. Found: {found}.", zh: "预期：{expected}。实际：{found}。" },
  tried: { en: "Tried {times} times in {seconds} s.", zh: "{seconds} 秒内已尝试 {times} 次。" },
  driverLine: { en: "{driver} logged: “{line}”.", zh: "{driver} 的内核日志：“{line}”。" },
  /** At the beginning of a sentence, where it is unknown which. */
  theDriver: { en: "The driver", zh: "驱动" },
  itsDriver: { en: "its driver", zh: "其驱动" },
  theBus: { en: "the bus", zh: "总线" },
  coded: { en: "{code} ({meaning})", zh: "{code}（{meaning}）" },

  unknownCode: { en: "The kernel returned {code}.", zh: "内核返回 {code}。" },
  unknownCodeRemedy: {
    en: "Check the kernel log (dmesg) around that time. Nothing more is known about this error.",
    zh: "查看该时段的内核日志（dmesg）。关于此错误没有更多信息。",
  },
  laterRemedy: {
    en: "Retrying for a few seconds. Cancel to stop and roll back.",
    zh: "将在数秒内自动重试。取消则停止并回滚。",
  },

  planAgain: { en: "Plan again", zh: "重新生成计划" },
  bindOwnDriver: { en: "Bind its own driver…", zh: "绑定其原有驱动…" },
  keepOutOfD3cold: { en: "Keep out of D3cold…", zh: "禁止进入 D3cold…" },
  chooseVfs: { en: "{count, plural, one {Choose # VF…} other {Choose # VFs…}}", zh: "选择 {count} 个 VF…" },
  removeVfs: { en: "Remove its VFs…", zh: "移除其 VF…" },
  copyCommand: { en: "Copy command", zh: "复制命令" },

  logSaysWhy: { en: "The driver’s kernel log lines say why.", zh: "原因见该驱动的内核日志。" },
  tryLater: { en: "Try again in a few seconds.", zh: "数秒后重试。" },
  refreshAndPlan: { en: "Refresh and plan again.", zh: "请刷新后重新生成计划。" },
  chooseFewer: { en: "Choose fewer VFs.", zh: "减少 VF 数量。" },
  chooseOrFewer: { en: "Choose {most} or fewer.", zh: "请选择不超过 {most} 个。" },
  checkLink: {
    en: "Check the link above and the card’s firmware.",
    zh: "检查上级链路和设备固件。",
  },
});

/** What an errno means whatever was written, where nothing more particular is known. */
export const ERRNO_WORDS = messages("errno", {
  eacces: { en: "permission denied", zh: "权限不足" },
  eagain: { en: "temporarily unavailable", zh: "暂时不可用" },
  ebadf: { en: "bad file descriptor", zh: "文件描述符无效" },
  ebusy: { en: "busy", zh: "正忙" },
  eexist: { en: "already exists", zh: "已存在" },
  efault: { en: "bad address", zh: "地址无效" },
  eintr: { en: "interrupted by a signal", zh: "被信号中断" },
  einval: { en: "invalid argument", zh: "参数无效" },
  eio: { en: "input or output error", zh: "输入/输出错误" },
  eisdir: { en: "is a directory", zh: "是目录" },
  enodev: { en: "no such device", zh: "无此设备" },
  enoent: { en: "no such file", zh: "无此文件" },
  enomem: { en: "out of memory", zh: "内存不足" },
  enospc: { en: "no space left", zh: "空间不足" },
  enosys: { en: "not implemented", zh: "未实现" },
  enotty: { en: "not supported by this device", zh: "此设备不支持该操作" },
  enxio: { en: "no such device or address", zh: "无此设备或地址" },
  eopnotsupp: { en: "not supported", zh: "不支持" },
  eperm: { en: "not permitted", zh: "不允许" },
  epipe: { en: "broken pipe", zh: "管道已断开" },
  erange: { en: "out of range", zh: "超出范围" },
  erofs: { en: "read-only", zh: "只读" },
  etimedout: { en: "timed out", zh: "超时" },
});
