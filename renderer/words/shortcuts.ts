/** Keys of the places that are not commands. */
import { messages } from "../../shared/words/messages.ts";

export const SHORTCUT_WORDS = messages("window.shortcut", {
  anywhere: { en: "Anywhere", zh: "任意位置" },
  nextRegion: {
    en: "Go to the next part of the window: search, table, details, activity, operation",
    zh: "转到窗口的下一部分：搜索、表格、详情、操作记录、操作",
  },
  paste: {
    en: "Open copied text: lspci output, a dump, a log or a list of functions",
    zh: "打开已复制的文本：lspci 输出、dump、日志或 Function 列表",
  },
  escape: {
    en: "Close a dialog, clear the search, or return from details to the table",
    zh: "关闭对话框、清除搜索，或从详情返回表格",
  },
  inHeadings: { en: "In column headings", zh: "在列标题中" },
  moveBetweenColumns: { en: "Move between columns", zh: "在列之间移动" },
  sort: { en: "Sort by the column, reverse, then back to BDF order", zh: "按该列排序、反向排序、恢复 BDF 顺序" },
  moveColumn: { en: "Move the column", zh: "移动列" },
  resizeColumn: { en: "Make the column narrower or wider", zh: "调窄或调宽列" },
  inTable: { en: "In the table", zh: "在表格中" },
  moveRow: { en: "Previous or next row", zh: "上一行或下一行" },
  openRow: {
    en: "Expand or collapse the row; go to its first child or its parent",
    zh: "展开或收起该行；转到首个子行或父行",
  },
  firstLast: { en: "First or last row", zh: "首行或末行" },
  page: { en: "One page up or down", zh: "上翻或下翻一页" },
  toDetails: { en: "Go to the details of the function", zh: "转到该 Function 的详情" },
  toggleRow: { en: "Add the row to the selection or remove it", zh: "选中该行或取消选中" },
  extend: { en: "Extend the selection", zh: "扩展选择" },
  moveOnly: { en: "Move without changing the selection", zh: "移动但不改变选择" },
  selectAll: { en: "Select every function in the table", zh: "选择表格中的全部 Function" },
  expandAll: { en: "Expand all rows", zh: "展开所有行" },
  group: {
    en: "Group by topology, PF/VF, IOMMU group, driver, NUMA node",
    zh: "按拓扑、PF/VF、IOMMU 组、驱动、NUMA 节点分组",
  },
  copyRows: { en: "Copy the selected rows as text", zh: "将选中的行复制为文本" },
  menu: { en: "Row menu", zh: "行菜单" },
  inVfTable: { en: "In the VF table", zh: "在 VF 表格中" },
  editCell: { en: "Edit the cell for all selected VFs", zh: "为所有选中的 VF 编辑该单元格" },
  selectVfs: { en: "In the first column: select VFs by number", zh: "在首列：按编号选择 VF" },
  reviewEdits: { en: "Review the plan for all edits", zh: "查看全部修改的变更计划" },
  takeBackEdit: { en: "Undo the last edit", zh: "撤销上一次修改" },
  inDialogs: { en: "In dialogs", zh: "在对话框中" },
  mainButton: { en: "Run the plan, or press the main button", zh: "执行计划，或按下主按钮" },
});
