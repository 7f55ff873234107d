/** The table of checks, run by root inside the disposable machine; each line says what became of one of them. */
import { errorText } from "../../shared/error-text.ts";
import { ARCHIVE_CHECK, archives } from "./archive.ts";
import { BROWSER_CHECKS } from "./browser.ts";
import type { Check } from "./check.ts";
import { DESKTOP_CHECKS } from "./desktop.ts";
import { INSTALL_CHECKS, PURGE_CHECK, UPGRADE_CHECK } from "./lifetime.ts";
import { RPM_CHECK, rpmFiles } from "./rpm.ts";
import { TERMINAL_CHECKS, WITHOUT_WINDOW } from "./terminal.ts";
import { UNLOCK_CHECKS } from "./unlock.ts";
import { makeUser } from "./user.ts";
import { WINDOW_CHECKS } from "./window.ts";

const TABLE: readonly Check[] = [
  ...INSTALL_CHECKS,
  ...TERMINAL_CHECKS,
  ...DESKTOP_CHECKS,
  ...BROWSER_CHECKS,
  ...WINDOW_CHECKS,
  ...UNLOCK_CHECKS,
  UPGRADE_CHECK,
  WITHOUT_WINDOW,
  PURGE_CHECK,
  ...(archives().length > 0 ? [ARCHIVE_CHECK] : []),
  ...(rpmFiles().length > 0 ? [RPM_CHECK] : []),
];

// Whoever started this has gone: everything here goes, too.
process.stdin.on("end", () => process.exit(130)).resume();

/** @returns true when it held */
async function tried({ name, about, work }: Check): Promise<boolean> {
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s`;
  try {
    await work();
    console.log(`ok      ${name.padEnd(17)}${seconds()}  ${about}`);
    return true;
  } catch (error) {
    console.log(`FAILED  ${name.padEnd(17)}${seconds()}  ${errorText(error).replaceAll("\n", "\n          ")}`);
    return false;
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((word) => !TABLE.some(({ name }) => name === word));
if (unknown.length > 0) {
  const names = TABLE.map(({ name }) => `"${name}"`).join(", ");
  console.error(`The table has no line "${unknown.join('", "')}"; it has ${names}.`);
  process.exit(2);
}
await makeUser();
let failed = 0;
for (const check of TABLE) {
  if (check.isNeeded !== true && wanted.length > 0 && !wanted.includes(check.name)) continue;
  if (await tried(check)) continue;
  failed += 1;
  if (check.isNeeded) {
    console.log("the others are not tried: they need this one");
    break;
  }
}
process.exit(failed === 0 ? 0 : 1);
