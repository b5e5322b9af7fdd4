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
import java.util.function.Supplier;

/** Holds jobs against the moderation policy in force. Thread-safe. */
public final class Moderation {

  /** A policy made ready to be held against many jobs. */
  private record Compiled(
      ModerationPolicy source,
      Map<String, Integer> places,
      CodeRules code,
      List<Detector> detectors,
      ModelRules models) {

    Judgement judge(Job job, Set<Finding> findings) {
      return findings.isEmpty()
          ? new Judgement(Verdict.ALLOW, null)
          : new Ruling(source, places, job, findings).judgement();
    }
  }

  private final Supplier<ModerationPolicy> policy;
  private final Models models;
  private final List<Detector> fixed = List.of(new Secrets(), new PersonalData());
  private volatile Compiled compiled;

  /**
   * Moderates by the policy the supplier gives at each job.
   *
   * @param models those that a policy may name; none is read before one does
   */
  public Moderation(Supplier<ModerationPolicy> policy, Models models) {
    this.policy = policy;
    this.models = models;
    this.compiled = compile(policy.get());
  }

  /** Judges a job: allow, flag or block. What rules block, no model is asked about. */
  public Judgement judge(Job job) {
    Compiled current = inForce();
    Set<Finding> findings = find(job, current);
    Judgement byRules = current.judge(job, findings);
    if (byRules.refusal() != null || current.models().isEmpty()) {
      return byRules;
    }
    findings.addAll(current.models().find(job));
    return current.judge(job, findings);
  }

  /** What a moderator outside is to be asked about a job; none when the policy names none. */
  public Optional<Inquiry> inquiry(Job job) {
    return Optional.ofNullable(inForce().source().external())
        .map(external -> Inquiry.of(external, job))
        .filter(inquiry -> !inquiry.texts().isEmpty());
  }

  /** Judges a job that was judged before, with what else has been found. */
  public Judgement judge(Job job, Verdict before, List<Finding> more) {
    Set<Finding> findings = new LinkedHashSet<>(before.findings());
    findings.addAll(more);
    return inForce().judge(job, findings);
  }

  private static Set<Finding> find(Job job, Compiled current) {
    Set<Finding> findings = new LinkedHashSet<>(current.code().find(job.language(), job.code()));
    for (Passage passage : passages(job)) {
      Views views = Views.of(passage.text());
      for (View view : views.all()) {
        Passage seen = new Passage(passage.field(), view.text());
        for (Detector detector : current.detectors()) {
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

  private Compiled inForce() {
    ModerationPolicy current = policy.get();
    Compiled before = compiled;
    if (!before.source().equals(current)) {
      before = compile(current);
      compiled = before;
    }
    return before;
  }

  private Compiled compile(ModerationPolicy source) {
    List<Detector> detectors = new ArrayList<>();
    detectors.add(new Rules(source.rules()));
    detectors.addAll(fixed);
    Map<String, Integer> places = new HashMap<>();
    source.rules().forEach(rule -> places.put(rule.name(), places.size()));
    return new Compiled(
        source,
        Map.copyOf(places),
        new CodeRules(source.rules()),
        List.copyOf(detectors),
        new ModelRules(source.models(), models));
  }
}
