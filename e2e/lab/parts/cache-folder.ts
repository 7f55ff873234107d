/** Where what was fetched for tests is kept, outside the project's tree. */
import { homedir } from "node:os";
import { join } from "node:path";

export function testCacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? (process.getuid?.() === 0 ? "/var/cache" : join(homedir(), ".cache"));
  return join(base, "sriov-inspector-tests");
}
