// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>

#include "model/architecture/edit_json.h"
#include "model/formats/skydraft_format.h"
#include "model/rules/checker.h"
#include "model/rules/rule.h"
#include "tests/model/network/random_network.h"
#include "tests/model/rules/rule_case.h"
#include "tests/support/fleet.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

const Catalogue& catalogue()
{
    return Catalogue::builtIn();
}

/// Where fixes put what they add is not followed.
void removePlacements(OrderedJson& json)
{
    if (json.is_object())
        json.erase("placement");
    if (json.is_structured())
        for (OrderedJson& member : json)
            removePlacements(member);
}

/// All that a finding tells, as one line.
std::string told(const Finding& finding)
{
    std::string text = finding.code + " " + std::string(toString(finding.severity)) + " "
                       + finding.resource.value() + " "
                       + (finding.connection ? finding.connection->value() : "-") + ": "
                       + finding.message.english() + " [" + finding.suppression.value_or("") + "]";
    for (const Fix& fix : finding.fixes) {
        OrderedJson edit = toJson(fix.edit);
        removePlacements(edit);
        text += "\n    " + fix.title.english() + " " + edit.dump();
    }
    return text;
}

QStringList told(const Findings& findings)
{
    QStringList lines;
    for (const FindingPointer& finding : findings)
        lines.append(QString::fromStdString(told(*finding)));
    return lines;
}

/// What only one of two lists has.
QString difference(const QStringList& got, const QStringList& expected)
{
    QString text;
    for (const QString& line : got)
        if (!expected.contains(line))
            text += QStringLiteral("\n  + ") + line;
    for (const QString& line : expected)
        if (!got.contains(line))
            text += QStringLiteral("\n  - ") + line;
    return text.isEmpty() ? QStringLiteral(" the order") : text;
}

/// With arrows between its ends.
Architecture randomDrawing(unsigned seed)
{
    Dice dice(seed);
    const RandomDrawing random = RandomDrawer(seed).draw();
    ArchitectureBuilder builder(random.drawing);
    for (int i = 0; i < 20; ++i) {
        const Connection arrow{
            .id = ConnectionId(numbered("c", i)),
            .from = ResourceId(dice.oneOf(random.ends)),
            .to = ResourceId(dice.oneOf(random.ends)),
            .properties = {{"protocol", "tcp"}, {"port", dice.oneOf<int>({22, 80, 443, 3306})}}};
        if (arrow.from != arrow.to)
            builder.put(arrow);
    }
    return builder.build();
}

std::vector<std::pair<std::string, Architecture>> drawings()
{
    std::vector<std::pair<std::string, Architecture>> all;
    for (const auto& cases : {networkRuleCases(), quotaRuleCases()})
        for (const RuleCase& one : cases) {
            all.emplace_back(std::string(one.code) + " bad", one.bad);
            all.emplace_back(std::string(one.code) + " good", one.good);
        }
    for (const auto& situations : {ruleSituations(), networkSituations()})
        for (const Situation& one : situations)
            all.emplace_back(one.name, one.drawing);
    const QDir templates(QStringLiteral(SKYDRAFT_SOURCE_DIR "/resources/templates"));
    for (const QString& name : templates.entryList({QStringLiteral("*.skydraft")})) {
        QFile file(templates.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            if (auto read = readSkydraft(catalogue(), file.readAll().toStdString(), ""))
                all.emplace_back(name.toStdString(), read->architecture);
    }
    Drawing fleet; // large enough that not everything is near to everything
    addVpc(fleet, 0);
    addVpc(fleet, 1);
    all.emplace_back("fleet", fleet.build());
    for (unsigned seed = 1; seed <= 12; ++seed)
        all.emplace_back("random " + std::to_string(seed), randomDrawing(seed));
    return all;
}

const Resource& anyOf(Dice& dice, const Architecture& drawing)
{
    const auto resources = drawing.resources();
    return *resources[static_cast<std::size_t>(dice.below(static_cast<int>(resources.size())))];
}

std::optional<Json> anyValue(Dice& dice, const Architecture& drawing, const Property& property)
{
    if (dice.once(5))
        return std::nullopt;
    const std::string id = anyOf(dice, drawing).id.value();
    switch (property.type) {
    case PropertyType::Boolean:
        return Json(dice.once(2));
    case PropertyType::Integer:
    case PropertyType::Number:
        return Json(dice.oneOf<int>({0, 1, 2, 7, 80, 443}));
    case PropertyType::Choice:
        return Json(property
                        .choices[static_cast<std::size_t>(
                            dice.below(static_cast<int>(property.choices.size())))]
                        .value);
    case PropertyType::Reference:
        return Json(id);
    case PropertyType::References:
        return Json::array({id});
    case PropertyType::Text:
        return Json(dice.oneOf<std::string>({"", "password=x9k2", "primary", "10.0.0.0/16"}));
    default:
        return std::nullopt;
    }
}

/// Edits as people make them in forms and tables: rules of groups mostly, settings, and some of
/// what cannot be followed.
Edit anyEdit(Dice& dice, const Architecture& drawing)
{
    std::vector<const Resource*> groups;
    for (const auto& resource : drawing.resources())
        if (resource->type == "vpc.security-group")
            groups.push_back(resource.get());
    const Resource& any = anyOf(dice, drawing);
    const int what = dice.below(20);
    if (what < 9 && !groups.empty()) {
        const Resource& group = *dice.oneOf(groups);
        const bool isIngress = !dice.once(3);
        const char* list = isIngress ? "ingress" : "egress";
        Json rules = group.properties.contains(list) ? group.properties[list] : Json::array();
        if (!rules.empty() && dice.once(2)) {
            rules.erase(static_cast<std::size_t>(dice.below(static_cast<int>(rules.size()))));
            return Edit{SetProperty{group.id, list, rules}};
        }
        const std::string peer =
            dice.once(2) ? dice.oneOf(groups)->id.value()
                         : dice.oneOf<std::string>({"0.0.0.0/0", "::/0", "10.0.0.0/16", "0.0.0.0/1",
                                                    "192.168.7.0/24", "10.0.1.300/24", "nobody",
                                                    any.id.value()});
        rules.push_back(randomPorts(dice, {{isIngress ? "source" : "destination", peer}}));
        return Edit{SetProperty{group.id, list, rules}};
    }
    if (what < 16) {
        const ServiceType* type = catalogue().find(any.type);
        if (type != nullptr && !type->properties.empty()) {
            const Property& property = dice.oneOf(type->properties);
            return Edit{SetProperty{any.id, property.name, anyValue(dice, drawing, property)}};
        }
    }
    if (what < 18)
        return Edit{MoveResource{any.id, any.parent, Placement{1.0 * dice.below(500), 0, 64, 64}}};
    if (what < 19) {
        SuppressionKey key{dice.oneOf<std::string>({"SG001", "SG011", "EC007"}), any.id};
        return Edit{SetSuppression{key, Suppression{.id = key, .reason = "lab"}}};
    }
    return Edit{RenameResource{any.id, any.name + "'"}};
}

} // namespace

class TestChecker : public QObject
{
    Q_OBJECT

private slots:
    void followingAnEditFindsWhatCheckingAnewFinds();
    void aRuleOfAGroupAsksFewRulesAgain();
    void otherWaysAreLookedAtAnew();
    void aSelectorOfTagsFollowsThem();
};

void TestChecker::followingAnEditFindsWhatCheckingAnewFinds()
{
    int edits = 0;
    int followedEdits = 0;
    int different = 0;
    unsigned seed = 1;
    const int steps = qEnvironmentVariableIsSet("SKYDRAFT_STEPS")
                          ? qEnvironmentVariableIntValue("SKYDRAFT_STEPS")
                          : 12;
    for (auto& [name, drawing] : drawings()) {
        Dice dice(++seed);
        if (drawing.isEmpty())
            continue;
        Network network(catalogue(), drawing);
        Traces traces = walkConnections(network);
        Checker checker(network, Profile::Strict, &traces);
        const int all = checker.rulesAsked();
        QStringList before = told(checker.findings());
        for (int step = 0; step < steps; ++step) {
            const Edit edit = anyEdit(dice, drawing);
            const auto applied = apply(catalogue(), drawing, edit);
            if (!applied)
                continue;
            drawing = applied->architecture;
            const Network next = followed(network, drawing, applied->changes);
            traces = walkAgain(network, traces, next, applied->changes);
            network = next;
            checker.update(network, applied->changes, traces);
            const QStringList got = told(checker.findings());
            const QStringList expected = told(Checker(Network(catalogue(), drawing)).findings());
            if (got != expected)
                QFAIL(qPrintable(QStringLiteral("%1, step %2, after %3:%4")
                                     .arg(QString::fromStdString(name))
                                     .arg(step)
                                     .arg(QString::fromStdString(toJson(edit).dump()))
                                     .arg(difference(got, expected))));
            ++edits;
            followedEdits += checker.rulesAsked() < all ? 1 : 0;
            different += before == got ? 0 : 1;
            before = got;
        }
    }
    qInfo("%d edits, %d followed, %d changed a finding", edits, followedEdits, different);
    QVERIFY(followedEdits > 1500 && different > 400);
}

void TestChecker::aRuleOfAGroupAsksFewRulesAgain()
{
    const Architecture drawing =
        guarded({{"description", "web"}, {"ingress", {tcp(80, 80, "0.0.0.0/0")}}});
    const Network network(catalogue(), drawing);
    Checker checker(network);
    const auto edited = apply(
        catalogue(), drawing,
        Edit{SetProperty{ResourceId("sg"), "ingress", Json::array({tcp(22, 22, "0.0.0.0/0")})}});
    QVERIFY(edited.has_value());
    const Network next = followed(network, edited->architecture, edited->changes);
    const auto has = [&](const char* code) {
        const Findings findings = checker.findings();
        return std::any_of(findings.begin(), findings.end(),
                           [&](const FindingPointer& one) { return one->code == code; });
    };
    QVERIFY(!has("SG001"));
    checker.update(next, edited->changes, walkConnections(next));
    QVERIFY(has("SG001"));
    QVERIFY2(checker.rulesAsked() < 40, std::to_string(checker.rulesAsked()).c_str());
}

void TestChecker::otherWaysAreLookedAtAnew()
{
    const Architecture drawing = guarded({{"description", "web"}});
    const Network network(catalogue(), drawing);
    Checker checker(network);
    const int all = checker.rulesAsked();
    const auto moved =
        apply(catalogue(), drawing, Edit{MoveResource{ResourceId("web"), ResourceId("vpc"), {}}});
    QVERIFY(moved.has_value());
    const Network next = followed(network, moved->architecture, moved->changes);
    checker.update(next, moved->changes, {});
    QCOMPARE(checker.rulesAsked(), all);
    QCOMPARE(told(checker.findings()), told(Checker(next).findings()));
}

void TestChecker::aSelectorOfTagsFollowsThem()
{
    // IN001 reads tags through the selector of an intent, not through the context.
    ArchitectureBuilder builder(guarded({{"description", "web"}}));
    builder.put(Intent{
        .id = IntentId("i"), .kind = IntentKind::Never, .from = "internet", .to = "tag:tier=data"});
    const Architecture drawing = builder.build();
    const Network network(catalogue(), drawing);
    Checker checker(network);
    const auto tagged =
        apply(catalogue(), drawing,
              Edit{SetProperty{ResourceId("web"), "tags", Json::object({{"tier", "data"}})}});
    QVERIFY(tagged.has_value());
    const Network next = followed(network, tagged->architecture, tagged->changes);
    const QStringList before = told(checker.findings());
    checker.update(next, tagged->changes, walkConnections(next));
    QVERIFY(told(checker.findings()) != before);
    QCOMPARE(told(checker.findings()), told(Checker(next).findings()));
}

QTEST_GUILESS_MAIN(TestChecker)
#include "tst_checker.moc"
