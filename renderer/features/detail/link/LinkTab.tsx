import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { FunctionDetail } from "../../../../shared/machine/facts.ts";
import { isFile } from "../../../../shared/machine/file-name.ts";
import { isLinkUntold, type LinkJudgement, type LinkState, linkOf } from "../../../../shared/machine/link.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { type LinkKnown, withRegisterLink } from "../../../../shared/machine/register-link.ts";
import type { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { useConfig } from "../../../stores/config.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { Badge, type BadgeTone } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import { LINK_TAB_WORDS } from "../../../words/link-tab.ts";
import { capabilityOf } from "../capabilities/find.ts";
import { CopyValue } from "../parts/CopyValue.tsx";
import { FactList } from "../parts/FactList.tsx";
import { Findings } from "../parts/Findings.tsx";
import { FromPf } from "../parts/FromPf.tsx";
import { FunctionLink } from "../parts/FunctionLink.tsx";
import { findingsOf } from "../parts/findings.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { Section, Sections } from "../parts/Section.tsx";
import { SourceHelp } from "../parts/SourceHelp.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";
import { type Hop, hopsOf } from "./hops.ts";
import styles from "./LinkTab.module.css";
import { noPathWords } from "./no-path.ts";
import { powerFacts } from "./power-facts.ts";
import { degradedWords, unreadLinkText } from "./verdict.ts";

/** Where a link is read from. */
const LINK_ATTRIBUTES = "current_link_speed, current_link_width, max_link_*";
const LINK_REGISTERS = "Link Capabilities, Link Status";

const TONES: Readonly<Record<LinkState, BadgeTone>> = {
  full: "ok",
  limited: "neutral",
  degraded: "warn",
  down: "neutral",
  unknown: "neutral",
};

function stateWords(link: LinkJudgement): Words {
  return link.state === "degraded"
    ? (degradedWords(link)?.label ?? LINK_TAB_WORDS.unknown)
    : LINK_TAB_WORDS[link.state];
}

interface LinkNowProps {
  readonly link: LinkJudgement;
  /** The kernel does not show it. */
  readonly isOfRegisters: boolean;
}

function LinkNow({ link, isOfRegisters }: LinkNowProps) {
  const say = useSay();
  const degraded = degradedWords(link);
  return (
    <div className={styles.link} data-testid="link-now">
      <p className={styles.now}>
        <CopyValue
          label={FACT_WORDS.link}
          text={say(link.text)}
          help={<SourceHelp source={isOfRegisters ? LINK_REGISTERS : LINK_ATTRIBUTES} />}
        />
        <Badge tone={TONES[link.state]}>{say(stateWords(link))}</Badge>
        {link.ofPf === null ? null : <FromPf pf={link.ofPf} />}
      </p>
      {degraded === null ? null : <p className={table.soft}>{say(degraded.text)}</p>}
      {[...link.notes.entries()].map(([at, note]) => (
        <p key={at} className={table.soft}>
          {say(note)}
        </p>
      ))}
    </div>
  );
}

function withoutLink(machine: Machine, { isInside, below }: Hop): Words {
  if (isInside) return LINK_TAB_WORDS.insideSwitch;
  return isLinkUntold(machine, below) ? COMMON.unknown : LINK_TAB_WORDS.noLinkShort;
}

interface PathProps {
  readonly machine: Machine;
  readonly known: LinkKnown;
  /** null = not read. */
  readonly space: ConfigSpace | null;
}

function Path({ machine, known, space }: PathProps) {
  const say = useSay();
  const { fn } = known;
  const hops = hopsOf(machine, fn);
  if (hops.length === 0) return <p className={table.quiet}>{say(noPathWords(machine, known, space))}</p>;
  return (
    <Table
      label={LINK_TAB_WORDS.path}
      head={[LINK_TAB_WORDS.from, LINK_TAB_WORDS.upTo, FACT_WORDS.link, LINK_TAB_WORDS.judgement]}
      hidden={[LINK_TAB_WORDS.judgement]}
    >
      {hops.map((hop) => (
        <tr key={hop.below.bdf} data-testid={`hop-${hop.below.bdf}`}>
          <td className={table.nowrap}>
            {hop.below.bdf === fn.bdf ? <b className="mono">{fn.bdf}</b> : <FunctionLink bdf={hop.below.bdf} />}
          </td>
          <td className={table.nowrap}>
            <FunctionLink bdf={hop.above.bdf} />
          </td>
          <td className={table.nowrap}>
            {hop.link === null ? (
              <span className={table.quiet}>{say(withoutLink(machine, hop))}</span>
            ) : (
              say(hop.link.text)
            )}
          </td>
          <td className={styles.marks}>
            {hop.link?.state === "degraded" ? <Badge tone="warn">{say(stateWords(hop.link))}</Badge> : null}
            {hop.narrowest ? (
              <Badge tone="accent" title={say(LINK_TAB_WORDS.bottleneckHelp)}>
                {say(LINK_TAB_WORDS.bottleneck)}
              </Badge>
            ) : null}
          </td>
        </tr>
      ))}
    </Table>
  );
}

const SEVERITIES = {
  correctable: LINK_TAB_WORDS.correctable,
  nonfatal: LINK_TAB_WORDS.nonfatal,
  fatal: LINK_TAB_WORDS.fatal,
} as const;

function Counters({ detail, none }: { readonly detail: FunctionDetail; readonly none: Words }) {
  const say = useSay();
  const [zeros, setZeros] = useState(false);
  const counted = detail.aer.filter(({ count }) => count > 0);
  const shown = zeros ? detail.aer : counted;
  if (detail.aer.length === 0) {
    const problem = detail.problems.find(({ attribute: at }) => at.startsWith("aer_dev_") || at === "registers");
    const words = problem === undefined ? none : DETAIL_WORDS.unknownBecause({ why: problem.message });
    return <p className={table.quiet}>{say(words)}</p>;
  }
  return (
    <>
      {shown.length === 0 ? (
        <p className={table.soft}>{say(LINK_TAB_WORDS.allZero({ count: detail.aer.length }))}</p>
      ) : (
        <Table
          label={LINK_TAB_WORDS.countersTable}
          head={[LINK_TAB_WORDS.error, LINK_TAB_WORDS.severity, LINK_TAB_WORDS.count]}
          numbers={[LINK_TAB_WORDS.count]}
        >
          {shown.map((counter) => (
            <tr key={`${counter.severity}/${counter.name}`}>
              <td>{counter.name}</td>
              <td className={table.soft}>{say(SEVERITIES[counter.severity])}</td>
              <td className={`${table.number} ${counter.count > 0 ? table.warn : table.quiet}`}>{counter.count}</td>
            </tr>
          ))}
        </Table>
      )}
      <p className={styles.footnote}>
        {say(LINK_TAB_WORDS.sinceBoot)}{" "}
        {counted.length === detail.aer.length ? null : (
          <Button tone="quiet" className={styles.zeros} onClick={() => setZeros(!zeros)}>
            {say(zeros ? LINK_TAB_WORDS.hideZeros : LINK_TAB_WORDS.showZeros)}
          </Button>
        )}
      </p>
    </>
  );
}

/** Link, way to the root, errors and power. */
export function LinkTab({ machine, fn }: FunctionProps) {
  const say = useSay();
  const view = useConfig(fn);
  const reading = useFunctionDetail(fn);
  const detail = reading?.answer?.value ?? null;
  const space = view.state === "decoded" ? view.config.space : null;
  const known = withRegisterLink(fn, space);
  const link = linkOf(machine, known.fn);
  const decoded = view.state === "decoded" ? view.config.decoded : null;
  const findings = decoded === null ? [] : findingsOf(decoded);
  const pm = decoded === null ? null : capabilityOf(decoded, "pm");
  return (
    <Sections>
      <Section title={FACT_WORDS.link} testId="section-link">
        {link === null ? (
          <p className={table.quiet}>{say(known.isKnown ? LINK_TAB_WORDS.noLink : unreadLinkText(fn))}</p>
        ) : (
          <LinkNow link={link} isOfRegisters={fn.link === null && link.ofPf === null} />
        )}
      </Section>
      <Section title={LINK_TAB_WORDS.path} testId="section-path">
        <Path machine={machine} known={known} space={space} />
      </Section>
      <Section title={LINK_TAB_WORDS.recorded} testId="section-findings">
        {findings.length > 0 ? (
          <Findings findings={findings} />
        ) : decoded === null ? (
          <p className={table.quiet}>
            <TriangleAlert aria-hidden="true" className={styles.icon} /> {say(LINK_TAB_WORDS.notRecorded)}
          </p>
        ) : (
          <p className={table.soft}>{say(LINK_TAB_WORDS.nothingRecorded)}</p>
        )}
      </Section>
      <Section title={LINK_TAB_WORDS.counters} testId="section-aer">
        {detail !== null ? (
          <Counters
            detail={detail}
            none={isFile(machine.snapshot) ? LINK_TAB_WORDS.countersNotInFile : LINK_TAB_WORDS.noCounters}
          />
        ) : reading?.error == null ? (
          <p className={table.quiet}>{say(DETAIL_WORDS.notRead)}</p>
        ) : (
          <Notice tone="warn">{say(reading.error)}</Notice>
        )}
      </Section>
      <Section title={LINK_TAB_WORDS.power} testId="section-power">
        <FactList facts={powerFacts(fn, pm, detail)} />
      </Section>
    </Sections>
  );
}
