// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

/// The house: floors go up and nothing includes from a floor above it. Reads the sources.
class TestFloors : public QObject
{
    Q_OBJECT

private slots:
    void noFileIncludesFromAbove_data();
    void noFileIncludesFromAbove();
    void theModelKnowsNoQt();
    void theSessionKnowsNoWidgets();
    void modelSourcesIncludeTheirOwnHeaderFirst();
    void theCheckItselfCanFail();
};

namespace {

/// Height of a folder in the house; -1 where it stands outside of it.
int floorOf(const QString& path)
{
    static const QList<QStringList> floors{
        {"resources/"},
        {"model/base/"},
        {"model/catalogue/"},
        {"model/architecture/"},
        {"model/network/", "model/simulation/", "model/cost/", "model/layout/"},
        {"model/rules/", "model/formats/"},
        {"model/lessons/"},
        {"model/workshop/"},
        {"widgets/common/"},
        {"widgets/theme/", "widgets/session/"},
        {"widgets/canvas/", "widgets/inspector/", "widgets/panels/", "widgets/tables/"},
        {"app/"},
        {"tests/"},
    };
    for (qsizetype i = 0; i < floors.size(); ++i)
        for (const QString& folder : floors[i])
            if (path.startsWith(folder))
                return static_cast<int>(i);
    return -1;
}

QString roomOf(const QString& path)
{
    return path.left(path.lastIndexOf(u'/') + 1);
}

/// Folders of one height do not see each other, except that formats writes what rules found.
bool mayInclude(const QString& file, const QString& header)
{
    const int from = floorOf(file);
    const int to = floorOf(header);
    if (from < 0 || to < 0)
        return true;
    if (roomOf(file) == roomOf(header) || to < from)
        return true;
    const bool isException = roomOf(file) == u"model/formats/" && roomOf(header) == u"model/rules/";
    return isException || (file.startsWith(u"app/") && header.startsWith(u"app/"))
           || (file.startsWith(u"tests/") && header.startsWith(u"tests/"));
}

QStringList sources(const QStringList& rooms)
{
    const QString root = QStringLiteral(SKYDRAFT_SOURCE_DIR) + u'/';
    QStringList files;
    for (const QString& room : rooms) {
        QDirIterator it(root + room, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            files.append(it.next().mid(root.size()));
    }
    files.sort();
    return files;
}

QStringList includesOf(const QString& path)
{
    QFile file(QStringLiteral(SKYDRAFT_SOURCE_DIR) + u'/' + path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
        QRegularExpression::MultilineOption);
    QStringList headers;
    auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
    while (matches.hasNext())
        headers.append(matches.next().captured(1));
    return headers;
}

} // namespace

void TestFloors::noFileIncludesFromAbove_data()
{
    QTest::addColumn<QString>("file");
    for (const QString& file : sources({"resources", "model", "widgets", "app"}))
        QTest::newRow(qPrintable(file)) << file;
}

void TestFloors::noFileIncludesFromAbove()
{
    QFETCH(QString, file);
    for (const QString& header : includesOf(file))
        QVERIFY2(mayInclude(file, header), qPrintable(file + QString(" includes ") + header));
}

void TestFloors::theModelKnowsNoQt()
{
    const QStringList files = sources({"model", "resources"});
    QVERIFY(files.size() > 20);
    for (const QString& file : files)
        for (const QString& header : includesOf(file))
            QVERIFY2(!header.startsWith(u'Q'), qPrintable(file + QString(" includes ") + header));
}

void TestFloors::theSessionKnowsNoWidgets()
{
    for (const QString& file : sources({"widgets/session"}))
        for (const QString& header : includesOf(file)) {
            const bool isGui = header.startsWith(u"QtGui") || header.startsWith(u"QtWidgets")
                               || header == u"QWidget" || header == u"QColor" || header == u"QIcon"
                               || header == u"QApplication";
            QVERIFY2(!isGui, qPrintable(file + QString(" includes ") + header));
        }
}

/// Which makes the compiler see that every header stands alone.
void TestFloors::modelSourcesIncludeTheirOwnHeaderFirst()
{
    const QStringList files = sources({"model"});
    for (const QString& file : files) {
        const QString header = file.chopped(4) + QString(".h");
        if (!file.endsWith(u".cpp") || !files.contains(header))
            continue;
        const QStringList includes = includesOf(file);
        QVERIFY2(!includes.isEmpty() && includes.front() == header, qPrintable(file));
    }
}

void TestFloors::theCheckItselfCanFail()
{
    QVERIFY(!mayInclude("model/base/cidr.h", "model/network/trace.h"));
    QVERIFY(!mayInclude("model/network/trace.cpp", "model/simulation/simulation.h"));
    QVERIFY(!mayInclude("model/rules/finding.cpp", "widgets/theme/theme.h"));
    QVERIFY(!mayInclude("widgets/canvas/scene.cpp", "widgets/panels/palette_panel.h"));
    QVERIFY(mayInclude("widgets/canvas/scene.cpp", "widgets/session/document_controller.h"));
    QVERIFY(mayInclude("model/formats/result_json.cpp", "model/rules/finding.h"));
}

QTEST_APPLESS_MAIN(TestFloors)
#include "tst_floors.moc"
