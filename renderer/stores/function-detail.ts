/** Attributes that may be slow or lock, of the functions that a person looks at. */
import type { FunctionDetail, FunctionInfo } from "../../shared/machine/facts.ts";
import { client } from "./connection.ts";
import { createReadings, type Reading, useReading } from "./readings.ts";

export const detailReadings = createReadings<FunctionDetail>({
  read: (host, bdf) => client.call("function.detail", { host, bdf }),
  keeps: () => true,
});

export function useFunctionDetail(fn: FunctionInfo): Reading<FunctionDetail> | null {
  return useReading(detailReadings, fn);
}
