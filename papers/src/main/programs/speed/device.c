/* Accesses to a device: reads of the serial port's scratch register. */
unsigned long work(void) {
    volatile unsigned char *scratch = (unsigned char *)0x10000007;
    *scratch = 1;
    unsigned long count = 0;
    while (count < EXITS) {
        count += *scratch;
    }
    return count;
}
