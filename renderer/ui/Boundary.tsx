/**
 * What throws while it is drawn takes nothing else with it: a message stands in its place, with what to copy for a report
 * and a way to try it once more. Who logs such errors hears of them where the page is put into the document.
 */
import { TriangleAlert } from "lucide-react";
import { type ErrorInfo, type ReactNode, useRef, useState } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { sentences } from "../../shared/words/joined.ts";
import type { Words } from "../../shared/words/message.ts";
import { Say } from "../words/Say.tsx";
import { UI_WORDS } from "../words/ui.ts";
import styles from "./Boundary.module.css";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { Dialog } from "./Dialog.tsx";
import { EmptyState } from "./EmptyState.tsx";

/** What of the window it is. */
type Kind = "pane" | "tab" | "bar" | "dialog";

interface FailureProps {
  readonly error: unknown;
  readonly kind: Kind;
  /** The components that it happened in, the innermost first. Known a moment after it has happened. */
  readonly where: { readonly current: string };
}

const MAX_REASON = 300;

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, MAX_REASON);
}

/** For whoever looks for the fault. */
function detailsOf({ error, kind, where }: FailureProps): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `SR-IOV Inspector: this ${kind} failed.\n${stack}\nIn the components:${where.current}`;
}

const FAILED: Readonly<Record<Kind, Words>> = {
  pane: UI_WORDS.paneFailed,
  tab: UI_WORDS.tabFailed,
  bar: UI_WORDS.barFailed,
  dialog: UI_WORDS.dialogFailed,
};
const RELOAD: Readonly<Record<Kind, Words>> = {
  pane: UI_WORDS.reloadPane,
  tab: UI_WORDS.reloadTab,
  bar: UI_WORDS.reloadBar,
  dialog: UI_WORDS.reloadDialog,
};

function CopyDetails(props: FailureProps) {
  return <CopyButton wide label={UI_WORDS.copyDetails} text={() => detailsOf(props)} />;
}

/** The keyboard goes to the message where it has lost its place, and nowhere else. */
function takeFocus(message: HTMLElement | null): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) message?.focus();
}

/** The components that the last error happened in, and what is shown of each error. */
function useWhere() {
  const where = useRef("");
  const onError = (_error: unknown, { componentStack }: ErrorInfo): void => {
    where.current = componentStack ?? "";
  };
  return [where, onError] as const;
}

interface MessageProps extends FailureProps {
  readonly id: string | undefined;
  readonly onReload: () => void;
}

function Message({ id, onReload, ...failure }: MessageProps) {
  const { error, kind } = failure;
  const common = { id, ref: takeFocus, tabIndex: -1, role: "alert" } as const;
  const actions = (
    <>
      <CopyDetails {...failure} />
      <Button onClick={onReload}>{RELOAD[kind]}</Button>
    </>
  );
  if (kind === "bar") {
    return (
      <div {...common} className={styles.bar}>
        <TriangleAlert aria-hidden="true" />
        <span className={styles.words}>
          <Say of={sentences(FAILED[kind], reasonOf(error))} />
        </span>
        {actions}
      </div>
    );
  }
  return (
    <div {...common} className={styles.pane}>
      <EmptyState icon={<TriangleAlert aria-hidden="true" />} title={FAILED[kind]} actions={actions}>
        <span className={styles.reason}>{reasonOf(error)}</span>
      </EmptyState>
    </div>
  );
}

interface BoundaryProps {
  readonly kind: Exclude<Kind, "dialog">;
  readonly children: ReactNode;
  /** Of the message, where the keyboard is sent to what has failed by an id. */
  readonly id?: string;
  /** It is tried once more when this changes: what is shown is something else then. */
  readonly of?: unknown;
}

export function Boundary({ kind, children, id, of }: BoundaryProps) {
  const [where, onError] = useWhere();
  return (
    <ErrorBoundary
      resetKeys={[of]}
      onError={onError}
      fallbackRender={({ error, resetErrorBoundary }) => (
        <Message error={error} kind={kind} where={where} id={id} onReload={resetErrorBoundary} />
      )}
    >
      {children}
    </ErrorBoundary>
  );
}

interface DialogBoundaryProps {
  /** What the dialog was asked for; null = it is closed. */
  readonly asked: unknown;
  /** Withdraws what it was asked for. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that has failed is one that can be closed, and is tried once more when it is asked for again. */
export function DialogBoundary({ asked, onClose, children }: DialogBoundaryProps) {
  const [where, onError] = useWhere();
  const [isClosed, setClosed] = useState(false);
  const [last, setLast] = useState({ asked, times: 0 });
  if (last.asked !== asked) setLast({ asked, times: asked === null ? last.times : last.times + 1 });
  return (
    <ErrorBoundary
      resetKeys={[last.times]}
      onReset={() => setClosed(false)}
      onError={onError}
      fallbackRender={({ error, resetErrorBoundary }) => (
        <Dialog
          open={!isClosed}
          onClose={() => {
            setClosed(true);
            onClose();
          }}
          title={FAILED.dialog}
          width="s"
          footer={
            <>
              <CopyDetails error={error} kind="dialog" where={where} />
              <Button onClick={resetErrorBoundary}>{RELOAD.dialog}</Button>
            </>
          }
        >
          <p className={styles.reason} role="alert">
            {reasonOf(error)}
          </p>
        </Dialog>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}

/** The outermost: nothing is left to work. */
export function WindowBoundary({ children }: { readonly children: ReactNode }) {
  const [where, onError] = useWhere();
  return (
    <ErrorBoundary
      onError={onError}
      fallbackRender={({ error }) => (
        <main ref={takeFocus} tabIndex={-1} role="alert" className={styles.pane}>
          <EmptyState
            icon={<TriangleAlert aria-hidden="true" />}
            title={UI_WORDS.windowFailed}
            actions={
              <>
                <CopyDetails error={error} kind="pane" where={where} />
                <Button tone="primary" onClick={() => window.location.reload()}>
                  {UI_WORDS.reloadWindow}
                </Button>
              </>
            }
          >
            <span className={styles.reason}>{reasonOf(error)}</span> <Say of={UI_WORDS.operationsContinue} />
          </EmptyState>
        </main>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
