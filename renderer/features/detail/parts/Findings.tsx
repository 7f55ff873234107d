import { TriangleAlert } from "lucide-react";
import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import { revealPath } from "../../../stores/field-reveal.ts";
import { Say } from "../../../words/Say.tsx";
import { revealBytes } from "../detail-state.ts";
import styles from "./Findings.module.css";
import type { Finding } from "./findings.ts";

interface FindingsProps {
  readonly findings: readonly Finding[];
  /** Shows the bytes of a damaged list; the tab with all bytes does when left out. */
  readonly onShowBytes?: (range: ByteRange) => void;
}

/** Values in the registers that are worth a look, and damaged lists; each leads to its field or its bytes. */
export function Findings({ findings, onShowBytes = revealBytes }: FindingsProps) {
  const go = ({ path, range }: Finding): void => {
    if (path !== null) revealPath(path);
    else if (range !== null) onShowBytes(range);
  };
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => (
        <li key={finding.key} className={styles.finding}>
          <TriangleAlert aria-hidden="true" />
          <div>
            <p>
              <button type="button" className={styles.go} onClick={() => go(finding)}>
                <Say of={finding.where} />
              </button>{" "}
              <b className={styles.what}>
                <Say of={finding.what} />
              </b>
            </p>
            <p className={styles.why}>
              <Say of={finding.why} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
