// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>

#include "model/architecture/edit_json.h"
#include "tests/widgets/inspector/inspector_fixture.h"
#include "widgets/inspector/choice_editors.h"
#include "widgets/inspector/line_editor.h"
#include "widgets/inspector/object_editor.h"
#include "widgets/inspector/public_address_editor.h"
#include "widgets/inspector/reference_editors.h"
#include "widgets/inspector/texts_editor.h"

using namespace skydraft;
using testing::Drawing;
using testing::enter;
using testing::Inspected;

class TestPropertyEditors : public QObject
{
    Q_OBJECT

private slots:
    void fieldsSetValues_data();
    void fieldsSetValues();
    void fieldsRefuse_data();
    void fieldsRefuse();
    void aBlockSaysHowManyAddressesItHas();
    void aChoiceIsAppliedAtOnce();
    void anOpenChoiceTakesOtherTexts();
    void aBooleanIsAppliedAtOnce();
    void publicAddress();
    void aReferenceNamesAResource();
    void referencesAreChecked();
    void anObjectChangesOneField();
    void textsAreOneALine();
    void aMapHasNamesAndValues();
    void aTextMayNameAResource();
    void theStepIsNamedAfterTheProperty();
};

namespace {

void choose(QComboBox* combo, int index)
{
    combo->setCurrentIndex(index);
    emit combo->activated(index);
}

Architecture drawing()
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("net", "vpc.subnet", "vpc")
        .add("table", "vpc.route-table", "vpc")
        .add("sg-a", "vpc.security-group", "vpc")
        .add("sg-b", "vpc.security-group", "vpc")
        .add("web", "ec2.instance", "net")
        .add("group", "elb.target-group", "vpc")
        .build();
}

} // namespace

void TestPropertyEditors::fieldsSetValues_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const char* id, const char* property, const char* typed,
                        const char* value) {
        QTest::newRow(name) << QByteArray(id) << QByteArray(property) << QString::fromUtf8(typed)
                            << QByteArray(value);
    };
    row("a whole number", "web", "workers", "12", "12");
    row("a whole number with separators", "web", "workers", "1,200", "1200");
    row("a number with a fraction", "web", "service_time_ms", "2.5", "2.5");
    row("a text", "sg-a", "description", "from the 로드 밸런서", "\"from the 로드 밸런서\"");
    row("a block", "vpc", "cidr", "10.1.0.0/16", "\"10.1.0.0/16\"");
    row("an address", "web", "private_ip", " 10.0.1.5 ", "\"10.0.1.5\"");
    row("a number that may be missing", "web", "queue_limit", "5", "5");
}

void TestPropertyEditors::fieldsSetValues()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, property);
    QFETCH(QString, typed);
    Inspected inspected(drawing(), {ResourceId(id.toStdString())});
    auto* editor = inspected.editor<LineEditor>(property.toStdString());
    QVERIFY(editor != nullptr);
    enter(editor->line(), typed);
    QTEST(QByteArray::fromStdString(inspected.set(id.constData(), property.constData())), "value");
    QVERIFY(editor->problem().isEmpty());
    // Nothing typed is null where that may be.
    if (editor->property().isNullable) {
        enter(editor->line(), QString());
        QCOMPARE(inspected.set(id.constData(), property.constData()), std::string("null"));
    }
}

void TestPropertyEditors::fieldsRefuse_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("typed");
    const auto row = [](const char* name, const char* id, const char* property, const char* typed) {
        QTest::newRow(name) << QByteArray(id) << QByteArray(property) << QString::fromUtf8(typed);
    };
    row("letters for a number", "web", "workers", "many");
    row("a fraction for a whole number", "web", "workers", "1.5");
    row("less than the minimum", "web", "workers", "0");
    row("more than the maximum", "web", "workers", "100001");
    row("nothing where something must be", "web", "workers", "");
    row("a block without its length", "vpc", "cidr", "10.0.0.0");
    row("a block that is too long", "vpc", "cidr", "10.0.0.0/33");
    row("an address that is none", "web", "private_ip", "10.0.0.256");
    row("infinity", "web", "service_time_ms", "inf");
}

void TestPropertyEditors::fieldsRefuse()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, property);
    QFETCH(QString, typed);
    Inspected inspected(drawing(), {ResourceId(id.toStdString())});
    auto* editor = inspected.editor<LineEditor>(property.toStdString());
    enter(editor->line(), typed);
    QVERIFY(inspected.controller.architecture() == drawing());
    QVERIFY(!inspected.row(property.toStdString())->message().isEmpty());
    QVERIFY(editor->line()->property("invalid").toBool());
    QCOMPARE(editor->line()->text(), typed); // what was typed can be corrected
    QTest::keyClick(editor->line(), Qt::Key_Escape);
    QVERIFY(editor->problem().isEmpty());
    QVERIFY(!editor->line()->property("invalid").toBool());
}

void TestPropertyEditors::aBlockSaysHowManyAddressesItHas()
{
    // /16 leaves 32 - 16 = 16 bits: 2^16 = 65,536.
    QCOMPARE(describeBlock(QStringLiteral("10.0.0.0/16")),
             QStringLiteral("65,536 addresses: 10.0.0.0 to 10.0.255.255"));
    QCOMPARE(describeBlock(QStringLiteral("10.0.0.7/32")), QStringLiteral("1 address"));
    // /56 leaves 128 - 56 = 72 bits.
    QCOMPARE(describeBlock(QStringLiteral("2001:db8::/56")), QStringLiteral("2^72 addresses"));
    QCOMPARE(describeBlock(QStringLiteral("10.0.0")), QString());
    Inspected inspected(drawing(), {ResourceId("vpc")});
    QVERIFY(inspected.row("cidr")->message().startsWith(QStringLiteral("65,536")));
    auto* line = inspected.editor<LineEditor>("cidr")->line();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("10.0.0.0/24")); // 2^8 = 256, while it is typed
    QVERIFY(inspected.row("cidr")->message().startsWith(QStringLiteral("256")));
}

void TestPropertyEditors::aChoiceIsAppliedAtOnce()
{
    Inspected inspected(drawing(), {ResourceId("web")});
    auto* editor = inspected.editor<ChoiceEditor>("service_time_distribution");
    const auto& choices = editor->property().choices;
    QCOMPARE(editor->combo()->count(), static_cast<int>(choices.size()));
    choose(editor->combo(), 0);
    QCOMPARE(inspected.set("web", "service_time_distribution"), '"' + choices[0].value + '"');
}

void TestPropertyEditors::anOpenChoiceTakesOtherTexts()
{
    Inspected inspected(drawing(), {ResourceId("web")});
    auto* editor = inspected.editor<OpenChoiceEditor>("instance_type");
    enter(editor->combo()->lineEdit(), QStringLiteral("z9.huge"));
    QCOMPARE(inspected.set("web", "instance_type"), std::string("\"z9.huge\""));
    QCOMPARE(editor->combo()->currentText(), QStringLiteral("z9.huge"));
}

void TestPropertyEditors::aBooleanIsAppliedAtOnce()
{
    Inspected inspected(drawing(), {ResourceId("net")});
    auto* editor = inspected.editor<BooleanEditor>("map_public_ip");
    QVERIFY(!editor->box()->isChecked());
    editor->box()->click();
    QCOMPARE(inspected.set("net", "map_public_ip"), std::string("true"));
    editor->box()->click();
    QCOMPARE(inspected.set("net", "map_public_ip"), std::string("false"));
    inspected.controller.select({ResourceId("group")});
    auto* three = inspected.editor<ThreeWayEditor>("preserve_client_ip");
    choose(three->combo(), 2);
    QCOMPARE(inspected.set("group", "preserve_client_ip"), std::string("false"));
    choose(three->combo(), 0);
    QCOMPARE(inspected.set("group", "preserve_client_ip"), std::string("null"));
}

void TestPropertyEditors::publicAddress()
{
    Inspected inspected(drawing(), {ResourceId("web")});
    auto* editor = inspected.editor<PublicAddressEditor>("public_ip");
    choose(editor->combo(), 1);
    QCOMPARE(inspected.set("web", "public_ip"), std::string("true"));
    choose(editor->combo(), 2);
    QCOMPARE(inspected.set("web", "public_ip"), std::string("true")); // no address yet
    enter(editor->line(), QStringLiteral("203.0.113.300"));
    QCOMPARE(inspected.set("web", "public_ip"), std::string("true"));
    QVERIFY(!inspected.row("public_ip")->message().isEmpty());
    enter(editor->line(), QStringLiteral("203.0.113.30"));
    QCOMPARE(inspected.set("web", "public_ip"), std::string("\"203.0.113.30\""));
    choose(editor->combo(), 0);
    QCOMPARE(inspected.set("web", "public_ip"), std::string("null"));
    QVERIFY(!editor->line()->isVisible());
}

void TestPropertyEditors::aReferenceNamesAResource()
{
    Inspected inspected(drawing(), {ResourceId("net")});
    auto* editor = inspected.editor<ReferenceEditor>("route_table");
    QCOMPARE(editor->combo()->count(), 2); // none, and the one route table
    choose(editor->combo(), editor->combo()->findText(QStringLiteral("table")));
    QCOMPARE(inspected.set("net", "route_table"), std::string("\"table\""));
    // The list follows the drawing, and names are those of now.
    const Edit renamed{RenameResource{ResourceId("table"), "public routes"}};
    QVERIFY(inspected.controller.apply(renamed, MODEL_TEXT("Test", "Rename")));
    QCOMPARE(editor->combo()->currentText(), QStringLiteral("public routes"));
    choose(editor->combo(), 0);
    QCOMPARE(inspected.set("net", "route_table"), std::string("null"));
}

void TestPropertyEditors::referencesAreChecked()
{
    Inspected inspected(drawing(), {ResourceId("web")});
    auto* editor = inspected.editor<ReferencesEditor>("security_groups");
    editor->openList();
    QCOMPARE(editor->list()->count(), 2);
    editor->list()->item(1)->setCheckState(Qt::Checked);
    QCOMPARE(inspected.set("web", "security_groups"), std::string(R"(["sg-b"])"));
    editor->list()->item(0)->setCheckState(Qt::Checked);
    QCOMPARE(inspected.set("web", "security_groups"), std::string(R"(["sg-b","sg-a"])"));
    editor->list()->item(1)->setCheckState(Qt::Unchecked);
    QCOMPARE(inspected.set("web", "security_groups"), std::string(R"(["sg-a"])"));
    QCOMPARE(editor->button()->toolTip(), QStringLiteral("sg-a"));
}

void TestPropertyEditors::anObjectChangesOneField()
{
    Inspected inspected(drawing(), {ResourceId("group")});
    auto* editor = inspected.editor<ObjectEditor>("health_check");
    for (const PropertyRow* row : editor->rows())
        if (row->editor()->property().name == "interval_s")
            enter(qobject_cast<LineEditor*>(row->editor())->line(), QStringLiteral("10"));
    const Json set = Json::parse(inspected.set("group", "health_check"));
    Json wanted = editor->property().defaultValue;
    wanted["interval_s"] = 10;
    QCOMPARE(set.dump(), wanted.dump());
}

void TestPropertyEditors::textsAreOneALine()
{
    Inspected inspected(drawing(), {ResourceId("vpc")});
    auto* editor = inspected.editor<TextsEditor>("secondary_cidrs");
    editor->field()->setFocus();
    QTest::keyClicks(editor->field(), QStringLiteral("10.1.0.0/16"));
    QTest::keyClick(editor->field(), Qt::Key_Return);
    QTest::keyClicks(editor->field(), QStringLiteral("  10.2.0.0/16 "));
    QVERIFY(inspected.controller.architecture() == drawing()); // not applied yet
    QTest::keyClick(editor->field(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(inspected.set("vpc", "secondary_cidrs"),
             std::string(R"(["10.1.0.0/16","10.2.0.0/16"])"));
    inspected.controller.undo();
    QCOMPARE(editor->field()->toPlainText(), QString());
}

void TestPropertyEditors::aMapHasNamesAndValues()
{
    Inspected inspected(drawing(), {ResourceId("web")});
    auto* editor = inspected.editor<TextsEditor>("tags");
    editor->field()->setPlainText(QStringLiteral("team = shop\nempty =\n"));
    editor->field()->document()->setModified(true);
    editor->commit();
    QCOMPARE(inspected.set("web", "tags"), std::string(R"({"empty":"","team":"shop"})"));
    editor->field()->setPlainText(QStringLiteral("no sign"));
    editor->field()->document()->setModified(true);
    editor->commit();
    QVERIFY(!inspected.row("tags")->message().isEmpty());
    QCOMPARE(inspected.set("web", "tags"), std::string(R"({"empty":"","team":"shop"})"));
}

void TestPropertyEditors::aTextMayNameAResource()
{
    Property source;
    source.name = "source";
    source.type = PropertyType::Text;
    source.types = {"vpc.security-group"};
    DocumentController controller(Catalogue::builtIn());
    controller.reset(drawing());
    TextOrReferenceEditor editor(source, controller, nullptr);
    editor.show();
    editor.display({Json("sg-a"), false, false});
    QCOMPARE(editor.combo()->currentText(), QStringLiteral("sg-a"));
    std::vector<std::string> values;
    connect(&editor, &PropertyEditor::edited, &editor,
            [&](const Json& value) { values.push_back(value.dump()); });
    choose(editor.combo(), editor.combo()->findText(QStringLiteral("sg-b")));
    enter(editor.combo()->lineEdit(), QStringLiteral("10.0.0.0/8"));
    QCOMPARE(values, (std::vector<std::string>{"\"sg-b\"", "\"10.0.0.0/8\""}));
}

void TestPropertyEditors::theStepIsNamedAfterTheProperty()
{
    Inspected inspected(drawing(), {ResourceId("web")});
    enter(inspected.editor<LineEditor>("workers")->line(), QStringLiteral("3"));
    QCOMPARE(inspected.controller.document().undoTitle().english(), std::string("Change Workers"));
}

QTEST_MAIN(TestPropertyEditors)
#include "tst_property_editors.moc"
