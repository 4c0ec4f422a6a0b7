#include "attack.h"

static uint64_t root[512] __attribute__((aligned(4096)));
static uint64_t middle[512] __attribute__((aligned(4096)));
static uint64_t bottom[512] __attribute__((aligned(4096)));
static uint64_t root_of_sv48[512] __attribute__((aligned(4096)));

/* Gigapages below 8 GiB: our memory and devices; what lies outside is for the second stage to refuse. */
#define IDENTITY_GIGAPAGES 8

static void fence(void) {
    __asm__ volatile("sfence.vma" : : : "memory");
}

bool translation_on(uint64_t mode) {
    for (uint64_t i = 0; i < IDENTITY_GIGAPAGES; i++) root[i] = PTE_OF(i * GIBI, PTE_LEAF);
    root_of_sv48[0] = PTE_OF((uint64_t)root, PTE_V);
    uint64_t *top = mode >> 60 == SATP_SV48 >> 60 ? root_of_sv48 : root;
    uint64_t value = mode | (uint64_t)top >> 12;
    fence();
    csr_write(satp, value);
    fence();
    return csr_read(satp) >> 60 == mode >> 60;
}

void translation_off(void) {
    csr_write(satp, 0);
    fence();
}

uint64_t *window_entry(unsigned level) {
    return level == 2 ? &root[WINDOW / GIBI] : level == 1 ? &middle[0] : &bottom[0];
}

void map_window(unsigned level, uint64_t entry) {
    root[WINDOW / GIBI] = PTE_OF((uint64_t)middle, PTE_V);
    middle[0] = PTE_OF((uint64_t)bottom, PTE_V);
    *window_entry(level) = entry;
    fence();
}
