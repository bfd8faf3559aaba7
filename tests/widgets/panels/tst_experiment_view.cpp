// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/common/language.h"
#include "widgets/panels/experiment_view.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;
using State = ExperimentRow::State;

/// One property, several values, a row of figures for each.
class TestExperimentView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void eachValueIsARowOfFigures();
    void runsGiveIntervalsAndDifferences();
    void theDrawingStaysAsItIs();
    void cancellingIsQuickAndKeepsWhatIsDone();
    void aValueThatIsRefusedSaysWhy();
    void valuesAreRead_data();
    void valuesAreRead();
    void wrongValuesAreSaidAtTheField();
    void theRunnerSurvivesBeingDestroyed();

private:
    void choose(const char* resource, const char* property);

    std::unique_ptr<DocumentController> m_controller;
    std::unique_ptr<ExperimentView> m_view;
};

namespace {

/// 80 requests/s, evenly, for 10 s. A worker serves 1 in 20 ms: 50/s.
Architecture shop(double ratePerS = 80, double seconds = 10)
{
    ArchitectureBuilder builder(testing::Drawing()
                                    .add("users", "clients")
                                    .add("web", "ec2.instance", "",
                                         {{"service_time_ms", 20},
                                          {"service_time_distribution", "deterministic"},
                                          {"workers", 1},
                                          {"queue_limit", 0}})
                                    .connect("c", "users", "web")
                                    .build());
    Scenario scenario;
    scenario.id = ScenarioId("s");
    scenario.durationS = seconds;
    scenario.load = {
        Load{.client = ResourceId("users"), .arrivals = "deterministic", .ratePerS = ratePerS}};
    builder.put(scenario);
    return builder.build();
}

} // namespace

void TestExperimentView::init()
{
    setLanguage(QStringLiteral("en"));
    m_controller = std::make_unique<DocumentController>(Catalogue::builtIn());
    m_controller->reset(shop());
    m_view = std::make_unique<ExperimentView>(*m_controller);
    m_view->setScenario(ScenarioId("s"));
    m_view->resize(800, 300);
    m_view->show();
}

void TestExperimentView::choose(const char* resource, const char* property)
{
    const int row = m_view->resourceBox()->findData(QString::fromLatin1(resource));
    QVERIFY(row >= 0);
    m_view->resourceBox()->setCurrentIndex(row);
    const int place = m_view->propertyBox()->findData(QString::fromLatin1(property));
    QVERIFY(place >= 0);
    m_view->propertyBox()->setCurrentIndex(place);
}

void TestExperimentView::eachValueIsARowOfFigures()
{
    choose("web", "workers");
    QCOMPARE(m_view->valuesField()->text(), QStringLiteral("1, 2, 4")); // half of 1 is no worker
    m_view->valuesField()->setText(QStringLiteral("1, 2"));
    QTest::mouseClick(m_view->runButton(), Qt::LeftButton);
    QTRY_COMPARE(m_view->runButton()->text(), QStringLiteral("Run"));
    QCOMPARE(m_view->table()->rowCount(), 2);
    const auto cell = [&](int row, int column) {
        return m_view->table()->item(row, column)->text();
    };
    QCOMPARE(cell(0, 0), QStringLiteral("1"));
    QCOMPARE(cell(0, 1), QStringLiteral("done"));
    // A request every 12.5 ms, each served for 20 ms: every second one finds the worker busy, and
    // without a queue it fails. Two workers serve all.
    const double failed = QLocale().toDouble(cell(0, 5));
    const double requests = QLocale().toDouble(cell(0, 2));
    QVERIFY2(std::abs(failed / requests - 0.5) < 0.01, qPrintable(cell(0, 5)));
    QCOMPARE(cell(1, 5), QStringLiteral("0"));
    QCOMPARE(cell(1, 6), QStringLiteral("100.000 ± 0.000"));
    QCOMPARE(cell(1, 3), QStringLiteral("20.0 ± 0.0"));
    const QStringList lines = m_view->csv().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[2].startsWith(QStringLiteral("2,"))
                 && lines[2].contains(QStringLiteral(",0,1,")),
             qPrintable(lines[2]));
}

void TestExperimentView::runsGiveIntervalsAndDifferences()
{
    ArchitectureBuilder builder(shop());
    Resource web = *builder.current().find(ResourceId("web"));
    web.properties = {{"service_time_ms", 10}, {"workers", 1}};
    builder.put(web);
    Scenario scenario = *builder.current().find(ScenarioId("s"));
    scenario.load.front().arrivals = "poisson";
    scenario.durationS = 60;
    builder.put(scenario);
    m_controller->reset(builder.build());
    choose("web", "workers");
    m_view->valuesField()->setText(QStringLiteral("1, 1, 2"));
    m_view->runsField()->setFocus();
    m_view->runsField()->selectAll();
    QTest::keyClicks(m_view->runsField(), QStringLiteral("4"));
    QTest::mouseClick(m_view->runButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(m_view->runButton()->text(), QStringLiteral("Run"), 60'000);
    const auto cell = [&](int row, int column) {
        return m_view->table()->item(row, column)->text();
    };
    QVERIFY2(cell(0, 3).contains(QStringLiteral(" ± ")), qPrintable(cell(0, 3)));
    // Requests of one run, not of all: some 80/s x 60 s.
    const double requests = QLocale().toDouble(cell(0, 2));
    QVERIFY2(requests > 4300 && requests < 5300, qPrintable(cell(0, 2)));
    QCOMPARE(cell(1, 3), cell(0, 3)); // the same value, the same random numbers
    QCOMPARE(cell(1, 7), QStringLiteral("0.0 ± 0.0 (no clear difference)"));
    // M/M/1 at 0.8 against M/M/2 at 0.4: 50 ms against 11.9 ms.
    QVERIFY2(cell(2, 7).startsWith(QLatin1Char('-')) || cell(2, 7).startsWith(QChar(0x2212)),
             qPrintable(cell(2, 7)));
    QVERIFY(!cell(2, 7).contains(QStringLiteral("no clear difference")));
    QVERIFY(cell(0, 7).isEmpty());
}

void TestExperimentView::theDrawingStaysAsItIs()
{
    const Architecture before = m_controller->architecture();
    choose("web", "workers");
    QTest::keyClick(m_view->valuesField(), Qt::Key_Return);
    QTRY_COMPARE(m_view->runButton()->text(), QStringLiteral("Run"));
    QVERIFY(m_controller->architecture() == before);
    QVERIFY(!m_controller->document().canUndo());
}

void TestExperimentView::cancellingIsQuickAndKeepsWhatIsDone()
{
    m_controller->reset(shop(5000, 100'000)); // half a billion requests: minutes
    choose("web", "workers");
    m_view->valuesField()->setText(QStringLiteral("1, 2, 3, 4, 5, 6"));
    QTest::mouseClick(m_view->runButton(), Qt::LeftButton);
    QCOMPARE(m_view->runButton()->text(), QStringLiteral("Cancel"));
    QTest::qWait(300);
    QElapsedTimer clock;
    clock.start();
    QTest::mouseClick(m_view->runButton(), Qt::LeftButton);
    QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(m_view->runButton()->text(), QStringLiteral("Run"));
    QCOMPARE(m_view->table()->item(5, 1)->text(), QStringLiteral("cancelled"));
}

void TestExperimentView::aValueThatIsRefusedSaysWhy()
{
    choose("web", "workers");
    m_view->valuesField()->setText(QStringLiteral("2, -5"));
    QTest::mouseClick(m_view->runButton(), Qt::LeftButton);
    QTRY_COMPARE(m_view->runButton()->text(), QStringLiteral("Run"));
    QCOMPARE(m_view->table()->item(0, 1)->text(), QStringLiteral("done"));
    QVERIFY(m_view->table()->item(1, 1)->text().size() > 10); // a sentence
    QVERIFY(m_view->table()->item(1, 2)->text().isEmpty());
}

void TestExperimentView::valuesAreRead_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("values");
    const int number = int(PropertyType::Number);
    const int integer = int(PropertyType::Integer);
    QTest::newRow("numbers") << number << "1, 2.5,3"
                             << "[1,2.5,3]";
    QTest::newRow("whole numbers") << integer << "1,2"
                                   << "[1,2]";
    QTest::newRow("a fraction of an instance") << integer << "1,2.5"
                                               << "";
    QTest::newRow("yes and no") << int(PropertyType::Boolean) << "false, true"
                                << "[false,true]";
    QTest::newRow("choices") << int(PropertyType::Choice) << "m5.large, t3.micro"
                             << "[\"m5.large\",\"t3.micro\"]";
    QTest::newRow("nothing") << number << " , "
                             << "";
    QTest::newRow("a word") << number << "many"
                            << "";
    QTest::newRow("no number") << number << "nan"
                               << "";
}

void TestExperimentView::valuesAreRead()
{
    QFETCH(int, type);
    QFETCH(QString, text);
    QFETCH(QString, values);
    Property property;
    property.type = static_cast<PropertyType>(type);
    const auto read = valuesFrom(text, property);
    QCOMPARE(read.has_value(), !values.isEmpty());
    if (read)
        QCOMPARE(QString::fromStdString(Json(*read).dump()), values);
}

void TestExperimentView::wrongValuesAreSaidAtTheField()
{
    choose("web", "workers");
    m_view->valuesField()->setText(QStringLiteral("many"));
    QTest::keyClick(m_view->valuesField(), Qt::Key_Return);
    QVERIFY(m_view->errorText().contains(QStringLiteral("many")));
    QCOMPARE(m_view->table()->rowCount(), 0);
}

void TestExperimentView::theRunnerSurvivesBeingDestroyed()
{
    Experiment experiment{ResourceId("web"), "workers", {1, 2, 3}, {}};
    experiment.scenario = *m_controller->architecture().find(ScenarioId("s"));
    experiment.scenario.durationS = 100'000;
    for (int i = 0; i < 5; ++i) {
        ExperimentRunner runner(Catalogue::builtIn());
        runner.start(m_controller->architecture(), experiment);
        QTest::qWait(i);
    }
}

QTEST_MAIN(TestExperimentView)
#include "tst_experiment_view.moc"
