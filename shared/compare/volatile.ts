/** Registers and fields that hardware or the kernel changes in everyday work, beside those that 1 clears. */
import type { FieldNode } from "../pci/decode.ts";

/**
 * `capability.register` or `capability.register.field`, as in the tables, whatever the index in a group: what is under way,
 * what was counted or logged, what selects other data, and where interrupts go.
 */
export const VOLATILE: ReadonlySet<string> = new Set(
  `
  header0.status.intx header1.status.intx header0.intline header1.intline header0.bist header1.bist
  pm.ctl.state
  msi.addr msi.addrhi msi.data32 msi.data64 msi.mask32 msi.mask64 msi.pending32 msi.pending64
  vpd.addr vpd.data
  exp.devsta.pending exp.lnksta.train exp.rtsta.requester exp.rtsta.pending
  exp.lnksta2.eqcomplete exp.lnksta2.eqphase1 exp.lnksta2.eqphase2 exp.lnksta2.eqphase3
  af.sta.tp hotplug.pending
  ht.switch.counter ht.idc.data ht.rm.count0 ht.rm.count1
  aer.cap.first aer.log0 aer.log1 aer.log2 aer.log3 aer.prefix0 aer.prefix1 aer.prefix2 aer.prefix3 aer.more.log
  aer.corSource aer.fatalSource
  dpc.sta dpc.source dpc.pioLog0 dpc.pioLog1 dpc.pioLog2 dpc.pioLog3 dpc.pioImpl dpc.prefix.log
  vc.sta vc.vc.sta mfvc.sta mfvc.vc.sta vc9.sta vc9.vc.sta svc.sta svc.vc.sta
  pb.select pb.data dpa.sta.substate pri.sta
  pl16.sta pl32.sta pl64.sta pl128.sta lmr.sta lmr.lane.sta
  doe.sta doe.write doe.read sfi.camAddress sfi.camData vndr.virtio.data fpb.data
  flitlog.log1 flitlog.log2 flitlog.countSta flitlog.flits flitlog.invalid flitlog.lanes0 flitlog.lanes1 flitlog.lanes2
  flitlog.lanes3 flitlog.lanes4 flitlog.lanes5 flitlog.lanes6 flitlog.lanes7
  flitpm.sta flitpm.ltssm1 flitpm.ltssm2 flitpm.ltssm3 flitpm.ltssm4 flitpm.ltssm5
  flitei.sta flitei.osTx flitei.osRx
  `
    .trim()
    .split(/\s+/),
);

/**
 * @param key of the capability's table
 * @param register its path within the capability
 * @param field the path within the capability
 */
export function isVolatile(key: string, register: string, field: string, { access }: FieldNode): boolean {
  if (access === "RW1C" || access === "RW1CS") return true;
  const place = (path: string) => `${key}.${path.replaceAll(/\[\d+\]/g, "")}`;
  return VOLATILE.has(place(register)) || VOLATILE.has(place(field));
}
