import { Check, ShieldAlert, Users, X } from "lucide-react";
import type { FunctionDetail } from "../../../../shared/machine/facts.ts";
import { isFile } from "../../../../shared/machine/file-name.ts";
import { isGroupUnknown } from "../../../../shared/machine/known.ts";
import type { IommuGroup } from "../../../../shared/machine/machine.ts";
import { functionName } from "../../../../shared/machine/names.ts";
import { driverText, isGivenAway } from "../../../../shared/machine/role.ts";
import { isFromText } from "../../../../shared/machine/told-by-text.ts";
import { isRead } from "../../../../shared/machine/usage-facts.ts";
import { isSeen } from "../../../../shared/machine/used-by.ts";
import { sentences } from "../../../../shared/words/joined.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { FOREST_WORDS } from "../../../../shared/words/texts/forest.ts";
import { COLUMN_WORDS } from "../../../../shared/words/texts/table-columns.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { useUsage } from "../../../stores/usage.ts";
import { useUsedBy } from "../../../stores/used-by.ts";
import { Notice } from "../../../ui/Notice.tsx";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { IOMMU_TAB_WORDS } from "../../../words/iommu-tab.ts";
import { useSay } from "../../../words/language.ts";
import { CopyValue } from "../parts/CopyValue.tsx";
import { FactList } from "../parts/FactList.tsx";
import { FromText } from "../parts/FromText.tsx";
import { FunctionLink } from "../parts/FunctionLink.tsx";
import { marked } from "../parts/facts.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { addressText } from "../parts/numbers.ts";
import { Section, Sections } from "../parts/Section.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";
import styles from "./IommuTab.module.css";
import { groupFacts, type Holders, verdictText, vfioFacts } from "./vfio-facts.ts";
import { membersShown, memberVerdict, REGION_KINDS, type Viability, viabilityOf, withoutGroup } from "./viability.ts";

const TONES = {
  held: "ok",
  "without-iommu": "warn",
  viable: "ok",
  self: "info",
  parent: "info",
  behind: "info",
  blocked: "warn",
  unknown: "info",
} as const;

function toneOf({ state }: Viability, holders: Holders | null) {
  const users = holders?.users ?? [];
  if (users.some(({ isProtected }) => isProtected)) return "warn";
  // Good news is what can be done, not that somebody has it.
  return users.length > 0 && TONES[state] === "ok" ? "info" : TONES[state];
}

/** null = not asked yet. */
function useHolders({ machine, fn }: FunctionProps): Holders | null {
  const usage = useUsage(machine);
  const usedBy = useUsedBy(machine);
  return usage === null ? null : { users: usedBy.of(fn).users, known: isRead(usage, "holders") && isSeen(usage, fn) };
}

const SIGNS = { ok: <Check />, bad: <X />, use: <Users />, protected: <ShieldAlert /> } as const;

function Verdict({ machine, fn, group }: FunctionProps & { readonly group: IommuGroup }) {
  const say = useSay();
  const viability = viabilityOf(machine, group, fn);
  const holders = useHolders({ machine, fn });
  const { title, text } = verdictText(group.name, fn, viability, holders);
  return (
    <div className={styles.verdict} data-testid="group-verdict">
      <Notice tone={toneOf(viability, holders)} title={say(title)}>
        {say(sentences(text, isFromText(fn, "iommuGroup") ? IOMMU_TAB_WORDS.groupFromText : null))}
      </Notice>
    </div>
  );
}

function Members({ machine, fn, group }: FunctionProps & { readonly group: IommuGroup }) {
  const say = useSay();
  const usedBy = useUsedBy(machine);
  const { shown, more } = membersShown(group.members, fn);
  return (
    <Table
      label={IOMMU_TAB_WORDS.membersOf({ group: group.name })}
      head={[COLUMN_WORDS.bdf, FACT_WORDS.name, FACT_WORDS.driver, IOMMU_TAB_WORDS.forGuest]}
    >
      {shown.map((member) => {
        const verdict = memberVerdict(member, member.bdf === fn.bdf, usedBy.of(member));
        return (
          <tr key={member.bdf} data-testid={`member-${member.bdf}`}>
            <td className={table.nowrap}>
              {member.bdf === fn.bdf ? <b className="mono">{member.bdf}</b> : <FunctionLink bdf={member.bdf} />}
            </td>
            <td className={styles.name} title={say(functionName(member))}>
              {say(functionName(member))}
            </td>
            <td className={`${table.nowrap} ${isGivenAway(member) ? styles.given : ""}`}>
              {member.driver ?? <span className={table.quiet}>{say(driverText(member))}</span>}{" "}
              {isFromText(member, "driver") ? <FromText /> : null}
            </td>
            <td className={`${styles.judgement} ${styles[verdict.sign]}`}>
              <span aria-hidden="true">{SIGNS[verdict.sign]}</span>
              {say(verdict.text)}
            </td>
          </tr>
        );
      })}
      {more > 0 ? (
        <tr>
          <td className={table.quiet} colSpan={4}>
            {say(IOMMU_TAB_WORDS.more({ count: more }))}
          </td>
        </tr>
      ) : null}
    </Table>
  );
}

interface RegionsProps {
  readonly detail: FunctionDetail | null;
  readonly isFile: boolean;
}

function Regions({ detail, isFile }: RegionsProps) {
  const say = useSay();
  const regions = detail?.reservedRegions ?? [];
  if (regions.length === 0) {
    const problem = detail?.problems.find(({ attribute }) => attribute === "reserved_regions");
    const none =
      problem === undefined ? IOMMU_TAB_WORDS.noRegions : DETAIL_WORDS.unknownBecause({ why: problem.message });
    const missing = isFile ? IOMMU_TAB_WORDS.regionsNotInFile : detail === null ? DETAIL_WORDS.notRead : none;
    return <p className={table.quiet}>{say(missing)}</p>;
  }
  return (
    <Table head={[IOMMU_TAB_WORDS.range, IOMMU_TAB_WORDS.kind, IOMMU_TAB_WORDS.meaning]}>
      {regions.map((region) => (
        <tr key={`${region.start}/${region.kind}`}>
          <td className={table.nowrap}>
            <CopyValue
              label={IOMMU_TAB_WORDS.region}
              text={`${addressText(BigInt(region.start))}–${addressText(BigInt(region.end))}`}
              mono
            />
          </td>
          <td className={`${table.nowrap} ${region.kind === "direct" ? table.warn : ""}`}>{region.kind}</td>
          <td className={table.soft}>{say(REGION_KINDS.get(region.kind) ?? "")}</td>
        </tr>
      ))}
    </Table>
  );
}

/** The function's isolation group, who is in it, and what that means for a guest. */
export function IommuTab({ machine, fn }: FunctionProps) {
  const say = useSay();
  const reading = useFunctionDetail(fn);
  const detail = reading?.answer?.value ?? null;
  const group = machine.groupOf(fn.bdf);
  return (
    <Sections>
      {group === null ? (
        <Section title={FACT_WORDS.iommuGroup} wide>
          <div className={styles.verdict} data-testid="group-verdict">
            <Notice
              tone={isFile(machine.snapshot) ? "info" : "warn"}
              title={say(isGroupUnknown(fn) ? FOREST_WORDS.iommuGroupUnknown : FOREST_WORDS.noIommuGroup)}
            >
              {say(withoutGroup(machine, fn))}
            </Notice>
          </div>
        </Section>
      ) : (
        <Section title={FOREST_WORDS.iommuGroup({ group: group.name })} wide testId="section-group">
          <Verdict machine={machine} fn={fn} group={group} />
          <Members machine={machine} fn={fn} group={group} />
        </Section>
      )}
      <Section title={IOMMU_TAB_WORDS.vfio} testId="section-vfio">
        <FactList facts={marked(fn, vfioFacts(machine, fn))} />
      </Section>
      {group === null ? null : (
        <Section title={IOMMU_TAB_WORDS.groupFacts} testId="section-group-facts">
          <FactList facts={marked(fn, groupFacts(fn, group.members.length, detail?.iommuGroupType ?? null))} />
        </Section>
      )}
      {group === null ? null : (
        <Section title={IOMMU_TAB_WORDS.regions} wide testId="section-regions">
          {reading?.error == null ? (
            <Regions detail={detail} isFile={isFile(machine.snapshot)} />
          ) : (
            <Notice tone="warn">{say(reading.error)}</Notice>
          )}
        </Section>
      )}
    </Sections>
  );
}
