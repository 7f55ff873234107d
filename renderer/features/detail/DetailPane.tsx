import { MousePointerClick, Unplug } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { describeFunction } from "../../../shared/machine/describe.ts";
import { functionName } from "../../../shared/machine/names.ts";
import { ended, sentences } from "../../../shared/words/joined.ts";
import { useConfig } from "../../stores/config.ts";
import { useMachine } from "../../stores/machine.ts";
import { remember, TAB_TITLES, useView } from "../../stores/view.ts";
import { Boundary } from "../../ui/Boundary.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { DETAIL_WORDS } from "../../words/detail.ts";
import { useSay } from "../../words/language.ts";
import styles from "./DetailPane.module.css";
import { Header } from "./Header.tsx";
import { ManyPane } from "./many/ManyPane.tsx";
import type { FunctionProps } from "./parts/function-props.ts";
import { type TabProps, tabContent, tabsOf } from "./tabs.tsx";

function FunctionDetails(props: TabProps) {
  const { machine, fn } = props;
  const view = useConfig(fn);
  const tab = useView((state) => state.tab);
  const say = useSay();
  const decoded = view.state === "decoded" ? view.config.decoded : null;
  return (
    <>
      <Header machine={machine} fn={fn} />
      <Tabs
        label={say(DETAIL_WORDS.tabs)}
        value={tab}
        onChange={(next) => remember({ tab: next })}
        tabs={tabsOf(props, decoded).map((id) => ({
          id,
          label: say(TAB_TITLES[id]),
          content: () => (
            <Boundary kind="tab" of={fn.bdf}>
              {tabContent(id, props)}
            </Boundary>
          ),
        }))}
      />
    </>
  );
}

/** A function that left while it was looked at. */
function Departed({ machine, fn }: FunctionProps) {
  const say = useSay();
  const description = ended(describeFunction(machine, fn));
  return (
    <EmptyState icon={<Unplug />} title={say(DETAIL_WORDS.gone({ bdf: fn.bdf }))}>
      {say(sentences(DETAIL_WORDS.lastSeen({ name: functionName(fn), description }), DETAIL_WORDS.returns))}
    </EmptyState>
  );
}

/** Everything about the function that is chosen in the table, or what several of them have in common. */
export function DetailPane({ vfControl }: Partial<Pick<TabProps, "vfControl">>) {
  const machine = useMachine((state) => state.machine);
  const departed = useMachine((state) => state.departed);
  const isLost = useMachine((state) => state.live === "lost");
  // Moving through the table stays quick: the details follow when there is time.
  const focused = useDeferredValue(useView((state) => state.focused));
  const selected = useDeferredValue(useView((state) => state.selected));
  const several = useMemo(
    () => (selected.size < 2 ? [] : (machine?.functions.filter(({ bdf }) => selected.has(bdf)) ?? [])),
    [machine, selected],
  );
  const say = useSay();
  if (machine === null) return null;
  if (several.length > 1) {
    return (
      <div className={styles.pane} data-testid="detail-pane">
        <ManyPane machine={machine} functions={several} />
      </div>
    );
  }
  const fn = focused === null ? undefined : machine.byBdf.get(focused);
  const left = focused === null ? undefined : departed.get(focused);
  const isPart = machine.snapshot.partOf !== undefined;
  const others = isLost ? DETAIL_WORDS.othersNotRead : DETAIL_WORDS.othersComing;
  return (
    <div className={styles.pane} data-testid="detail-pane">
      {isPart && fn !== undefined ? <Notice>{say(sentences(others, DETAIL_WORDS.asFarAsRead))}</Notice> : null}
      {fn !== undefined ? (
        <FunctionDetails machine={machine} fn={fn} vfControl={vfControl} />
      ) : left !== undefined ? (
        <Departed machine={machine} fn={left} />
      ) : (
        <EmptyState
          icon={<MousePointerClick />}
          title={say(
            focused === null
              ? DETAIL_WORDS.noneSelected
              : (isPart ? DETAIL_WORDS.notListedYet : DETAIL_WORDS.gone)({ bdf: focused }),
          )}
        >
          {say(focused === null ? DETAIL_WORDS.selectOne : isPart ? others : DETAIL_WORDS.goneHelp)}
        </EmptyState>
      )}
    </div>
  );
}
