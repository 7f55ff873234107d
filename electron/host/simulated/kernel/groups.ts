/** IOMMU group numbers: the kernel gives out the lowest one that is free and drops a group with its last member. */
import type { KernelState } from "./state.ts";

export function joinGroup(state: KernelState, group: number): number {
  state.groups.set(group, (state.groups.get(group) ?? 0) + 1);
  return group;
}

export function newGroup(state: KernelState): number {
  let number = 0;
  while (state.groups.has(number)) number++;
  return joinGroup(state, number);
}

export function leaveGroup(state: KernelState, group: number | null): void {
  if (group === null) return;
  const left = (state.groups.get(group) ?? 0) - 1;
  if (left > 0) state.groups.set(group, left);
  else state.groups.delete(group);
}
