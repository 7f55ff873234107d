import { FileText } from "lucide-react";
import { type Age, ageOf, ageWords } from "../../../shared/machine/age.ts";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { Button } from "../../ui/Button.tsx";
import { Popover } from "../../ui/Popover.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useSay } from "../../words/language.ts";
import { LOCK_WORDS } from "../../words/lock.ts";
import styles from "./TopBar.module.css";

const MINUTE = 60_000;

/** In place of lock and light: what the file is, of when, and that nothing in it can be changed. */
export function FileAge({ identity }: { readonly identity: HostIdentity }) {
  const age = ageOf({ identity }, useNow(MINUTE));
  return age === null ? null : <Shown age={age} />;
}

function Shown({ age }: { readonly age: Age }) {
  const say = useSay();
  const trigger = (
    <Button tone="quiet" icon={<FileText aria-hidden="true" />} className={styles.state}>
      {ageWords(age)}
    </Button>
  );
  return (
    <Popover trigger={trigger} title={LOCK_WORDS.fileTitle}>
      <p>{say(LOCK_WORDS.fileText)}</p>
      <p>{say(age.evidence)}</p>
    </Popover>
  );
}
