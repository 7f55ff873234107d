import { CircleSlash, EyeOff, Lock, Moon, PlugZap, TriangleAlert, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { whyUnread } from "../../../shared/machine/known.ts";
import { sentence } from "../../../shared/operations/words.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
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
  return (
    <ReasonButton icon={<PlugZap />} because={refused} onClick={() => configReadings.again(fn, { wake: true })}>
      Wake and read
    </ReasonButton>
  );
}

function AgainButton({ fn }: { readonly fn: FunctionInfo }) {
  return <Button onClick={() => configReadings.again(fn)}>Read again</Button>;
}

function Loading() {
  const slow = useSlow(true);
  return (
    <div className={styles.loading}>
      {slow ? (
        <>
          <Spinner label="Reading the configuration space" /> Reading the configuration space
        </>
      ) : null}
    </div>
  );
}

function AllOnesFace({ machine, fn, canRead }: Pick<ConfigFaceProps, "machine" | "fn" | "canRead">) {
  const { cause, evidence, remedy } = useAllOnesCause(machine, fn);
  return (
    <EmptyState
      icon={<CircleSlash />}
      title="Every byte reads ff"
      actions={canRead ? <AgainButton fn={fn} /> : undefined}
    >
      The function does not answer, and there is nothing to decode. {cause} {remedy} <code>{evidence}</code>
    </EmptyState>
  );
}

const STALE = {
  asleep: "It has gone to sleep (D3cold) since then. These are its last known bytes.",
  gone: "It no longer answers. These are its last known bytes.",
  failed: "It could not be read again. These are its last known bytes.",
} as const;

/** Shows a configuration space, or the reason why there is none to show. */
export function ConfigFace({ machine, fn, view, canRead, children }: ConfigFaceProps) {
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
                title={`Read at ${clockText(view.at)}`}
                actions={view.stale === "asleep" ? <WakeButton fn={fn} /> : <AgainButton fn={fn} />}
              >
                {STALE[view.stale]}
              </Notice>
            </div>
          )}
          {children(view.config)}
        </div>
      );
    case "asleep":
      return (
        <EmptyState icon={<Moon />} title="Asleep in D3cold" actions={<WakeButton fn={fn} />}>
          Its power is off, so its configuration space was left alone: reading it would switch the device on, which can
          take more than a second. Everything on the other tabs is known without waking it.
        </EmptyState>
      );
    case "gone":
      return (
        <EmptyState
          icon={<Unplug />}
          title="The function has left"
          actions={canRead ? <AgainButton fn={fn} /> : undefined}
        >
          The kernel knows the address, but no device answers there any more.
        </EmptyState>
      );
    case "all-ones":
      return <AllOnesFace machine={machine} fn={fn} canRead={canRead} />;
    case "unreadable": {
      const reason = sentence(stillEnglish(whyUnread({ attribute: "config", message: view.message })));
      if (fn.leftUnread) {
        return (
          <EmptyState icon={<EyeOff />} title="Left unread" actions={<ReadAgain fn={fn} />}>
            Nothing opens its configuration space: that is your setting.
          </EmptyState>
        );
      }
      if (fn.fromText !== undefined && view.code === "ENODATA") return <NoBytes fn={fn} />;
      return (
        <EmptyState
          icon={view.code === "EACCES" || view.code === "EPERM" ? <Lock /> : <TriangleAlert />}
          title="The configuration space could not be read"
          actions={canRead ? <AgainButton fn={fn} /> : undefined}
        >
          {reason} {reason.includes(view.code) ? null : <code>{view.code}</code>}
        </EmptyState>
      );
    }
    case "failed":
      return (
        <EmptyState icon={<TriangleAlert />} title="No answer" actions={<AgainButton fn={fn} />}>
          {view.message}
        </EmptyState>
      );
  }
}

/** The same for a tab: the function's configuration space as it is known now. */
export function ConfigFaceOf({ machine, fn, children }: FunctionProps & Pick<ConfigFaceProps, "children">) {
  const canRead = machine.snapshot.identity.kind !== "file";
  return (
    <ConfigFace machine={machine} fn={fn} view={useConfig(fn)} canRead={canRead}>
      {children}
    </ConfigFace>
  );
}
