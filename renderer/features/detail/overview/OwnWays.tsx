import type { OwnAttribute } from "../../../../shared/machine/facts.ts";
import { hasOwnWays, ownWaysOf } from "../../../../shared/machine/own-ways.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import { OVERVIEW_WORDS } from "../../../words/overview.ts";
import { CopyValue } from "../parts/CopyValue.tsx";
import type { FunctionProps } from "../parts/function-props.ts";
import { Section } from "../parts/Section.tsx";
import { SourceHelp } from "../parts/SourceHelp.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";
import styles from "./Overview.module.css";

/** What the function's driver hands out by ways of its own, each with the command that would set it, to be copied. */
export function OwnWays({ machine, fn }: FunctionProps) {
  // Only of a function that has some: reading them may wait for the driver.
  return hasOwnWays(machine, fn.bdf) ? (
    <WithAttributes machine={machine} fn={fn} />
  ) : (
    <Ways machine={machine} fn={fn} own={null} isRead />
  );
}

function WithAttributes({ machine, fn }: FunctionProps) {
  const answer = useFunctionDetail(fn)?.answer ?? null;
  return <Ways machine={machine} fn={fn} own={answer?.value.own ?? null} isRead={answer !== null} />;
}

interface WaysProps extends FunctionProps {
  readonly own: readonly OwnAttribute[] | null;
  readonly isRead: boolean;
}

function Ways({ machine, fn, own, isRead }: WaysProps) {
  const say = useSay();
  const pf = fn.physfn === null ? null : (machine.byBdf.get(fn.physfn) ?? null);
  return ownWaysOf(fn, pf, own).map((way) => (
    <Section key={way.id} title={way.title} wide testId={`section-${way.id}`}>
      <p>{say(way.about)}</p>
      {way.makesVfs === null ? null : (
        <p className={styles.command}>
          <code>{way.makesVfs}</code> <CopyButton label={say(DETAIL_WORDS.copyCommand)} text={way.makesVfs} />
        </p>
      )}
      {way.lines.length === 0 ? (
        way.makesVfs === null ? (
          <p className={table.quiet}>{say(isRead ? OVERVIEW_WORDS.nothingRead : DETAIL_WORDS.notRead)}</p>
        ) : null
      ) : (
        <Table head={[OVERVIEW_WORDS.what, OVERVIEW_WORDS.value, OVERVIEW_WORDS.command]}>
          {way.lines.map((line, at) => (
            <tr key={`${line.source} ${String(at)}`}>
              <td>{say(line.label)}</td>
              <td className={styles.ownValue}>
                {line.value === null ? (
                  <span className={table.quiet}>{say(line.note ?? COMMON.unknown)}</span>
                ) : (
                  <CopyValue
                    label={line.label}
                    text={say(line.value)}
                    help={<SourceHelp help={line.help} source={line.source} />}
                  />
                )}
              </td>
              <td>
                {line.command === null ? null : (
                  <span className={styles.command}>
                    <code>{line.command}</code> <CopyButton label={say(DETAIL_WORDS.copyCommand)} text={line.command} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  ));
}
