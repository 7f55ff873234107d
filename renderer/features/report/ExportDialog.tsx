import { useState } from "react";
import type { ReportRequestInput } from "../../../shared/contract/contract.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { type ExportScope, useOperations } from "../../stores/operations.ts";
import { useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { RadioList } from "../../ui/RadioList.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { useLanguage, useSay } from "../../words/language.ts";
import { EXPORT_WORDS } from "../../words/report.ts";
import { Say } from "../../words/Say.tsx";
import styles from "./ExportDialog.module.css";
import {
  askedOption,
  canBeCopied,
  FORMATS,
  hasLanguage,
  hexIsFixed,
  LANGUAGE_OPTIONS,
  type ScopeId,
  scopeOptions,
} from "./export-choice.ts";
import { type ExportState, useExport, useExportOptions } from "./use-export.ts";

function Outcome({ outcome }: { readonly outcome: ExportState }) {
  const slow = useSlow(outcome.state === "busy");
  return (
    <div
      role="status"
      aria-label={useSay()(EXPORT_WORDS.status)}
      className={styles.outcome}
      data-testid="export-outcome"
    >
      {slow ? (
        <span className={styles.busy}>
          <Spinner label={EXPORT_WORDS.busy} />
          <Say of={EXPORT_WORDS.busyText} />
        </span>
      ) : null}
      {outcome.state === "done" ? <Notice tone="ok">{outcome.text}</Notice> : null}
      {outcome.state === "failed" ? (
        <Notice tone="danger" title={EXPORT_WORDS.failed}>
          {outcome.text}
        </Notice>
      ) : null}
    </div>
  );
}

interface ContentProps {
  readonly host: string;
  readonly machine: Machine;
  readonly asked: ExportScope;
}

function Content({ host, machine, asked }: ContentProps) {
  const say = useSay();
  const inWindow = useConnection((state) => state.info?.shell === "electron");
  const focused = useView((view) => view.focused);
  const selected = useView((view) => view.selected);
  const { format, hex, redact, language: chosen } = useExportOptions();
  const ofWindow = useLanguage();
  const language = chosen ?? ofWindow;
  const options = scopeOptions({ machine, asked, focused, selected });
  const [scopeId, setScopeId] = useState<ScopeId>(() => askedOption(options, asked));
  const exporting = useExport();
  const { close } = useOperations.getState();
  const scope = (options.find(({ id }) => id === scopeId) ?? options.at(-1))?.scope ?? { kind: "machine" };
  const request: ReportRequestInput = { host, scope, format, language, hex: hex || hexIsFixed(format), redact };
  const busy = exporting.outcome.state === "busy";
  // A button that is disabled lets the keyboard go.
  const unlessBusy = (make: () => void) => () => (busy ? undefined : make());
  const change = (changes: Partial<ReturnType<typeof useExportOptions.getState>>): void => {
    useExportOptions.setState(changes);
    exporting.forget();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={EXPORT_WORDS.title}
      footer={
        <>
          <Button onClick={close}>{EXPORT_WORDS.close}</Button>
          {canBeCopied(format) ? (
            <Button aria-disabled={busy || undefined} onClick={unlessBusy(() => exporting.copy(request))}>
              {EXPORT_WORDS.copy}
            </Button>
          ) : null}
          <Button
            tone="primary"
            aria-disabled={busy || undefined}
            onClick={unlessBusy(() => (inWindow ? exporting.save(request) : exporting.download(request)))}
          >
            {inWindow ? EXPORT_WORDS.save : EXPORT_WORDS.download}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <section className={styles.section}>
          <h3 className={styles.heading}>{say(EXPORT_WORDS.scope)}</h3>
          <RadioList
            label={EXPORT_WORDS.scopeLabel}
            value={scopeId}
            onChange={(next) => {
              setScopeId(next);
              exporting.forget();
            }}
            options={options}
            columns
          />
        </section>
        <section className={styles.section}>
          <h3 className={styles.heading}>{say(EXPORT_WORDS.format)}</h3>
          <RadioList
            label={EXPORT_WORDS.format}
            value={format}
            onChange={(next) => change({ format: next })}
            options={FORMATS}
            columns
          />
        </section>
        {hasLanguage(format) ? (
          <section className={styles.section}>
            <h3 className={styles.heading}>{say(EXPORT_WORDS.language)}</h3>
            <RadioList
              label={EXPORT_WORDS.languageLabel}
              value={language}
              onChange={(next) => change({ language: next })}
              options={LANGUAGE_OPTIONS}
              columns
            />
          </section>
        ) : null}
        <section className={styles.section}>
          <h3 className={styles.heading}>{say(EXPORT_WORDS.options)}</h3>
          <div className={styles.options}>
            <Checkbox
              checked={hex || hexIsFixed(format)}
              disabled={hexIsFixed(format)}
              onChange={(next) => change({ hex: next })}
              hint={hexIsFixed(format) ? EXPORT_WORDS.hexFixed : EXPORT_WORDS.hexHint}
            >
              {EXPORT_WORDS.hex}
            </Checkbox>
            <Checkbox checked={redact} onChange={(next) => change({ redact: next })} hint={EXPORT_WORDS.redactHint}>
              {EXPORT_WORDS.redact}
            </Checkbox>
          </div>
        </section>
        <Outcome outcome={exporting.outcome} />
      </div>
    </Dialog>
  );
}

/** A report to take away: what it covers, in which format, and with what left out. */
export function ExportDialog() {
  const asked = useOperations((state) => state.asked);
  const machine = useMachine((state) => state.machine);
  const host = useMachine((state) => state.host);
  if (asked?.kind !== "export" || machine === null || host === null) return null;
  return <Content host={host} machine={machine} asked={asked.scope} />;
}
