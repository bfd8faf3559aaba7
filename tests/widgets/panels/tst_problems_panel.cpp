// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QContextMenuEvent>
#include <QDialogButtonBox>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/panels/problems_model.h"
#include "widgets/panels/problems_panel.h"
#include "widgets/panels/suppress_dialog.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

class TestProblemsPanel : public QObject
{
    Q_OBJECT

private slots:
    void theModelKeepsItsPromises();
    void theGravestStandFirst();
    void aFilterHidesASeverityOnly();
    void aClickRevealsWhatItIsAbout();
    void theFixOfARowIsOneStep();
    void theSameFindingsKeepTheChosenRow();
    void noProblemsIsSaid();
    void aFindingIsSuppressedWithAReason();
    void theMenuSuppressesInTheWholeDrawing();
    void suppressedFindingsAreShownAndReportedAgain();
    void aProfileIsChosen();
};

namespace {

Finding finding(const char* code, Severity severity, const char* resource)
{
    Finding result;
    result.code = code;
    result.severity = severity;
    result.resource = ResourceId(resource);
    result.message = MODEL_TEXT("Test", "%1 is wrong").with(resource);
    result.why = MODEL_TEXT("Test", "It matters.");
    return result;
}

AnalysisPointer analysisOf(std::vector<Finding> findings)
{
    auto analysis = std::make_shared<Analysis>();
    analysis->architecture = testing::twoTiers();
    for (Finding& one : findings)
        analysis->findings.push_back(std::make_shared<const Finding>(std::move(one)));
    return analysis;
}

AnalysisPointer threeFindings()
{
    Finding fixable = finding("SG001", Severity::Error, "web");
    fixable.fixes.push_back(
        {MODEL_TEXT("Test", "Rename it"), Edit{RenameResource{ResourceId("web"), "fixed"}}});
    Finding line = finding("NET001", Severity::Warning, "db");
    line.connection = ConnectionId("c1");
    return analysisOf({fixable, line, finding("TAG001", Severity::Note, "vpc")});
}

/// The first finding of a group.
void clickRow(const ProblemsPanel& panel, int group)
{
    const QModelIndex row = panel.model()->index(0, 0, panel.model()->index(group, 0));
    QTest::mouseClick(panel.view()->viewport(), Qt::LeftButton, {},
                      panel.view()->visualRect(row).center());
}

QPushButton* okButton(const QDialog& dialog)
{
    return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
}

} // namespace

void TestProblemsPanel::theModelKeepsItsPromises()
{
    ProblemsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setAnalysis(threeFindings());
    QCOMPARE(model.rowCount(), 3);
    model.setHidden({Severity::Warning});
    QCOMPARE(model.rowCount(), 2);
    model.setAnalysis(threeFindings());
    model.setHidden({});
    model.retranslate();
    model.setAnalysis(analysisOf({}));
    QCOMPARE(model.rowCount(), 0);
    model.setAnalysis(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestProblemsPanel::theGravestStandFirst()
{
    ProblemsModel model;
    model.setAnalysis(
        analysisOf({finding("A", Severity::Note, "vpc"), finding("B", Severity::Error, "db"),
                    finding("C", Severity::Error, "web")}));
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Error (2)"));
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("Note (1)"));
    const QModelIndex first = model.index(0, 0, model.index(0, 0));
    QCOMPARE(first.data().toString(), QStringLiteral("db is wrong"));
    QCOMPARE(first.siblingAtColumn(ProblemsModel::Code).data().toString(), QStringLiteral("B"));
    QCOMPARE(first.siblingAtColumn(ProblemsModel::Where).data().toString(), QStringLiteral("db"));
    QVERIFY(first.data(Qt::ToolTipRole).toString().contains(QStringLiteral("It matters.")));
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("Error")));
}

void TestProblemsPanel::aFilterHidesASeverityOnly()
{
    DocumentController controller(Catalogue::builtIn());
    ProblemsPanel panel(controller);
    QSignalSpy counts(&panel, &ProblemsPanel::countsChanged);
    panel.setAnalysis(threeFindings());
    QCOMPARE(counts.count(), 1);
    QCOMPARE(counts[0], (QList<QVariant>{1, 1, 1}));
    const auto buttons = panel.findChildren<QToolButton*>();
    QCOMPARE(buttons[1]->text(), QStringLiteral("Warnings: 1"));
    buttons[1]->click();
    QCOMPARE(panel.model()->rowCount(), 2);
    QCOMPARE(panel.model()->count(Severity::Warning), 1); // hidden, but still there
    buttons[1]->click();
    QCOMPARE(panel.model()->rowCount(), 3);
}

void TestProblemsPanel::aClickRevealsWhatItIsAbout()
{
    DocumentController controller(Catalogue::builtIn());
    ProblemsPanel panel(controller);
    panel.resize(800, 400);
    panel.show();
    panel.setAnalysis(threeFindings());
    QSignalSpy resource(&panel, &ProblemsPanel::revealRequested);
    QSignalSpy connection(&panel, &ProblemsPanel::connectionRevealRequested);
    const auto click = [&](int group) {
        const QModelIndex row = panel.model()->index(0, 0, panel.model()->index(group, 0));
        QTest::mouseClick(panel.view()->viewport(), Qt::LeftButton, {},
                          panel.view()->visualRect(row).center());
    };
    click(0);
    QCOMPARE(resource.count(), 1);
    QCOMPARE(resource[0][0].value<ResourceId>().value(), std::string("web"));
    click(1);
    QCOMPARE(resource.count(), 1);
    QCOMPARE(connection.count(), 1);
    QCOMPARE(connection[0][0].value<ConnectionId>().value(), std::string("c1"));
}

void TestProblemsPanel::theFixOfARowIsOneStep()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    ProblemsPanel panel(controller);
    panel.resize(800, 400);
    panel.show();
    panel.setAnalysis(threeFindings());
    const QModelIndex row = panel.model()->index(0, 0, panel.model()->index(0, 0));
    const QRect button = panel.view()->visualRect(row.siblingAtColumn(ProblemsModel::Action));
    QTest::mouseClick(panel.view()->viewport(), Qt::LeftButton, {}, button.center());
    QCOMPARE(controller.architecture().find(ResourceId("web"))->name, std::string("fixed"));
    QCOMPARE(controller.document().undoTitle().english(), std::string("Rename it"));
    controller.undo();
    QVERIFY(controller.architecture() == testing::twoTiers());
    // The same by keyboard: the button below the list.
    panel.view()->setCurrentIndex(row);
    const auto buttons = panel.findChildren<QPushButton*>(QStringLiteral("fixButton"));
    QCOMPARE(buttons.size(), 1);
    buttons.front()->click();
    QCOMPARE(controller.architecture().find(ResourceId("web"))->name, std::string("fixed"));
}

void TestProblemsPanel::theSameFindingsKeepTheChosenRow()
{
    DocumentController controller(Catalogue::builtIn());
    ProblemsPanel panel(controller);
    panel.setAnalysis(threeFindings());
    panel.view()->setCurrentIndex(panel.model()->index(0, 0, panel.model()->index(1, 0)));
    panel.setAnalysis(threeFindings());
    QCOMPARE(panel.view()->currentIndex().data().toString(), QStringLiteral("db is wrong"));
    // The error is gone: the same finding now stands in the first group.
    panel.setAnalysis(analysisOf({*threeFindings()->findings[1]}));
    QCOMPARE(panel.view()->currentIndex().data().toString(), QStringLiteral("db is wrong"));
}

void TestProblemsPanel::noProblemsIsSaid()
{
    DocumentController controller(Catalogue::builtIn());
    ProblemsPanel panel(controller);
    panel.show();
    const auto isSaid = [&](const char* words) {
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text() == QLatin1String(words))
                return true;
        return false;
    };
    QVERIFY(isSaid("The drawing has not been checked yet."));
    panel.setAnalysis(analysisOf({}));
    QVERIFY(isSaid("No problems"));
    panel.setAnalysis(threeFindings());
    QVERIFY(!isSaid("No problems"));
}

void TestProblemsPanel::aFindingIsSuppressedWithAReason()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    ProblemsPanel panel(controller);
    panel.resize(800, 500);
    panel.show();
    panel.setAnalysis(threeFindings());
    clickRow(panel, 0);
    auto* button = panel.findChild<QPushButton*>(QStringLiteral("suppressButton"));
    QVERIFY(button != nullptr);
    QTest::mouseClick(button, Qt::LeftButton);
    auto* dialog = panel.findChild<SuppressDialog*>();
    QTRY_VERIFY(dialog != nullptr && dialog->isVisible());
    QPushButton* accept = okButton(*dialog);
    QTest::keyClicks(dialog->reasonField(), QStringLiteral("  "));
    QVERIFY(!accept->isEnabled()); // blanks are no reason
    QTest::keyClicks(dialog->reasonField(), QStringLiteral("Lab only"));
    QTest::mouseClick(accept, Qt::LeftButton);
    const Suppression* found =
        controller.architecture().find(SuppressionKey{"SG001", ResourceId("web")});
    QVERIFY(found != nullptr);
    QCOMPARE(found->reason, std::string("Lab only"));
    controller.undo();
    QVERIFY(controller.architecture() == testing::twoTiers());
}

void TestProblemsPanel::theMenuSuppressesInTheWholeDrawing()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    ProblemsPanel panel(controller);
    panel.resize(800, 500);
    panel.show();
    panel.setAnalysis(threeFindings());
    const QModelIndex row = panel.model()->index(0, 0, panel.model()->index(1, 0));
    const QPoint place = panel.view()->visualRect(row).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, place,
                            panel.view()->viewport()->mapToGlobal(place));
    QCoreApplication::sendEvent(panel.view()->viewport(), &event);
    auto* menu = panel.findChild<QMenu*>(QStringLiteral("problemMenu"));
    QTRY_VERIFY(menu != nullptr && menu->isVisible());
    QAction* whole = nullptr;
    for (QAction* action : menu->actions())
        if (action->text() == QStringLiteral("Suppress in the whole drawing…"))
            whole = action;
    QVERIFY(whole != nullptr);
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(whole).center());
    auto* dialog = panel.findChild<SuppressDialog*>();
    QTRY_VERIFY(dialog != nullptr && dialog->isVisible());
    QVERIFY(dialog->drawingChoice()->isChecked());
    QTest::keyClicks(dialog->reasonField(), QStringLiteral("A lecture"));
    QTest::keyClick(dialog->reasonField(), Qt::Key_Return);
    QVERIFY(controller.architecture().find(SuppressionKey{"NET001", std::nullopt}) != nullptr);
}

void TestProblemsPanel::suppressedFindingsAreShownAndReportedAgain()
{
    const auto start = testing::Drawing().add("sg", "vpc.security-group");
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::Drawing(start).suppress("SG001", "sg", "Lab only").build());
    ProblemsPanel panel(controller);
    const QAbstractItemModelTester tester(panel.model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    panel.resize(800, 500);
    panel.show();
    auto analysis = std::make_shared<Analysis>(*analysisOf({}));
    analysis->architecture = controller.architecture();
    Finding accepted = finding("SG001", Severity::Error, "sg");
    accepted.suppression = "Lab only";
    analysis->suppressed = {std::make_shared<const Finding>(accepted)};
    panel.setAnalysis(analysis);
    QCOMPARE(panel.model()->rowCount(), 0);
    QCOMPARE(panel.suppressedButton()->text(), QStringLiteral("Suppressed: 1"));
    QTest::mouseClick(panel.suppressedButton(), Qt::LeftButton);
    QCOMPARE(panel.model()->index(0, 0).data().toString(), QStringLiteral("Suppressed (1)"));
    clickRow(panel, 0);
    bool isReasonShown = false;
    for (const QLabel* label : panel.findChildren<QLabel*>())
        isReasonShown = isReasonShown || label->text().contains(QStringLiteral("Lab only"));
    QVERIFY(isReasonShown);
    auto* restore = panel.findChild<QPushButton*>(QStringLiteral("restoreButton"));
    QVERIFY(restore != nullptr);
    QTest::mouseClick(restore, Qt::LeftButton);
    QVERIFY(controller.architecture() == start.build());
}

void TestProblemsPanel::aProfileIsChosen()
{
    DocumentController controller(Catalogue::builtIn());
    ProblemsPanel panel(controller);
    panel.resize(800, 500);
    panel.show();
    panel.setProfile(Profile::Review);
    QCOMPARE(panel.profileBox()->currentIndex(), 1);
    QSignalSpy chosen(&panel, &ProblemsPanel::profileChosen);
    panel.profileBox()->setFocus();
    QTest::keyClick(panel.profileBox(), Qt::Key_Down);
    QCOMPARE(chosen.count(), 1);
    QVERIFY(chosen[0][0].value<Profile>() == Profile::Strict);
}

QTEST_MAIN(TestProblemsPanel)
#include "tst_problems_panel.moc"
