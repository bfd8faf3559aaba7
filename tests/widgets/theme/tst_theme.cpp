// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QPalette>
#include <QTest>

#include "widgets/theme/theme.h"

#include <cmath>

using namespace skydraft;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void theSumIsThatOfTheGuidelines();
    void contrast_data();
    void contrast();
    void frameTitlesAndLines_data();
    void frameTitlesAndLines();
    void paletteText_data();
    void paletteText();
    void theSchemeCanBeChanged();
};

namespace {

/// WCAG 2.1, "relative luminance".
double luminance(const QColor& color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
           + 0.0722 * linear(color.blueF());
}

/// WCAG 2.1, "contrast ratio".
double contrastOf(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor over(const QColor& fill, const QColor& ground)
{
    const double share = fill.alphaF();
    const auto mix = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return {mix(fill.red(), ground.red()), mix(fill.green(), ground.green()),
            mix(fill.blue(), ground.blue())};
}

} // namespace

void TestTheme::theSumIsThatOfTheGuidelines()
{
    // White 1.0 and black 0.0: (1 + 0.05) / (0 + 0.05) = 21.
    QCOMPARE(contrastOf(Qt::white, Qt::black), 21.0);
    // #777777 on white is the guidelines' own example of 4.48:1, just too little.
    QVERIFY(std::abs(contrastOf(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
}

void TestTheme::contrast_data()
{
    QTest::addColumn<QColor>("color");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<double>("wanted");
    for (const Theme* theme : {&lightTheme(), &darkTheme()}) {
        const QByteArray scheme = theme->isDark ? "dark: " : "light: ";
        const auto row = [&](const char* name, const QColor& color, const QColor& ground,
                             double wanted) {
            QTest::newRow((scheme + name).constData()) << color << ground << wanted;
        };
        const std::initializer_list<std::pair<const char*, QColor>> grounds{
            {"canvas", theme->canvas}, {"window", theme->window}, {"base", theme->base}};
        for (const auto& [place, ground] : grounds) {
            const auto on = [&](const char* what, const QColor& color, double wanted) {
                row((QByteArray(what) + " on " + place).constData(), color, ground, wanted);
            };
            on("text", theme->text, 4.5);
            on("muted text", theme->mutedText, 4.5);
            on("error", theme->error, 4.5);
            on("warning", theme->warning, 4.5);
            on("note", theme->note, 4.5);
            on("allowed", theme->allowed, 4.5);
            on("blocked", theme->blocked, 4.5);
            on("unknown", theme->unknown, 4.5);
            on("trace", theme->trace, 4.5);
            on("selection", theme->selection, 3);
            on("outline", theme->outline, 3);
            on("connector", theme->connector, 3);
            on("drop target", theme->dropTarget, 3);
            on("refused target", theme->refusedTarget, 3);
            on("load", theme->load, 3);
            on("overload", theme->overload, 3);
        }
        row("white on what is selected", Qt::white, theme->accent, 4.5);
    }
}

void TestTheme::contrast()
{
    QFETCH(QColor, color);
    QFETCH(QColor, ground);
    QFETCH(double, wanted);
    const double found = contrastOf(color, ground);
    QVERIFY2(found >= wanted, qPrintable(QStringLiteral("%1:1").arg(found)));
}

void TestTheme::frameTitlesAndLines_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<QString>("style");
    for (const bool isDark : {false, true})
        for (const char* style :
             {"region", "zone", "vpc", "subnet-public", "subnet-private", "group"})
            QTest::addRow("%s: %s", isDark ? "dark" : "light", style)
                << isDark << QString::fromLatin1(style);
}

void TestTheme::frameTitlesAndLines()
{
    QFETCH(bool, isDark);
    QFETCH(QString, style);
    const Theme& theme = isDark ? darkTheme() : lightTheme();
    const Theme::FrameColors colors = theme.frame(style);
    QVERIFY(colors.line != theme.outline); // a style of its own
    // A subnet stands in a VPC: its ground lies over that of the VPC.
    const QColor vpc = over(theme.frame(QStringLiteral("vpc")).fill, theme.canvas);
    for (const QColor& outside : {theme.canvas, vpc}) {
        const QColor inside = over(colors.fill, outside);
        QVERIFY(contrastOf(colors.title, inside) >= 4.5);
        QVERIFY(contrastOf(colors.line, inside) >= 3);
        QVERIFY(contrastOf(colors.line, outside) >= 3);
        QVERIFY(contrastOf(theme.text, inside) >= 4.5);
        QVERIFY(contrastOf(theme.mutedText, inside) >= 4.5);
    }
}

void TestTheme::paletteText_data()
{
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << static_cast<int>(ColorScheme::Light);
    QTest::newRow("dark") << static_cast<int>(ColorScheme::Dark);
}

void TestTheme::paletteText()
{
    QFETCH(int, scheme);
    applyColorScheme(*qApp, static_cast<ColorScheme>(scheme));
    const QPalette palette = QApplication::palette();
    const auto ratio = [&](QPalette::ColorRole text, QPalette::ColorRole ground) {
        return contrastOf(palette.color(text), palette.color(ground));
    };
    QVERIFY(ratio(QPalette::WindowText, QPalette::Window) >= 4.5);
    QVERIFY(ratio(QPalette::Text, QPalette::Base) >= 4.5);
    QVERIFY(ratio(QPalette::Text, QPalette::AlternateBase) >= 4.5);
    QVERIFY(ratio(QPalette::ButtonText, QPalette::Button) >= 4.5);
    QVERIFY(ratio(QPalette::PlaceholderText, QPalette::Base) >= 4.5);
    QVERIFY(ratio(QPalette::PlaceholderText, QPalette::Button) >= 4.5);
    QVERIFY(ratio(QPalette::HighlightedText, QPalette::Highlight) >= 4.5);
    QVERIFY(ratio(QPalette::ToolTipText, QPalette::ToolTipBase) >= 4.5);
    QVERIFY(ratio(QPalette::Link, QPalette::Window) >= 4.5);
}

void TestTheme::theSchemeCanBeChanged()
{
    applyColorScheme(*qApp, ColorScheme::Dark);
    QVERIFY(theme().isDark);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightnessF() < 0.5F);
    applyColorScheme(*qApp, ColorScheme::Light);
    QVERIFY(!theme().isDark);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightnessF() > 0.5F);
    QVERIFY(QApplication::font().families().contains(QStringLiteral("Noto Sans CJK KR")));
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
