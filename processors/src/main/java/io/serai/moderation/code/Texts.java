package io.serai.moderation.code;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tells which constant strings an expression may be. */
final class Texts {

  /** Counts what is done, and ends it when that is too much. */
  interface Step {
    void count() throws UnreadableException;
  }

  private static final int MOST = 8;

  /** Of a string that is put together; a name or a short program is no longer. */
  private static final int LONGEST = 4_096;

  private final Outline outline;
  private final Step step;
  private final Set<String> open = new HashSet<>();
  private int depth;

  Texts(Outline outline, Step step) {
    this.outline = outline;
    this.step = step;
  }

  Set<String> of(Value value) throws UnreadableException {
    step.count();
    if (depth >= Names.DEEPEST) {
      throw new UnreadableException("what names stand for is nested too deeply");
    }
    depth++;
    Set<String> texts = read(value);
    depth--;
    return texts;
  }

  private Set<String> read(Value value) throws UnreadableException {
    if (value instanceof Value.Text text) {
      return Set.of(text.text());
    }
    if (value instanceof Value.Name name) {
      return bound(name.name());
    }
    if (value instanceof Value.Element element && element.key() instanceof Value.Text key) {
      return bound("." + key.text());
    }
    Set<String> texts = new LinkedHashSet<>();
    if (value instanceof Value.OneOf several) {
      for (Value each : several.values()) {
        texts.addAll(of(each));
      }
    } else if (value instanceof Value.Sum sum) {
      texts.add("");
      for (Value part : sum.parts()) {
        texts = followed(texts, of(part));
        if (texts.size() > MOST || texts.stream().anyMatch(text -> text.length() > LONGEST)) {
          return Set.of();
        }
      }
    }
    return limited(texts);
  }

  private Set<String> bound(String name) throws UnreadableException {
    Set<String> texts = new LinkedHashSet<>();
    if (open.size() > Names.MOST_ALIASES) {
      throw new UnreadableException("names stand for names for too long");
    }
    if (open.add(name)) {
      for (Value value : outline.bound(name)) {
        texts.addAll(of(value));
      }
      open.remove(name);
    }
    return limited(texts);
  }

  private static Set<String> followed(Set<String> firsts, Set<String> seconds) {
    Set<String> texts = new LinkedHashSet<>();
    firsts.forEach(first -> seconds.forEach(second -> texts.add(first + second)));
    return texts;
  }

  /** A variable of many values is not one that hides a name. */
  private static Set<String> limited(Set<String> texts) {
    return texts.size() > MOST ? Set.of() : texts;
  }
}
