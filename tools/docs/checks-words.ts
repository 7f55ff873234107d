/** The fixed words of docs/operations-checks.md, in both languages. What is between backticks is the same in both. */

/** Numbers and names that the prose holds. */
interface Counts {
  readonly checks: number;
  readonly simulated: number;
  readonly borneOut: number;
  readonly rules: number;
  readonly answered: number;
  readonly titles: number;
  readonly usualKernel: string;
  readonly worlds: readonly string[];
  /** Cases that pass, by kernel. */
  readonly passed: readonly { readonly count: number; readonly kernel: string }[];
}

/** A section: what stands above its table, and the heads of its columns. */
interface Section {
  readonly heading: string;
  readonly prose: (counts: Counts) => string;
  readonly head: readonly string[];
}

export interface DocumentWords {
  readonly title: string;
  readonly links: string;
  readonly madeBy: string;
  /** Any verb, any code. */
  readonly any: string;
  readonly log: (pattern: string) => string;
  /** Between several things in one cell. */
  readonly between: string;
  /** A source that is names alone: its marks are those of the language. */
  readonly names: (source: string) => string;
  readonly checks: Section;
  readonly rules: Section;
  readonly cases: Section;
  readonly differences: Section;
}

const ENGLISH: DocumentWords = {
  title: "Checks and explanations",
  links: "English · [简体中文](zh-CN/operations-checks.md)",
  madeBy: "Written by `npm run docs:checks`; do not edit by hand.",
  any: "any",
  log: (pattern) => `; log ${pattern}`,
  between: "; ",
  names: (source) => source,
  checks: {
    heading: "Checks before a plan runs",
    prose: ({ checks, simulated, borneOut }) => `\
Every check has a unit test on made-up facts. “Simulated case” names the simulated machine and the request for which the program’s
own planning triggers the check (\`electron/services/testing/check-cases*.ts\`): ${simulated} of ${checks}.

“Real kernel” names the case of the contract suite that plans on the host’s own facts, expects the check, and verifies that the
kernel behaves as the check says. ✓ means that the case also passes on a real kernel (see “What every host does alike”):
${borneOut} of ${checks}. The others:

- needs hardware: QEMU has no device or firmware that shows it
- other kernel: the lab’s kernel, Debian’s, is built without it
- not tried: the case would hang the kernel, disconnect what is behind a bridge, or leave dangling links
- whole-product run: the product in a lab machine shows it; no case of the suite does
- lab world: a plan in one of \`npm run lab -- worlds\` shows it, and the kernel there behaves accordingly (\`e2e/lab/worlds/\`)
- no kernel is asked: the program decides it from its journal, its connection or the request
- not written: a real kernel could show it, but no case does`,
    head: ["Check", "What it looks at", "Source", "Simulated case", "Real kernel"],
  },
  rules: {
    heading: "Failures that are explained",
    prose: ({ rules, answered }) => `\
The first rule that matches the verb, the errno and the kernel’s log lines explains the failure. Every rule has a unit test with the
log lines that it looks for. ✓ under “Simulated kernel” means that the simulated kernel’s own response leads to the rule
(\`electron/services/testing/explain-cases.ts\`): ${answered} of ${rules}. The last column names the case of the contract suite that
causes the same failure on every kind of host; ✓ under “Real kernel” means that it also passes on a real kernel.`,
    head: ["Rule", "Step", "Errno", "Simulated kernel", "Real kernel", "Contract case"],
  },
  cases: {
    heading: "What every host does alike",
    prose: ({ titles, usualKernel, worlds, passed }) => `\
Cases of the contract suite (\`e2e/contract/\`). Each runs on the simulated kernel in \`npm test -- unit\` and, where marked ✓, passes on
Debian’s real kernels: on Linux ${usualKernel} in \`npm test -- lab\`, on all of them in \`npm run lab -- kernels\`. Both fail if a case marked
✓ no longer passes; \`npm run lab:cases\` and \`npm run lab -- kernels --write\` update the list. The other kernels run the cases of the
worlds ${worlds.join(" and ")}: an empty cell is a case of another world. Of ${titles} cases: ${passed
      .map(({ count, kernel }) => `${count} on ${kernel}`)
      .join(", ")}.`,
    head: ["Case"],
  },
  differences: {
    heading: "What kernels do differently",
    prose: () => `\
Each case expects what the kernel’s release does (\`shared/machine/kernel-differences.ts\`); the simulated kernel behaves the same
(\`--kernel 5.10\`).`,
    head: ["Since Linux", "Now", "Before", "Source", "Cases"],
  },
};

const CHINESE: DocumentWords = {
  title: "检查项与失败说明",
  links: "[English](../operations-checks.md) · 简体中文",
  madeBy: "由 `npm run docs:checks` 生成，请勿手工编辑。测试用例和规则以代码中的英文名称列出。",
  any: "任意",
  log: (pattern) => `；日志 ${pattern}`,
  between: "；",
  names: (source) => source.replaceAll(", ", "、").replaceAll("; ", "；").replaceAll(": ", "："),
  checks: {
    heading: "执行变更计划前的检查项",
    prose: ({ checks, simulated, borneOut }) => `\
每个检查项都有基于虚构信息的单元测试。“模拟用例”一列为触发该检查项的模拟机器和请求，变更计划由程序自身生成（\`electron/services/testing/check-cases*.ts\`）：${checks} 项中的 ${simulated} 项。

“真实内核”一列为契约测试套件中的用例：它根据宿主机自身的信息生成变更计划，预期出现该检查项，并验证内核的行为与之相符。✓ 表示该用例在真实内核上同样通过（见“各类宿主机的共同行为”）：${checks} 项中的 ${borneOut} 项。其余情况：

- 需要硬件：QEMU 没有能体现它的设备或固件
- 其他内核：实验室使用的 Debian 内核编译时未包含
- 未尝试：用例会使内核挂起、断开桥后的设备，或留下失效的链接
- 整机运行：由运行在实验机器上的产品体现，套件中没有用例
- 实验环境：由 \`npm run lab -- worlds\` 中某个环境的变更计划体现，该环境的内核行为与之相符（\`e2e/lab/worlds/\`）
- 不涉及内核：由程序根据操作记录、连接或请求判断
- 未编写：真实内核可以体现，但没有用例`,
    head: ["检查项", "检查内容", "来源", "模拟用例", "真实内核"],
  },
  rules: {
    heading: "有说明的失败",
    prose: ({ rules, answered }) => `\
按顺序取第一条与操作、errno 和内核日志都相符的规则来说明失败。每条规则都有单元测试，包含它所查找的日志行。“模拟内核”一列的 ✓ 表示模拟内核自身的响应会触发该规则（\`electron/services/testing/explain-cases.ts\`）：${rules} 条中的 ${answered} 条。最后一列为契约测试套件中在各类宿主机上引发同一失败的用例；“真实内核”一列的 ✓ 表示它在真实内核上同样通过。`,
    head: ["规则", "步骤", "errno", "模拟内核", "真实内核", "契约用例"],
  },
  cases: {
    heading: "各类宿主机的共同行为",
    prose: ({ titles, usualKernel, worlds, passed }) => `\
契约测试套件（\`e2e/contract/\`）的用例。每个用例都由 \`npm test -- unit\` 在模拟内核上运行；标有 ✓ 的在 Debian 的真实内核上通过：Linux ${usualKernel} 由 \`npm test -- lab\` 运行，全部内核由 \`npm run lab -- kernels\` 运行。标有 ✓ 的用例不再通过时，两者都会失败；列表由 \`npm run lab:cases\` 和 \`npm run lab -- kernels --write\` 更新。其他内核只运行 ${worlds.join("、")} 环境的用例，空单元格表示属于其他环境。共 ${titles} 个用例，通过数：${passed.map(({ count, kernel }) => `${kernel} ${count} 个`).join("，")}。`,
    head: ["用例"],
  },
  differences: {
    heading: "各版本内核的差异",
    prose: () => `\
每个用例按所在内核版本的行为设定预期（\`shared/machine/kernel-differences.ts\`）；模拟内核的行为相同（\`--kernel 5.10\`）。`,
    head: ["自 Linux", "现在", "之前", "来源", "用例"],
  },
};

/** By language: all that the document says beside its tables. */
export const DOCUMENT_WORDS: Readonly<Record<"en" | "zh", DocumentWords>> = { en: ENGLISH, zh: CHINESE };
