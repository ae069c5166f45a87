/* A disk that loses what was not synced, for LD_PRELOAD: it watches the files under SHIM_DIR.
 *
 * Every write, truncation and rename since the file's last fsync is remembered with what was there before. At the SHIM_AT-th
 * watched call the power goes: what was not synced is undone (SHIM_MODE=drop), or each 512-byte sector of it by the toss of a
 * coin (tear), and the process is killed. Other modes fail that call: eio (once), enospc (that call and the 40 after it).
 * SHIM_MODE=count only counts; the count is written to SHIM_COUNT at exit.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { WRITE, TRUNCATE, RENAME };

struct change {
    enum kind kind;
    dev_t dev;
    ino_t ino;
    off_t offset;
    size_t length;    /* bytes written, or cut off */
    size_t kept;      /* how many bytes of `before` there are */
    off_t size;       /* of the file before */
    char *before;
    char path[512];   /* of the file; for a rename its new name */
    char other[512];  /* the old name; for a replaced file its spare link in `spare` */
    char spare[544];
    struct change *older;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct change *changes;
static long calls, at;
static unsigned seed;
static char dir[512], mode[16];
static int busy;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_rename)(const char *, const char *);

__attribute__((constructor)) static void begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_rename = dlsym(RTLD_NEXT, "rename");
    const char *value = getenv("SHIM_DIR");
    if (value != NULL) snprintf(dir, sizeof dir, "%s", value);
    value = getenv("SHIM_MODE");
    snprintf(mode, sizeof mode, "%s", value != NULL ? value : "count");
    value = getenv("SHIM_AT");
    at = value != NULL ? atol(value) : 0;
    value = getenv("SHIM_SEED");
    seed = value != NULL ? (unsigned)atol(value) : 1;
}

__attribute__((destructor)) static void end(void) {
    const char *value = getenv("SHIM_COUNT");
    if (value == NULL || dir[0] == 0) return;
    FILE *file = fopen(value, "w");
    if (file != NULL) {
        fprintf(file, "%ld\n", calls);
        fclose(file);
    }
}

static int under(const char *path) {
    return dir[0] != 0 && strncmp(path, dir, strlen(dir)) == 0;
}

/* The path behind a descriptor when it is a watched file. */
static int watched(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 511);
    if (length <= 0) return 0;
    path[length] = 0;
    return under(path);
}

static struct change *remember(enum kind kind, const char *path) {
    struct change *change = calloc(1, sizeof *change);
    change->kind = kind;
    snprintf(change->path, sizeof change->path, "%s", path);
    change->older = changes;
    changes = change;
    return change;
}

/* What the file holds where it is about to change. */
static void keep_before(int fd, const char *path, enum kind kind, off_t offset, size_t length) {
    struct stat now;
    if (fstat(fd, &now) != 0 || !S_ISREG(now.st_mode)) return;
    struct change *change = remember(kind, path);
    change->dev = now.st_dev;
    change->ino = now.st_ino;
    change->size = now.st_size;
    change->offset = offset;
    change->length = length;
    if (offset < now.st_size && length > 0) {
        size_t there = (size_t)(now.st_size - offset);
        if (there > length) there = length;
        change->before = malloc(there);
        int reader = open(path, O_RDONLY);
        if (reader >= 0) {
            ssize_t got = pread(reader, change->before, there, offset);
            change->kept = got > 0 ? (size_t)got : 0;
            close(reader);
        }
    }
}

static void forget(dev_t dev, ino_t ino) {
    struct change **next = &changes;
    while (*next != NULL) {
        struct change *change = *next;
        if (change->kind != RENAME && change->dev == dev && change->ino == ino) {
            *next = change->older;
            free(change->before);
            free(change);
        } else {
            next = &change->older;
        }
    }
}

static void forget_renames(const char *directory) {
    struct change **next = &changes;
    size_t length = strlen(directory);
    while (*next != NULL) {
        struct change *change = *next;
        if (change->kind == RENAME && strncmp(change->path, directory, length) == 0 && change->path[length] == '/') {
            *next = change->older;
            if (change->spare[0] != 0) unlink(change->spare);
            free(change);
        } else {
            next = &change->older;
        }
    }
}

static void undo(struct change *change, int tear) {
    if (change->kind == RENAME) {
        real_rename(change->path, change->other);
        if (change->spare[0] != 0) real_rename(change->spare, change->path);
        return;
    }
    int fd = open(change->path, O_RDWR);
    struct stat now;
    if (fd < 0) return;
    if (fstat(fd, &now) != 0 || now.st_ino != change->ino) {
        close(fd);
        return;
    }
    int all = 1;
    for (size_t start = 0; start < change->length; start += 512) {
        if (tear && change->kind == WRITE && rand_r(&seed) % 2) {
            all = 0;
            continue;
        }
        size_t end = start + 512 < change->length ? start + 512 : change->length;
        if (start < change->kept) {
            size_t upto = end < change->kept ? end : change->kept;
            real_pwrite(fd, change->before + start, upto - start, change->offset + (off_t)start);
        }
        if (end > change->kept && change->kind == WRITE) {
            char nothing[512] = {0};
            size_t from = start > change->kept ? start : change->kept;
            real_pwrite(fd, nothing, end - from, change->offset + (off_t)from);
        }
    }
    if (all) real_ftruncate(fd, change->size);
    close(fd);
}

static void power_cut(void) {
    int tear = strcmp(mode, "tear") == 0;
    for (struct change *change = changes; change != NULL; change = change->older) undo(change, tear);
    kill(getpid(), SIGKILL);
    pause();
}

/* Counts a watched call. Gives the errno it must fail with, or 0. */
static int counted(void) {
    calls++;
    if (at == 0 || calls < at) return 0;
    if (strcmp(mode, "eio") == 0) return calls == at ? EIO : 0;
    if (strcmp(mode, "enospc") == 0) return calls <= at + 40 ? ENOSPC : 0;
    if (strcmp(mode, "drop") == 0 || strcmp(mode, "tear") == 0) power_cut();
    return 0;
}

#define WATCH(fd_path_ok, failed, body)      \
    pthread_mutex_lock(&lock);               \
    if (!busy && (fd_path_ok)) {             \
        busy = 1;                            \
        int error = counted();               \
        if (error != 0) {                    \
            busy = 0;                        \
            pthread_mutex_unlock(&lock);     \
            errno = error;                   \
            return failed;                   \
        }                                    \
        body;                                \
        busy = 0;                            \
    }                                        \
    pthread_mutex_unlock(&lock)

ssize_t pwrite64(int fd, const void *content, size_t length, off_t offset) {
    char path[512];
    WATCH(watched(fd, path), -1, keep_before(fd, path, WRITE, offset, length));
    return real_pwrite(fd, content, length, offset);
}

ssize_t pwrite(int fd, const void *content, size_t length, off_t offset) {
    return pwrite64(fd, content, length, offset);
}

ssize_t write(int fd, const void *content, size_t length) {
    char path[512];
    if (fd > 2) {
        WATCH(watched(fd, path), -1, keep_before(fd, path, WRITE, lseek(fd, 0, SEEK_CUR), length));
    }
    return real_write(fd, content, length);
}

int ftruncate64(int fd, off_t size) {
    char path[512];
    struct stat now;
    WATCH(watched(fd, path) && fstat(fd, &now) == 0, -1,
          keep_before(fd, path, TRUNCATE, size, now.st_size > size ? (size_t)(now.st_size - size) : 0));
    return real_ftruncate(fd, size);
}

int ftruncate(int fd, off_t size) {
    return ftruncate64(fd, size);
}

static int synced(int fd, int (*real)(int)) {
    char path[512];
    struct stat now;
    int mine = 0;
    WATCH(watched(fd, path), -1, mine = 1);
    int result = real(fd);
    if (mine && result == 0 && fstat(fd, &now) == 0) {
        pthread_mutex_lock(&lock);
        if (S_ISDIR(now.st_mode)) forget_renames(path);
        else forget(now.st_dev, now.st_ino);
        pthread_mutex_unlock(&lock);
    }
    return result;
}

int fsync(int fd) {
    return synced(fd, real_fsync);
}

int fdatasync(int fd) {
    return synced(fd, real_fdatasync);
}

int rename(const char *from, const char *to) {
    WATCH(under(to), -1, {
        struct change *change = remember(RENAME, to);
        snprintf(change->other, sizeof change->other, "%s", from);
        snprintf(change->spare, sizeof change->spare, "%s.shim-spare", to);
        if (link(to, change->spare) != 0) change->spare[0] = 0;
    });
    return real_rename(from, to);
}
