// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QTest>

#include "model/network/network.h"
#include "model/network/trace.h"
#include "model/rules/finding.h"
#include "model/simulation/simulation.h"
#include "resources/embedded.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using skydraft::testing::Drawing;

/// A service type is one file: what behaves like a known one needs no line of code in any engine.
class TestNewType : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void packetsAreFilteredAndMended();
    void requestsAreServed();
    void rulesLookAtIt();

private:
    Architecture drawing(const char* type) const;

    std::string m_text;
    std::unique_ptr<Catalogue> m_catalogue;
};

void TestNewType::initTestCase()
{
    std::vector<Catalogue::File> files;
    constexpr std::string_view folder = "catalogue/";
    for (const resources::EmbeddedFile& file : resources::embeddedFiles())
        if (file.path.starts_with(folder))
            files.push_back({std::string(file.path.substr(folder.size())), file.bytes});
    Json json = Json::parse(resources::embeddedFile("catalogue/ec2.instance.json"));
    json["id"] = "lightsail.instance";
    json["name"] = {{"en", "Lightsail instance"}, {"ko", "Lightsail 인스턴스"}};
    m_text = json.dump();
    files.push_back({"lightsail.instance.json", m_text});
    auto read = Catalogue::read(files);
    QVERIFY2(read.has_value(), read ? "" : describe(read.error()).c_str());
    m_catalogue = std::make_unique<Catalogue>(std::move(*read));
}

Architecture TestNewType::drawing(const char* type) const
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("subnet", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("web", type, "subnet", {{"public_ip", true}})
        .add("users", "clients")
        .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
        .build();
}

void TestNewType::packetsAreFilteredAndMended()
{
    const auto traced = [&](const Architecture& architecture) {
        const Network network(*m_catalogue, architecture);
        return *traceConnection(network, *architecture.find(ConnectionId("c")));
    };
    const Architecture start = drawing("lightsail.instance");
    const Trace before = traced(start);
    QVERIFY(before.verdict == Verdict::Blocked);
    // The same codes as for the type that it was made from.
    const Architecture known = drawing("ec2.instance");
    const Network network(*m_catalogue, known);
    const Trace sibling = *traceConnection(network, *known.find(ConnectionId("c")));
    QCOMPARE(before.blockedBy.size(), sibling.blockedBy.size());
    for (std::size_t i = 0; i < before.blockedBy.size(); ++i)
        QCOMPARE(before.blockedBy[i].code, sibling.blockedBy[i].code);
    Batch batch;
    for (const Fix& fix : before.fixes)
        batch.edits.push_back(fix.edit);
    const auto mended = apply(*m_catalogue, start, Edit{batch});
    QVERIFY(mended.has_value());
    QVERIFY(traced(mended->architecture).verdict == Verdict::Reachable);
}

void TestNewType::requestsAreServed()
{
    Scenario scenario;
    scenario.id = ScenarioId("test");
    scenario.durationS = 60;
    scenario.load = {Load{.client = ResourceId("users"), .ratePerS = 10}};
    const auto succeeded = [&](const char* type) {
        auto simulation = Simulation::create(*m_catalogue, drawing(type), scenario, {});
        simulation->runToEnd();
        return simulation->result().succeeded;
    };
    QVERIFY(succeeded("lightsail.instance") > 500);
    QCOMPARE(succeeded("lightsail.instance"), succeeded("ec2.instance"));
}

void TestNewType::rulesLookAtIt()
{
    const auto codes = [&](const char* type) {
        const Architecture architecture = drawing(type);
        QStringList found;
        for (const Finding& finding : check(Network(*m_catalogue, architecture)))
            found.append(QString::fromStdString(finding.code));
        return found;
    };
    QVERIFY(!codes("lightsail.instance").isEmpty());
    QCOMPARE(codes("lightsail.instance"), codes("ec2.instance"));
}

QTEST_APPLESS_MAIN(TestNewType)
#include "tst_new_type.moc"
