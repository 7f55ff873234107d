import { CircleSlash, EyeOff, Lock, Moon, PlugZap, TriangleAlert, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { isFile } from "../../../shared/machine/file-name.ts";
import { whyUnread } from "../../../shared/machine/known.ts";
import { ended, sentences } from "../../../shared/words/joined.ts";
import type { DecodedConfig } from "../../model/decoded-config.ts";
import { type ConfigView, configReadings, useAllOnesCause, useConfig } from "../../stores/config.ts";
import { useRefusal } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { CONFIG_FACE_WORDS } from "../../words/config-face.ts";
import { DETAIL_WORDS } from "../../words/detail.ts";
import { useSay } from "../../words/language.ts";
import { ROW_WORDS } from "../../words/tree-rows.ts";
import styles from "./ConfigFace.module.css";
import { NoBytes } from "./NoBytes.tsx";
import { ReadAgain } from "./overview/LeftUnread.tsx";
import type { FunctionProps } from "./parts/function-props.ts";
import { clockText } from "./parts/numbers.ts";

interface ConfigFaceProps extends FunctionProps {
  readonly view: ConfigView;
  /** May the function be read here at all: a file has no device to wake. */
  readonly canRead: boolean;
  readonly children: (config: DecodedConfig) => ReactNode;
}

function WakeButton({ fn }: { readonly fn: FunctionInfo }) {
  const host = useMachine((state) => state.host) ?? "local";
  const refused = useRefusal("config.read", { host, bdf: fn.bdf, wake: true });
  const say = useSay();
  return (
    <ReasonButton icon={<PlugZap />} because={refused} onClick={() => configReadings.again(fn, { wake: true })}>
      {say(CONFIG_FACE_WORDS.wake)}
    </ReasonButton>
  );
}

function AgainButton({ fn }: { readonly fn: FunctionInfo }) {
  const say = useSay();
  return <Button onClick={() => configReadings.again(fn)}>{say(DETAIL_WORDS.readAgain)}</Button>;
}

function Loading() {
  const slow = useSlow(true);
  const say = useSay();
  return (
    <div className={styles.loading}>
      {slow ? (
        <>
          <Spinner label={say(CONFIG_FACE_WORDS.reading)} /> {say(CONFIG_FACE_WORDS.reading)}
        </>
      ) : null}
    </div>
  );
}

function AllOnesFace({ machine, fn, canRead }: Pick<ConfigFaceProps, "machine" | "fn" | "canRead">) {
  const { cause, evidence, remedy } = useAllOnesCause(machine, fn);
  const say = useSay();
  return (
    <EmptyState
      icon={<CircleSlash />}
      title={say(CONFIG_FACE_WORDS.allOnes)}
      actions={canRead ? <AgainButton fn={fn} /> : undefined}
    >
      {say(sentences(CONFIG_FACE_WORDS.allOnesHelp, cause, remedy))} <code>{say(evidence)}</code>
    </EmptyState>
  );
}

const STALE = {
  asleep: CONFIG_FACE_WORDS.asleepSince,
  gone: CONFIG_FACE_WORDS.goneSince,
  failed: CONFIG_FACE_WORDS.failedSince,
} as const;

/** Shows a configuration space, or the reason why there is none to show. */
export function ConfigFace({ machine, fn, view, canRead, children }: ConfigFaceProps) {
  const say = useSay();
  switch (view.state) {
    case "loading":
      return <Loading />;
    case "decoded":
      return (
        <div className={styles.frame}>
          {view.stale === null ? null : (
            <div className={styles.notice}>
              <Notice
                tone="warn"
                title={say(CONFIG_FACE_WORDS.readAt({ time: clockText(view.at) }))}
                actions={view.stale === "asleep" ? <WakeButton fn={fn} /> : <AgainButton fn={fn} />}
              >
                {say(STALE[view.stale])}
              </Notice>
            </div>
          )}
          {children(view.config)}
        </div>
      );
    case "asleep":
      return (
        <EmptyState icon={<Moon />} title={say(ROW_WORDS.asleep)} actions={<WakeButton fn={fn} />}>
          {say(CONFIG_FACE_WORDS.asleepHelp)}
        </EmptyState>
      );
    case "gone":
      return (
        <EmptyState
          icon={<Unplug />}
          title={say(CONFIG_FACE_WORDS.gone)}
          actions={canRead ? <AgainButton fn={fn} /> : undefined}
        >
          {say(CONFIG_FACE_WORDS.goneHelp)}
        </EmptyState>
      );
    case "all-ones":
      return <AllOnesFace machine={machine} fn={fn} canRead={canRead} />;
    case "unreadable": {
      const reason = say(ended(whyUnread({ message: view.message })));
      if (fn.leftUnread) {
        return (
          <EmptyState icon={<EyeOff />} title={say(CONFIG_FACE_WORDS.leftUnread)} actions={<ReadAgain fn={fn} />}>
            {say(CONFIG_FACE_WORDS.leftUnreadHelp)}
          </EmptyState>
        );
      }
      if (fn.fromText !== undefined && view.code === "ENODATA") return <NoBytes fn={fn} />;
      return (
        <EmptyState
          icon={view.code === "EACCES" || view.code === "EPERM" ? <Lock /> : <TriangleAlert />}
          title={say(CONFIG_FACE_WORDS.unreadable)}
          actions={canRead ? <AgainButton fn={fn} /> : undefined}
        >
          {reason} {reason.includes(view.code) ? null : <code>{view.code}</code>}
        </EmptyState>
      );
    }
    case "failed":
      return (
        <EmptyState icon={<TriangleAlert />} title={say(CONFIG_FACE_WORDS.noAnswer)} actions={<AgainButton fn={fn} />}>
          {say(view.message)}
        </EmptyState>
      );
  }
}

/** The same for a tab: the function's configuration space as it is known now. */
export function ConfigFaceOf({ machine, fn, children }: FunctionProps & Pick<ConfigFaceProps, "children">) {
  const canRead = !isFile(machine.snapshot);
  return (
    <ConfigFace machine={machine} fn={fn} view={useConfig(fn)} canRead={canRead}>
      {children}
    </ConfigFace>
  );
}
