#include "user.h"

/* CRC-32 (IEEE 802.3) of 4096 bytes of a generator (xorshift64*). */
void user_checksum(void) {
    for (;;) {
        uint64_t state = 0x9e3779b97f4a7c15;
        uint32_t crc = 0xffffffff;
        for (unsigned i = 0; i < 4096; i++) {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            crc ^= (uint8_t)(state * 0x2545f4914f6cdd1d >> 56);
            for (unsigned bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
        }
        call(CALL_REPORT, crc ^ 0xffffffff);
    }
}
