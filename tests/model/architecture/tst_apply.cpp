// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/architecture/edit.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

const Catalogue& catalogue()
{
    return Catalogue::builtIn();
}

Resource instance(const char* id, const char* parent)
{
    return Resource{
        .id = ResourceId(id), .type = "ec2.instance", .name = id, .parent = ResourceId(parent)};
}

Suppression accepted(const char* code, const char* resource, const char* reason)
{
    return {.id = {code, ResourceId(resource)}, .reason = reason};
}

Edit suppress(const Suppression& suppression)
{
    return Edit{SetSuppression{suppression.id, suppression}};
}

Edit intend(const Intent& intent)
{
    return Edit{SetIntent{intent.id, intent}};
}

Intent never(const char* from, const char* to)
{
    return {.id = IntentId("i"), .kind = IntentKind::Never, .from = from, .to = to};
}

Intent never(const char* from, const char* protocol, std::int64_t port)
{
    Intent intent = never(from, "db");
    intent.protocol = protocol;
    intent.port = port;
    return intent;
}

} // namespace

class TestApply : public QObject
{
    Q_OBJECT

private slots:
    void theInverseGivesBackWhatWas_data();
    void theInverseGivesBackWhatWas();
    void refusesWhatAReaderWouldRefuse_data();
    void refusesWhatAReaderWouldRefuse();
    void anEditSharesWhatItDidNotChange();
    void aCopiedBuilderGoesItsOwnWay();
    void removingTakesContentsConnectionsAndReferences();
    void aBatchIsAllOrNothing();
    void aBatchMayNameWhatItAddsLater();
    void movingAFrameCarriesItsContents();
    void resizingAFrameLeavesItsContents();
    void aSuppressionGoesWithItsResourceAndComesBack();
    void aFrameMayBeAddedBehindItsContents();
};

void TestApply::theInverseGivesBackWhatWas_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::newRow("adding a resource") << Edit{AddResource{instance("new", "public")}};
    QTest::newRow("removing a resource") << Edit{RemoveResource{ResourceId("web")}};
    QTest::newRow("removing a frame with all that stands in it")
        << Edit{RemoveResource{ResourceId("vpc")}};
    QTest::newRow("removing a security group that is in use")
        << Edit{RemoveResource{ResourceId("sg-web")}};
    QTest::newRow("setting a property")
        << Edit{SetProperty{ResourceId("web"), "instance_type", Json("m5.large")}};
    QTest::newRow("setting a property back to its default")
        << Edit{SetProperty{ResourceId("web"), "security_groups", std::nullopt}};
    QTest::newRow("renaming") << Edit{RenameResource{ResourceId("web"), "웹 서버"}};
    QTest::newRow("moving into another subnet") << Edit{
        MoveResource{ResourceId("web"), ResourceId("private"), Placement{400, 120, 64, 64}}};
    QTest::newRow("moving a frame")
        << Edit{MoveResource{ResourceId("vpc"), std::nullopt, Placement{100, 50, 800, 600}}};
    QTest::newRow("connecting") << Edit{Connect{
        Connection{.id = ConnectionId("c2"), .from = ResourceId("db"), .to = ResourceId("web")}}};
    QTest::newRow("disconnecting") << Edit{Disconnect{ConnectionId("c1")}};
    QTest::newRow("setting a port")
        << Edit{SetConnectionProperty{ConnectionId("c1"), "port", Json(5432)}};
    QTest::newRow("adding a scenario")
        << Edit{SetScenario{ScenarioId("s"), Scenario{.id = ScenarioId("s"), .name = "load"}}};
    QTest::newRow("accepting a finding") << suppress(accepted("SG001", "sg-web", "bastion"));
    QTest::newRow("accepting and removing what it is about")
        << Edit{Batch{{suppress(accepted("SG001", "sg-web", "bastion")),
                       Edit{RemoveResource{ResourceId("sg-web")}}}}};
    QTest::newRow("adding a resource and accepting a finding about it")
        << Edit{Batch{{Edit{AddResource{instance("new", "public")}},
                       suppress(accepted("EC002", "new", "test only"))}}};
    QTest::newRow("promising who reaches whom") << intend(never("internet", "type:rds.instance"));
    QTest::newRow("giving a title") << Edit{SetTitle{"MyClothes.com"}};
    QTest::newRow("connecting to what is added behind it") << Edit{
        Batch{{Edit{Connect{Connection{
                   .id = ConnectionId("c2"), .from = ResourceId("new"), .to = ResourceId("web")}}},
               Edit{AddResource{instance("new", "public")}}}}};
    QTest::newRow("a batch of several") << Edit{Batch{
        {Edit{RenameResource{ResourceId("web"), "a"}}, Edit{RenameResource{ResourceId("web"), "b"}},
         Edit{RemoveResource{ResourceId("public")}}}}};
}

void TestApply::theInverseGivesBackWhatWas()
{
    QFETCH(Edit, edit);
    const Architecture before = twoTiers();
    const auto applied = apply(catalogue(), before, edit);
    QVERIFY2(applied.has_value(), applied ? "" : describe(applied.error()).c_str());
    QVERIFY(!(applied->architecture == before));
    const auto undone = apply(catalogue(), applied->architecture, applied->inverse);
    QVERIFY2(undone.has_value(), undone ? "" : describe(undone.error()).c_str());
    QVERIFY(undone->architecture == before);
    QCOMPARE(undone->changes, applied->changes);
}

void TestApply::refusesWhatAReaderWouldRefuse_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("pointer");
    QTest::newRow("an id that is taken") << Edit{AddResource{instance("web", "public")}}
                                         << ErrorCode::DuplicateId << QByteArray("/resource/id");
    QTest::newRow("an id with a space") << Edit{AddResource{instance("a b", "public")}}
                                        << ErrorCode::InvalidId << QByteArray("/resource/id");
    QTest::newRow("a parent that is not there")
        << Edit{AddResource{instance("a", "nowhere")}} << ErrorCode::DanglingReference
        << QByteArray("/resource/parent");
    QTest::newRow("a VPC inside its own subnet")
        << Edit{MoveResource{ResourceId("vpc"), ResourceId("public"), std::nullopt}}
        << ErrorCode::ParentCycle << QByteArray("/parent");
    QTest::newRow("a resource inside itself")
        << Edit{MoveResource{ResourceId("web"), ResourceId("web"), std::nullopt}}
        << ErrorCode::ParentCycle << QByteArray("/parent");
    QTest::newRow("a negative capacity")
        << Edit{SetProperty{ResourceId("web"), "workers", Json(-1)}} << ErrorCode::OutOfRange
        << QByteArray("/value/properties/workers");
    QTest::newRow("a security group that is not there")
        << Edit{SetProperty{ResourceId("web"), "security_groups", Json{"sg-x"}}}
        << ErrorCode::DanglingReference << QByteArray("/value/properties/security_groups/0");
    QTest::newRow("a subnet for a security group")
        << Edit{SetProperty{ResourceId("web"), "security_groups", Json{"public"}}}
        << ErrorCode::WrongReference << QByteArray("/value/properties/security_groups/0");
    QTest::newRow("a connection to nowhere") << Edit{Connect{
        Connection{.id = ConnectionId("c2"), .from = ResourceId("web"), .to = ResourceId("x")}}}
                                             << ErrorCode::DanglingReference
                                             << QByteArray("/connection/to");
    QTest::newRow("a port beyond 65535")
        << Edit{SetConnectionProperty{ConnectionId("c1"), "port", Json(70000)}}
        << ErrorCode::OutOfRange << QByteArray("/properties/port");
    QTest::newRow("a width of nothing")
        << Edit{MoveResource{ResourceId("web"), ResourceId("public"), Placement{0, 0, 0, 64}}}
        << ErrorCode::OutOfRange << QByteArray("/placement");
    QTest::newRow("a code that is none")
        << suppress(accepted("sg1", "web", "why")) << ErrorCode::InvalidValue
        << QByteArray("/suppression/code");
    QTest::newRow("a suppression about nothing")
        << suppress(accepted("SG001", "nowhere", "why")) << ErrorCode::DanglingReference
        << QByteArray("/suppression/resource");
    QTest::newRow("a suppression without a reason")
        << suppress(accepted("SG001", "web", " \n")) << ErrorCode::InvalidValue
        << QByteArray("/suppression/reason");
    QTest::newRow("a suppression under another key")
        << Edit{SetSuppression{{"SG002", std::nullopt}, accepted("SG001", "web", "why")}}
        << ErrorCode::InvalidValue << QByteArray("/suppression/code");
    QTest::newRow("taking back what was never accepted")
        << Edit{SetSuppression{{"SG001", std::nullopt}, std::nullopt}}
        << ErrorCode::DanglingReference << QByteArray("/code");
    QTest::newRow("an empty selector")
        << intend(never("", "db")) << ErrorCode::InvalidValue << QByteArray("/intent/from");
    QTest::newRow("a tag without a value") << intend(never("internet", "tag:tier"))
                                           << ErrorCode::InvalidValue << QByteArray("/intent/to");
    QTest::newRow("the internet at no address")
        << intend(never("internet:here", "db")) << ErrorCode::InvalidValue
        << QByteArray("/intent/from");
    QTest::newRow("a protocol that is none")
        << intend(never("internet", "sctp", 80)) << ErrorCode::InvalidChoice
        << QByteArray("/intent/protocol");
    QTest::newRow("a port of icmp") << intend(never("internet", "icmp", 80))
                                    << ErrorCode::InvalidValue << QByteArray("/intent/port");
    QTest::newRow("an intent's port beyond 65535")
        << intend(never("internet", "tcp", 65536)) << ErrorCode::OutOfRange
        << QByteArray("/intent/port");
    QTest::newRow("through nothing")
        << intend({.id = IntentId("i"), .kind = IntentKind::Through, .from = "web", .to = "db"})
        << ErrorCode::MissingMember << QByteArray("/intent");
    QTest::newRow("never through something")
        << intend({.id = IntentId("i"),
                   .kind = IntentKind::Never,
                   .from = "web",
                   .to = "db",
                   .through = "nat"})
        << ErrorCode::MissingMember << QByteArray("/intent/through");
    QTest::newRow("the third of a batch")
        << Edit{Batch{
               {Edit{SetTitle{"a"}}, Edit{SetTitle{"b"}}, Edit{Disconnect{ConnectionId("c9")}}}}}
        << ErrorCode::DanglingReference << QByteArray("/edits/2/id");
}

void TestApply::refusesWhatAReaderWouldRefuse()
{
    QFETCH(Edit, edit);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, pointer);
    const auto applied = apply(catalogue(), twoTiers(), edit);
    QVERIFY(!applied.has_value());
    QCOMPARE(applied.error().code, code);
    QCOMPARE(QByteArray::fromStdString(applied.error().location.pointer), pointer);
}

void TestApply::anEditSharesWhatItDidNotChange()
{
    const Architecture before = twoTiers();
    const auto applied = apply(catalogue(), before, Edit{RenameResource{ResourceId("web"), "w"}});
    QCOMPARE(applied->architecture.find(ResourceId("db")), before.find(ResourceId("db")));
    QVERIFY(applied->architecture.find(ResourceId("web")) != before.find(ResourceId("web")));
    QCOMPARE(before.find(ResourceId("web"))->name, std::string("web"));
}

void TestApply::aCopiedBuilderGoesItsOwnWay()
{
    Drawing drawing;
    drawing.add("a", "generic");
    Drawing copy = drawing;
    copy.add("b", "generic");
    QCOMPARE(drawing.build().resources().size(), std::size_t{1});
    QCOMPARE(copy.build().resources().size(), std::size_t{2});
}

void TestApply::removingTakesContentsConnectionsAndReferences()
{
    const auto withoutGroup =
        apply(catalogue(), twoTiers(), Edit{RemoveResource{ResourceId("sg-web")}});
    QVERIFY(withoutGroup->architecture.find(ResourceId("web"))->properties["security_groups"]
            == Json::array());
    QCOMPARE(withoutGroup->changes.resources, (std::set{ResourceId("sg-web"), ResourceId("web")}));

    const auto withoutSubnet =
        apply(catalogue(), twoTiers(), Edit{RemoveResource{ResourceId("public")}});
    QVERIFY(withoutSubnet->architecture.find(ResourceId("web")) == nullptr);
    QVERIFY(withoutSubnet->architecture.find(ConnectionId("c1")) == nullptr);
    QCOMPARE(withoutSubnet->changes.connections, (std::set{ConnectionId("c1")}));
}

void TestApply::aBatchIsAllOrNothing()
{
    const Architecture before = twoTiers();
    const Edit edit{Batch{{Edit{SetTitle{"half"}}, Edit{RemoveResource{ResourceId("nowhere")}}}}};
    QVERIFY(!apply(catalogue(), before, edit).has_value());
    QCOMPARE(before.title(), std::string());
}

void TestApply::aBatchMayNameWhatItAddsLater()
{
    Resource group{.id = ResourceId("sg-db"),
                   .type = "vpc.security-group",
                   .name = "db",
                   .parent = ResourceId("vpc")};
    const Edit edit{Batch{{Edit{SetProperty{ResourceId("db"), "security_groups", Json{"sg-db"}}},
                           Edit{AddResource{group}}}}};
    const auto applied = apply(catalogue(), twoTiers(), edit);
    QVERIFY2(applied.has_value(), applied ? "" : describe(applied.error()).c_str());
}

void TestApply::movingAFrameCarriesItsContents()
{
    const auto moved =
        apply(catalogue(), twoTiers(),
              Edit{MoveResource{ResourceId("vpc"), std::nullopt, Placement{100, 50, 800, 600}}});
    // web stood at (100, 120); the VPC went by (+100, +50)
    QCOMPARE(*moved->architecture.find(ResourceId("web"))->placement,
             (Placement{200, 170, 64, 64}));
    QVERIFY(!moved->architecture.find(ResourceId("db"))->placement.has_value());
}

void TestApply::resizingAFrameLeavesItsContents()
{
    const auto resized =
        apply(catalogue(), twoTiers(),
              Edit{MoveResource{ResourceId("vpc"), std::nullopt, Placement{-50, 0, 850, 600}}});
    QCOMPARE(*resized->architecture.find(ResourceId("web"))->placement,
             (Placement{100, 120, 64, 64}));
}

void TestApply::aSuppressionGoesWithItsResourceAndComesBack()
{
    const auto suppressed =
        apply(catalogue(), twoTiers(), suppress(accepted("SG001", "sg-web", "bastion")));
    const auto removed =
        apply(catalogue(), suppressed->architecture, Edit{RemoveResource{ResourceId("vpc")}});
    QVERIFY2(removed.has_value(), removed ? "" : describe(removed.error()).c_str());
    QVERIFY(removed->architecture.suppressions().empty());
    QCOMPARE(removed->changes.suppressions.size(), std::size_t{1});
    const auto back = apply(catalogue(), removed->architecture, removed->inverse);
    QVERIFY(back->architecture == suppressed->architecture);
    const Suppression* found =
        back->architecture.find(SuppressionKey{"SG001", ResourceId("sg-web")});
    QVERIFY(found != nullptr);
    QCOMPARE(found->reason, std::string("bastion"));
}

void TestApply::aFrameMayBeAddedBehindItsContents()
{
    const Edit edit{
        Batch{{Edit{AddResource{instance("new", "outer")}},
               suppress(accepted("EC002", "new", "test only")),
               Edit{MoveResource{ResourceId("web"), ResourceId("outer"), std::nullopt}},
               Edit{AddResource{Resource{.id = ResourceId("outer"), .type = "generic"}}}}}};
    const auto applied = apply(catalogue(), twoTiers(), edit);
    QVERIFY2(applied.has_value(), applied ? "" : describe(applied.error()).c_str());
    const auto undone = apply(catalogue(), applied->architecture, applied->inverse);
    QVERIFY2(undone.has_value(), undone ? "" : describe(undone.error()).c_str());
    QVERIFY(undone->architecture == twoTiers());
}

QTEST_APPLESS_MAIN(TestApply)
#include "tst_apply.moc"
