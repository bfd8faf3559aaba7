// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include "model/formats/skydraft_format.h"
#include "model/formats/svg.h"
#include "model/formats/templates.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using skydraft::testing::Drawing;

/// The picture as text: read with an XML reader, as a browser would.
class TestSvg : public QObject
{
    Q_OBJECT

private slots:
    void everyTemplateIsDrawnWhole_data();
    void everyTemplateIsDrawnWhole();
    void theDrawingComesBackOutOfThePicture();
    void namesCannotBreakThePicture();
    void verdictsDifferInMoreThanColour();
    void theDarkPictureIsDark();
    void koreanTypeNames();
    void anEmptyDrawingIsAPictureToo();
};

namespace {

const Catalogue& catalogue()
{
    return Catalogue::builtIn();
}

struct Picture
{
    QString error{};
    QStringList titles{};
    QStringList texts{};
    QSet<QString> ids{};
    QSet<QString> used{}; ///< what <use> points to
    QSet<QString> elements{};
    QString metadata{};
};

Picture read(const std::string& svg)
{
    Picture picture;
    QXmlStreamReader reader(QByteArray::fromStdString(svg));
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QString name = reader.name().toString();
        const QXmlStreamAttributes attributes = reader.attributes();
        picture.elements.insert(name);
        if (const QString id = attributes.value("id").toString(); !id.isEmpty()) {
            if (picture.ids.contains(id))
                picture.error = "twice: " + id;
            picture.ids.insert(id);
        }
        for (const QXmlStreamAttribute& attribute : attributes)
            if (attribute.name() == u"href")
                picture.used.insert(attribute.value().toString());
        if (name == u"title")
            picture.titles.append(reader.readElementText());
        else if (name == u"text")
            picture.texts.append(reader.readElementText(QXmlStreamReader::IncludeChildElements));
        else if (name == u"metadata")
            picture.metadata = reader.readElementText();
    }
    if (reader.hasError())
        picture.error = reader.errorString();
    return picture;
}

} // namespace

void TestSvg::everyTemplateIsDrawnWhole_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const Template& known : builtInTemplates())
        QTest::newRow(known.name.c_str())
            << QByteArray(known.text.data(), static_cast<qsizetype>(known.text.size()));
}

void TestSvg::everyTemplateIsDrawnWhole()
{
    QFETCH(QByteArray, text);
    const auto drawing = readSkydraft(catalogue(), text.toStdString());
    QVERIFY(drawing.has_value());
    const Architecture& architecture = drawing->architecture;
    const Picture picture = read(writeSvg(catalogue(), architecture));
    QCOMPARE(picture.error, QString());
    // Its own, one of each resource and one of each connection.
    QCOMPARE(picture.titles.size(), static_cast<qsizetype>(1 + architecture.resources().size()
                                                           + architecture.connections().size()));
    for (const auto& resource : architecture.resources())
        QVERIFY2(picture.titles.filter(QString::fromStdString(resource->name)).size() > 0,
                 resource->name.c_str());
    for (const QString& target : picture.used) {
        QVERIFY2(target.startsWith(u'#'), qPrintable(target)); // nothing outside of the file
        QVERIFY2(picture.ids.contains(target.mid(1)), qPrintable(target));
    }
    for (const char* element : {"foreignObject", "style", "clipPath", "image", "script"})
        QVERIFY2(!picture.elements.contains(element), element);
}

void TestSvg::theDrawingComesBackOutOfThePicture()
{
    const Architecture drawing = testing::twoTiers();
    const Picture picture = read(writeSvg(catalogue(), drawing));
    const auto back = readSkydraft(catalogue(), picture.metadata.toStdString());
    QVERIFY(back.has_value());
    QVERIFY(back->architecture == drawing);
}

void TestSvg::namesCannotBreakThePicture()
{
    ArchitectureBuilder builder;
    Resource resource;
    resource.id = ResourceId("a");
    resource.type = "ec2.instance";
    resource.name = "</text><script>\"&'\x01\xF0\x9F\x98\x80";
    builder.put(resource);
    const Picture picture = read(writeSvg(catalogue(), builder.build()));
    QCOMPARE(picture.error, QString());
    QVERIFY(!picture.elements.contains("script"));
    QVERIFY(picture.texts.join(u' ').contains("</text>"));
}

void TestSvg::verdictsDifferInMoreThanColour()
{
    const Architecture drawing = testing::twoTiers();
    const auto drawn = [&](Verdict verdict) {
        SvgOptions options;
        options.verdicts = {{ConnectionId("c1"), verdict}};
        return QString::fromStdString(writeSvg(catalogue(), drawing, options));
    };
    QVERIFY(!drawn(Verdict::Reachable).contains("stroke-dasharray"));
    QVERIFY(drawn(Verdict::Blocked).contains("stroke-dasharray"));
    QVERIFY(drawn(Verdict::Blocked) != drawn(Verdict::Unknown));
}

void TestSvg::theDarkPictureIsDark()
{
    SvgOptions options;
    options.theme = SvgTheme::Dark;
    const Architecture drawing = testing::twoTiers();
    const std::string dark = writeSvg(catalogue(), drawing, options);
    QVERIFY(dark != writeSvg(catalogue(), drawing));
    options.isTransparent = true;
    QVERIFY(writeSvg(catalogue(), drawing, options).size() < dark.size()); // no ground
}

void TestSvg::koreanTypeNames()
{
    SvgOptions options;
    options.language = "ko";
    const Picture picture = read(writeSvg(catalogue(), testing::twoTiers(), options));
    QVERIFY2(picture.titles.filter("서브넷").size() >= 2, qPrintable(picture.titles.join(u'|')));
}

void TestSvg::anEmptyDrawingIsAPictureToo()
{
    const Picture picture = read(writeSvg(catalogue(), Architecture()));
    QCOMPARE(picture.error, QString());
    QCOMPARE(picture.titles.size(), 1);
}

QTEST_APPLESS_MAIN(TestSvg)
#include "tst_svg.moc"
