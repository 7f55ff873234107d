/** Who uses what on the sample server, with names that a report may have to keep to itself. */
import { bdf } from "../../machine/testing/sample-machine.ts";
import { holder, usageFacts } from "../../machine/testing/usage.ts";
import type { UnreadSource } from "../../machine/usage-facts.ts";
import { toldUsage, type UsageRead } from "../../machine/usage-told.ts";
import { USAGE_UNREAD_WORDS } from "../../words/texts/usage-unread.ts";
import { sampleInput } from "./sample-report.ts";

/** A VF of the sample server that a guest has, and one that nobody has. */
export const GUESTS_VF = bdf("01:00.3");
export const FREE_VF = bdf("01:00.5");
/** What a redacted report must not hold. */
export const NAMES_OF_USERS = ["acme-payroll", "qemu-acme", "31337", "/srv/acme"];

const UNREAD: UnreadSource = {
  source: "mounts",
  code: "EACCES",
  reason: USAGE_UNREAD_WORDS.path({ path: "/srv/acme" }),
};

/** @param isWhole everything was read */
export function sampleUsage({ isWhole = true } = {}): UsageRead {
  const guest = holder(GUESTS_VF, { process: "qemu-acme", pid: 31_337, vm: "acme-payroll" });
  const facts = usageFacts({ holders: [guest], unread: isWhole ? [] : [UNREAD] });
  return toldUsage(facts, sampleInput().machine);
}
