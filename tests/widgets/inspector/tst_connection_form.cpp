// SPDX-License-Identifier: GPL-3.0-or-later
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
    analysis->traces.emplace(ConnectionId("c1"), blocked);
    inspected.panel.setAnalysis(analysis);
    QCOMPARE(form->verdict(), QStringLiteral("Blocked"));
    QSignalSpy asked(&inspected.panel, &InspectorPanel::showPathRequested);
    form->pathButton()->click();
    QCOMPARE(asked.count(), 1);
}

QTEST_MAIN(TestConnectionForm)
#include "tst_connection_form.moc"
