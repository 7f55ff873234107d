import { Copy, FileSearch, RefreshCw, X } from "lucide-react";
import { Fragment } from "react";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { type VpdRecord, vpdLines, vpdRecords } from "../../../../shared/pci/capabilities/standard/vpd-content.ts";
import { stillEnglish } from "../../../../shared/words/say.ts";
import { useMachine } from "../../../stores/machine.ts";
import { cancelVpd, readVpd, useVpd, vpdKey } from "../../../stores/vpd.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { Spinner } from "../../../ui/Spinner.tsx";
import { useSlow } from "../../../ui/use-slow.ts";
import { useCopy } from "../parts/use-copy.ts";
import styles from "./VpdPanel.module.css";

function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

function Record({ record }: { readonly record: VpdRecord }) {
  switch (record.kind) {
    case "product":
      return (
        <>
          <dt>Product name</dt>
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
          label={copy.copied ? "Copied" : "Copy the product data as text"}
          icon={<Copy />}
          onClick={() => copy.copy(`${fn.bdf} Vital Product Data\n${vpdLines(bytes).replaceAll("\t\t", "  ")}`)}
        />
        <IconButton label="Read product data again" icon={<RefreshCw />} onClick={() => void readVpd(fn)} />
      </div>
    </>
  );
}

const ABOUT =
  "What the card says of itself: part number, serial number, changes. The device may take seconds to give it.";

/** Product data of a function with the VPD capability: read on request, and told why not. */
export function VpdPanel({ fn, isFile }: { readonly fn: FunctionInfo; readonly isFile: boolean }) {
  const host = useMachine((state) => state.host);
  const view = useVpd((state) => state.byFunction.get(vpdKey(host, fn)));
  const slow = useSlow(view?.state === "reading");
  const readButton = (label: string) => (
    <Button icon={<FileSearch />} onClick={() => void readVpd(fn)}>
      {label}
    </Button>
  );
  const problem = (message: string, code: string | null) => (
    <>
      <p className={styles.problem} role="alert">
        {message} {code === null ? null : <code>{code}</code>}
      </p>
      {readButton("Read again")}
    </>
  );
  const body = () => {
    if (isFile) return <p className={styles.about}>The file does not hold the product data itself.</p>;
    if (view === undefined) {
      return (
        <>
          <p className={styles.about}>{ABOUT}</p>
          {readButton("Read VPD")}
        </>
      );
    }
    switch (view.state) {
      case "reading":
        return (
          <>
            <p className={styles.about} role="status">
              {slow ? <Spinner label="Reading product data" /> : null} Reading product data
            </p>
            <Button icon={<X />} onClick={() => cancelVpd(fn)}>
              Cancel
            </Button>
          </>
        );
      case "failed":
        return problem(stillEnglish(view.message), null);
      case "answered":
        switch (view.reading.state) {
          case "read":
            return <Content fn={fn} hex={view.reading.hex} />;
          case "asleep":
            return problem("The function sleeps in D3cold, and reading would wake it.", null);
          case "absent":
            return problem("The kernel offers no product data of this function.", null);
          case "unreadable":
            return problem(stillEnglish(view.reading.problem.message), view.reading.problem.code);
        }
    }
  };
  return (
    <section className={styles.panel} aria-label="Vital product data" data-testid="vpd-panel">
      {body()}
    </section>
  );
}
