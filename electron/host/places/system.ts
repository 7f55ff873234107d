/** Which system the program runs on: PCI functions are read on Linux alone, and much else is where it is on Linux only. */

const NAMES: Readonly<Record<string, string>> = { darwin: "macOS", win32: "Windows" };

export const isLinux = (): boolean => process.platform === "linux";

export const isWindows = (): boolean => process.platform === "win32";

/** The system's name where the functions of this computer cannot be read; null on Linux. */
export function otherSystem(): string | null {
  return isLinux() ? null : (NAMES[process.platform] ?? process.platform);
}
