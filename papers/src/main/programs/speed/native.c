/* The same work as a process of the host. */
#include <stdio.h>

extern unsigned long work(void);

int main(void) {
    for (int i = 0; i < TIMES; i++) {
        printf("%016lx\n", work());
        fflush(stdout);
    }
    return 0;
}
