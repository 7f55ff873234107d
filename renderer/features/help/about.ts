/** What the about dialog says of the program and of the machine on screen. */

import type { HostIdentity } from "../../../shared/machine/facts.ts";
import type { AppInfo } from "../../model/rights.ts";

export interface AboutLine {
  readonly name: string;
  readonly value: string;
}

const PRIVILEGE = { true: "may read and change everything", false: "reads as an ordinary user", null: "not known yet" };

export function aboutLines(info: AppInfo | null, identity: HostIdentity | null): readonly AboutLine[] {
  const lines: AboutLine[] = [];
  if (info !== null) {
    lines.push(
      { name: "Version", value: info.version },
      { name: "Runs in", value: info.shell === "electron" ? "its own window" : "a browser" },
      { name: "Platform", value: info.platform },
    );
  }
  if (identity !== null) {
    lines.push(
      { name: "Machine", value: identity.name },
      { name: "Connected", value: identity.connection },
      { name: "Kernel", value: identity.kernel ?? "not known" },
      { name: "Boot id", value: identity.bootId ?? "not known" },
      { name: "Access", value: PRIVILEGE[`${identity.privileged}`] },
    );
  }
  return lines;
}

/** For a bug report. */
export function aboutText(lines: readonly AboutLine[]): string {
  return ["SR-IOV Inspector", ...lines.map(({ name, value }) => `${name}: ${value}`)].join("\n");
}
