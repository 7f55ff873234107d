/** Texts of lspci with words in them, of a machine that is made up. */

/** `lspci -vvvxxxx` */
export const WORDS_AND_BYTES = `00:01.0 PCI bridge: Example Corp. Root Port A of the first socket (rev 04) (prog-if 00 [Normal decode])
	Bus: primary=00, secondary=01, subordinate=20, sec-latency=0
	NUMA node: 0
	IOMMU group: 3
	Capabilities: [40] Express (v2) Root Port (Slot-), IntMsgNum 0
		LnkCap:	Port #1, Speed 8GT/s, Width x8, ASPM L1, Exit Latency L1 <16us
			ClockPM- Surprise- LLActRep+ BwNot+ ASPMOptComp+
	Kernel driver in use: pcieport
00: de fa 01 00 06 04 10 00 04 00 04 06 10 00 01 00
10: 00 00 00 00 00 00 00 00 00 01 20 00 f0 00 00 00
20: 00 90 10 90 f1 ff 01 00 00 00 00 00 00 00 00 00
30: 00 00 00 00 40 00 00 00 00 00 00 00 ff 01 00 00
40: 10 00 42 01 01 80 00 00 10 28 00 00 83 64 43 01

01:00.0 Ethernet controller: Example Corp. Ten Gigabit Network Connection (rev 01)
	Subsystem: Example Corp. Ten Gigabit Server Adapter
	Control: I/O- Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr- Stepping- SERR- FastB2B- DisINTx+
	Interrupt: pin A routed to IRQ 16
	NUMA node: 0
	IOMMU group: 14
	Region 0: Memory at 90000000 (32-bit, non-prefetchable) [size=1M]
	Capabilities: [160 v1] Single Root I/O Virtualization (SR-IOV)
		IOVCtl:	Enable- Migration- Interrupt- MSE- ARIHierarchy+ 10BitTagReq-
		Initial VFs: 8, Total VFs: 8, Number of VFs: 0, Function Dependency Link: 00
		VF offset: 128, stride: 2, Device ID: 0011
	Kernel driver in use: ten
	Kernel modules: ten, tennext
00: de fa 10 00 06 04 10 00 01 00 00 02 10 00 80 00
10: 00 00 00 90 00 00 00 00 00 00 00 00 00 00 00 00
20: 00 00 00 00 00 00 00 00 00 00 00 00 de fa a2 00
30: 00 00 00 00 40 00 00 00 00 00 00 00 0b 01 00 00
100: 0e 00 01 16 00 00 00 00 00 00 00 00 00 00 00 00
`;

/** `lspci -nnk` */
export const WORDS = `00:01.0 PCI bridge [0604]: Example Corp. Root Port A of the first socket [fade:0001] (rev 04)
	Kernel driver in use: pcieport
01:00.0 Ethernet controller [0200]: Example Corp. Ten Gigabit Network Connection [fade:0010] (rev 01)
	Subsystem: Example Corp. Ten Gigabit Server Adapter [fade:00a2]
	Kernel driver in use: ten
	Kernel modules: ten, tennext
01:00.1 Ethernet controller [0200]: Example Corp. Ten Gigabit Network Connection [fade:0010] (rev 01)
	Subsystem: Example Corp. Ten Gigabit Server Adapter [fade:00a2]
	Kernel driver in use: vfio-pci
	Kernel modules: ten, tennext
`;

/** `lspci` */
export const LIST = `00:00.0 Host bridge: Example Corp. Memory Controller of the first socket (rev 04)
00:01.0 PCI bridge: Example Corp. Root Port A of the first socket (rev 04)
00:1f.0 ISA bridge: Example Corp. Platform Controller Hub with many small functions (rev 10)
01:00.0 Ethernet controller: Example Corp. Ten Gigabit Network Connection (rev 01)
01:00.1 Ethernet controller: Example Corp. Ten Gigabit Network Connection (rev 01)
02:00.0 Non-Volatile memory controller: Example Corp. Solid State Drive of the fourth generation (rev 03)
`;
