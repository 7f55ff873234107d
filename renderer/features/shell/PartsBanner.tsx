import { GitCompareArrows } from "lucide-react";
import { openComparison } from "../../stores/comparison.ts";
import { useConnection } from "../../stores/connection.ts";
import { partsOf } from "../../stores/files.ts";
import { useMachine } from "../../stores/machine.ts";
import { Button } from "../../ui/Button.tsx";
import { BANNER_WORDS } from "../../words/banners.ts";
import { Say } from "../../words/Say.tsx";
import { Banner } from "./Banner.tsx";
import styles from "./Banners.module.css";

/** Parts that have a button of their own; the machine menu has all. */
const MAX_PARTS = 4;

/** A text with several machines shows one: which, and a button for each of the others. */
export function PartsBanner() {
  const files = useConnection((state) => state.info?.files);
  const host = useMachine((state) => state.host);
  const parts = partsOf(files ?? [], host);
  const own = parts.find((part) => part.host === host);
  if (own === undefined || parts.length < 2) return null;
  const others = parts.filter((part) => part !== own);
  const rest = others.length - MAX_PARTS;
  return (
    <Banner
      tone="info"
      action={
        <span className={styles.parts}>
          {others.slice(0, MAX_PARTS).map((part) => (
            <Button key={part.host} onClick={() => void useMachine.getState().open(part.host)}>
              {BANNER_WORDS.showPart({ machine: part.part ?? "" })}
            </Button>
          ))}
          {rest > 0 ? (
            <span className={styles.rest}>
              <Say of={BANNER_WORDS.moreParts({ count: rest })} />
            </span>
          ) : null}
          {/* Of two there is only one to compare with. */}
          <Button
            icon={<GitCompareArrows />}
            onClick={() => openComparison(others.length === 1 ? others[0]?.host : undefined)}
          >
            {BANNER_WORDS.compare}
          </Button>
        </span>
      }
    >
      {BANNER_WORDS.parts({ file: own.file, count: parts.length, machine: own.part ?? "" })}
    </Banner>
  );
}
