/* The same work as a process of the host. */
extern unsigned long work(void);
volatile unsigned long result;

int main(void) {
    for (int i = 0; i < TIMES; i++) {
        result = work();
    }
    return 0;
}
