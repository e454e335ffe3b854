/* Holds src/musl/memory.c to what the system's own functions do, over every short length and at every
 * distance of the two pieces. Between the pieces and what may not be touched there is no byte. */

#define memmove own_memmove
#define memcpy own_memcpy
#define memcmp own_memcmp
#define bcmp own_bcmp
#include "../../src/musl/memory.c"
#undef memmove
#undef memcpy
#undef memcmp
#undef bcmp

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LONGEST = 200, ROOM = 4096 };

/* A page after which nothing may be read or written: whoever does ends the program. */
static unsigned char *page_before_a_wall(void) {
    unsigned char *pages = mmap(NULL, 2 * ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + ROOM, ROOM, PROT_NONE) != 0) exit(2);
    return pages;
}

static void fill(unsigned char *place, unsigned seed) {
    for (unsigned at = 0; at < ROOM; at++) place[at] = (unsigned char)((at * 31 + seed) ^ (at >> 3));
}

static void wrong(const char *what, size_t length, long distance) {
    printf("%s of %zu bytes, %ld apart\n", what, length, distance);
    exit(1);
}

int main(void) {
    unsigned char *ours = page_before_a_wall(), *theirs = page_before_a_wall();
    unsigned char *other = page_before_a_wall();
    for (size_t length = 0; length <= LONGEST; length++) {
        /* Both within one page, its end among the places, apart by less and by more than the length. */
        for (long distance = -LONGEST - 20; distance <= LONGEST + 20; distance++) {
            size_t from = ROOM - length - (distance > 0 ? (size_t)distance : 0);
            fill(ours, 1);
            fill(theirs, 1);
            if (own_memmove(ours + from + distance, ours + from, length) != ours + from + distance)
                wrong("memmove returns another place", length, distance);
            memmove(theirs + from + distance, theirs + from, length);
            if (memcmp(ours, theirs, ROOM) != 0) wrong("memmove", length, distance);
        }
        for (size_t before = 0; before < 20; before++) {
            unsigned char *end = ours + ROOM - length, *source = other + ROOM - length - before;
            fill(ours, 2);
            fill(theirs, 2);
            fill(other, 3);
            if (own_memcpy(end, source, length) != end) wrong("memcpy returns another place", length, 0);
            memcpy(theirs + ROOM - length, source, length);
            if (memcmp(ours, theirs, ROOM) != 0) wrong("memcpy", length, (long)before);
            if (own_memcmp(end, source, length) != 0) wrong("memcmp of the same", length, (long)before);
            if (own_bcmp(end, source, length) != 0) wrong("bcmp of the same", length, (long)before);
            /* The first byte that is another decides, whatever comes after it. */
            for (size_t at = 0; at < length; at++) {
                unsigned char was = end[at];
                size_t later = at + before < length ? at + before : length - 1;
                unsigned char was_later = end[later];
                end[later] = (unsigned char)~was_later;
                end[at] = (unsigned char)(was + 1 + before * 12);
                int told = own_memcmp(end, source, length), known = memcmp(end, source, length);
                if ((told > 0) - (told < 0) != (known > 0) - (known < 0)) wrong("memcmp", length, (long)at);
                told = own_memcmp(source, end, length);
                if ((told > 0) - (told < 0) != (known < 0) - (known > 0)) wrong("memcmp back", length, (long)at);
                if ((own_bcmp(end, source, length) != 0) != (known != 0)) wrong("bcmp", length, (long)at);
                end[later] = was_later;
                end[at] = was;
            }
        }
    }
    return 0;
}
