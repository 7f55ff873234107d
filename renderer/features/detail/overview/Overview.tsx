import type { ChildKind, FunctionInfo } from "../../../../shared/machine/facts.ts";
import { roleText } from "../../../../shared/machine/interfaces.ts";
import { missingSwitch } from "../../../../shared/machine/missing-switch.ts";
import { withRegisterLink } from "../../../../shared/machine/register-link.ts";
import { sentences } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { ALL_ONES_WORDS } from "../../../../shared/words/texts/all-ones.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { type ConfigView, useAllOnesCause, useConfig } from "../../../stores/config.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { useSay } from "../../../words/language.ts";
import { OVERVIEW_WORDS } from "../../../words/overview.ts";
import { Say } from "../../../words/Say.tsx";
import { CopyValue } from "../parts/CopyValue.tsx";
import { FactList } from "../parts/FactList.tsx";
import { Findings } from "../parts/Findings.tsx";
import { findingsOf } from "../parts/findings.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { MissingSwitchNotice } from "../parts/MissingSwitchNotice.tsx";
import { Section, Sections } from "../parts/Section.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";
import { InUse } from "./InUse.tsx";
import { LeftUnread } from "./LeftUnread.tsx";
import styles from "./Overview.module.css";
import { OwnWays } from "./OwnWays.tsx";
import { overviewSections } from "./overview-facts.ts";

const KINDS: Readonly<Record<ChildKind, Words>> = {
  net: OVERVIEW_WORDS.network,
  block: OVERVIEW_WORDS.disk,
  infiniband: OVERVIEW_WORDS.rdma,
  drm: OVERVIEW_WORDS.display,
  nvme: OVERVIEW_WORDS.nvme,
  vfio: OVERVIEW_WORDS.vfio,
  mdev: "mdev",
};

function Interfaces({ fn }: { readonly fn: FunctionInfo }) {
  const say = useSay();
  if (fn.children.length === 0) return null;
  const roles = new Map(fn.children.map((child) => [child, child.kind === "net" ? roleText(child) : null]));
  const hasRoles = [...roles.values()].some((role) => role !== null);
  return (
    <Section title={OVERVIEW_WORDS.onFunction} testId="section-interfaces">
      <Table
        head={[
          FACT_WORDS.name,
          OVERVIEW_WORDS.kind,
          OVERVIEW_WORDS.state,
          OVERVIEW_WORDS.address,
          ...(hasRoles ? [OVERVIEW_WORDS.standsFor] : []),
        ]}
      >
        {fn.children.map((child) => (
          <tr key={`${child.kind}/${child.name}`}>
            <td className={table.nowrap}>
              <CopyValue label={FACT_WORDS.name} text={child.name} mono />
            </td>
            <td className={table.soft}>{say(KINDS[child.kind])}</td>
            <td>
              {child.state === null ? "" : <Badge tone={child.state === "up" ? "ok" : "neutral"}>{child.state}</Badge>}
            </td>
            <td className={table.nowrap}>
              {child.address === null ? "" : <CopyValue label={OVERVIEW_WORDS.address} text={child.address} mono />}
            </td>
            {hasRoles ? (
              <td className={table.soft}>
                {say(roles.get(child) ?? (child.kind === "net" ? OVERVIEW_WORDS.theFunction : ""))}
              </td>
            ) : null}
          </tr>
        ))}
      </Table>
    </Section>
  );
}

function Silent({ machine, fn }: FunctionProps) {
  const { cause, evidence, remedy } = useAllOnesCause(machine, fn);
  const say = useSay();
  return (
    <Notice tone="warn" title={say(sentences(ALL_ONES_WORDS.everyByte, cause))}>
      <p>{say(remedy)}</p>
      <p>
        <code>{say(evidence)}</code>
      </p>
    </Notice>
  );
}

function Problems({ machine, fn, view }: FunctionProps & { readonly view: ConfigView }) {
  const unread = [...fn.problems];
  // A text in words has no bytes; the tabs that are about them say what to paste.
  const isInWords = fn.fromText !== undefined && view.state === "unreadable" && view.code === "ENODATA";
  // Of one that is left unread, its own notice has said so.
  if (view.state === "unreadable" && !isInWords && !fn.leftUnread)
    unread.push({ attribute: "config", code: view.code, message: view.message });
  const findings = view.state === "decoded" ? findingsOf(view.config.decoded) : [];
  const missing = view.state === "decoded" ? missingSwitch(machine, fn, view.config.space) : null;
  if (unread.length === 0 && findings.length === 0 && missing === null && view.state !== "all-ones") return null;
  return (
    <Section title={OVERVIEW_WORDS.findings} wide testId="section-problems">
      {missing === null ? null : <MissingSwitchNotice missing={missing} />}
      {view.state === "all-ones" ? <Silent machine={machine} fn={fn} /> : null}
      {findings.length === 0 ? null : <Findings findings={findings} />}
      {unread.length === 0 ? null : (
        <ul className={styles.unread}>
          {unread.map((problem) => (
            <li key={problem.attribute}>
              <Say of={problem.message} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What the function is, who has it and where it is. */
export function Overview({ machine, fn }: FunctionProps) {
  const view = useConfig(fn);
  const known = withRegisterLink(fn, view.state === "decoded" ? view.config.space : null);
  return (
    <Sections>
      <LeftUnread fn={fn} />
      <Problems machine={machine} fn={fn} view={view} />
      <InUse machine={machine} fn={fn} />
      {overviewSections(machine, known.fn).map((section) => (
        <Section key={section.id} title={section.title} testId={`section-${section.id}`}>
          <FactList facts={section.facts} />
        </Section>
      ))}
      <Interfaces fn={fn} />
      <OwnWays machine={machine} fn={fn} />
    </Sections>
  );
}
