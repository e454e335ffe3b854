/* Stands between the program and the system while a torture test runs (LD_PRELOAD, Linux only), and does one of five
 * things, whichever is asked for in the environment. Files it writes itself go through plain system calls.
 *
 *   TORTURE_FOLDER=DIR             the folder of the diary, for all of them
 *   TORTURE_WATCH=FILE             a line for every close that drops locks this process still relies on: POSIX locks
 *                                  belong to process and file, and closing any descriptor of the file ends them all
 *   TORTURE_GATE=NAME              stops before the TORTURE_GATE_AT-th time that it begins to lock a file while it
 *                                  holds no lock at all: makes NAME.reached, and goes on once there is NAME.open
 *   TORTURE_FAIL=KIND:N:ERRNO[:+]  the N-th call of a kind fails (with +, and all after it, but not those that print);
 *                                  makes TORTURE_FIRED. Kinds: sync, unlink, write, read, open, truncate, rename, mkdir
 *   TORTURE_NO_LOCKS=1             no file can be locked, as in some network folders; a filter in the kernel sees to it,
 *                                  so that it also holds for calls that do not come by here
 *   TORTURE_TRACE=FILE             what happens in the folder, in order, with the data: see power.rs, which replays it
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))
#define MOST 64

struct lock {
    dev_t dev;
    ino_t ino;
    int fd;
    off_t start, length;
};

struct entry {
    char name[256];
    unsigned long long ino;
};

static struct lock locks[MOST];
static int locked;
static struct entry known[MOST];
static int entries;
static int trace = -1;
static struct stat folder;
static int is_in_folder;

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

static int raw_open(const char *path) {
    return (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void raw_write(int fd, const void *bytes, size_t length) {
    const char *at = bytes;
    while (length > 0) {
        long written = syscall(SYS_write, fd, at, length);
        if (written <= 0) abort();
        at += written;
        length -= (size_t)written;
    }
}

/* A line into a file that a variable of the environment names. */
static void tell(const char *variable, const char *line) {
    const char *path = getenv(variable);
    if (!path) return;
    int fd = raw_open(path);
    if (fd < 0) abort();
    raw_write(fd, line, strlen(line));
    syscall(SYS_close, fd);
}

/* Every POSIX lock is refused with ENOLCK from now on. */
static void refuse_locks(void) {
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fcntl, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SETLK, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SETLKW, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOLCK),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof steps / sizeof *steps, steps};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        abort();
}

__attribute__((constructor)) static void begin(void) {
    if (getenv("TORTURE_NO_LOCKS")) refuse_locks();
    const char *path = getenv("TORTURE_FOLDER");
    is_in_folder = path && stat(path, &folder) == 0;
    path = getenv("TORTURE_TRACE");
    if (path && is_in_folder) {
        int fd = raw_open(path);
        /* Out of the way: the program counts on getting small descriptors. */
        trace = (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 500);
        syscall(SYS_close, fd);
    }
}

/* Faults ---------------------------------------------------------------------------------------------------------- */

/* Whether this call of a kind is to fail; errno is set then. */
static int fails(const char *kind, int fd) {
    static int before;
    const char *wanted = getenv("TORTURE_FAIL");
    size_t length = strlen(kind);
    if (!wanted || strncmp(wanted, kind, length) != 0 || wanted[length] != ':') return 0;
    char *rest;
    long number = strtol(wanted + length + 1, &rest, 10);
    long error = strtol(rest + 1, &rest, 10);
    int stays = rest[0] == ':' && rest[1] == '+';
    if (stays && (fd == 1 || fd == 2)) return 0;
    before++;
    if (before != number && !(stays && before > number)) return 0;
    if (before == number) tell("TORTURE_FIRED", "fired\n");
    errno = (int)error;
    return 1;
}

/* Traces ---------------------------------------------------------------------------------------------------------- */

static void record(const char *line, const void *data, size_t length) {
    raw_write(trace, line, strlen(line));
    if (length > 0) raw_write(trace, data, length);
}

/* Tells the names of the folder, where they are not what was told last. */
static void list(void) {
    if (trace < 0) return;
    int kept = errno;
    struct entry found[MOST];
    int count = 0;
    DIR *all = opendir(getenv("TORTURE_FOLDER"));
    if (!all) abort();
    for (struct dirent *one; (one = readdir(all));) {
        struct stat info;
        if (fstatat(dirfd(all), one->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode)) continue;
        if (count == MOST) abort();
        snprintf(found[count].name, sizeof found[count].name, "%s", one->d_name);
        found[count++].ino = info.st_ino;
    }
    closedir(all);
    int same = count == entries;
    for (int i = 0; same && i < count; i++) {
        int is_known = 0;
        for (int j = 0; j < entries; j++)
            is_known |= known[j].ino == found[i].ino && strcmp(known[j].name, found[i].name) == 0;
        same = is_known;
    }
    if (!same) {
        char line[512];
        snprintf(line, sizeof line, "L %d\n", count);
        record(line, NULL, 0);
        for (int i = 0; i < count; i++) {
            snprintf(line, sizeof line, "%llu %.255s\n", found[i].ino, found[i].name);
            record(line, NULL, 0);
        }
        memcpy(known, found, sizeof known);
        entries = count;
    }
    errno = kept;
}

/* The number of an ordinary file that a descriptor is of; 0 for anything else. */
static unsigned long long file(int fd) {
    struct stat info;
    int kept = errno;
    int is = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_dev == folder.st_dev;
    errno = kept;
    return is ? info.st_ino : 0;
}

static void traced_write(int fd, const void *data, ssize_t length, off_t at) {
    if (trace < 0 || length <= 0) return;
    char line[128];
    list();
    if (fd == 1) {
        record("A\n", NULL, 0);
    } else if (file(fd) != 0) {
        snprintf(line, sizeof line, "W %llu %lld %lld\n", file(fd), (long long)at, (long long)length);
        record(line, data, (size_t)length);
    }
}

static void traced_truncate(int fd, off_t length) {
    if (trace < 0 || file(fd) == 0) return;
    char line[128];
    list();
    snprintf(line, sizeof line, "T %llu %lld\n", file(fd), (long long)length);
    record(line, NULL, 0);
}

static void traced_sync(int fd) {
    if (trace < 0) return;
    char line[128];
    struct stat info;
    list();
    if (fstat(fd, &info) != 0) return;
    if (info.st_dev == folder.st_dev && info.st_ino == folder.st_ino) {
        record("D\n", NULL, 0);
    } else if (file(fd) != 0) {
        snprintf(line, sizeof line, "S %llu\n", file(fd));
        record(line, NULL, 0);
    }
}

/* Locks ----------------------------------------------------------------------------------------------------------- */

static int is_locking(int command) {
    return command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW;
}

/* Whether this process holds a lock of the file; with `but`, from another descriptor than that one. */
static int holds(const struct stat *info, int but) {
    for (int i = 0; i < locked; i++)
        if (locks[i].dev == info->st_dev && locks[i].ino == info->st_ino && locks[i].fd != but) return 1;
    return 0;
}

static void forget(const struct stat *info, off_t start, off_t length) {
    int left = 0;
    for (int i = 0; i < locked; i++) {
        int is_it = locks[i].dev == info->st_dev && locks[i].ino == info->st_ino && locks[i].start >= start &&
                    (length == 0 || locks[i].start + locks[i].length <= start + length);
        if (!is_it) locks[left++] = locks[i];
    }
    locked = left;
}

/* Waits at the gate, when this is the time that was asked for. */
static void gate(void) {
    static int before;
    const char *name = getenv("TORTURE_GATE"), *number = getenv("TORTURE_GATE_AT");
    if (!name || !number || ++before != atoi(number)) return;
    char path[4096];
    snprintf(path, sizeof path, "%s.reached", name);
    syscall(SYS_close, raw_open(path));
    snprintf(path, sizeof path, "%s.open", name);
    struct timespec moment = {0, 1000000};
    /* A test that ends without opening it leaves nobody behind for ever. */
    for (int patience = 0; access(path, F_OK) != 0 && patience < 120000; patience++) nanosleep(&moment, NULL);
}

static int with_lock(int (*call)(int, int, ...), int fd, int command, void *argument) {
    struct stat info;
    const struct flock *wanted = argument;
    if (!is_locking(command) || fstat(fd, &info) != 0) return call(fd, command, argument);
    if (wanted->l_type != F_UNLCK && locked == 0) gate();
    int result = call(fd, command, argument);
    if (result == -1) return result;
    int kept = errno;
    forget(&info, wanted->l_start, wanted->l_len);
    if (wanted->l_type != F_UNLCK) {
        if (locked == MOST) abort();
        locks[locked++] = (struct lock){info.st_dev, info.st_ino, fd, wanted->l_start, wanted->l_len};
    }
    errno = kept;
    return result;
}

int fcntl(int fd, int command, ...) {
    va_list more;
    va_start(more, command);
    void *argument = va_arg(more, void *);
    va_end(more);
    return with_lock(REAL(fcntl), fd, command, argument);
}

int fcntl64(int fd, int command, ...) {
    va_list more;
    va_start(more, command);
    void *argument = va_arg(more, void *);
    va_end(more);
    return with_lock(REAL(fcntl64), fd, command, argument);
}

int close(int fd) {
    struct stat info;
    int kept = errno;
    if (locked > 0 && fstat(fd, &info) == 0) {
        if (holds(&info, fd)) {
            char line[128];
            snprintf(line, sizeof line, "descriptor %d was closed while another one holds the file's locks\n", fd);
            tell("TORTURE_WATCH", line);
        }
        forget(&info, 0, 0);
    }
    errno = kept;
    return REAL(close)(fd);
}

/* Everything else ------------------------------------------------------------------------------------------------- */

static int with_open(int fd, int flags) {
    if (fd >= 0 && (flags & O_TRUNC)) traced_truncate(fd, 0);
    return fd;
}

#define OPEN(name)                                                                  \
    int name(const char *path, int flags, ...) {                                    \
        va_list more;                                                               \
        va_start(more, flags);                                                      \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;   \
        va_end(more);                                                               \
        if (fails("open", -1)) return -1;                                           \
        return with_open(REAL(name)(path, flags, mode), flags);                     \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                \
    int name(int folder_fd, const char *path, int flags, ...) {                     \
        va_list more;                                                               \
        va_start(more, flags);                                                      \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;   \
        va_end(more);                                                               \
        if (fails("open", -1)) return -1;                                           \
        return with_open(REAL(name)(folder_fd, path, flags, mode), flags);          \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t read(int fd, void *to, size_t length) {
    return fails("read", fd) ? -1 : REAL(read)(fd, to, length);
}

ssize_t pread(int fd, void *to, size_t length, off_t at) {
    return fails("read", fd) ? -1 : REAL(pread)(fd, to, length, at);
}

ssize_t pread64(int fd, void *to, size_t length, off64_t at) {
    return fails("read", fd) ? -1 : REAL(pread64)(fd, to, length, at);
}

ssize_t write(int fd, const void *from, size_t length) {
    if (fails("write", fd)) return -1;
    ssize_t written = REAL(write)(fd, from, length);
    if (trace >= 0 && written > 0) traced_write(fd, from, written, lseek(fd, 0, SEEK_CUR) - written);
    return written;
}

ssize_t pwrite(int fd, const void *from, size_t length, off_t at) {
    if (fails("write", fd)) return -1;
    ssize_t written = REAL(pwrite)(fd, from, length, at);
    traced_write(fd, from, written, at);
    return written;
}

ssize_t pwrite64(int fd, const void *from, size_t length, off64_t at) {
    if (fails("write", fd)) return -1;
    ssize_t written = REAL(pwrite64)(fd, from, length, at);
    traced_write(fd, from, written, at);
    return written;
}

int fsync(int fd) {
    if (fails("sync", fd)) return -1;
    int result = REAL(fsync)(fd);
    if (result == 0) traced_sync(fd);
    return result;
}

int fdatasync(int fd) {
    if (fails("sync", fd)) return -1;
    int result = REAL(fdatasync)(fd);
    if (result == 0) traced_sync(fd);
    return result;
}

int ftruncate(int fd, off_t length) {
    if (fails("truncate", fd)) return -1;
    int result = REAL(ftruncate)(fd, length);
    if (result == 0) traced_truncate(fd, length);
    return result;
}

int ftruncate64(int fd, off64_t length) {
    if (fails("truncate", fd)) return -1;
    int result = REAL(ftruncate64)(fd, length);
    if (result == 0) traced_truncate(fd, length);
    return result;
}

int unlink(const char *path) {
    return fails("unlink", -1) ? -1 : REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
    return fails("rename", -1) ? -1 : REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
    return fails("mkdir", -1) ? -1 : REAL(mkdir)(path, mode);
}

ssize_t getrandom(void *to, size_t length, unsigned flags) {
    return fails("random", -1) ? -1 : REAL(getrandom)(to, length, flags);
}

int socket(int domain, int type, int protocol) {
    tell("TORTURE_WATCH", "a socket was opened\n");
    return REAL(socket)(domain, type, protocol);
}
