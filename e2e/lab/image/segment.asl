/*
 * A host bridge of a PCI segment of its own, whose configuration space is not QEMU's: it lies in memory that only answers.
 * made-segment.ts puts it there, and says here how many buses it has.
 */
DefinitionBlock ("segment.aml", "SSDT", 2, "LAB", "SEGMENT", 1)
{
    Scope (\_SB)
    {
        Device (PC1)
        {
            Name (_HID, EisaId ("PNP0A08"))
            Name (_CID, EisaId ("PNP0A03"))
            Name (_UID, 0x10)
            Name (_SEG, 1)
            Name (_BBN, 0)
            Name (_CBA, 0xFF800000)
            Name (_CRS, ResourceTemplate ()
            {
                WordBusNumber (ResourceProducer, MinFixed, MaxFixed, PosDecode,
                    0x0000, 0x0000, 0x0005, 0x0000, 0x0006)
                QWordMemory (ResourceProducer, PosDecode, MinFixed, MaxFixed, Cacheable, ReadWrite,
                    0x0, 0x2000000000, 0x20FFFFFFFF, 0x0, 0x100000000)
            })
        }

        // The kernel takes no configuration space from memory that nobody says is kept for it.
        Device (MEM1)
        {
            Name (_HID, EisaId ("PNP0C02"))
            Name (_UID, 0x10)
            Name (_CRS, ResourceTemplate ()
            {
                Memory32Fixed (ReadOnly, 0xFF800000, 0x00600000)
            })
        }
    }
}
