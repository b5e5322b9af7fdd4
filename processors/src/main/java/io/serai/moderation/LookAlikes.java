package io.serai.moderation;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Takes disguises off a text, character by character: compatibility forms (Unicode NFKC), letters
 * that look like ASCII ones (UTS #39), accents, and whatever is invisible or turns the direction of
 * writing. What tag characters spell, which nobody sees, is brought to light.
 */
final class LookAlikes {

  private static final int TABLE = 0x20000;
  private static final int TAGS = 0xE0000;

  /** Made when the first text needs it: Unicode's tables take some time to read. */
  private static final class Unicode {
    static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    static final Normalizer2 NFD = Normalizer2.getNFDInstance();
    static final SpoofChecker SKELETONS = new SpoofChecker.Builder().build();
    static final AtomicReferenceArray<@Nullable String> KNOWN = new AtomicReferenceArray<>(TABLE);
  }

  private LookAlikes() {}

  /** The text without its disguises, or itself. */
  static String plain(String text) {
    View plain = plain(View.of(text));
    return plain == null ? text : plain.text();
  }

  /** The text without its disguises; null when it has none. */
  static @Nullable View plain(View from) {
    String text = from.text();
    int at = 0;
    while (at < text.length() && text.charAt(at) < 128) {
      at++;
    }
    if (at == text.length()) {
      return null;
    }
    View.Builder to = new View.Builder(text.length());
    boolean changed = false;
    for (at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      if (c < 128) {
        to.add((char) c, from.start(at), from.end(next));
      } else {
        String plain = plain(c);
        changed |= plain.codePointCount(0, plain.length()) != 1 || plain.codePointAt(0) != c;
        to.add(plain, from.start(at), from.end(next));
      }
      at = next;
    }
    return changed ? to.build() : null;
  }

  private static String plain(int c) {
    if (c >= TABLE) {
      return c >= TAGS && c < TAGS + 128 ? tag(c - TAGS) : Character.toString(c);
    }
    String known = Unicode.KNOWN.get(c);
    if (known == null) {
      known = lookUp(c);
      Unicode.KNOWN.set(c, known);
    }
    return known;
  }

  private static String tag(int spelt) {
    return spelt >= ' ' && spelt < 127 ? Character.toString(spelt) : "";
  }

  private static String lookUp(int c) {
    if (isInvisible(c)) {
      return "";
    }
    String compatible = Unicode.NFKC.normalize(Character.toString(c));
    String letter = withoutMarks(Unicode.NFD.normalize(compatible));
    if (isAscii(letter)) {
      return letter;
    }
    String skeleton = withoutMarks(Unicode.SKELETONS.getSkeleton(compatible));
    return isAscii(skeleton) ? skeleton : compatible;
  }

  private static boolean isInvisible(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.FORMAT;
  }

  private static String withoutMarks(String text) {
    StringBuilder letters = new StringBuilder();
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private static boolean isAscii(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c < 128);
  }
}
