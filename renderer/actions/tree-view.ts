/** What a person does to the table of functions: narrow it, group it, open and close its rows. */
import type { FilterId } from "../../shared/machine/filters.ts";
import { forestOf, type Grouping, type TreeNode } from "../../shared/machine/forest.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { parseQuery } from "../../shared/machine/search.ts";
import { useMachine } from "../stores/machine.ts";
import { remember, useView, type ViewState } from "../stores/view.ts";

/** Do chips or search leave rows out? */
export function isNarrowed(view: Pick<ViewState, "chips" | "query">): boolean {
  return view.chips.size > 0 || parseQuery(view.query).length > 0;
}

export function setQuery(query: string): void {
  useView.setState({ query, collapsedInSearch: new Set() });
}

/** From here on keys go to the rows that were searched for, which therefore have to be there by the next key; the first is shown. */
export function submitQuery(): void {
  useView.setState(({ query }) => ({ submittedQuery: query }));
}

export function toggleChip(chip: FilterId): void {
  const chips = new Set(useView.getState().chips);
  if (!chips.delete(chip)) chips.add(chip);
  useView.setState({ chips, collapsedInSearch: new Set() });
}

/** Shows all again, with the function that was found in view. */
export function clearNarrowing(): void {
  const { focused } = useView.getState();
  useView.setState({
    query: "",
    chips: new Set(),
    collapsedInSearch: new Set(),
    ...(focused === null ? {} : { reveal: { bdf: focused } }),
  });
}

/** Groups in another way; the function that is shown stays in view. */
export function setGrouping(grouping: Grouping): void {
  remember({ grouping });
  const { focused } = useView.getState();
  if (focused !== null) useView.setState({ reveal: { bdf: focused } });
}

/** Opens or closes rows, in the set that is in force now. */
export function setRowsOpen(ids: Iterable<string>, open: boolean): void {
  const view = useView.getState();
  if (isNarrowed(view)) {
    const closed = new Set(view.collapsedInSearch);
    for (const id of ids) {
      if (open) closed.delete(id);
      else closed.add(id);
    }
    useView.setState({ collapsedInSearch: closed });
    return;
  }
  const expanded = new Set(view.expanded);
  const collapsed = new Set(view.collapsed);
  for (const id of ids) {
    (open ? expanded : collapsed).add(id);
    (open ? collapsed : expanded).delete(id);
  }
  useView.setState({ expanded, collapsed });
}

function parentIds(nodes: readonly TreeNode[], ids: string[] = []): string[] {
  for (const node of nodes) {
    if (node.children.length === 0) continue;
    ids.push(node.id);
    parentIds(node.children, ids);
  }
  return ids;
}

/** Opens or closes every row that has rows below it. */
export function setAllRowsOpen(open: boolean): void {
  const { machine } = useMachine.getState();
  if (machine === null) return;
  setRowsOpen(parentIds(forestOf(machine, useView.getState().grouping)), open);
}

/** Ids of the rows above a row, outermost first; null when the grouping has no such row. */
export function pathTo(machine: Machine, grouping: Grouping, id: string): readonly string[] | null {
  const walk = (nodes: readonly TreeNode[], path: readonly string[]): readonly string[] | null => {
    for (const node of nodes) {
      if (node.id === id) return path;
      const found = node.children.length > 0 ? walk(node.children, [...path, node.id]) : null;
      if (found !== null) return found;
    }
    return null;
  };
  return walk(forestOf(machine, grouping), []);
}

/** Ids of a row and of all rows below it. */
export function branchIds(machine: Machine, grouping: Grouping, id: string): readonly string[] {
  const find = (nodes: readonly TreeNode[]): TreeNode | null => {
    for (const node of nodes) {
      const found = node.id === id ? node : find(node.children);
      if (found !== null) return found;
    }
    return null;
  };
  const root = find(forestOf(machine, grouping));
  return root === null ? [] : parentIds([root]);
}
