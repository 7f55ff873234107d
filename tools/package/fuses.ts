/** Electron's fuses: what its program refuses for good. */
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from "@electron/fuses";

/**
 * All that there are, so that a new one of a new Electron is an error until somebody has decided. The archive's
 * integrity is checked on macOS and Windows only: on Linux nothing but its owner, root, protects it.
 */
const FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
} as const;

/** Sets each that the program has. @throws Error where it has one that is not decided here */
export async function setFuses(program: string): Promise<void> {
  const wire = await getCurrentFuseWire(program);
  const there = Object.entries(FUSES).filter(([option]) => option in wire);
  const fuses = Object.fromEntries(there) as typeof FUSES;
  await flipFuses(program, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...fuses });
}
