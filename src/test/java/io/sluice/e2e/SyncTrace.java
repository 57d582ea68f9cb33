package io.sluice.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace -f -y} saw, as calls with a begin and an end; a call that another thread
 * interrupted in the output stands on two lines.
 */
final class SyncTrace {
  private static final Pattern LINE = Pattern.compile("(?:\\[pid +)?(\\d+)?\\]? *(.*)");
  private static final String UNFINISHED = " <unfinished ...>";
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");

  /** One system call: the lines it began and ended on, counted from 0, and its text. */
  record Call(int begin, int end, String text) {
    boolean isSyncOf(String pathPart) {
      boolean isSync = text.startsWith("fsync(") || text.startsWith("fdatasync(");
      return isSync && text.contains(pathPart) && text.endsWith("= 0");
    }

    boolean isSyncOfFolder(String folder) {
      return isSyncOf(folder + ">");
    }

    boolean isRename(String fromPart, String toPart) {
      int to = text.indexOf(", \"");
      return text.startsWith("rename")
          && to > 0
          && text.substring(0, to).contains(fromPart)
          && text.substring(to).contains(toPart)
          && text.endsWith("= 0");
    }

    boolean isAnswer() {
      boolean isWrite = text.startsWith("write") || text.startsWith("send");
      return isWrite && text.contains("\"HTTP/1.1 200");
    }
  }

  private final List<Call> calls;

  private SyncTrace(List<Call> calls) {
    this.calls = calls;
  }

  static SyncTrace parse(List<String> lines) {
    List<Call> calls = new ArrayList<>();
    Map<String, Call> unfinished = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (!line.matches()) {
        continue;
      }
      String thread = String.valueOf(line.group(1));
      String text = line.group(2).stripTrailing();
      Matcher resumed = RESUMED.matcher(text);
      if (text.endsWith(UNFINISHED)) {
        String start = text.substring(0, text.length() - UNFINISHED.length());
        unfinished.put(thread, new Call(i, Integer.MAX_VALUE, start));
      } else if (resumed.matches()) {
        Call begun = unfinished.remove(thread);
        if (begun != null) {
          calls.add(new Call(begun.begin(), i, begun.text() + resumed.group(2)));
        }
      } else {
        calls.add(new Call(i, i, text));
      }
    }
    calls.addAll(unfinished.values());
    return new SyncTrace(calls);
  }

  /**
   * The first such call that begins after a line.
   *
   * @throws AssertionError there is none
   */
  Call first(String what, int after, Predicate<Call> which) {
    return calls.stream()
        .filter(call -> call.begin() > after && which.test(call))
        .min((a, b) -> Integer.compare(a.begin(), b.begin()))
        .orElseThrow(() -> new AssertionError("no " + what + " after line " + after));
  }

  /**
   * Checks that one PUT became durable before it was acknowledged.
   *
   * @param id the component's id
   * @param source a part of the path of the file with the body
   * @param from the line from which the PUT's calls stand
   * @throws AssertionError names the first step that is missing at its place
   */
  void requireDurablePut(String id, String source, int from) {
    Call answer = first("answer", from, Call::isAnswer);
    Call commit =
        first("commit of the record", from, c -> c.isRename("/staging/", "/" + id + ".info\""));
    String record = commit.text().replaceAll(".*/staging/([^\"]+)\".*", "$1");
    Call move = first("rename of the data", from, c -> c.isRename(source, "/" + id + "@"));
    String folder = move.text().replaceAll(".*\"([^\"]+)/[^/\"]+\"[^\"]*", "$1");

    Call data = first("sync of the data", from, c -> c.isSyncOf(source));
    requireBefore("the data is synced, then renamed", data, move);
    Call named = first("sync of the folder", move.end(), c -> c.isSyncOfFolder(folder));
    requireBefore("the data's name is synced, then committed", named, commit);
    Call staged = first("sync of the record", from, c -> c.isSyncOf("/staging/" + record));
    requireBefore("the record is synced, then committed", staged, commit);
    Call committed =
        first("second sync of the folder", commit.end(), c -> c.isSyncOfFolder(folder));
    requireBefore("the commit is synced, then answered", committed, answer);
  }

  private static void requireBefore(String rule, Call first, Call second) {
    if (first.end() >= second.begin()) {
      throw new AssertionError(
          rule + ", but:\n" + first.end() + " " + first + "\n" + second.begin() + " " + second);
    }
  }
}
