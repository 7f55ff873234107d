import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { FunctionDetail, FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isUnread, noneOf } from "../../../../shared/machine/known.ts";
import { type LinkJudgement, type LinkState, linkOf } from "../../../../shared/machine/link.ts";
import { stillEnglish } from "../../../../shared/words/say.ts";
import { useConfig } from "../../../stores/config.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { Badge, type BadgeTone } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../../../ui/Notice.tsx";
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
import { powerFacts } from "./power-facts.ts";

const STATES: Readonly<Record<LinkState, { readonly tone: BadgeTone; readonly label: string }>> = {
  full: { tone: "ok", label: "as fast as it can" },
  limited: { tone: "neutral", label: "limited by the other end" },
  degraded: { tone: "warn", label: "degraded" },
  down: { tone: "neutral", label: "down" },
  unknown: { tone: "neutral", label: "not known" },
};

function LinkNow({ link }: { readonly link: LinkJudgement }) {
  const { tone, label } = STATES[link.state];
  const degraded = [link.speedDegraded ? "speed" : null, link.widthDegraded ? "width" : null].filter(
    (part) => part !== null,
  );
  return (
    <div className={styles.link} data-testid="link-now">
      <p className={styles.now}>
        <CopyValue
          label="Link"
          text={link.text}
          help={<SourceHelp source="current_link_speed, current_link_width, max_link_*" />}
        />
        <Badge tone={tone}>{label}</Badge>
        {link.ofPf === null ? null : <FromPf pf={link.ofPf} />}
      </p>
      {degraded.length === 0 ? null : (
        <p className={table.soft}>
          {degraded.length === 2 ? "Speed and width are" : degraded[0] === "speed" ? "The speed is" : "The width is"}{" "}
          below what both ends can do. A worn or dirty contact, a riser, the slot's wiring or a limit set in Link
          Control 2 does this.
        </p>
      )}
      {[...link.notes.entries()].map(([at, note]) => (
        <p key={at} className={table.soft}>
          {note}
        </p>
      ))}
    </div>
  );
}

function withoutLinkText(fn: FunctionInfo): string {
  if (fn.leftUnread) return "Its link is left unread by your setting.";
  if (fn.asleep) return "It sleeps, and its link was not asked for: that would wake it.";
  return isUnread(fn, "current_link_speed")
    ? "Whether it has a PCI Express link is not known."
    : "The function has no PCI Express link.";
}

function withoutLink({ isInside, below }: Hop): string {
  return isInside ? "inside a switch" : noneOf(below, "current_link_speed", "no PCI Express link");
}

function Path({ machine, fn }: FunctionProps) {
  const hops = hopsOf(machine, fn);
  if (hops.length === 0) {
    return (
      <p className={table.quiet}>
        {linkOf(machine, fn) === null
          ? "It sits in the root complex: no link is on its way."
          : "The machine shows no port above it, as in a guest: the way up is not known."}
      </p>
    );
  }
  return (
    <Table label="Way to the root complex" head={["From", "Up to", "Link", "Judgement"]} hidden={["Judgement"]}>
      {hops.map((hop) => (
        <tr key={hop.below.bdf} data-testid={`hop-${hop.below.bdf}`}>
          <td className={table.nowrap}>
            {hop.below.bdf === fn.bdf ? <b className="mono">{fn.bdf}</b> : <FunctionLink bdf={hop.below.bdf} />}
          </td>
          <td className={table.nowrap}>
            <FunctionLink bdf={hop.above.bdf} />
          </td>
          <td className={table.nowrap}>
            {hop.link === null ? <span className={table.quiet}>{withoutLink(hop)}</span> : hop.link.text}
          </td>
          <td className={styles.marks}>
            {hop.link?.state === "degraded" ? <Badge tone="warn">degraded</Badge> : null}
            {hop.narrowest ? (
              <Badge tone="accent" title="Carries least of all links on the way.">
                narrowest
              </Badge>
            ) : null}
          </td>
        </tr>
      ))}
    </Table>
  );
}

const SEVERITIES = { correctable: "Correctable", nonfatal: "Non-fatal", fatal: "Fatal" } as const;

function Counters({ detail }: { readonly detail: FunctionDetail }) {
  const [zeros, setZeros] = useState(false);
  const counted = detail.aer.filter(({ count }) => count > 0);
  const shown = zeros ? detail.aer : counted;
  if (detail.aer.length === 0) {
    const problem = detail.problems.find(({ attribute: at }) => at.startsWith("aer_dev_") || at === "registers");
    const none = "The kernel keeps no error counters for this function.";
    return (
      <p className={table.quiet}>{problem === undefined ? none : `Not known: ${stillEnglish(problem.message)}`}</p>
    );
  }
  return (
    <>
      {shown.length === 0 ? (
        <p className={table.soft}>All {detail.aer.length} counters are 0.</p>
      ) : (
        <Table label="Error counters" head={["Error", "Severity", "Count"]} numbers={["Count"]}>
          {shown.map((counter) => (
            <tr key={`${counter.severity}/${counter.name}`}>
              <td>{counter.name}</td>
              <td className={table.soft}>{SEVERITIES[counter.severity]}</td>
              <td className={`${table.number} ${counter.count > 0 ? table.warn : table.quiet}`}>{counter.count}</td>
            </tr>
          ))}
        </Table>
      )}
      <p className={styles.footnote}>
        Counted since the machine was started, at the end that reported the error: an error on this link may be counted
        at the port above instead.{" "}
        {counted.length === detail.aer.length ? null : (
          <Button tone="quiet" className={styles.zeros} onClick={() => setZeros(!zeros)}>
            {zeros ? "Hide zeros" : "Show zeros"}
          </Button>
        )}
      </p>
    </>
  );
}

/** Link, way to the root, errors and power. */
export function LinkTab({ machine, fn }: FunctionProps) {
  const view = useConfig(fn);
  const reading = useFunctionDetail(fn);
  const detail = reading?.answer?.value ?? null;
  const link = linkOf(machine, fn);
  const decoded = view.state === "decoded" ? view.config.decoded : null;
  const findings = decoded === null ? [] : findingsOf(decoded);
  const pm = decoded === null ? null : capabilityOf(decoded, "pm");
  return (
    <Sections>
      <Section title="Link" testId="section-link">
        {link === null ? <p className={table.quiet}>{withoutLinkText(fn)}</p> : <LinkNow link={link} />}
      </Section>
      <Section title="Way to the root complex" testId="section-path">
        <Path machine={machine} fn={fn} />
      </Section>
      <Section title="Recorded in its registers" testId="section-findings">
        {findings.length > 0 ? (
          <Findings findings={findings} />
        ) : decoded === null ? (
          <p className={table.quiet}>
            <TriangleAlert aria-hidden="true" className={styles.icon} /> Its configuration space is not known, so
            neither is this.
          </p>
        ) : (
          <p className={table.soft}>No error status is set and nothing stands out.</p>
        )}
      </Section>
      <Section title="Error counters (AER)" testId="section-aer">
        {detail !== null ? (
          <Counters detail={detail} />
        ) : reading?.error == null ? (
          <p className={table.quiet}>Not read yet.</p>
        ) : (
          <Notice tone="warn">{reading.error}</Notice>
        )}
      </Section>
      <Section title="Power management" testId="section-power">
        <FactList facts={powerFacts(fn, pm, detail)} />
      </Section>
    </Sections>
  );
}
