import { Binary, ClipboardCopy, FileText, RefreshCw, Type } from "lucide-react";
import { useEffect, useState } from "react";
import { isFile } from "../../../../shared/machine/file-name.ts";
import { className, functionName } from "../../../../shared/machine/names.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import type { DecodedConfig } from "../../../model/decoded-config.ts";
import { useChangesOf } from "../../../stores/changes.ts";
import { configReadings } from "../../../stores/config.ts";
import { revealPath } from "../../../stores/field-reveal.ts";
import { useMachine } from "../../../stores/machine.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { SegmentedControl } from "../../../ui/SegmentedControl.tsx";
import { CONFIG_BYTES_WORDS } from "../../../words/config-bytes.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import { UI_WORDS } from "../../../words/ui.ts";
import { ConfigFaceOf } from "../ConfigFace.tsx";
import { ConfigNotes } from "../ConfigNotes.tsx";
import { useDetail } from "../detail-state.ts";
import { ByteInspector } from "../hex/ByteInspector.tsx";
import { bytesText, dumpText } from "../hex/bytes.ts";
import { HexPane } from "../hex/HexPane.tsx";
import { Legend } from "../hex/Legend.tsx";
import { rangeOf, type Selection } from "../hex/selection.ts";
import { useBytes } from "../hex/use-bytes.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { missingBecause } from "../parts/missing.ts";
import { useCopy } from "../parts/use-copy.ts";
import styles from "./ConfigTab.module.css";

const STANDARD_SIZE = 256;

interface BytesProps extends FunctionProps {
  readonly config: DecodedConfig;
}

function knownBytes(config: DecodedConfig): number {
  return config.space.knownRanges().reduce((sum, { start, end }) => sum + end - start, 0);
}

function Bytes({ machine, fn, config }: BytesProps) {
  const say = useSay();
  const ascii = useDetail((state) => state.ascii);
  const [whole, setWhole] = useState(true);
  const bytes = useBytes(config);
  const copyBytes = useCopy();
  const copyDump = useCopy();

  const { selection, offset } = bytes;
  const length = whole ? config.size : Math.min(config.size, STANDARD_SIZE);
  const title = say(COMMON.labelled({ label: className(fn), text: functionName(fn) }));
  const choose = (next: Selection): void => {
    if (next.focus >= length) setWhole(true);
    bytes.select(next);
  };
  const wanted = useDetail((state) => state.bytes);
  const { select } = bytes;
  useEffect(() => {
    if (wanted === null) return;
    useDetail.setState({ bytes: null });
    setWhole(true);
    select({ anchor: wanted.end - 1, focus: wanted.start });
  }, [wanted, select]);
  const changes = useChangesOf(
    useMachine((state) => state.host),
    fn,
  );
  return (
    <>
      <div className={styles.toolbar}>
        {config.size > STANDARD_SIZE ? (
          <SegmentedControl
            label={say(CONFIG_BYTES_WORDS.shown)}
            value={whole ? "whole" : "standard"}
            onChange={(value) => setWhole(value === "whole")}
            options={[
              { id: "standard", label: "256" },
              { id: "whole", label: "4,096" },
            ]}
          />
        ) : null}
        <IconButton
          label={say(ascii ? CONFIG_BYTES_WORDS.hideCharacters : CONFIG_BYTES_WORDS.showCharacters)}
          icon={<Type />}
          aria-pressed={ascii}
          onClick={() => useDetail.setState({ ascii: !ascii })}
        />
        {isFile(machine.snapshot) ? null : (
          <IconButton
            label={say(DETAIL_WORDS.readAgain)}
            icon={<RefreshCw />}
            onClick={() => configReadings.again(fn)}
          />
        )}
        <span className={styles.spring} />
        <Button
          tone="quiet"
          icon={<Binary />}
          disabled={selection === null}
          title={selection === null ? say(CONFIG_BYTES_WORDS.selectFirst) : undefined}
          onClick={() => selection !== null && copyBytes.copy(bytesText(config.space, rangeOf(selection)))}
        >
          {say(copyBytes.copied ? UI_WORDS.copied : CONFIG_BYTES_WORDS.copyBytes)}
        </Button>
        <Button
          tone="quiet"
          icon={copyDump.copied ? <ClipboardCopy /> : <FileText />}
          title={say(CONFIG_BYTES_WORDS.dumpHelp)}
          onClick={() => copyDump.copy(dumpText(fn.bdf, title, config.space))}
        >
          {say(copyDump.copied ? UI_WORDS.copied : CONFIG_BYTES_WORDS.copyDump)}
        </Button>
      </div>
      <ConfigNotes machine={machine} fn={fn} config={config} />
      <div className={styles.body}>
        <div className={styles.legend}>
          <Legend
            ranges={config.ranges}
            hasUnknown={knownBytes(config) < config.size}
            current={offset === null ? -1 : config.ranges.ownerAt(offset)}
            onPoint={(node) => bytes.point(node === null ? [] : [node.range])}
            onChoose={(node) => choose({ anchor: node.range.end - 1, focus: node.range.start })}
          />
        </div>
        <div className={styles.hex}>
          <HexPane
            config={config}
            length={length}
            selection={selection}
            onSelect={bytes.select}
            marked={bytes.marked}
            changed={changes.bytes}
            onHover={bytes.hover}
            ascii={ascii}
          />
        </div>
      </div>
      <ByteInspector
        config={config}
        offset={offset}
        selection={selection}
        missing={say(missingBecause(machine.snapshot.identity))}
        onPoint={bytes.point}
        onChoose={choose}
        onReveal={revealPath}
      />
    </>
  );
}

/** The configuration space as bytes. */
export function ConfigTab({ machine, fn }: FunctionProps) {
  return (
    <ConfigFaceOf machine={machine} fn={fn}>
      {(config) => <Bytes key={fn.bdf} machine={machine} fn={fn} config={config} />}
    </ConfigFaceOf>
  );
}
