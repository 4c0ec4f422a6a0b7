/* The same work as a process of the host; with -DPAIR by two threads of it, which tell a result when both have come to it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

extern unsigned long work(void);

#ifdef PAIR
static atomic_int done;
static volatile unsigned long other;

static void *second(void *nothing) {
    for (int i = 0; i < TIMES; i++) {
        other = work();
        atomic_fetch_add(&done, 1);
    }
    return nothing;
}
#endif

int main(void) {
#ifdef PAIR
    pthread_t thread;
    if (pthread_create(&thread, NULL, second, NULL) != 0) {
        perror("a second thread");
        return 1;
    }
#endif
    for (int i = 0; i < TIMES; i++) {
        unsigned long result = work();
#ifdef PAIR
        while (atomic_load(&done) <= i) {
        }
#endif
        printf("%016lx\n", result);
        fflush(stdout);
    }
    return 0;
}
