// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>

#include "tests/widgets/inspector/inspector_fixture.h"
#include "widgets/common/language.h"
#include "widgets/inspector/choice_editors.h"
#include "widgets/inspector/drawing_form.h"
#include "widgets/inspector/line_editor.h"
#include "widgets/inspector/list_editor.h"
#include "widgets/inspector/object_editor.h"

using namespace skydraft;
using testing::Drawing;
using testing::enter;
using testing::Inspected;

class TestInspectorPanel : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setLanguage(QStringLiteral("en")); }
    void everyTypeOfTheCatalogueHasAForm_data();
    void everyTypeOfTheCatalogueHasAForm();
    void renamingIsOneStep();
    void severalResourcesChangeInOneStep();
    void severalResourcesShowWhatTheyHaveInCommon();
    void resetGivesTheDefaultBack();
    void undoShowsTheOldValue();
    void typingSurvivesAChangeElsewhere();
    void textThatWasTypedIsAppliedToTheOldSelection();
    void aDrawingOfALaterVersionIsNotChanged();
    void nothingSelectedShowsTheDrawing();
    void theLanguageChangesWithoutANewWindow();
};

namespace {

QtMessageHandler previousHandler = nullptr;
QStringList warnings;

void collectWarnings(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    // The offscreen platform says this of every window.
    const bool isOfPlatform = message.contains(QLatin1String("propagateSizeHints"));
    if (type != QtDebugMsg && type != QtInfoMsg && !isOfPlatform)
        warnings.append(message);
    previousHandler(type, context, message);
}

Architecture twoServers()
{
    return Drawing()
        .add("a", "ec2.instance", "", {{"instance_type", "m5.large"}, {"workers", 4}})
        .add("b", "ec2.instance", "", {{"instance_type", "m5.large"}, {"workers", 8}})
        .build();
}

} // namespace

void TestInspectorPanel::everyTypeOfTheCatalogueHasAForm_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("language");
    for (const ServiceType& type : Catalogue::builtIn().types())
        for (const char* language : {"en", "ko"})
            QTest::addRow("%s in %s", type.id.c_str(), language)
                << toQString(type.id) << QString::fromLatin1(language);
}

void TestInspectorPanel::everyTypeOfTheCatalogueHasAForm()
{
    QFETCH(QString, type);
    QFETCH(QString, language);
    setLanguage(language);
    warnings.clear();
    previousHandler = qInstallMessageHandler(collectWarnings);
    Inspected inspected(Drawing().add("x", type.toUtf8().constData()).build(), {ResourceId("x")});
    QCoreApplication::processEvents();
    const ServiceType& declared = Catalogue::builtIn().typeOrGeneric(type.toStdString());
    const auto* form = inspected.panel.resourceForm();
    QVERIFY(form != nullptr);
    QCOMPARE(form->properties()->rows().size(), declared.properties.size());
    for (const Property& property : declared.properties) {
        const PropertyRow* row = inspected.row(property.name);
        QVERIFY2(row != nullptr, property.name.c_str());
        QVERIFY(row->editor()->shown().value == property.defaultValue);
        QVERIFY(row->editor()->shown().isDefault);
        QVERIFY2(row->message().isEmpty() || row->editor()->problem().isEmpty(),
                 property.name.c_str());
        QVERIFY2(!row->editor()->accessibleName().isEmpty(), property.name.c_str());
        if (const auto* list = qobject_cast<const ListEditor*>(row->editor()))
            QCOMPARE(list->rows().size(), property.fields.size());
        if (const auto* object = qobject_cast<const ObjectEditor*>(row->editor()))
            QCOMPARE(object->rows().size(), property.fields.size());
    }
    // Looking changes nothing.
    QVERIFY(!inspected.controller.document().canUndo());
    qInstallMessageHandler(previousHandler);
    QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join(QLatin1Char('\n'))));
}

void TestInspectorPanel::renamingIsOneStep()
{
    Inspected inspected(twoServers(), {ResourceId("a")});
    enter(inspected.panel.resourceForm()->nameField(), QStringLiteral("web 1"));
    QCOMPARE(inspected.controller.architecture().find(ResourceId("a"))->name, std::string("web 1"));
    inspected.controller.undo();
    QVERIFY(inspected.controller.architecture() == twoServers());
    QCOMPARE(inspected.panel.resourceForm()->nameField()->text(), QStringLiteral("a"));
    QCOMPARE(inspected.panel.resourceForm()->idLabel()->text(), QStringLiteral("a"));
}

void TestInspectorPanel::severalResourcesChangeInOneStep()
{
    Inspected inspected(twoServers(), {ResourceId("a"), ResourceId("b")});
    enter(inspected.editor<LineEditor>("workers")->line(), QStringLiteral("16"));
    QCOMPARE(inspected.set("a", "workers"), std::string("16"));
    QCOMPARE(inspected.set("b", "workers"), std::string("16"));
    inspected.controller.undo();
    QVERIFY(inspected.controller.architecture() == twoServers());
}

void TestInspectorPanel::severalResourcesShowWhatTheyHaveInCommon()
{
    Inspected inspected(twoServers(), {ResourceId("a"), ResourceId("b")});
    auto* type = inspected.editor<OpenChoiceEditor>("instance_type");
    auto* workers = inspected.editor<LineEditor>("workers");
    QCOMPARE(type->combo()->currentText(), QStringLiteral("m5.large"));
    QVERIFY(workers->shown().isMixed);
    QCOMPARE(workers->line()->text(), QString());
    QVERIFY(!workers->line()->placeholderText().isEmpty());
    // Passing through the field with the tabulator changes neither.
    workers->line()->setFocus();
    QTest::keyClick(workers->line(), Qt::Key_Tab);
    QVERIFY(inspected.controller.architecture() == twoServers());
}

void TestInspectorPanel::resetGivesTheDefaultBack()
{
    Inspected inspected(twoServers(), {ResourceId("a")});
    QVERIFY(inspected.row("workers")->resetButton()->isVisibleTo(inspected.row("workers")));
    QVERIFY(
        !inspected.row("queue_limit")->resetButton()->isVisibleTo(inspected.row("queue_limit")));
    inspected.row("workers")->resetButton()->click();
    QCOMPARE(inspected.set("a", "workers"), std::string("unset"));
    // The catalogue's default is one worker.
    QCOMPARE(inspected.editor<LineEditor>("workers")->line()->text(), QStringLiteral("1"));
    QVERIFY(!inspected.row("workers")->resetButton()->isVisibleTo(inspected.row("workers")));
}

void TestInspectorPanel::undoShowsTheOldValue()
{
    Inspected inspected(twoServers(), {ResourceId("a")});
    auto* line = inspected.editor<LineEditor>("workers")->line();
    enter(line, QStringLiteral("7"));
    QCOMPARE(inspected.set("a", "workers"), std::string("7"));
    inspected.controller.undo();
    QCOMPARE(line->text(), QStringLiteral("4"));
    inspected.controller.redo();
    QCOMPARE(line->text(), QStringLiteral("7"));
}

void TestInspectorPanel::typingSurvivesAChangeElsewhere()
{
    Inspected inspected(twoServers(), {ResourceId("a")});
    auto* line = inspected.editor<LineEditor>("workers")->line();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("123"));
    QTest::keyClick(line, Qt::Key_Left);
    const Edit elsewhere{RenameResource{ResourceId("b"), "other"}};
    QVERIFY(inspected.controller.apply(elsewhere, MODEL_TEXT("Test", "Elsewhere")));
    QCOMPARE(line->text(), QStringLiteral("123"));
    QCOMPARE(line->cursorPosition(), 2);
    QTest::keyClick(line, Qt::Key_Escape);
    QCOMPARE(line->text(), QStringLiteral("4"));
}

void TestInspectorPanel::textThatWasTypedIsAppliedToTheOldSelection()
{
    Inspected inspected(twoServers(), {ResourceId("a")});
    auto* line = inspected.editor<LineEditor>("workers")->line();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("9"));
    inspected.controller.select({ResourceId("b")});
    QCOMPARE(inspected.set("a", "workers"), std::string("9"));
    QCOMPARE(inspected.set("b", "workers"), std::string("8"));
    QCOMPARE(inspected.editor<LineEditor>("workers")->line()->text(), QStringLiteral("8"));
}

void TestInspectorPanel::aDrawingOfALaterVersionIsNotChanged()
{
    Inspected inspected(twoServers(), {ResourceId("a")});
    inspected.controller.setReadOnly(true);
    QVERIFY(inspected.editor<LineEditor>("workers")->line()->isReadOnly());
    QVERIFY(!inspected.editor<OpenChoiceEditor>("instance_type")->isEnabled());
    QVERIFY(inspected.panel.resourceForm()->nameField()->isReadOnly());
}

void TestInspectorPanel::nothingSelectedShowsTheDrawing()
{
    Inspected inspected(twoServers());
    QVERIFY(inspected.panel.drawingForm() != nullptr);
    QVERIFY(inspected.panel.drawingForm()->counts().contains(QStringLiteral("Resources: 2")));
    enter(inspected.panel.drawingForm()->titleField(), QStringLiteral("Shop"));
    QCOMPARE(inspected.controller.architecture().title(), std::string("Shop"));
}

void TestInspectorPanel::theLanguageChangesWithoutANewWindow()
{
    Inspected inspected(twoServers(), {ResourceId("a")});
    QCOMPARE(inspected.row("workers")->editor()->accessibleName(), QStringLiteral("Workers"));
    setLanguage(QStringLiteral("ko"));
    QCoreApplication::processEvents();
    const Property* workers = Catalogue::builtIn().find("ec2.instance")->property("workers");
    QCOMPARE(inspected.row("workers")->editor()->accessibleName(), toQString(workers->label.ko));
}

QTEST_MAIN(TestInspectorPanel)
#include "tst_inspector_panel.moc"
