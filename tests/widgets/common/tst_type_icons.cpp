// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>
#include <QPalette>
#include <QTest>

#include "widgets/common/type_icons.h"
#include "widgets/common/ui_icons.h"

#include <array>
#include <thread>
#include <vector>

using namespace skydraft;

class TestTypeIcons : public QObject
{
    Q_OBJECT

private slots:
    void everySizeIsDrawnAnew();
    void aMissingIconIsTheGenericOne();
    void threadsMayAskAtOnce();
    void symbolsHaveTheTextColourOfNow();
    void everySymbolDrawsSomething_data();
    void everySymbolDrawsSomething();
};

namespace {

int opaquePixels(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).alpha() > 128 ? 1 : 0;
    return count;
}

QColor strongest(const QImage& image)
{
    QColor color;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() == 255)
                color = image.pixelColor(x, y);
    return color;
}

} // namespace

void TestTypeIcons::everySizeIsDrawnAnew()
{
    // A rounded square that covers 44/48 of each side: at 96 pixels about 88 * 88 are painted.
    const QImage image = typeIconImage("ec2-instance", 96);
    QCOMPARE(image.size(), QSize(96, 96));
    QVERIFY(opaquePixels(image) > 85 * 85);
    // Twice the pixel ratio, twice the pixels.
    const QPixmap sharp = typeIcon("ec2-instance").pixmap(QSize(32, 32), 2.0);
    QCOMPARE(sharp.size(), QSize(64, 64));
    QCOMPARE(sharp.devicePixelRatio(), 2.0);
}

void TestTypeIcons::aMissingIconIsTheGenericOne()
{
    QCOMPARE(typeIconImage("no-such-icon", 48), typeIconImage("generic", 48));
    QVERIFY(typeIconImage("ec2-instance", 48) != typeIconImage("generic", 48));
}

void TestTypeIcons::threadsMayAskAtOnce()
{
    std::vector<std::thread> threads;
    std::array<QImage, 4> images;
    for (std::size_t i = 0; i < images.size(); ++i)
        threads.emplace_back([&images, i] {
            for (int size = 20; size < 40; ++size)
                images[i] = typeIconImage("s3-bucket", size);
        });
    for (std::thread& thread : threads)
        thread.join();
    for (const QImage& image : images)
        QCOMPARE(image, typeIconImage("s3-bucket", 39));
}

void TestTypeIcons::symbolsHaveTheTextColourOfNow()
{
    const QIcon icon = actionIcon(QStringLiteral("stop"));
    QPalette palette;
    palette.setColor(QPalette::ButtonText, QColor(10, 20, 30));
    QGuiApplication::setPalette(palette);
    QCOMPARE(strongest(icon.pixmap(32, 32).toImage()), QColor(10, 20, 30));
    palette.setColor(QPalette::ButtonText, QColor(200, 210, 220));
    QGuiApplication::setPalette(palette);
    QCOMPARE(strongest(icon.pixmap(32, 32).toImage()), QColor(200, 210, 220));
    QCOMPARE(
        strongest(coloredIcon(QStringLiteral("stop"), QColor(1, 2, 3)).pixmap(32, 32).toImage()),
        QColor(1, 2, 3));
}

void TestTypeIcons::everySymbolDrawsSomething_data()
{
    QTest::addColumn<QString>("name");
    const QStringList wanted = QStringLiteral("play pause stop undo redo open save new zoom-in "
                                              "zoom-out fit connect search error warning note "
                                              "check cross question speed kill repair delete "
                                              "export settings sun moon language")
                                   .split(QLatin1Char(' '));
    for (const QString& name : wanted)
        QVERIFY2(symbolNames().contains(name), qPrintable(name));
    const QStringList names = symbolNames();
    for (const QString& name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestTypeIcons::everySymbolDrawsSomething()
{
    QFETCH(QString, name);
    const QImage image = coloredIcon(name, Qt::black).pixmap(48, 48).toImage();
    QVERIFY(opaquePixels(image) > 30);
    if (name != QLatin1String("question"))
        QVERIFY(image
                != coloredIcon(QStringLiteral("question"), Qt::black).pixmap(48, 48).toImage());
}

QTEST_MAIN(TestTypeIcons)
#include "tst_type_icons.moc"
