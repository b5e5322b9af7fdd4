package io.serai.moderation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a text can be read: as it was sent, without its disguises, and what is spelt or
 * encoded in it, twice over. Every way knows its places in the text as it was sent.
 *
 * @param all the text as it was sent is the first
 * @param cut whether more was encoded than is decoded
 */
record Views(List<View> all, boolean cut) {

  private static final int DEPTH = 2;

  /** What is encoded in a text is decoded up to so many characters. */
  static final int DECODED = 128 * 1024;

  static Views of(String text) {
    List<View> all = new ArrayList<>();
    View sent = View.of(text);
    all.add(sent);
    View plain = LookAlikes.plain(sent);
    if (plain != null) {
      all.add(plain);
    }
    List<View> open = List.of(plain == null ? sent : plain);
    boolean cut = false;
    for (int depth = 0; depth < DEPTH; depth++) {
      List<View> found = new ArrayList<>();
      for (View view : open) {
        add(Escapes.read(view), found);
        Payloads.Decoded decoded = Payloads.in(view, DECODED);
        add(decoded.view(), found);
        cut |= decoded.cut();
      }
      all.addAll(found);
      open = found;
    }
    return new Views(all, cut);
  }

  private static void add(@Nullable View view, List<View> views) {
    if (view != null) {
      View plain = LookAlikes.plain(view);
      views.add(plain == null ? view : plain);
    }
  }
}
