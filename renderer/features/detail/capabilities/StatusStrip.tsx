import { ChevronDown, ChevronRight, ChevronUp, History, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import type { Changes } from "../../../model/config-changes.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import { useSay } from "../../../words/language.ts";
import { Findings } from "../parts/Findings.tsx";
import type { Finding } from "../parts/findings.ts";
import { clockText } from "../parts/numbers.ts";
import styles from "./StatusStrip.module.css";

interface StatusStripProps {
  readonly findings: readonly Finding[];
  readonly onShowBytes: (range: ByteRange) => void;
  readonly changes: Changes;
  /** Goes to the next change, or the one before: by its path. */
  readonly onShow: (path: string) => void;
  readonly chosen: string | null;
  readonly onClear: () => void;
}

/** The changed field after or before the chosen one, round and round. */
export function stepChange(paths: readonly string[], chosen: string | null, step: 1 | -1): string | null {
  const at = chosen === null ? -1 : paths.indexOf(chosen);
  const next = at < 0 ? (step === 1 ? 0 : paths.length - 1) : (at + step + paths.length) % paths.length;
  return paths[next] ?? null;
}

/** Above the field tree: what is worth a look in these registers, and what changed since it was last read. */
export function StatusStrip({ findings, onShowBytes, changes, onShow, chosen, onClear }: StatusStripProps) {
  const [open, setOpen] = useState(false);
  const say = useSay();
  const paths = [...changes.fields.keys()];
  const isChanged = changes.bytes.size > 0;
  if (findings.length === 0 && !isChanged) return null;
  const go = (step: 1 | -1) => {
    const path = stepChange(paths, chosen, step);
    if (path !== null) onShow(path);
  };
  const time = clockText(changes.at);
  const what = say(
    paths.length > 0
      ? FIELD_TREE_WORDS.fieldsChanged({ count: paths.length, time })
      : FIELD_TREE_WORDS.bytesChanged({ count: changes.bytes.size, time }),
  );
  return (
    <div className={styles.strip}>
      <div className={styles.line}>
        {findings.length === 0 ? null : (
          <button
            type="button"
            className={styles.findings}
            aria-expanded={open}
            data-testid="findings-summary"
            onClick={() => setOpen(!open)}
          >
            <TriangleAlert aria-hidden="true" />
            {say(FIELD_TREE_WORDS.findings({ count: findings.length }))}
            <ChevronRight aria-hidden="true" className={styles.chevron} data-open={open} />
          </button>
        )}
        {isChanged ? (
          <span className={styles.changes} data-testid="changes-summary">
            <History aria-hidden="true" />
            <span role="status" title={what}>
              {what}
            </span>
            {paths.length === 0 ? null : (
              <>
                <IconButton label={say(FIELD_TREE_WORDS.previousChange)} icon={<ChevronUp />} onClick={() => go(-1)} />
                <IconButton label={say(FIELD_TREE_WORDS.nextChange)} icon={<ChevronDown />} onClick={() => go(1)} />
              </>
            )}
            <IconButton label={say(FIELD_TREE_WORDS.clearChanges)} icon={<X />} onClick={onClear} />
          </span>
        ) : null}
      </div>
      {open && findings.length > 0 ? (
        <div className={styles.list}>
          <Findings findings={findings} onShowBytes={onShowBytes} />
        </div>
      ) : null}
    </div>
  );
}
