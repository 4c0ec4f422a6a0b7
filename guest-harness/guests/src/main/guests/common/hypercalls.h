/* The core's hypercalls and errors. Printed from Hypercall by "./cofferdam hypercalls --header": do not edit. */
#ifndef HYPERCALLS_H
#define HYPERCALLS_H

#include "sbi.h"

#define HYPERCALLS 0x0A00C0FF
#define HYPERCALL_COUNT 13

/* the other end cannot take part now, or no slot is free */
#define SBI_FAILED (-1)
/* there is no such call */
#define SBI_NOT_SUPPORTED (-2)
/* a number that names nothing of the caller's, or a size that cannot be */
#define SBI_INVALID_PARAMETER (-3)
/* the policy does not allow it */
#define SBI_DENIED (-4)
/* not memory that the caller may use so */
#define SBI_INVALID_ADDRESS (-5)
/* it runs already */
#define SBI_ALREADY_AVAILABLE (-6)
/* a counter runs already */
#define SBI_ALREADY_STARTED (-7)
/* a counter does not run */
#define SBI_ALREADY_STOPPED (-8)
/* there is no snapshot of counters */
#define SBI_NO_SHARED_MEMORY (-9)
/* nothing waits in a port, or it is full */
#define SBI_INVALID_STATE (-10)
/* the quota has no room for page tables, or all slots are taken */
#define SBI_NO_MEMORY (-64)

#define RIGHTS_READ 1
#define RIGHTS_READ_WRITE 3
#define RIGHTS_EXECUTE 4
#define RIGHTS_READ_EXECUTE 5
#define RIGHTS_READ_WRITE_EXECUTE 7

/* a1: the caller's partition number. Needs: none. */
static inline struct sbi_result identity(void) {
    return sbi_call(HYPERCALLS, 0, 0, 0, 0, 0, 0);
}

/* offer pages that both shall see; a1: the grant's number. Needs: flow to the partition; for writing, back as well. */
static inline struct sbi_result grant_share(uint64_t partition, uint64_t address, uint64_t pages, uint64_t rights) {
    return sbi_call(HYPERCALLS, 1, partition, address, pages, rights, 0);
}

/* offer pages that the borrower shall have to itself, wiped; a1: the grant's number. Needs: flow to the partition. */
static inline struct sbi_result grant_lend(uint64_t partition, uint64_t address, uint64_t pages, uint64_t rights) {
    return sbi_call(HYPERCALLS, 2, partition, address, pages, rights, 0);
}

/* give pages away for good, wiped, with their charge; a1: the grant's number. Needs: flow to the partition. */
static inline struct sbi_result grant_donate(uint64_t partition, uint64_t address, uint64_t pages, uint64_t rights) {
    return sbi_call(HYPERCALLS, 3, partition, address, pages, rights, 0);
}

/* map an offered grant where nothing is mapped. Needs: the grant is for the caller. */
static inline struct sbi_result grant_accept(uint64_t granter, uint64_t grant, uint64_t address, uint64_t pages) {
    return sbi_call(HYPERCALLS, 4, granter, grant, address, pages, 0);
}

/* give borrowed pages back. Needs: the caller has accepted it. */
static inline struct sbi_result grant_return(uint64_t granter, uint64_t grant) {
    return sbi_call(HYPERCALLS, 5, granter, grant, 0, 0, 0);
}

/* end a grant; what was lent comes back wiped, what was donated does not come back. Needs: the grant is the caller's. */
static inline struct sbi_result grant_reclaim(uint64_t grant) {
    return sbi_call(HYPERCALLS, 6, grant, 0, 0, 0, 0);
}

/* send a message; a full queue is an error only where the policy lets the receiver flow back. Needs: the caller is the port's sender. */
static inline struct sbi_result port_send(uint64_t port, uint64_t address, uint64_t length) {
    return sbi_call(HYPERCALLS, 7, port, address, length, 0, 0);
}

/* take a message; room for the longest is needed; a1: its length. Needs: the caller is the port's receiver. */
static inline struct sbi_result port_receive(uint64_t port, uint64_t address, uint64_t room) {
    return sbi_call(HYPERCALLS, 8, port, address, room, 0, 0);
}

/* a1: messages that wait; bits 63:32: those lost since the last look. Needs: the caller is the port's receiver. */
static inline struct sbi_result port_status(uint64_t port) {
    return sbi_call(HYPERCALLS, 9, port, 0, 0, 0, 0);
}

/* set the doorbell's bit in the other partition's register. Needs: the caller may ring it. */
static inline struct sbi_result doorbell_ring(uint64_t doorbell) {
    return sbi_call(HYPERCALLS, 10, doorbell, 0, 0, 0, 0);
}

/* interrupt this virtual hart (external interrupt) while one of these bits is set. Needs: none. */
static inline struct sbi_result doorbell_listen(uint64_t bits) {
    return sbi_call(HYPERCALLS, 11, bits, 0, 0, 0, 0);
}

/* clear these bits; a1: those that were set. Needs: none. */
static inline struct sbi_result doorbell_take(uint64_t bits) {
    return sbi_call(HYPERCALLS, 12, bits, 0, 0, 0, 0);
}

#endif
