/*
 * Gives the root port at 00:0e.0 a power switch, as laptops have for their graphics: the kernel may then put the port,
 * and with it what is plugged in, into D3cold. QEMU's device itself stays on.
 */
DefinitionBlock ("power.aml", "SSDT", 2, "LAB", "POWER", 1)
{
    External (\_SB.PCI0.S70, DeviceObj)

    Scope (\_SB.PCI0.S70)
    {
        PowerResource (PWRS, 0, 0)
        {
            Name (STAT, 1)
            Method (_STA) { Return (STAT) }
            Method (_ON) { Store (1, STAT) }
            Method (_OFF) { Store (0, STAT) }
        }
        Name (_PR0, Package () { PWRS })
        Name (_PR3, Package () { PWRS })
    }
}
