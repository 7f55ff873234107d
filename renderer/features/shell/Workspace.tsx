import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { focusRegion, REGIONS } from "../../actions/regions.ts";
import { remember, useView } from "../../stores/view.ts";
import { useSay } from "../../words/language.ts";
import { SHELL_WORDS } from "../../words/shell.ts";
import styles from "./Workspace.module.css";

interface WorkspaceProps {
  readonly table: ReactNode;
  readonly detail: ReactNode;
  /** null = not shown */
  readonly activity: ReactNode | null;
}

const ACROSS = ["table", "detail"] as const;
const DOWN = ["upper", "activity"] as const;
const USUAL = { across: [58, 42], down: [72, 28] } as const;

/** Sizes in per cent as they were left, for panels that appear now. */
function sizesOf(group: keyof typeof USUAL): readonly [string, string] {
  const kept = useView.getState().panes[group];
  const [first, second] = kept?.length === 2 ? kept : USUAL[group];
  return [`${first}%`, `${second}%`];
}

function keepSizes(group: string, panels: readonly string[], layout: Readonly<Record<string, number>>): void {
  const sizes = panels.map((panel) => Math.round((layout[panel] ?? 0) * 100) / 100);
  remember({ panes: { ...useView.getState().panes, [group]: sizes } });
}

/** Out of the details, back to where they were chosen. Menus and dialogs that belong to them keep the key. */
function backToTable(event: KeyboardEvent): void {
  const inside = event.target instanceof Element && event.currentTarget.contains(event.target);
  if (event.key !== "Escape" || event.defaultPrevented || !inside || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  focusRegion("table");
}

/** Table, details and activity, with sizes that are remembered. */
export function Workspace({ table, detail, activity }: WorkspaceProps) {
  const say = useSay();
  const hasActivity = activity !== null;
  const [[tableSize, detailSize]] = useState(() => sizesOf("across"));
  const [upperSize, activitySize] = useMemo(() => (hasActivity ? sizesOf("down") : ["100%", ""]), [hasActivity]);
  return (
    <main className={styles.workspace}>
      <Group
        orientation="vertical"
        onLayoutChanged={(layout, { isUserInteraction }) => {
          if (isUserInteraction) keepSizes("down", DOWN, layout);
        }}
      >
        <Panel id="upper" minSize={200} defaultSize={upperSize} className={styles.fill}>
          <Group
            orientation="horizontal"
            onLayoutChanged={(layout, { isUserInteraction }) => {
              if (isUserInteraction) keepSizes("across", ACROSS, layout);
            }}
          >
            <Panel id="table" minSize={320} defaultSize={tableSize} className={styles.fill}>
              {table}
            </Panel>
            <Separator className={styles.separator} aria-label={say(SHELL_WORDS.tableWidth)} />
            <Panel id="detail" minSize={320} defaultSize={detailSize} className={styles.fill}>
              <section
                id={REGIONS.detail}
                aria-label={say(SHELL_WORDS.details)}
                tabIndex={-1}
                className={styles.region}
                onKeyDown={backToTable}
              >
                {detail}
              </section>
            </Panel>
          </Group>
        </Panel>
        {hasActivity ? (
          <>
            <Separator className={styles.separator} aria-label={say(SHELL_WORDS.activityHeight)} />
            <Panel id="activity" minSize={100} defaultSize={activitySize} className={styles.fill}>
              <section
                id={REGIONS.activity}
                aria-label={say(SHELL_WORDS.activity)}
                tabIndex={-1}
                className={styles.region}
              >
                {activity}
              </section>
            </Panel>
          </>
        ) : null}
      </Group>
    </main>
  );
}
