package io.serai.moderation;

import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.job.JobFile;
import io.serai.job.Severity;
import io.serai.job.Verdict;
import io.serai.moderation.model.Models;
import io.serai.policy.ModerationPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A moderation policy made ready to be held against many jobs. Thread-safe. */
public final class Moderation {

  private static final List<Detector> FIXED = List.of(new Secrets(), new PersonalData());

  private final ModerationPolicy policy;
  private final Map<String, Integer> places = new HashMap<>();
  private final CodeRules code;
  private final List<Detector> detectors = new ArrayList<>();
  private final ModelRules models;

  /**
   * Moderates by a policy.
   *
   * @param models those that it may name; none is read before it does
   */
  public Moderation(ModerationPolicy policy, Models models) {
    this.policy = policy;
    this.code = new CodeRules(policy.rules());
    this.models = new ModelRules(policy.models(), models);
    detectors.add(new Rules(policy.rules()));
    detectors.addAll(FIXED);
    policy.rules().forEach(rule -> places.put(rule.name(), places.size()));
  }

  /** Judges a job: allow, flag or block. What rules block, no model is asked about. */
  public Judgement judge(Job job) {
    Set<Finding> findings = find(job);
    Judgement byRules = judge(job, findings);
    if (byRules.refusal() != null || models.isEmpty()) {
      return byRules;
    }
    findings.addAll(models.find(job));
    return judge(job, findings);
  }

  /** What a moderator outside is to be asked about a job; none when the policy names none. */
  public Optional<Inquiry> inquiry(Job job) {
    return Optional.ofNullable(policy.external())
        .map(external -> Inquiry.of(external, job))
        .filter(inquiry -> !inquiry.texts().isEmpty());
  }

  /** Judges a job that was judged before, with what else has been found. */
  public Judgement judge(Job job, Verdict before, List<Finding> more) {
    Set<Finding> findings = new LinkedHashSet<>(before.findings());
    findings.addAll(more);
    return judge(job, findings);
  }

  private Judgement judge(Job job, Set<Finding> findings) {
    return findings.isEmpty()
        ? new Judgement(Verdict.ALLOW, null)
        : new Ruling(policy, places, job, findings).judgement();
  }

  private Set<Finding> find(Job job) {
    Set<Finding> findings = new LinkedHashSet<>(code.find(job.language(), job.code()));
    for (Passage passage : passages(job)) {
      Views views = Views.of(passage.text());
      for (View view : views.all()) {
        Passage seen = new Passage(passage.field(), view.text());
        for (Detector detector : detectors) {
          detector.find(seen).forEach(finding -> findings.add(asSent(finding, view)));
        }
      }
      if (views.cut()) {
        findings.add(cut(passage));
      }
    }
    return findings;
  }

  private static List<Passage> passages(Job job) {
    List<Passage> passages = new ArrayList<>();
    passages.add(new Passage("code", job.code()));
    if (job.stdin() != null) {
      passages.add(new Passage("stdin", job.stdin()));
    }
    List<JobFile> files = job.files();
    for (int i = 0; i < files.size(); i++) {
      String text = new String(files.get(i).content(), StandardCharsets.UTF_8);
      passages.add(new Passage("files/" + i, text));
    }
    return passages;
  }

  private static Finding asSent(Finding found, View view) {
    int start = view.start(found.start());
    return new Finding(
        found.detector(),
        found.category(),
        found.severity(),
        found.score(),
        found.field(),
        start,
        Math.max(start, view.end(found.end())));
  }

  private static Finding cut(Passage passage) {
    int length = passage.text().length();
    return new Finding("encoded-text", "evasion", Severity.MEDIUM, 1, passage.field(), 0, length);
  }
}
