import { TriangleAlert } from "lucide-react";
import { remember } from "../../../stores/view.ts";
import { revealPath } from "../detail-state.ts";
import styles from "./Findings.module.css";
import type { Finding } from "./findings.ts";

function goTo(path: string): void {
  revealPath(path);
  remember({ tab: "capabilities" });
}

/** Values in the registers that are worth a look; each leads to its field. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => (
        <li key={finding.path ?? finding.why} className={styles.finding}>
          <TriangleAlert aria-hidden="true" />
          <div>
            <p>
              {finding.path === null ? (
                finding.where
              ) : (
                <button type="button" className={styles.go} onClick={() => finding.path !== null && goTo(finding.path)}>
                  {finding.where}
                </button>
              )}{" "}
              <b className={styles.what}>{finding.what}</b>
            </p>
            <p className={styles.why}>{finding.why}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
