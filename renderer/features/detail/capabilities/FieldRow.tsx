import { ChevronRight, Info, TriangleAlert } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { FieldNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import type { Changes } from "../../../model/config-changes.ts";
import { Marked } from "../../../ui/Marked.tsx";
import { explanation, useExplain } from "../../../words/explanations.ts";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import { useSay } from "../../../words/language.ts";
import { Say } from "../../../words/Say.tsx";
import { bitsText, clockText, offsetText } from "../parts/numbers.ts";
import styles from "./FieldTree.module.css";
import { summaryOf } from "./summaries.ts";
import type { CapabilityRow, DerivedRow, FieldRow as FieldRowData, RegisterRow, TreeRow } from "./tree-rows.ts";

interface FieldRowProps {
  readonly row: TreeRow;
  readonly id: string;
  readonly top: number;
  readonly chosen: boolean;
  /** Has bytes that are pointed at elsewhere. */
  readonly hot: boolean;
  readonly terms: readonly string[];
  readonly missing: string;
  readonly changes: Changes;
  /** Was just asked for from elsewhere. */
  readonly lit: boolean;
  /** Its place among the rows, by which the tree knows what was clicked. */
  readonly index: number;
}

const INDENT = 14;

type CellProps = Pick<FieldRowProps, "terms" | "missing" | "changes">;

function Problem({ reason }: { readonly reason: Words }) {
  const say = useSay();
  return (
    <span className={styles.problem} title={say(reason)}>
      <TriangleAlert aria-hidden="true" />
      <span className="visually-hidden">{say(FIELD_TREE_WORDS.finding({ why: reason }))}</span>
    </span>
  );
}

/** The raw value is not the whole truth, as in a VF. */
function Note({ words }: { readonly words: Words }) {
  const said = useSay()(words);
  return (
    <span className={styles.info} title={said}>
      <Info aria-hidden="true" />
      <span className="visually-hidden">{said}</span>
    </span>
  );
}

/** What a value was before the last reading that changed it. */
function Was({
  path,
  field,
  changes,
}: {
  readonly path: string;
  readonly field: FieldNode;
  readonly changes: Changes;
}) {
  const say = useSay();
  const change = changes.fields.get(path);
  if (change === undefined) return null;
  const before = hexDigits(change.raw, Math.ceil((field.msb - field.lsb + 1) / 4));
  const isPlain = change.shown === "" || change.shown === before;
  const value = isPlain ? before : FIELD_TREE_WORDS.valueMeaning({ value: before, meaning: change.shown });
  return (
    <span className={styles.was} title={say(FIELD_TREE_WORDS.wasBefore({ value, time: clockText(change.at) }))}>
      {say(FIELD_TREE_WORDS.was({ value: before }))}
    </span>
  );
}

/** How many fields below a closed row changed. */
function ChangedBelow({ path, changes }: { readonly path: string; readonly changes: Changes }) {
  const say = useSay();
  let count = 0;
  for (const changed of changes.fields.keys()) if (changed.startsWith(`${path}.`)) count++;
  return count === 0 ? null : <span className={styles.was}>{say(FIELD_TREE_WORDS.changedBelow({ count }))}</span>;
}

function CapabilityCells({ row, terms, changes }: CellProps & { readonly row: CapabilityRow }) {
  const { node } = row;
  const say = useSay();
  const words = summaryOf(node);
  const summary = words === null ? null : say(words);
  return (
    <>
      <span className={styles.at}>{node.space === "header" ? "" : hexDigits(node.range.start, 2)}</span>
      <span
        className={styles.capability}
        title={
          node.version > 0
            ? say(FIELD_TREE_WORDS.version({ title: node.title, version: String(node.version) }))
            : node.title
        }
      >
        <b className={styles.short}>
          <Marked text={node.short} terms={terms} />
        </b>
        {node.title === node.short ? null : (
          <span className={styles.title}>
            <Marked text={node.title} terms={terms} />
          </span>
        )}
      </span>
      {row.problems > 0 ? <Problem reason={FIELD_TREE_WORDS.problemFields({ count: row.problems })} /> : null}
      {changes.fields.size === 0 ? null : <ChangedBelow path={node.path} changes={changes} />}
      <span className={styles.summary} title={summary ?? undefined}>
        {summary}
      </span>
      <span className={styles.section}>{node.section}</span>
    </>
  );
}

function RegisterCells({ row, terms, missing, changes }: CellProps & { readonly row: RegisterRow }) {
  const { node, field } = row;
  const shown = field?.shown ?? "";
  const raw = node.raw === null ? null : hexDigits(node.raw, node.width * 2);
  return (
    <>
      <span className={styles.at}>
        <Marked text={hexDigits(node.offset, 2)} terms={terms} />
      </span>
      <span className={styles.name} title={node.name}>
        <Marked text={node.name} terms={terms} />
      </span>
      {field?.problem ? <Problem reason={field.problem} /> : null}
      {field?.note ? <Note words={field.note} /> : null}
      {field === null ? null : <Was path={field.path} field={field} changes={changes} />}
      {field === null && row.expanded !== true && changes.fields.size > 0 ? (
        <ChangedBelow path={node.path} changes={changes} />
      ) : null}
      <span className={styles.raw}>{raw === null ? "" : <Marked text={raw} terms={terms} />}</span>
      <span className={`${styles.meaning} ${raw === null ? styles.missing : ""}`} title={shown}>
        {raw === null ? missing : shown === raw ? "" : <Marked text={shown} terms={terms} />}
      </span>
      <span className={styles.access}>{field?.access}</span>
    </>
  );
}

function FieldCells({ row, terms, changes }: CellProps & { readonly row: FieldRowData }) {
  const explain = useExplain();
  const say = useSay();
  const { node } = row;
  const raw = node.raw === null ? "" : hexDigits(node.raw, Math.ceil((node.msb - node.lsb + 1) / 4));
  const shown = node.isFlag || node.shown !== raw ? node.shown : "";
  return (
    <>
      <span className={styles.bits}>{bitsText(node.msb, node.lsb)}</span>
      <span
        className={styles.name}
        title={
          node.help === null
            ? node.name
            : say(COMMON.labelled({ label: node.name, text: explanation(node.help, say, explain) }))
        }
      >
        <Marked text={node.name} terms={terms} />
      </span>
      {node.problem === null ? null : <Problem reason={node.problem} />}
      {node.note ? <Note words={node.note} /> : null}
      <Was path={node.path} field={node} changes={changes} />
      <span className={styles.raw}>
        <Marked text={raw} terms={terms} />
      </span>
      <span className={`${styles.meaning} ${node.isFlag && node.raw ? styles.set : ""}`} title={shown}>
        <Marked text={shown} terms={terms} />
      </span>
      <span className={styles.access}>{node.access}</span>
    </>
  );
}

function DerivedCells({ row, terms, missing }: CellProps & { readonly row: DerivedRow }) {
  const explain = useExplain();
  const say = useSay();
  const { name, shown, help } = row.node;
  const text = row.known ? shown : missing;
  return (
    <>
      <span className={styles.at} />
      <span className={styles.derivedName} title={help === null ? name : explanation(help, say, explain)}>
        <Marked text={name} terms={terms} />
      </span>
      <span className={`${styles.derived} ${row.known ? "" : styles.missing}`} title={text}>
        <Marked text={text} terms={terms} />
      </span>
    </>
  );
}

function cells(props: FieldRowProps): ReactNode {
  const { row, terms, missing, changes } = props;
  switch (row.kind) {
    case "capability":
      return <CapabilityCells row={row} terms={terms} missing={missing} changes={changes} />;
    case "register":
      return <RegisterCells row={row} terms={terms} missing={missing} changes={changes} />;
    case "field":
      return <FieldCells row={row} terms={terms} missing={missing} changes={changes} />;
    case "derived":
      return <DerivedCells row={row} terms={terms} missing={missing} changes={changes} />;
    case "bytes":
      return (
        <>
          <span className={styles.at}>{offsetText(row.offset).slice(0, -1)}</span>
          <span className={styles.bytes}>{row.text}</span>
        </>
      );
    case "note":
      return (
        <span className={`${styles.note} ${styles[row.tone]}`}>
          <Say of={row.words} />
        </span>
      );
  }
}

/** One line of the field tree; the tree handles the keys and clicks of all of them. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { row, id, index, top, chosen, hot, lit } = props;
  const classes = [
    styles.row,
    row.kind === "capability" ? styles.head : "",
    chosen ? styles.chosen : "",
    hot ? styles.hot : "",
    lit ? styles.lit : "",
    row.kind === "field" && row.node.reserved ? styles.reserved : "",
  ];
  return (
    <div
      role="treeitem"
      id={id}
      aria-level={row.level}
      aria-setsize={row.setSize}
      aria-posinset={row.posInSet}
      aria-expanded={row.expanded ?? undefined}
      aria-selected={chosen}
      tabIndex={-1}
      className={classes.filter((name) => name !== "").join(" ")}
      style={{ transform: `translateY(${top}px)`, paddingLeft: (row.level - 1) * INDENT + 4 }}
      data-index={index}
      data-testid={`node-${row.id}`}
    >
      <span className={styles.chevron} data-open={row.expanded ?? undefined} data-chevron="" aria-hidden="true">
        {row.expanded === null ? null : <ChevronRight />}
      </span>
      {cells(props)}
    </div>
  );
});
