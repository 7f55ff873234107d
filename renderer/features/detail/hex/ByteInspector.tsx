import { CornerDownRight } from "lucide-react";
import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import type { CapabilityNode, FieldNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { fieldBytes, type RegisterAt } from "../../../../shared/pci/ranges.ts";
import type { Words } from "../../../../shared/words/message.ts";
import type { DecodedConfig } from "../../../model/decoded-config.ts";
import { CONFIG_BYTES_WORDS } from "../../../words/config-bytes.ts";
import { useSay } from "../../../words/language.ts";
import { CopyValue } from "../parts/CopyValue.tsx";
import { bitsText } from "../parts/numbers.ts";
import styles from "./ByteInspector.module.css";
import { bitsAt, numbersAt } from "./bytes.ts";
import { rangeOf, type Selection } from "./selection.ts";

interface ByteInspectorProps {
  readonly config: DecodedConfig;
  /** The byte pointed at, else the one with the cursor. */
  readonly offset: number | null;
  readonly selection: Selection | null;
  /** Why bytes are missing: `not readable without root`. */
  readonly missing: string;
  /** A field is pointed at: its bytes. */
  readonly onPoint: (ranges: readonly ByteRange[]) => void;
  readonly onChoose: (selection: Selection) => void;
  /** Goes to the node in the field tree. */
  readonly onReveal: (path: string) => void;
}

function FieldLine({
  at,
  field,
  onPoint,
  onChoose,
  onReveal,
}: {
  readonly at: RegisterAt;
  readonly field: FieldNode;
} & Pick<ByteInspectorProps, "onPoint" | "onChoose" | "onReveal">) {
  const say = useSay();
  const bytes = fieldBytes(at.register, field);
  return (
    <li className={`${styles.field} ${field.reserved ? styles.reserved : ""}`}>
      <button
        type="button"
        className={styles.pick}
        title={say(CONFIG_BYTES_WORDS.selectBytes)}
        onPointerEnter={() => onPoint([bytes])}
        onPointerLeave={() => onPoint([])}
        onFocus={() => onPoint([bytes])}
        onBlur={() => onPoint([])}
        onClick={() => onChoose({ anchor: bytes.end - 1, focus: bytes.start })}
      >
        <span className={styles.bits}>{bitsText(field.msb, field.lsb)}</span>
        <span className={styles.name}>
          <span className={styles.register}>{at.register.name}</span>
          {field.name === at.register.name ? null : ` · ${field.name}`}
        </span>
        <span className={styles.shown}>
          {field.raw === null ? "" : field.shown === "" ? hexDigits(field.raw, 1) : field.shown}
        </span>
      </button>
      {field.reserved ? null : (
        <button
          type="button"
          className={styles.go}
          aria-label={say(CONFIG_BYTES_WORDS.showFieldInTree({ field: field.name }))}
          title={say(CONFIG_BYTES_WORDS.showInTree)}
          onClick={() => onReveal(field.path)}
        >
          <CornerDownRight />
        </button>
      )}
    </li>
  );
}

function undecoded(structure: CapabilityNode | null): Words {
  if (structure?.state === "unknown") return CONFIG_BYTES_WORDS.unknownCapability;
  if (structure?.state === "unpublished") return CONFIG_BYTES_WORDS.unpublished;
  return CONFIG_BYTES_WORDS.noField;
}

/** The line below the bytes: the numbers that start at one, its bits, and the fields that are in it. */
export function ByteInspector(props: ByteInspectorProps) {
  const say = useSay();
  const { config, offset, selection, missing } = props;
  const { space, ranges } = config;
  if (offset === null) {
    return (
      <div className={styles.inspector} data-testid="byte-inspector">
        <p className={styles.hint}>{say(CONFIG_BYTES_WORDS.hint)}</p>
      </div>
    );
  }
  const structure = ranges.structures[ranges.ownerAt(offset)] ?? null;
  const found = ranges.registersAt(offset);
  const bits = bitsAt(space, offset);
  const picked = selection === null ? 0 : rangeOf(selection).end - rangeOf(selection).start;
  return (
    <div className={styles.inspector} data-testid="byte-inspector">
      <div className={styles.numbers}>
        <span className={styles.offset}>{hexDigits(offset, 3)}</span>
        {numbersAt(space, offset).map((view) => (
          <span key={view.label} className={styles.number}>
            <span className={styles.label} aria-hidden="true">
              {view.label}
            </span>
            <CopyValue label={view.label} text={view.hex} mono />
            <span className={styles.decimal}>{view.decimal}</span>
          </span>
        ))}
        {bits === null ? (
          <span className={styles.decimal}>{missing}</span>
        ) : (
          <span className={styles.number}>
            <span className={styles.label}>{say(CONFIG_BYTES_WORDS.bits)}</span>
            <span className="mono">{bits}</span>
          </span>
        )}
        {picked > 1 ? (
          <span className={styles.decimal}>{say(CONFIG_BYTES_WORDS.selected({ count: picked }))}</span>
        ) : null}
        <span className={styles.structure}>
          {structure === null ? say(CONFIG_BYTES_WORDS.unclaimed) : structure.title}
        </span>
      </div>
      {found.length === 0 ? (
        <p className={styles.hint}>{say(undecoded(structure))}</p>
      ) : (
        <ul className={styles.fields}>
          {found.flatMap((at) =>
            at.fields.map((field) => (
              <FieldLine
                key={field.path}
                at={at}
                field={field}
                onPoint={props.onPoint}
                onChoose={props.onChoose}
                onReveal={props.onReveal}
              />
            )),
          )}
        </ul>
      )}
    </div>
  );
}
