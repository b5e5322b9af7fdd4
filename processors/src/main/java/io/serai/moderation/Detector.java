package io.serai.moderation;

import io.serai.job.Finding;
import java.util.List;

/** Looks for one sort of thing in texts: a set of rules, a parser, a model. Thread-safe. */
interface Detector {

  /** What it finds in the text, in any order; in time linear to the text. */
  List<Finding> find(Passage passage);
}
