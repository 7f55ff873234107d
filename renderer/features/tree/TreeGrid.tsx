import { type KeyboardEvent, type MouseEvent, memo, useCallback, useState } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { copyText } from "../../actions/clipboard.ts";
import { focusRegion, REGIONS } from "../../actions/regions.ts";
import { setAllRowsOpen, setGrouping, setRowsOpen } from "../../actions/tree-view.ts";
import { useView } from "../../stores/view.ts";
import { HoverTip } from "../../ui/HoverTip.tsx";
import { ContextMenu } from "../../ui/Menu.tsx";
import { sayNow } from "../../words/language.ts";
import { rowsText } from "./copy.ts";
import { type KeyAction, keyAction } from "./keys.ts";
import { rowMenu } from "./row-menu.tsx";
import { allListed, type MoveMode, movedTo } from "./selection.ts";
import { bringIntoView, HEADER_PX, ROW_PX, TreeBody } from "./TreeBody.tsx";
import styles from "./TreeGrid.module.css";
import { TreeHeader } from "./TreeHeader.tsx";
import { rowDomId } from "./TreeRow.tsx";
import { useColumns } from "./use-columns.ts";
import { useFirstHit } from "./use-first-hit.ts";
import { useReveal } from "./use-reveal.ts";
import type { TreeModel } from "./use-rows.ts";

/** The row under the pointer; -1 = none. */
function rowAt(event: MouseEvent): number {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
  return element === null ? -1 : Number(element.dataset.index);
}

function isOnToggle(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest("[data-toggle]") !== null;
}

/** Opens the context menu as a right click on the element would. */
function openMenuOn(element: Element): void {
  const box = element.getBoundingClientRect();
  const at = { clientX: box.left + 120, clientY: box.bottom - 4 };
  element.dispatchEvent(new window.MouseEvent("contextmenu", { bubbles: true, cancelable: true, button: 2, ...at }));
}

interface TreeGridProps {
  readonly model: TreeModel;
  readonly label: string;
}

function TreeGridView({ model, label }: TreeGridProps) {
  const { machine, rows, places, departed } = model;
  /** State, not a ref: the rows can only be laid out once the element is there. */
  const [grid, setGrid] = useState<HTMLDivElement | null>(null);
  const { table, shown, style, minWidth } = useColumns(model.treeWidth);
  const inView = useCallback(
    (index: number) => {
      if (grid !== null) bringIntoView(grid, index);
    },
    [grid],
  );
  useReveal(model, inView);
  useFirstHit(model, inView);

  const cursorAt = (): number => places.get(useView.getState().cursor ?? "") ?? -1;

  const moveTo = (index: number, mode: MoveMode): void => {
    useView.setState(movedTo(rows, index, mode, useView.getState(), departed));
    inView(index);
  };

  const copySelection = (): void => {
    const { selected } = useView.getState();
    // In the order of the table; what is selected in closed rows follows.
    const listed = places.ofAll();
    const place = (fn: FunctionInfo) => listed.get(`fn:${fn.bdf}`) ?? rows.length;
    const functions = machine.functions.filter((fn) => selected.has(fn.bdf)).sort((a, b) => place(a) - place(b));
    const text =
      functions.length > 0 ? rowsText(model, functions, shown, sayNow) : sayNow(rows[cursorAt()]?.label ?? "");
    if (text !== "") void copyText(text);
  };

  const openMenu = (): void => {
    const row = rows[cursorAt()];
    const element = row === undefined ? null : document.getElementById(rowDomId(row.id));
    const on = element ?? grid;
    if (on !== null) openMenuOn(on);
  };

  const act = (action: KeyAction): void => {
    switch (action.do) {
      case "move":
        moveTo(action.to, action.mode);
        break;
      case "open":
      case "close":
        setRowsOpen([action.row.id], action.do === "open");
        break;
      case "open-all":
        setAllRowsOpen(true);
        break;
      case "select-all":
        useView.setState({ selected: allListed(rows, departed) });
        break;
      case "copy":
        copySelection();
        break;
      case "menu":
        openMenu();
        break;
      case "details":
        focusRegion("detail");
        break;
      case "group":
        setGrouping(action.by);
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // The headings have keys of their own.
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEADER_PX) / ROW_PX) - 1);
    const input = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey };
    const action = keyAction(input, { rows, at: cursorAt(), page });
    if (action === null) return;
    event.preventDefault();
    act(action);
  };

  const onMouseDown = (event: MouseEvent): void => {
    const index = rowAt(event);
    const row = rows[index];
    if (row === undefined) return;
    // The grid keeps the focus; rows are named, not focused.
    event.preventDefault();
    grid?.focus({ preventScroll: true });
    if (event.button === 0 && isOnToggle(event)) {
      setRowsOpen([row.id], !row.expanded);
    } else if (event.button === 0) {
      moveTo(index, event.shiftKey ? "extend" : event.ctrlKey || event.metaKey ? "toggle" : "pick");
    } else if (event.button === 2) {
      // A menu on what is selected is about all of it.
      const inSelection = row.bdf !== null && useView.getState().selected.has(row.bdf);
      moveTo(index, inSelection ? "walk" : "pick");
    }
  };

  const onDoubleClick = (event: MouseEvent): void => {
    const row = rows[rowAt(event)];
    if (row?.hasChildren === true && !isOnToggle(event)) setRowsOpen([row.id], !row.expanded);
  };

  const onFocus = (): void => {
    if (cursorAt() >= 0 || rows.length === 0) return;
    const view = useView.getState();
    const shownAt = view.focused === null ? undefined : places.get(`fn:${view.focused}`);
    useView.setState(movedTo(rows, shownAt ?? 0, "walk", view, departed));
  };

  return (
    <>
      <ContextMenu items={() => rowMenu(rows[cursorAt()], shown)}>
        <div
          ref={setGrid}
          id={REGIONS.table}
          role="treegrid"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          aria-colcount={shown.length}
          aria-multiselectable="true"
          tabIndex={0}
          className={styles.grid}
          style={style}
          onKeyDown={onKeyDown}
          onMouseDown={onMouseDown}
          onDoubleClick={onDoubleClick}
          onFocus={onFocus}
        >
          <div role="presentation" className={styles.inner} style={{ minWidth }}>
            <TreeHeader table={table} columns={shown} />
            <TreeBody model={model} columns={shown} grid={grid} />
          </div>
        </div>
      </ContextMenu>
      <HoverTip within={grid} />
    </>
  );
}

export const TreeGrid = memo(TreeGridView);
