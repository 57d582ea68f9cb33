/* libvips called from C, kept warm: the limit for the engines. No header is needed, only the library.
 *
 * A line "fit FILE WIDTH HEIGHT SUFFIX THREADS COUNT OUT" is answered by "ok NANOSECONDS"; SUFFIX is one of libvips,
 * such as .jpg[Q=80,strip]. "full FILE WIDTH HEIGHT GAP OUT" decodes all pixels first and resamples them by Lanczos:
 * GAP 2 is what vips_resize does by itself, a box before the kernel for most of the way; with GAP 0 the kernel does all.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct _VipsImage VipsImage;
int vips_init(const char *program);
void vips_concurrency_set(int threads);
void vips_cache_set_max(int operations);
const char *vips_error_buffer(void);
int vips_thumbnail(const char *file, VipsImage **out, int width, ...);
int vips_image_write_to_file(VipsImage *image, const char *name, ...);
VipsImage *vips_image_new_from_file(const char *name, ...);
int vips_resize(VipsImage *in, VipsImage **out, double scale, ...);
int vips_image_get_width(const VipsImage *image);
int vips_image_get_height(const VipsImage *image);
void g_object_unref(void *object);

enum { SIZE_DOWN = 2 };

typedef struct {
  char file[512], name[700];
  int width, height, count, failed;
} Job;

static void *run(void *argument) {
  Job *job = argument;
  for (int i = 0; i < job->count && !job->failed; i++) {
    VipsImage *image = NULL;
    job->failed = vips_thumbnail(job->file, &image, job->width, "height", job->height, "size", SIZE_DOWN, NULL) ||
                  vips_image_write_to_file(image, job->name, NULL);
    if (image) g_object_unref(image);
  }
  return NULL;
}

static int fit(Job *model, const char *suffix, const char *out, int threads) {
  Job jobs[16];
  pthread_t started[16];
  int failed = 0;
  for (int i = 0; i < threads; i++) {
    jobs[i] = *model;
    snprintf(jobs[i].name, sizeof jobs[i].name, "%s-%d%s", out, i, suffix);
    jobs[i].count = model->count / threads;
    pthread_create(&started[i], NULL, run, &jobs[i]);
  }
  for (int i = 0; i < threads; i++) {
    pthread_join(started[i], NULL);
    failed |= jobs[i].failed;
  }
  return failed;
}

static int full(Job *job, double gap, const char *out) {
  VipsImage *all = vips_image_new_from_file(job->file, NULL), *small = NULL;
  if (!all) return 1;
  double across = (double)job->width / vips_image_get_width(all);
  double down = (double)job->height / vips_image_get_height(all);
  /* Its default kernel is Lanczos with three lobes. */
  int failed = vips_resize(all, &small, across, "vscale", down, "gap", gap, NULL) || vips_image_write_to_file(small, out, NULL);
  if (small) g_object_unref(small);
  g_object_unref(all);
  return failed;
}

int main(int count, char **words) {
  char line[2048], suffix[128], out[512];
  if (vips_init(words[0])) return 1;
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  puts("ready libvips");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    Job job = {0};
    int threads = 1, failed = 1;
    double gap;
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    if (sscanf(line, "fit %511s %d %d %127s %d %d %511s", job.file, &job.width, &job.height, suffix, &threads,
               &job.count, out) == 7 && threads <= 16)
      failed = fit(&job, suffix, out, threads);
    else if (sscanf(line, "full %511s %d %d %lf %511s", job.file, &job.width, &job.height, &gap, out) == 5)
      failed = full(&job, gap, out);
    clock_gettime(CLOCK_MONOTONIC, &b);
    if (failed)
      printf("err %.200s\n", strtok((char *)vips_error_buffer(), "\n"));
    else
      printf("ok %ld\n", (b.tv_sec - a.tv_sec) * 1000000000L + b.tv_nsec - a.tv_nsec);
    fflush(stdout);
  }
  return 0;
}
