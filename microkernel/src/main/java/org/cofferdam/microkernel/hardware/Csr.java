package org.cofferdam.microkernel.hardware;

/** Numbers of the control and status registers that the core uses (Privileged Architecture, "CSR Listing"; Sstc). */
public final class Csr {
    public static final int FCSR = 0x003;

    public static final int SSTATUS = 0x100;
    public static final int SIE = 0x104;
    public static final int SCOUNTEREN = 0x106;
    public static final int SENVCFG = 0x10A;
    public static final int SEPC = 0x141;
    public static final int SCAUSE = 0x142;
    public static final int STVAL = 0x143;
    public static final int SIP = 0x144;
    public static final int STIMECMP = 0x14D;

    public static final int VSSTATUS = 0x200;
    public static final int VSIE = 0x204;
    public static final int VSTVEC = 0x205;
    public static final int VSSCRATCH = 0x240;
    public static final int VSEPC = 0x241;
    public static final int VSCAUSE = 0x242;
    public static final int VSTVAL = 0x243;
    public static final int VSTIMECMP = 0x24D;
    public static final int VSATP = 0x280;

    public static final int HSTATUS = 0x600;
    public static final int HEDELEG = 0x602;
    public static final int HIDELEG = 0x603;
    public static final int HTIMEDELTA = 0x605;
    public static final int HCOUNTEREN = 0x606;
    public static final int HENVCFG = 0x60A;
    public static final int HSTATEEN0 = 0x60C;
    public static final int HTVAL = 0x643;
    public static final int HVIP = 0x645;
    public static final int HTINST = 0x64A;
    public static final int HGATP = 0x680;

    public static final int TIME = 0xC01;
    public static final int INSTRET = 0xC02;

    private Csr() {}
}
