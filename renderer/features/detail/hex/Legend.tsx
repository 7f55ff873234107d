import type { CapabilityNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import type { RangeIndex } from "../../../../shared/pci/ranges.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { CONFIG_BYTES_WORDS } from "../../../words/config-bytes.ts";
import { useSay } from "../../../words/language.ts";
import styles from "./Legend.module.css";
import { partClassOf } from "./parts.ts";

interface LegendProps {
  readonly ranges: RangeIndex;
  /** Is a byte unknown: then the legend says how that looks. */
  readonly hasUnknown: boolean;
  /** Position of the structure under the cursor; -1 = none. */
  readonly current: number;
  readonly onPoint: (node: CapabilityNode | null) => void;
  readonly onChoose: (node: CapabilityNode) => void;
}

/** The structures of the space in their colours; one click selects the bytes of one. */
export function Legend({ ranges, hasUnknown, current, onPoint, onChoose }: LegendProps) {
  const say = useSay();
  return (
    <ul className={styles.legend} aria-label={say(CONFIG_BYTES_WORDS.structures)} onPointerLeave={() => onPoint(null)}>
      {ranges.structures.map((node, index) => (
        <li key={node.path}>
          <button
            type="button"
            className={`${styles.entry} ${index === current ? styles.current : ""}`}
            title={`${node.title} ${hexDigits(node.range.start, 3)}–${hexDigits(node.range.end - 1, 3)}`}
            onPointerEnter={() => onPoint(node)}
            onFocus={() => onPoint(node)}
            onBlur={() => onPoint(null)}
            onClick={() => onChoose(node)}
          >
            <span className={`${styles.swatch} ${partClassOf(index, node.space === "header")}`} />
            <span className={styles.name}>{node.short}</span>
            <span className={styles.offset}>{hexDigits(node.range.start, 3)}</span>
          </button>
        </li>
      ))}
      {hasUnknown ? (
        <li className={styles.note}>
          <span className={`${styles.swatch} ${styles.unknown}`} />
          {say(COMMON.unknown)}
        </li>
      ) : null}
    </ul>
  );
}
