import { Copy, FileSearch, RefreshCw, X } from "lucide-react";
import { Fragment } from "react";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { type VpdRecord, vpdLines, vpdRecords } from "../../../../shared/pci/capabilities/standard/vpd-content.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { useMachine } from "../../../stores/machine.ts";
import { cancelVpd, readVpd, useVpd, vpdKey } from "../../../stores/vpd.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { Spinner } from "../../../ui/Spinner.tsx";
import { useSlow } from "../../../ui/use-slow.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import { useSay } from "../../../words/language.ts";
import { UI_WORDS } from "../../../words/ui.ts";
import { useCopy } from "../parts/use-copy.ts";
import styles from "./VpdPanel.module.css";

function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

function Record({ record }: { readonly record: VpdRecord }) {
  const say = useSay();
  switch (record.kind) {
    case "product":
      return (
        <>
          <dt>{say(FIELD_TREE_WORDS.productName)}</dt>
          <dd>{record.name}</dd>
        </>
      );
    case "section":
      return <dt className={styles.section}>{record.title}</dt>;
    case "item":
      return (
        <>
          <dt>
            <code className={styles.keyword}>{record.keyword}</code> {record.name}
          </dt>
          <dd className={record.isBad ? styles.bad : undefined}>{record.value}</dd>
        </>
      );
    case "end":
      return record.isProper ? null : <dt className={styles.odd}>{record.text}</dt>;
  }
}

function Content({ fn, hex }: { readonly fn: FunctionInfo; readonly hex: string }) {
  const bytes = bytesOf(hex);
  const copy = useCopy();
  const say = useSay();
  return (
    <>
      <dl className={styles.records} data-testid="vpd-records">
        {vpdRecords(bytes).map((record, index) => (
          // A keyword may be there twice: the order is all that tells them apart.
          <Fragment key={`${record.kind}-${String(index)}`}>
            <Record record={record} />
          </Fragment>
        ))}
      </dl>
      <div className={styles.actions}>
        <IconButton
          label={say(copy.copied ? UI_WORDS.copied : FIELD_TREE_WORDS.copyVpd)}
          icon={<Copy />}
          onClick={() => copy.copy(`${fn.bdf} Vital Product Data\n${vpdLines(bytes).replaceAll("\t\t", "  ")}`)}
        />
        <IconButton label={say(FIELD_TREE_WORDS.readVpdAgain)} icon={<RefreshCw />} onClick={() => void readVpd(fn)} />
      </div>
    </>
  );
}

/** Product data of a function with the VPD capability: read on request, and told why not. */
export function VpdPanel({ fn, isFile }: { readonly fn: FunctionInfo; readonly isFile: boolean }) {
  const host = useMachine((state) => state.host);
  const view = useVpd((state) => state.byFunction.get(vpdKey(host, fn)));
  const slow = useSlow(view?.state === "reading");
  const say = useSay();
  const readButton = (label: Words) => (
    <Button icon={<FileSearch />} onClick={() => void readVpd(fn)}>
      {say(label)}
    </Button>
  );
  const problem = (message: Words, code: string | null) => (
    <>
      <p className={styles.problem} role="alert">
        {say(message)} {code === null ? null : <code>{code}</code>}
      </p>
      {readButton(DETAIL_WORDS.readAgain)}
    </>
  );
  const body = () => {
    if (isFile) return <p className={styles.about}>{say(FIELD_TREE_WORDS.vpdNotInFile)}</p>;
    if (view === undefined) {
      return (
        <>
          <p className={styles.about}>{say(FIELD_TREE_WORDS.vpdAbout)}</p>
          {readButton(FIELD_TREE_WORDS.readVpd)}
        </>
      );
    }
    switch (view.state) {
      case "reading":
        return (
          <>
            <p className={styles.about} role="status">
              {slow ? <Spinner label={say(FIELD_TREE_WORDS.readingVpd)} /> : null} {say(FIELD_TREE_WORDS.readingVpd)}
            </p>
            <Button icon={<X />} onClick={() => cancelVpd(fn)}>
              {say(UI_WORDS.cancel)}
            </Button>
          </>
        );
      case "failed":
        return problem(view.message, null);
      case "answered":
        switch (view.reading.state) {
          case "read":
            return <Content fn={fn} hex={view.reading.hex} />;
          case "asleep":
            return problem(FIELD_TREE_WORDS.vpdAsleep, null);
          case "absent":
            return problem(FIELD_TREE_WORDS.vpdAbsent, null);
          case "unreadable":
            return problem(view.reading.problem.message, view.reading.problem.code);
        }
    }
  };
  return (
    <section className={styles.panel} aria-label={say(FIELD_TREE_WORDS.vpd)} data-testid="vpd-panel">
      {body()}
    </section>
  );
}
