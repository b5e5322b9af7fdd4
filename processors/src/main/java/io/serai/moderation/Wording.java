package io.serai.moderation;

import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.job.JobFile;
import io.serai.job.Severity;
import io.serai.moderation.code.Remarks;
import io.serai.moderation.code.Span;
import io.serai.policy.ModerationPolicy;
import io.serai.policy.ModerationPolicy.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a job is natural language, as it was sent: for readers that are slow or far away.
 *
 * @param field where it is: {@code code}, {@code stdin} or {@code files/0}
 * @param view the text; of a program its comments and strings, a line each
 */
record Wording(String field, View view) {

  /** All there is in some fields of a job, what was written to be read first. */
  static List<Wording> of(Job job, Set<Field> in) {
    List<Wording> all = new ArrayList<>();
    if (in.contains(Field.STDIN) && job.stdin() != null) {
      add("stdin", View.of(job.stdin()), all);
    }
    if (in.contains(Field.CODE)) {
      Optional<List<Span>> remarks = Remarks.of(job.language(), job.code());
      View words =
          remarks.map(spans -> prose(job.code(), spans)).orElseGet(() -> View.of(job.code()));
      add("code", words, all);
    }
    List<JobFile> files = in.contains(Field.FILES) ? job.files() : List.of();
    for (int i = 0; i < files.size(); i++) {
      String text = new String(files.get(i).content(), StandardCharsets.UTF_8);
      add("files/" + i, View.of(text), all);
    }
    return all;
  }

  private static void add(String field, View view, List<Wording> all) {
    if (Prose.isProse(view.text())) {
      all.add(new Wording(field, view));
    }
  }

  private static View prose(String code, List<Span> remarks) {
    View.Builder words = new View.Builder(64);
    for (Span each : remarks) {
      if (Prose.isProse(code.substring(each.start(), each.end()))) {
        for (int at = each.start(); at < each.end(); at++) {
          words.add(code.charAt(at), at, at + 1);
        }
        words.add('\n', each.end(), each.end());
      }
    }
    return words.build();
  }

  String text() {
    return view.text();
  }

  /** What somebody found in a part of the text. */
  Finding found(String detector, String category, double score, int start, int end) {
    int from = view.start(start);
    return new Finding(
        detector, category, Severity.MEDIUM, score, field, from, Math.max(from, view.end(end)));
  }

  /** That somebody who should have read the text has not, or not all of it. */
  Finding unread(String detector) {
    return found(detector, ModerationPolicy.UNMODERATED, 1, 0, text().length());
  }
}
