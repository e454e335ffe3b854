/* Copying and comparing memory, for programs of musl on x86-64.
 *
 * musl's own memcpy copies what is not at a multiple of eight byte by byte, and its memcmp compares
 * that way: with texts as short as those of a diary, half the time of a long export went there. These
 * stand in their place for all of the program, SQLite among it. A short piece is read from both ends,
 * which may overlap, and is written once all of it has been read, so that one function copies pieces
 * that overlap and pieces that do not. Nothing is read beyond a piece.
 *
 * build.rs says how it is compiled: no loop here may be made into a call of what it is a part of. */

#include <stddef.h>
#include <stdint.h>

typedef uint16_t two __attribute__((aligned(1), may_alias));
typedef uint32_t four __attribute__((aligned(1), may_alias));
typedef uint64_t eight __attribute__((aligned(1), may_alias));
typedef unsigned char sixteen __attribute__((vector_size(16), aligned(1), may_alias));

/* The piece of a type at so many bytes from a place. */
#define AT(type, place, bytes) (*(type *)((place) + (bytes)))
#define SEEN(type, place, bytes) (*(const type *)((place) + (bytes)))

/* Copies a piece as long as one to two of a type. */
#define COPY_BOTH_ENDS(type)                                   \
    do {                                                       \
        type first = SEEN(type, source, 0);                    \
        type last = SEEN(type, source, length - sizeof(type)); \
        AT(type, target, 0) = first;                           \
        AT(type, target, length - sizeof(type)) = last;        \
    } while (0)

/* Sixty-four bytes, as they were read at one moment. */
struct block {
    sixteen a, b, c, d;
};

#define INLINE static inline __attribute__((always_inline))

INLINE struct block read_block(const unsigned char *place) {
    return (struct block){SEEN(sixteen, place, 0), SEEN(sixteen, place, 16),
                          SEEN(sixteen, place, 32), SEEN(sixteen, place, 48)};
}

INLINE void write_block(unsigned char *place, struct block block) {
    AT(sixteen, place, 0) = block.a;
    AT(sixteen, place, 16) = block.b;
    AT(sixteen, place, 32) = block.c;
    AT(sixteen, place, 48) = block.d;
}

INLINE void *copy(void *to, const void *from, size_t length) {
    unsigned char *target = to;
    const unsigned char *source = from;
    if (length <= 16) {
        if (length >= 8) {
            COPY_BOTH_ENDS(eight);
        } else if (length >= 4) {
            COPY_BOTH_ENDS(four);
        } else if (length >= 2) {
            COPY_BOTH_ENDS(two);
        } else if (length == 1) {
            *target = *source;
        }
    } else if (length <= 32) {
        COPY_BOTH_ENDS(sixteen);
    } else if (length <= 64) {
        struct block ends = {SEEN(sixteen, source, 0), SEEN(sixteen, source, 16),
                             SEEN(sixteen, source, length - 32), SEEN(sixteen, source, length - 16)};
        AT(sixteen, target, 0) = ends.a;
        AT(sixteen, target, 16) = ends.b;
        AT(sixteen, target, length - 32) = ends.c;
        AT(sixteen, target, length - 16) = ends.d;
    } else if ((uintptr_t)target - (uintptr_t)source >= length) {
        /* No byte of the source is written over before it was read: the last ones are kept here. */
        struct block last = read_block(source + length - 64);
        for (size_t done = 0; done < length - 64; done += 64)
            write_block(target + done, read_block(source + done));
        write_block(target + length - 64, last);
    } else {
        /* The target begins within the source, so that its end is written first. */
        struct block first = read_block(source);
        for (size_t left = length; left > 64; left -= 64)
            write_block(target + left - 64, read_block(source + left - 64));
        write_block(target, first);
    }
    return to;
}

void *memmove(void *to, const void *from, size_t length) {
    return copy(to, from, length);
}

void *memcpy(void *restrict to, const void *restrict from, size_t length) {
    return copy(to, from, length);
}

INLINE int order(uint64_t one, uint64_t other) {
    return (one > other) - (one < other);
}

/* Which of two pieces comes first, byte by byte: the first bytes weigh most, so that they become the
 * high ones of a number. */
INLINE int compare(const void *one, const void *other, size_t length) {
    const unsigned char *left = one, *right = other;
    if (length >= 8) {
        size_t last = length - 8;
        for (size_t at = 0;; at += 8) {
            /* What is compared twice at the end is the same in both. */
            if (at > last) at = last;
            uint64_t a = SEEN(eight, left, at), b = SEEN(eight, right, at);
            if (a != b) return order(__builtin_bswap64(a), __builtin_bswap64(b));
            if (at == last) return 0;
        }
    }
    if (length >= 4) {
        uint32_t a = SEEN(four, left, 0), b = SEEN(four, right, 0);
        if (a == b) {
            a = SEEN(four, left, length - 4);
            b = SEEN(four, right, length - 4);
        }
        return order(__builtin_bswap32(a), __builtin_bswap32(b));
    }
    for (size_t at = 0; at < length; at++)
        if (left[at] != right[at]) return left[at] - right[at];
    return 0;
}

int memcmp(const void *one, const void *other, size_t length) {
    return compare(one, other, length);
}

/* Whether they differ, for a compiler that asks for no more. */
int bcmp(const void *one, const void *other, size_t length) {
    return compare(one, other, length);
}
