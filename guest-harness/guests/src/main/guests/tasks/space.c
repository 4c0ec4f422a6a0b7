#include <stddef.h>

#include "csr.h"
#include "tasks.h"

#define PAGE 4096UL
#define PTE_V 1UL
#define PTE_R 2UL
#define PTE_W 4UL
#define PTE_X 8UL
#define PTE_U 16UL
#define PTE_A 64UL
#define PTE_D 128UL
#define PTE_OF(address, bits) ((uint64_t)(address) >> 12 << 10 | (bits))
#define SATP_SV39 (8UL << 60)
#define GIBI (1UL << 30)

extern char user_start[], user_end[];

struct space {
    uint64_t root[512];
    uint64_t middle[512];
    uint64_t code[512];
    uint64_t data[512];
    uint8_t pages[HEAP_PAGES + STACK_PAGES][PAGE];
};

static struct space spaces[MOST_SPACES] __attribute__((aligned(4096)));

void make_space(unsigned number) {
    struct space *space = &spaces[number];
    /* The kernel runs at its physical addresses in every space; without U they are nothing to a task. */
    for (uint64_t i = 0; i < 4; i++) {
        space->root[i] = PTE_OF(i * GIBI, PTE_V | PTE_R | PTE_W | PTE_X | PTE_A | PTE_D);
    }
    space->root[USER_CODE / GIBI] = PTE_OF(space->middle, PTE_V);
    space->middle[0] = PTE_OF(space->code, PTE_V);
    space->middle[1] = PTE_OF(space->data, PTE_V);
    for (uint64_t offset = 0; offset < (uint64_t)(user_end - user_start); offset += PAGE) {
        space->code[offset / PAGE] = PTE_OF(user_start + offset, PTE_V | PTE_R | PTE_X | PTE_U | PTE_A);
    }
}

uint64_t space_satp(unsigned number) {
    return SATP_SV39 | (uint64_t)(number + 1) << 44 | (uint64_t)spaces[number].root >> 12;
}

static void fence(uint64_t address) {
    __asm__ volatile("sfence.vma %0, zero" : : "r"(address) : "memory");
}

bool serve_fault(unsigned number, uint64_t address, bool store) {
    struct space *space = &spaces[number];
    uint64_t page = (address - USER_HEAP) / PAGE;
    if (address < USER_HEAP || page >= HEAP_PAGES + STACK_PAGES) return false;
    uint64_t *entry = &space->data[page];
    if (!*entry) {
        for (size_t i = 0; i < PAGE / 8; i++) ((uint64_t *)space->pages[page])[i] = 0;
        *entry = PTE_OF(space->pages[page], PTE_V | PTE_R | PTE_W | PTE_U | PTE_A);
        /* The first store will fault once more, on harts that leave D to us. */
    } else if (store && !(*entry & PTE_D)) {
        *entry |= PTE_D;
    } else {
        return false;
    }
    fence(address);
    return true;
}

void drop_heap(unsigned number) {
    for (uint64_t page = 0; page < HEAP_PAGES; page++) {
        spaces[number].data[page] = 0;
        fence(USER_HEAP + page * PAGE);
    }
}
