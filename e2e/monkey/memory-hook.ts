/** Loaded into the program before it starts: asked by a signal, it collects garbage and prints how many bytes are left. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  console.log(`bytes in use: ${heapUsed + arrayBuffers}`);
});
