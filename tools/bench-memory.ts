/**
 * `node --expose-gc tools/bench-memory.ts ROOT`: what a process keeps that has read all facts of the tree at ROOT, as the
 * window does. Prints, as JSON, the functions, the bytes of the heap and of what hangs on it that one takes (with all facts
 * kept, after collecting garbage, above what the same process took when it had read nothing), and the microseconds of
 * processor time that reading took one.
 */
import { SysfsReader } from "../electron/host/sysfs/sysfs-reader.ts";

function bytesInUse(): number {
  if (globalThis.gc === undefined) throw new Error("start it with --expose-gc");
  // What the first round lets go of may hold something else.
  for (let round = 0; round < 4; round++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const reader = new SysfsReader({ root: process.argv[2] ?? "/sys", modulesDir: null });
// Code that was never run takes its memory when it is first run.
await reader.scan(reader.list().bdfs.slice(0, 64));
const before = bytesInUse();
const start = process.cpuUsage();
const { functions } = await reader.scan();
const { user, system } = process.cpuUsage(start);
const bytes = (bytesInUse() - before) / functions.length;
console.log(JSON.stringify({ functions: functions.length, bytes, microseconds: (user + system) / functions.length }));
await reader.close();
