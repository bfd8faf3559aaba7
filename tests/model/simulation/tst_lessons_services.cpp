// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

#include <string>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

/// One application or many services: what fails together, what is deployed together, what a further
/// hop costs.
class TestLessonsServices : public QObject
{
    Q_OBJECT

private slots:
    void aMonolithFailsAsAWhole();
    void aChangeToAMonolithInterruptsAllOfIt();
    void aServiceFailsAlone();
    void aChangeToAServiceInterruptsItAlone();
    void fiveServicesInAChainAreAsGoodAsTheirProduct();
    void eachHopCostsItsLatency();
    void theFrontIsUpWhileTheBackIsDown();
};

namespace {

const std::vector<std::string> pages{"cart", "shop", "user", "mail"};

/// People who ask for one page each.
void addPeople(Drawing& drawing, const char* entrance)
{
    for (const std::string& page : pages) {
        const std::string people = page + "-people";
        drawing
            .add(people.c_str(), "clients", "",
                 {{"request_classes", {{{"name", page}, {"path", "/" + page + "/1"}}}}})
            .connect(people.c_str(), people.c_str(), entrance);
    }
}

Scenario all(double durationS)
{
    Scenario scenario = evenly(10, durationS);
    scenario.load.clear();
    for (const std::string& page : pages)
        scenario.load.push_back(Load{.client = ResourceId{page + "-people"}, .ratePerS = 10});
    for (Load& load : scenario.load)
        load.arrivals = "deterministic";
    return scenario;
}

std::uint64_t failedOf(const SimulationResult& result, const std::string& page)
{
    return result.populations.at(ResourceId{page + "-people"}).failed;
}

/// A group behind a target group of its own.
void addGroup(Drawing& drawing, const std::string& name)
{
    const std::string targets = "tg-" + name;
    drawing.add(targets.c_str(), "elb.target-group")
        .add(name.c_str(), "autoscaling.group", "",
             {{"target_groups", {targets}},
              {"launch_template", "template"},
              {"min", 2},
              {"max", 2},
              {"desired", 2}});
}

Drawing monolith()
{
    Drawing drawing;
    drawing.add("template", "ec2.launch-template", "", station(5, 20))
        .add("lb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg-app"}}}}});
    addGroup(drawing, "app");
    addPeople(drawing, "lb");
    return drawing;
}

Drawing services()
{
    Drawing drawing;
    Json rules = Json::array();
    for (const std::string& page : pages) {
        addGroup(drawing, page);
        rules.push_back({{"path", "/" + page + "/*"}, {"target_group", "tg-" + page}});
    }
    drawing.add("template", "ec2.launch-template", "", station(5, 20))
        .add("lb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg-shop"}}}},
              {"rules", rules}});
    addPeople(drawing, "lb");
    return drawing;
}

Fault deployment(const char* group)
{
    Fault deploy{.atS = 50, .kind = "deploy", .target = group};
    deploy.extra = {{"policy", "all-at-once"}, {"install_time_s", 30}};
    return deploy;
}

/// Both instances of a group stop.
std::vector<Fault> crash(const char* group)
{
    return {{.atS = 50, .kind = "process.stop", .target = group, .durationS = 30},
            {.atS = 50, .kind = "process.stop", .target = group, .durationS = 30}};
}

bool isAbout300(std::uint64_t failed)
{
    return failed >= 298 && failed <= 303; // 10/s for 30 s, and what was under way
}

} // namespace

void TestLessonsServices::aMonolithFailsAsAWhole()
{
    const SimulationResult result = play(monolith().build(), with(all(200), crash("app")));
    for (const std::string& page : pages)
        QVERIFY2(isAbout300(failedOf(result, page)), page.c_str());
}

void TestLessonsServices::aChangeToAMonolithInterruptsAllOfIt()
{
    const SimulationResult result = play(monolith().build(), with(all(200), {deployment("app")}));
    for (const std::string& page : pages)
        QVERIFY2(isAbout300(failedOf(result, page)), page.c_str());
}

void TestLessonsServices::aServiceFailsAlone()
{
    const SimulationResult result = play(services().build(), with(all(200), crash("cart")));
    QVERIFY2(isAbout300(failedOf(result, "cart")),
             qPrintable(QString::number(failedOf(result, "cart"))));
    for (const char* page : {"shop", "user", "mail"})
        QCOMPARE(failedOf(result, page), std::uint64_t{0});
}

void TestLessonsServices::aChangeToAServiceInterruptsItAlone()
{
    // Four times as many deployments, each a quarter of the harm.
    const SimulationResult one = play(services().build(), with(all(200), {deployment("cart")}));
    QVERIFY(isAbout300(failedOf(one, "cart")));
    QVERIFY(isAbout300(one.failed));
    std::vector<Fault> four;
    for (const std::string& page : pages)
        four.push_back(deployment(page.c_str()));
    const SimulationResult each = play(services().build(), with(all(200), four));
    const SimulationResult whole = play(monolith().build(), with(all(200), {deployment("app")}));
    QVERIFY(std::abs(double(each.failed) - double(whole.failed)) <= 8);
}

void TestLessonsServices::fiveServicesInAChainAreAsGoodAsTheirProduct()
{
    // Each is down for 1 % of the time, at its own pace: 0.99^5 = 0.95099.
    Drawing drawing;
    drawing.add("users", "clients");
    Scenario scenario = evenly(1 / 0.97, 200'000);
    std::string before = "users";
    for (const auto& [id, periodS] : std::vector<std::pair<std::string, double>>{
             {"s1", 101}, {"s2", 103}, {"s3", 107}, {"s4", 109}, {"s5", 113}}) {
        drawing.add(id.c_str(), "ec2.instance", "", station(0, 100))
            .connect(id.c_str(), before.c_str(), id.c_str());
        before = id;
        for (double at = periodS / 3; at < scenario.durationS; at += periodS)
            scenario.faults.push_back(
                {.atS = at, .kind = "http500", .target = id, .durationS = periodS / 100});
    }
    const SimulationResult result = play(drawing.build(), scenario);
    VERIFY_NEAR(result.availability, 0.950990, 0.001);
}

void TestLessonsServices::eachHopCostsItsLatency()
{
    // 10 ms of work in one place, or in five of 2 ms with 0.5 ms between them, one way.
    const Json exactly = {{"service_time_distribution", "deterministic"}};
    const Architecture one = Drawing()
                                 .add("users", "clients")
                                 .add("app", "ec2.instance", "", station(10, 10, exactly))
                                 .connect("c", "users", "app")
                                 .build();
    Drawing five;
    five.add("users", "clients");
    std::string before = "users";
    for (const std::string id : {"s1", "s2", "s3", "s4", "s5"}) {
        Json properties = station(2, 10, exactly);
        properties["network_delay_ms"] = before == "users" ? 0 : 0.5;
        five.add(id.c_str(), "ec2.instance", "", properties)
            .connect(id.c_str(), before.c_str(), id.c_str());
        before = id;
    }
    QCOMPARE(play(one, evenly(10, 10)).latencyMs.mean, 10.0);
    QCOMPARE(play(five.build(), evenly(10, 10)).latencyMs.mean, 14.0); // 4 times there and back
}

void TestLessonsServices::theFrontIsUpWhileTheBackIsDown()
{
    // Pages come from S3, data from EC2, by path.
    Drawing drawing;
    for (const char* kind : {"page", "data"}) {
        const std::string people = std::string(kind) + "-people";
        drawing
            .add(people.c_str(), "clients", "",
                 {{"request_classes",
                   {{{"name", kind},
                     {"path", "/" + std::string(kind) + "/1"},
                     {"cacheable", false}}}}})
            .connect(people.c_str(), people.c_str(), "cdn");
    }
    drawing.add("cdn", "cloudfront.distribution", "", {{"hit_ratio", 0}})
        .add("bucket", "s3.bucket")
        .add("api", "ec2.instance", "", station(1, 100))
        .connect("o1", "cdn", "bucket", {{"path", "/page/*"}}, ConnectionKind::Origin)
        .connect("o2", "cdn", "api", {{"path", "/data/*"}}, ConnectionKind::Origin);
    Scenario scenario = evenly(10, 200);
    scenario.load.front().client = ResourceId{"page-people"};
    scenario.load.push_back(scenario.load.front());
    scenario.load.back().client = ResourceId{"data-people"};
    const SimulationResult result = play(
        drawing.build(),
        with(scenario, {{.atS = 100, .kind = "process.stop", .target = "api", .durationS = 50}}));
    QCOMPARE(failedOf(result, "page"), std::uint64_t{0});
    QVERIFY(failedOf(result, "data") >= 499 && failedOf(result, "data") <= 501);
}

QTEST_APPLESS_MAIN(TestLessonsServices)
#include "tst_lessons_services.moc"
