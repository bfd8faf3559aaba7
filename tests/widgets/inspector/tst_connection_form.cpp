// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc cannot read the standard library's concepts
#include "tests/model/simulation/play.h"
#endif
#include "tests/widgets/inspector/inspector_fixture.h"
#include "widgets/inspector/connection_form.h"
#include "widgets/inspector/line_editor.h"

using namespace skydraft;
using testing::enter;
using testing::Inspected;

class TestConnectionForm : public QObject
{
    Q_OBJECT

private slots:
    void thePortIsSetInOneStep();
    void theVerdictComesFromTheAnalysis();
    void theSimulationHearsWhatIsSet_data();
    void theSimulationHearsWhatIsSet();
};

void TestConnectionForm::thePortIsSetInOneStep()
{
    Inspected inspected(testing::twoTiers());
    inspected.controller.select({}, {ConnectionId("c1")});
    ConnectionForm* form = inspected.panel.connectionForm();
    QVERIFY(form != nullptr);
    auto* port = qobject_cast<LineEditor*>(form->properties()->row("port")->editor());
    QCOMPARE(port->line()->text(), QStringLiteral("3306"));
    enter(port->line(), QStringLiteral("5432"));
    const auto now = [&] {
        return inspected.controller.architecture().find(ConnectionId("c1"))->properties;
    };
    QCOMPARE(now()["port"].dump(), std::string("5432"));
    enter(port->line(), QStringLiteral("0"));
    QVERIFY(!port->problem().isEmpty());
    QCOMPARE(now()["port"].dump(), std::string("5432"));
    inspected.controller.undo();
    QVERIFY(inspected.controller.architecture() == testing::twoTiers());
    QCOMPARE(port->line()->text(), QStringLiteral("3306"));
}

void TestConnectionForm::theVerdictComesFromTheAnalysis()
{
    Inspected inspected(testing::twoTiers());
    inspected.controller.select({}, {ConnectionId("c1")});
    ConnectionForm* form = inspected.panel.connectionForm();
    QVERIFY(!form->pathButton()->isVisible());
    auto analysis = std::make_shared<Analysis>();
    Trace blocked;
    blocked.verdict = Verdict::Blocked;
    analysis->traces.emplace(ConnectionId("c1"), std::make_shared<const Trace>(blocked));
    inspected.panel.setAnalysis(analysis);
    QCOMPARE(form->verdict(), QStringLiteral("Blocked"));
    QSignalSpy asked(&inspected.panel, &InspectorPanel::showPathRequested);
    form->pathButton()->click();
    QCOMPARE(asked.count(), 1);
}

void TestConnectionForm::theSimulationHearsWhatIsSet_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("weight") << QByteArray("4");
    QTest::newRow("calls_per_request") << QByteArray("4");
    QTest::newRow("operation") << QByteArray("\"write\"");
    // Whoever adds a property to the form says here what it does. The first two are the network's.
    QCOMPARE(connectionProperties().size(), std::size_t{2 + 3});
}

void TestConnectionForm::theSimulationHearsWhatIsSet()
{
    QFETCH(QByteArray, value);
    const std::string property = QTest::currentDataTag();
    const auto arrivals = [&](const Json& properties) {
        const Architecture drawing = testing::Drawing()
                                         .add("users", "clients")
                                         .add("web", "ec2.instance")
                                         .add("primary", "rds.instance")
                                         .add("replica", "rds.instance")
                                         .connect("c1", "users", "web")
                                         .connect("c2", "web", "primary")
                                         .connect("c3", "web", "replica", properties)
                                         .build();
        const auto result = testing::play(drawing, testing::open(20, 200));
        return result.nodes.at(ResourceId("replica")).arrivals;
    };
    const std::uint64_t before = arrivals(Json::object());
    const std::uint64_t after = arrivals({{property, Json::parse(value.toStdString())}});
    QVERIFY(before > 0);
    QVERIFY2(after > before * 3 / 2 || after < before / 2, property.c_str());
}

QTEST_MAIN(TestConnectionForm)
#include "tst_connection_form.moc"
