package io.serai.hub.simulator;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.font.GlyphVector;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** One chart of lines, drawn as SVG. */
final class Plot {

  private static final Pattern TAG = Pattern.compile("<[^>]+>");

  /** A tenth of a pixel is enough. */
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{2,}(E-?\\d+)?");

  /** Okabe and Ito's colours, which the colour-blind can tell apart; without the yellow. */
  private static final int[] PALETTE = {
    0x999999, 0xE69F00, 0xD55E00, 0x0072B2, 0x56B4E9, 0x009E73, 0x000000, 0xCC79A7
  };

  private static final int WIDTH = 880;
  private static final int HEIGHT = 480;

  private final String title;
  private final ValueAxis x;
  private final ValueAxis y;
  private final XYSeriesCollection lines = new XYSeriesCollection();
  private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);

  Plot(String title, ValueAxis x, ValueAxis y) {
    this.title = title;
    this.x = x;
    this.y = y;
    renderer.setDrawSeriesLineAsPath(true);
    // Else the theme takes the colours and strokes away.
    renderer.setAutoPopulateSeriesPaint(false);
    renderer.setAutoPopulateSeriesStroke(false);
  }

  static NumberAxis linear(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setNumberFormatOverride(
        new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    return axis;
  }

  /** A linear axis that begins where the values do. */
  static ValueAxis near(String label) {
    NumberAxis axis = linear(label);
    axis.setAutoRangeIncludesZero(false);
    return axis;
  }

  static ValueAxis logarithmic(String label) {
    LogAxis axis = new LogAxis(label);
    axis.setNumberFormatOverride(
        new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    axis.setMinorTickMarksVisible(false);
    axis.setTickUnit(new NumberTickUnit(1));
    return axis;
  }

  /** Adds a line; one of a single point is a dot. */
  void line(String name, double[] xs, double[] ys) {
    XYSeries series = new XYSeries(name, false, true);
    for (int i = 0; i < xs.length; i++) {
      series.add(xs[i], ys[i]);
    }
    int index = lines.getSeriesCount();
    lines.addSeries(series);
    renderer.setSeriesPaint(index, new Color(PALETTE[index % PALETTE.length]));
    renderer.setSeriesStroke(index, new BasicStroke(2));
    renderer.setSeriesShape(index, new Ellipse2D.Double(-4, -4, 8, 8));
    renderer.setSeriesShapesVisible(index, xs.length == 1);
  }

  void save(Path file) throws IOException {
    XYPlot plot = new XYPlot(lines, x, y, renderer);
    JFreeChart chart = new JFreeChart(title, plot);
    // Without the shadows and gradients of the default look.
    new StandardChartTheme("Serai").apply(chart);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    VectorGraphics2D graphics = new FilledText();
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    Document document =
        new SVGProcessor().getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, HEIGHT));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.writeTo(bytes);
    Files.writeString(file, rounded(bytes.toString(StandardCharsets.UTF_8)));
  }

  /** With short coordinates; the numbers in its text are left as they are. */
  private static String rounded(String svg) {
    return TAG.matcher(svg)
        .replaceAll(tag -> LONG_NUMBER.matcher(tag.group()).replaceAll(Plot::rounded));
  }

  private static String rounded(MatchResult number) {
    return new BigDecimal(number.group())
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Rotated text comes as shapes; without this only their outlines are drawn. */
  private static final class FilledText extends VectorGraphics2D {

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
      fill(glyphs.getOutline(x, y));
    }
  }
}
