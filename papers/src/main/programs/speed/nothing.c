/* What start and end of a process cost. */
unsigned long work(void) {
    return 0;
}
