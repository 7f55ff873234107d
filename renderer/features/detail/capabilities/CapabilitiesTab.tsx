import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { isFile } from "../../../../shared/machine/file-name.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import { copyText } from "../../../actions/clipboard.ts";
import type { DecodedConfig } from "../../../model/decoded-config.ts";
import { clearChanges, useChangesOf } from "../../../stores/changes.ts";
import { useFieldReveal } from "../../../stores/field-reveal.ts";
import { useMachine } from "../../../stores/machine.ts";
import { remember, useView } from "../../../stores/view.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useExplain } from "../../../words/explanations.ts";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import { useSay } from "../../../words/language.ts";
import { ConfigFaceOf } from "../ConfigFace.tsx";
import { ConfigNotes } from "../ConfigNotes.tsx";
import { setAllOpen, setFilter, toggleRow, useDetail } from "../detail-state.ts";
import { ByteInspector } from "../hex/ByteInspector.tsx";
import { HexPane } from "../hex/HexPane.tsx";
import { useBytes } from "../hex/use-bytes.ts";
import { findingsOf } from "../parts/findings.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { missingBecause } from "../parts/missing.ts";
import styles from "./CapabilitiesTab.module.css";
import { rowText } from "./copy.ts";
import { FieldInspector } from "./FieldInspector.tsx";
import { FieldTree, type Reveal } from "./FieldTree.tsx";
import { words } from "./filter.ts";
import { openTo } from "./open-to.ts";
import { StatusStrip } from "./StatusStrip.tsx";
import { stableKeys } from "./stable-keys.ts";
import { Toolbar } from "./Toolbar.tsx";
import { buildTreeRows, type TreeRow } from "./tree-rows.ts";
import { useWide } from "./use-wide.ts";
import { VpdPanel } from "./VpdPanel.tsx";

const PANES = "detail.fields";
/** From this width on the bytes stand beside the tree, below it they stand under it. */
const SIDE_BY_SIDE = 1020;

function isVpd(row: TreeRow): boolean {
  if (row.kind === "note") return false;
  return (row.kind === "capability" ? row.node : row.capability).key === "vpd";
}

interface TreeProps extends FunctionProps {
  readonly config: DecodedConfig;
}

/** Paths of the structure, registers and fields that hold a byte. */
function pathsAt(config: DecodedConfig, offset: number | null): ReadonlySet<string> {
  const paths = new Set<string>();
  if (offset === null) return paths;
  const owner = config.ranges.structures[config.ranges.ownerAt(offset)];
  if (owner !== undefined) paths.add(owner.path);
  for (const { register, fields } of config.ranges.registersAt(offset)) {
    paths.add(register.path);
    for (const field of fields) paths.add(field.path);
  }
  return paths;
}

function useRows(machine: Machine, config: DecodedConfig) {
  const filter = useDeferredValue(useDetail((state) => state.filter));
  const filtered = filter.trim() !== "";
  const toggled = useDetail((state) => (filtered ? state.toggledInFilter : state.toggled));
  const reserved = useDetail((state) => state.reserved);
  const say = useSay();
  const explain = useExplain();
  const missing = say(missingBecause(machine.snapshot.identity));
  const keys = useMemo(() => stableKeys(config.decoded), [config]);
  const rows = useMemo(
    () => buildTreeRows({ config, keys, toggled, filter, reserved, missing, say, explain }),
    [config, keys, toggled, filter, reserved, missing, say, explain],
  );
  const terms = useMemo(() => words(filter), [filter]);
  return { rows, keys, terms, missing };
}

function FieldsAndBytes({ machine, fn, config }: TreeProps) {
  const say = useSay();
  const { rows, keys, terms, missing } = useRows(machine, config);
  const chosen = useDetail((state) => state.chosen);
  const wanted = useFieldReveal((state) => state.wanted);
  const host = useMachine((state) => state.host);
  const changes = useChangesOf(host, fn);
  const hexBeside = useDetail((state) => state.hexBeside);
  const ascii = useDetail((state) => state.ascii);
  const panes = useView((state) => state.panes[PANES]);
  const frame = useRef<HTMLDivElement>(null);
  const wide = useWide(frame, SIDE_BY_SIDE);
  const bytes = useBytes(config);
  const [asked, setAsked] = useState<Reveal | null>(null);

  const capabilityKeys = useMemo(() => {
    const { header, capabilities } = config.decoded;
    return [...(header === null ? [] : [header]), ...capabilities].map((node) => keys.keyOf(node.path));
  }, [config, keys]);
  const hot = useMemo(() => pathsAt(config, hexBeside ? bytes.offset : null), [config, hexBeside, bytes.offset]);
  const chosenRow = rows.find((row) => row.key === chosen) ?? null;
  const chosenPath = chosenRow?.id ?? null;

  /** Opens what hides the node, chooses it and brings it into view. */
  const show = useCallback(
    (path: string, focus = false) => {
      const { toggled } = useDetail.getState();
      setFilter("");
      useDetail.setState({ toggled: openTo(toggled, config.decoded, keys, path), chosen: keys.keyOf(path) });
      setAsked({ path, focus });
    },
    [config, keys],
  );
  useEffect(() => {
    // The details follow the table when there is time: a request may be for the function that comes next.
    if (wanted === null || (wanted.bdf !== null && wanted.bdf !== fn.bdf)) return;
    useFieldReveal.setState({ wanted: null });
    show(wanted.path, true);
  }, [wanted, show, fn.bdf]);

  const { select } = bytes;
  const showBytes = useCallback(
    ({ start, end }: ByteRange) => {
      useDetail.setState({ hexBeside: true });
      select({ anchor: end - 1, focus: start });
    },
    [select],
  );
  const choose = useCallback(
    (row: TreeRow) => {
      useDetail.setState({ chosen: row.key });
      if (row.kind === "note" && row.range !== null) showBytes(row.range);
    },
    [showBytes],
  );
  const toggle = useCallback((row: TreeRow) => toggleRow(row.key), []);
  const point = useCallback(
    (row: TreeRow | null) => {
      if (hexBeside) bytes.point(row === null ? [] : config.ranges.bytesOf(row.id));
    },
    [hexBeside, bytes.point, config],
  );
  const findings = useMemo(() => findingsOf(config.decoded), [config]);
  const revealed = useCallback(() => setAsked(null), []);

  const tree =
    rows.length === 0 ? (
      <EmptyState
        title={say(terms.length > 0 ? FIELD_TREE_WORDS.noMatch : FIELD_TREE_WORDS.nothing)}
        actions={
          terms.length > 0 ? <Button onClick={() => setFilter("")}>{say(DETAIL_WORDS.clearFilter)}</Button> : undefined
        }
      >
        {say(terms.length > 0 ? FIELD_TREE_WORDS.noMatchHelp : FIELD_TREE_WORDS.nothingHelp)}
      </EmptyState>
    ) : (
      <FieldTree
        rows={rows}
        chosen={chosen}
        onChoose={choose}
        onToggle={toggle}
        onToggleAll={(open) => setAllOpen(open, capabilityKeys)}
        onPoint={point}
        onCopy={(row) => void copyText(rowText(fn.bdf, row, say))}
        hot={hot}
        terms={terms}
        missing={missing}
        reveal={asked}
        onRevealed={revealed}
        changes={changes}
      />
    );
  const vpd = chosenRow !== null && isVpd(chosenRow);
  const fields = (
    <div className={styles.fields}>
      <div className={styles.tree}>{tree}</div>
      {vpd ? <VpdPanel fn={fn} isFile={isFile(machine.snapshot)} /> : null}
      <FieldInspector bdf={fn.bdf} config={config} row={chosenRow} missing={missing} changes={changes} />
    </div>
  );
  const ofChosen = chosenPath === null ? [] : config.ranges.bytesOf(chosenPath);
  const marked = bytes.marked.length > 0 ? bytes.marked : ofChosen;
  return (
    <div className={styles.frame} ref={frame}>
      <Toolbar onToggleAll={(open) => setAllOpen(open, capabilityKeys)} />
      <ConfigNotes machine={machine} fn={fn} config={config} />
      <StatusStrip
        findings={findings}
        onShowBytes={showBytes}
        changes={changes}
        onShow={show}
        chosen={chosenPath}
        onClear={() => clearChanges(host, fn)}
      />
      {hexBeside ? (
        <Group
          key={wide ? "beside" : "below"}
          orientation={wide ? "horizontal" : "vertical"}
          className={styles.split}
          onLayoutChanged={(layout, { isUserInteraction }) => {
            if (!isUserInteraction) return;
            const sizes = [layout.fields ?? 0, layout.bytes ?? 0];
            remember({ panes: { ...useView.getState().panes, [PANES]: sizes } });
          }}
        >
          <Panel id="fields" defaultSize={`${panes?.[0] ?? 55}%`} minSize={wide ? 360 : 90} className={styles.panel}>
            {fields}
          </Panel>
          <Separator
            className={wide ? styles.columnHandle : styles.rowHandle}
            aria-label={say(FIELD_TREE_WORDS.sizes)}
          />
          <Panel id="bytes" defaultSize={`${panes?.[1] ?? 45}%`} minSize={wide ? 300 : 90} className={styles.panel}>
            <div className={styles.bytes}>
              <HexPane
                config={config}
                length={config.size}
                selection={bytes.selection}
                onSelect={(selection) => {
                  bytes.select(selection);
                  if (selection === null || selection.anchor !== selection.focus) return;
                  const [at] = config.ranges.registersAt(selection.focus);
                  const field = at?.fields.find((node) => !node.reserved);
                  if (at !== undefined)
                    show(field === undefined || at.register.fields.length === 1 ? at.register.path : field.path);
                }}
                marked={marked}
                changed={changes.bytes}
                follow={ofChosen[0]?.start ?? null}
                onHover={bytes.hover}
                ascii={ascii}
              />
              {wide ? (
                <ByteInspector
                  config={config}
                  offset={bytes.offset}
                  selection={bytes.selection}
                  missing={missing}
                  onPoint={bytes.point}
                  onChoose={bytes.select}
                  onReveal={show}
                />
              ) : null}
            </div>
          </Panel>
        </Group>
      ) : (
        fields
      )}
    </div>
  );
}

/** Every register of the function by name, beside its bytes where wanted. */
export function CapabilitiesTab({ machine, fn }: FunctionProps) {
  return (
    <ConfigFaceOf machine={machine} fn={fn}>
      {(config) => <FieldsAndBytes key={fn.bdf} machine={machine} fn={fn} config={config} />}
    </ConfigFaceOf>
  );
}
