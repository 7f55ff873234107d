/** The toolbar of the table, and the menus of its headings and rows. */
import { messages } from "../../shared/words/messages.ts";

export const TOOLBAR_WORDS = messages("tree.toolbar", {
  groupBy: { en: "Group by", zh: "分组方式" },
  groupedBy: { en: "Group by: {grouping}", zh: "分组方式：{grouping}" },
  columns: { en: "Columns", zh: "列" },
  filters: { en: "Filters", zh: "筛选" },
  expandBelow: { en: "Expand all below", zh: "展开所有下级" },
  collapseBelow: { en: "Collapse all below", zh: "收起所有下级" },
  shortGroup: { en: "Group", zh: "组" },
  ascending: { en: "Sort ascending", zh: "升序" },
  descending: { en: "Sort descending", zh: "降序" },
  unsorted: { en: "Sort by BDF", zh: "按 BDF 排序" },
  moveLeft: { en: "Move left", zh: "左移" },
  moveRight: { en: "Move right", zh: "右移" },
  hideColumn: { en: "Hide column", zh: "隐藏此列" },
});
