/** A plan before it runs: its checks, who it affects, what it changes. */
import { messages } from "../../shared/words/messages.ts";

export const PLAN_WORDS = messages("window.plan", {
  plan: { en: "Plan", zh: "变更计划" },
  planning: { en: "Planning…", zh: "正在生成变更计划…" },
  noPlan: { en: "Planning failed", zh: "无法生成变更计划" },
  cannotRun: {
    en: "This plan can’t run yet. Nothing would be changed.",
    zh: "此计划暂时无法执行，不会做任何更改。",
  },
  changed: {
    en: "The machine changed after the plan was made, and nothing was done. This is a new plan for its current state.",
    zh: "计划生成后机器状态已变化，未做任何更改。以下是按当前状态重新生成的计划。",
  },
  forgotten: {
    en: "The plan had expired, and nothing was done. This is a new one.",
    zh: "原计划已失效，未做任何更改。以下是重新生成的计划。",
  },
  about: { en: "About this plan", zh: "计划说明" },
  notRun: { en: "The plan was not run", zh: "计划未执行" },
  noChanges: { en: "No changes needed", zh: "无需更改" },
  howToUndo: { en: "How to undo", zh: "撤销方式" },
  stepsAndCommands: { en: "Steps and commands", zh: "步骤与命令" },
  steps: { en: "Steps ({count, number})", zh: "步骤（{count, number}）" },
  planSteps: { en: "Steps of the plan", zh: "计划步骤" },
  optional: { en: "Optional: failure is harmless.", zh: "可选步骤，失败无影响。" },
  commands: { en: "Equivalent commands", zh: "等效命令" },
  commandsAside: { en: "The same steps for a root shell.", zh: "在 root shell 中执行的相同步骤。" },
  copyAll: { en: "Copy all", zh: "全部复制" },
  copyCommands: { en: "Copy commands", zh: "复制命令" },

  blockers: { en: "{count, plural, one {Blocker} other {Blockers}}", zh: "阻断项" },
  guards: { en: "Needs confirmation", zh: "需确认" },
  warnings: { en: "{count, plural, one {Warning} other {Warnings}}", zh: "警告" },
  notes: { en: "{count, plural, one {Note} other {Notes}}", zh: "提示" },
  planThis: { en: "Plan this…", zh: "查看解决此项的计划…" },

  affected: { en: "Affected by this plan", zh: "受此计划影响" },
  removed: { en: "removed", zh: "移除" },
  unbound: { en: "unbound from its driver", zh: "解绑驱动" },
  reset: { en: "reset", zh: "复位" },
  cut: { en: "may lose network", zh: "网络可能中断" },
  reconfigured: { en: "set up again by its driver", zh: "由驱动重新配置" },
  bound: { en: "bound to a driver", zh: "绑定驱动" },
  adjusted: { en: "settings changed", zh: "更改设置" },
  protectedUses: { en: "Protected uses", zh: "受保护的用途" },
  isProtected: { en: "Protected:", zh: "受保护：" },
  used: { en: "{bdf} {uses}.", zh: "{bdf} {uses}。" },
  usedEach: { en: "Each of {bdfs} {uses}.", zh: "以下各 Function {uses}：{bdfs}。" },

  changes: { en: "Changes", zh: "变更内容" },
  showAll: { en: "Show all", zh: "全部显示" },
  vfsRemoved: {
    en: "{count, plural, one {# VF is removed} other {# VFs are removed}}",
    zh: "将移除 {count} 个 VF",
  },
  functionsRemoved: {
    en: "{count, plural, one {# function is removed} other {# functions are removed}}",
    zh: "将移除 {count} 个 Function",
  },
  vfsCreated: {
    en: "{count, plural, one {# VF is created} other {# VFs are created}}",
    zh: "将创建 {count} 个 VF",
  },
  rebound: {
    en: "{count, plural, one {# function is rebound} other {# functions are rebound}}",
    zh: "将重新绑定 {count} 个 Function",
  },
  settingsChange: {
    en: "{count, plural, one {Settings of # VF of {pf} change} other {Settings of # VFs of {pf} change}}",
    zh: "将更改 {pf} 的 {count} 个 VF 的设置",
  },
  vectorsChange: {
    en: "{count, plural, one {MSI-X vectors of # VF change} other {MSI-X vectors of # VFs change}}",
    zh: "将更改 {count} 个 VF 的 MSI-X 向量数",
  },
  vf: { en: "VF {vf}", zh: "VF {vf}" },
  expectedDriver: { en: "expected driver {driver}", zh: "预计绑定 {driver}" },
  fromTo: { en: "{from} → {to}", zh: "{from} → {to}" },
  driverDefault: { en: "driver default", zh: "驱动默认值" },
  vectors: { en: "{count, plural, one {# vector} other {# vectors}}", zh: "{count} 个向量" },
  unbindsFor: { en: "{change}; {driver} is unbound and bound again", zh: "{change}；{driver} 将解绑后重新绑定" },

  agreeVfs: {
    en: "{count, plural, one {I understand that # VF will be removed, with {losing}.} other {I understand that # VFs will be removed, with {losing}.}}",
    zh: "已知悉：将移除 {count} 个 VF，涉及 {losing}。",
  },
  agreeFunctions: {
    en: "{count, plural, one {I understand that # function will be removed, with {losing}.} other {I understand that # functions will be removed, with {losing}.}}",
    zh: "已知悉：将移除 {count} 个 Function，涉及 {losing}。",
  },

  resolveBlockers: { en: "Resolve the blockers above first.", zh: "请先解决上述阻断项。" },
  nothingToDo: { en: "No changes needed.", zh: "无需更改。" },
  notConnected: { en: "Not connected to SR-IOV Inspector.", zh: "未连接到 SR-IOV Inspector。" },
  busyHere: { en: "“{title}” is still running on this machine.", zh: "“{title}”仍在此机器上执行。" },
  busy: { en: "“{title}” is still running.", zh: "仍在执行“{title}”。" },

  changeNumber: { en: "Change number…", zh: "更改数量…" },
  alike: {
    en: "The same for {count, number} more: {functions}.",
    zh: "另有 {count} 个相同：{functions}。",
  },
  run: { en: "Run plan", zh: "执行计划" },
  starting: { en: "Starting…", zh: "正在启动…" },
  typeToRun: { en: "Type {bdf} to run anyway", zh: "仍要执行请输入 {bdf}" },
  typePfToRun: { en: "Type {bdf} (the PF) to run anyway", zh: "仍要执行请输入 {bdf}（PF）" },
  typeBridgeToRun: { en: "Type {bdf} (the bridge) to run anyway", zh: "仍要执行请输入 {bdf}（桥）" },
  typeWrittenToRun: {
    en: "Type {bdf} (the function that is written to) to run anyway",
    zh: "仍要执行请输入 {bdf}（被写入的 Function）",
  },
  typedWrong: { en: "This is not {bdf}.", zh: "与 {bdf} 不符。" },
  typeFirst: { en: "Type {bdf} first: this plan needs confirmation.", zh: "此计划需确认，请先输入 {bdf}。" },
  tickFirst: {
    en: "Select the checkbox first: functions in use will be removed.",
    zh: "将移除使用中的 Function，请先勾选。",
  },
  secondsFirst: { en: "Enter {least} to {most} seconds for confirmation.", zh: "确认时限须为 {least}～{most} 秒。" },

  rollback: { en: "Auto-rollback unless confirmed within", zh: "未确认则自动回滚，时限" },
  rollbackSeconds: { en: "Seconds to confirm within", zh: "确认时限（秒）" },
  secondsUnit: { en: "s", zh: "秒" },
  secondsRange: { en: "({least} to {most})", zh: "（{least}～{most}）" },
  secondsWrong: { en: "must be {least} to {most}", zh: "须为 {least}～{most}" },
});
