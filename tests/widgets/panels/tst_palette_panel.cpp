// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "widgets/common/language.h"
#include "widgets/common/mime_types.h"
#include "widgets/panels/palette_panel.h"
#include "widgets/panels/palette_tree.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

class TestPalettePanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void everyTypeIsThere();
    void searchFinds_data();
    void searchFinds();
    void enterInsertsTheFirst();
    void enterInTheListInsertsTheChosen();
    void nothingFoundIsSaid();
    void favouritesStay();
    void whatWasUsedStandsOnTop();
    void aDragCarriesTheTypesId();
    void namesFollowTheLanguage();

private:
    QTemporaryDir m_folder;
    DocumentController m_controller{Catalogue::builtIn()};
};

namespace {

/// Opens mimeData() for the test.
class OpenTree : public PaletteTree
{
public:
    using PaletteTree::mimeData;
    using PaletteTree::PaletteTree;
};

} // namespace

void TestPalettePanel::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("skydraft-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
}

void TestPalettePanel::init()
{
    QSettings().clear();
    setLanguage(QStringLiteral("en"));
}

void TestPalettePanel::everyTypeIsThere()
{
    const PalettePanel panel(m_controller);
    QCOMPARE(panel.tree()->shownTypes().size(),
             static_cast<qsizetype>(Catalogue::builtIn().types().size()));
}

void TestPalettePanel::searchFinds_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("first");
    const auto row = [](const char* name, const char* query, const char* first) {
        QTest::newRow(name) << QString::fromUtf8(query) << QString::fromLatin1(first);
    };
    row("an abbreviation", "alb", "elb.application");
    row("a Korean name", "람다", "lambda.function");
    row("initial consonants", "ㄹㄷ", "lambda.function");
    row("an English name while the window is English", "subnet", "vpc.subnet");
    row("a Korean name while the window is English", "보안 그룹", "vpc.security-group");
    row("capitals", "S3", "s3.bucket");
    row("an abbreviation of a security group", "sg", "vpc.security-group");
    row("an id", "rds.instance", "rds.instance");
    row("a typing error", "lmbda", "lambda.function");
}

void TestPalettePanel::searchFinds()
{
    QFETCH(QString, query);
    PalettePanel panel(m_controller);
    panel.searchField()->setText(query);
    QVERIFY(!panel.tree()->shownTypes().isEmpty());
    QTEST(panel.tree()->shownTypes().constFirst(), "first");
}

void TestPalettePanel::enterInsertsTheFirst()
{
    PalettePanel panel(m_controller);
    QSignalSpy inserted(&panel, &PalettePanel::insertRequested);
    panel.show();
    panel.startSearch();
    QTest::keyClick(panel.searchField(), Qt::Key_Return);
    QCOMPARE(inserted.count(), 0); // nothing is searched
    panel.searchField()->setText(QStringLiteral("로드"));
    const QStringList found = panel.tree()->shownTypes();
    for (const char* balancer : {"elb.application", "elb.network", "elb.classic"})
        QVERIFY2(found.mid(0, 4).contains(QString::fromLatin1(balancer)), balancer);
    QTest::keyClick(panel.searchField(), Qt::Key_Return);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][0].toString(), found.constFirst());
}

void TestPalettePanel::enterInTheListInsertsTheChosen()
{
    PalettePanel panel(m_controller);
    QSignalSpy inserted(&panel, &PalettePanel::insertRequested);
    panel.show();
    panel.searchField()->setText(QStringLiteral("vpc"));
    QTest::keyClick(panel.searchField(), Qt::Key_Down);
    QTest::keyClick(panel.tree(), Qt::Key_Down);
    QTest::keyClick(panel.tree(), Qt::Key_Return);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][0].toString(), panel.tree()->shownTypes().at(1));
}

void TestPalettePanel::nothingFoundIsSaid()
{
    PalettePanel panel(m_controller);
    QSignalSpy inserted(&panel, &PalettePanel::insertRequested);
    panel.searchField()->setText(QStringLiteral("qqqqqq"));
    QVERIFY(panel.tree()->shownTypes().isEmpty());
    QTest::keyClick(panel.searchField(), Qt::Key_Return);
    QCOMPARE(inserted.count(), 0);
    panel.searchField()->clear();
    QVERIFY(!panel.tree()->shownTypes().isEmpty());
}

void TestPalettePanel::favouritesStay()
{
    {
        PalettePanel panel(m_controller);
        panel.setFavourite(QStringLiteral("sqs.queue"), true);
    }
    PalettePanel later(m_controller);
    QCOMPARE(later.favourites(), QStringList{QStringLiteral("sqs.queue")});
    QCOMPARE(later.tree()->shownTypes().constFirst(), QStringLiteral("sqs.queue"));
    later.setFavourite(QStringLiteral("sqs.queue"), false);
    QVERIFY(later.tree()->shownTypes().constFirst() != QLatin1String("sqs.queue"));
}

void TestPalettePanel::whatWasUsedStandsOnTop()
{
    PalettePanel panel(m_controller);
    panel.noteUse(QStringLiteral("s3.bucket"));
    panel.noteUse(QStringLiteral("vpc.vpc"));
    panel.noteUse(QStringLiteral("s3.bucket"));
    QCOMPARE(panel.tree()->shownTypes().mid(0, 2),
             (QStringList{QStringLiteral("s3.bucket"), QStringLiteral("vpc.vpc")}));
}

void TestPalettePanel::aDragCarriesTheTypesId()
{
    OpenTree tree(Catalogue::builtIn(), nullptr);
    tree.showFound(QStringLiteral("ec2.instance"));
    const std::unique_ptr<QMimeData> mime(tree.mimeData({tree.topLevelItem(0)}));
    QCOMPARE(mime->data(QString::fromLatin1(serviceTypeMimeType)), QByteArray("ec2.instance"));
    QVERIFY((tree.topLevelItem(0)->flags() & Qt::ItemIsDragEnabled) != 0);
}

void TestPalettePanel::namesFollowTheLanguage()
{
    PalettePanel panel(m_controller);
    panel.show();
    panel.searchField()->setText(QStringLiteral("vpc.subnet"));
    QCOMPARE(panel.tree()->topLevelItem(0)->text(0), QStringLiteral("Subnet"));
    setLanguage(QStringLiteral("ko"));
    QCoreApplication::processEvents();
    QCOMPARE(panel.tree()->topLevelItem(0)->text(0), QStringLiteral("서브넷"));
}

QTEST_MAIN(TestPalettePanel)
#include "tst_palette_panel.moc"
