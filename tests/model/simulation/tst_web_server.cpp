// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/web_location.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Servers that act as web servers: files, locations, servers behind, connections.
class TestWebServer : public QObject
{
    Q_OBJECT

private slots:
    void locationsAreChosenAsNginxDoes_data();
    void locationsAreChosenAsNginxDoes();
    void whatIsNoExpressionIsRefused();
    void unknownPathsAreNotFound();
    void aLocationHidesTheFolder();
    void onlyTheApiIsPassedOn();
    void connectionsAreWorkersTimesConnections_data();
    void connectionsAreWorkersTimesConnections();
    void moreServersCarryTheOverflow_data();
    void moreServersCarryTheOverflow();
    void connectionsAreGivenBack();
    void aProxyGivesBothConnectionsBack();
    void aServerThatStopsLosesItsConnections();
};

namespace {

Json kinds(std::initializer_list<const char*> paths)
{
    Json all = Json::array();
    for (const char* path : paths)
        all.push_back({{"name", path}, {"share", 1}, {"path", path}});
    return {{"request_classes", all}};
}

const Json files = {"/index.html", "/page/album", "/page/signin"};
const Json rewritten = {
    {{"match", "regex_any_case"}, {"path", "/(album|signin)"}, {"root", "/page"}}};

Architecture oneWebServer(const Json& clients, const Json& web)
{
    Json properties = station(1, 1000);
    properties.update(web);
    return Drawing()
        .add("users", "clients", "", clients)
        .add("web", "ec2.instance", "", properties)
        .connect("1", "users", "web")
        .build();
}

/// Requests that stay so long that all of them meet.
Json nginx(int processes = 2, int connections = 1024)
{
    return station(100'000, 100'000,
                   {{"service_time_distribution", "deterministic"},
                    {"worker_processes", processes},
                    {"worker_connections", connections}});
}

std::uint64_t failedFor(const SimulationResult& result, const char* cause)
{
    const auto found = result.failedByCause.find(cause);
    return found == result.failedByCause.end() ? 0 : found->second;
}

} // namespace

void TestWebServer::locationsAreChosenAsNginxDoes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("answer");
    const int file = static_cast<int>(WebAnswer::File);
    const int proxy = static_cast<int>(WebAnswer::Proxy);
    const int notFound = static_cast<int>(WebAnswer::NotFound);
    QTest::newRow("a file") << QByteArray{"/index.html"} << file;
    QTest::newRow("no file") << QByteArray{"/nothing"} << notFound;
    QTest::newRow("the longest prefix") << QByteArray{"/api/v1/carts"} << notFound;
    QTest::newRow("a shorter prefix") << QByteArray{"/api/users"} << proxy;
    QTest::newRow("an exact match before a prefix") << QByteArray{"/api/v1/health"} << proxy;
    QTest::newRow("an expression before a prefix") << QByteArray{"/api/logo.png"} << notFound;
    QTest::newRow("upper case for ~") << QByteArray{"/api/LOGO.PNG"} << proxy;
    QTest::newRow("upper case for ~*") << QByteArray{"/download/FILE.ZIP"} << proxy;
    QTest::newRow("a prefix that forbids expressions") << QByteArray{"/raw/logo.png"} << proxy;
}

void TestWebServer::locationsAreChosenAsNginxDoes()
{
    const Json locations = {
        {{"match", "prefix"}, {"path", "/api"}, {"action", "proxy"}},
        {{"match", "prefix"}, {"path", "/api/v1"}, {"action", "not_found"}},
        {{"match", "exact"}, {"path", "/api/v1/health"}, {"action", "proxy"}},
        {{"match", "regex"}, {"path", "\\.png$"}, {"action", "not_found"}},
        {{"match", "regex_any_case"}, {"path", "\\.zip$"}, {"action", "proxy"}},
        {{"match", "only_prefix"}, {"path", "/raw"}, {"action", "proxy"}},
    };
    const auto rules = WebLocations::fromJson(locations, {"/index.html"}, "/locations");
    QVERIFY(rules.has_value());
    QFETCH(QByteArray, path);
    QTEST(static_cast<int>(rules->answerTo(path.toStdString())), "answer");
}

void TestWebServer::whatIsNoExpressionIsRefused()
{
    const Json locations = {{{"match", "prefix"}, {"path", "("}},
                            {{"match", "regex"}, {"path", "("}}};
    const auto refused = Simulation::create(
        Catalogue::builtIn(), oneWebServer(Json::object(), {{"locations", locations}}),
        evenly(1, 10), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidValue);
    QCOMPARE(refused.error().location.pointer,
             std::string{"/resources/1/properties/locations/1/path"});
    const std::string longOne(10'000, '(');
    QVERIFY(!WebLocations::fromJson({{{"match", "regex"}, {"path", longOne}}}, {}, ""));
    // A path of any length is looked at.
    const auto rules = WebLocations::fromJson({{{"match", "regex"}, {"path", "(a*)*b"}}}, {}, "");
    QVERIFY(rules.has_value());
    QCOMPARE(rules->answerTo("/" + std::string(100'000, 'c')), WebAnswer::File);
}

void TestWebServer::unknownPathsAreNotFound()
{
    const SimulationResult result =
        play(oneWebServer(kinds({"/page/album", "/nothing"}), {{"static_files", files}}),
             evenly(100, 100));
    // Half of 10,000; deviation 50
    QCOMPARE(failedFor(result, "http_404"), result.failed);
    QVERIFY(std::abs(static_cast<double>(result.failed) - 5000) < 200);
    // It works on those too.
    QVERIFY(node(result, "web").arrivals >= 9999);
}

void TestWebServer::aLocationHidesTheFolder()
{
    const auto failedAt = [](const char* path, const Json& locations) {
        const SimulationResult result =
            play(oneWebServer(kinds({path}), {{"static_files", files}, {"locations", locations}}),
                 evenly(10, 10));
        return result.failed + result.inFlight == result.offered ? 1 : result.failed == 0 ? 0 : -1;
    };
    QCOMPARE(failedAt("/page/album", Json::array()), 0);
    QCOMPARE(failedAt("/album", Json::array()), 1);
    QCOMPARE(failedAt("/page/album", rewritten), 1);
    QCOMPARE(failedAt("/album", rewritten), 0);
    QCOMPARE(failedAt("/signin", rewritten), 0);
    QCOMPARE(failedAt("/index.html", rewritten), 0);
}

void TestWebServer::onlyTheApiIsPassedOn()
{
    // /api to the application server, files from nginx; half of the requests each.
    const Json locations = {{{"match", "prefix"}, {"path", "/api"}, {"action", "proxy"}},
                            {{"match", "prefix"}, {"path", "/"}}};
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", kinds({"/index.html", "/api/cart"}))
            .add("nginx", "ec2.instance", "", station(1, 100, {{"locations", locations}}))
            .add("was", "ec2.instance", "", station(5, 100, {{"port", 8080}}))
            .connect("1", "users", "nginx")
            .connect("2", "nginx", "was")
            .build();
    const SimulationResult result = play(architecture, evenly(100, 100));
    QCOMPARE(result.failed, std::uint64_t{0});
    QVERIFY(std::abs(static_cast<double>(node(result, "was").arrivals) - 5000) < 200);
    // When the application server is down the files are still there.
    Scenario scenario = evenly(100, 100);
    scenario.faults = {{.atS = 0, .kind = "process.stop", .target = "was"}};
    const SimulationResult down = play(architecture, scenario);
    QVERIFY(std::abs(static_cast<double>(down.failed) - 5000) < 200);
}

void TestWebServer::connectionsAreWorkersTimesConnections_data()
{
    QTest::addColumn<int>("users");
    QTest::addColumn<bool>("isProxy");
    QTest::addColumn<int>("refused");
    QTest::newRow("2,000 of 2 x 1,024") << 2000 << false << 0;
    QTest::newRow("3,000: 952 are refused, 31.7 %") << 3000 << false << 952;
    QTest::newRow("a proxy has half: 1,024") << 2000 << true << 976;
    QTest::newRow("which is enough for 1,000") << 1000 << true << 0;
}

void TestWebServer::connectionsAreWorkersTimesConnections()
{
    QFETCH(int, users);
    QFETCH(bool, isProxy);
    QFETCH(int, refused);
    Drawing drawing;
    drawing.add("users", "clients").add("nginx", "ec2.instance", "", nginx());
    drawing.connect("1", "users", "nginx");
    if (isProxy)
        drawing.add("was", "ec2.instance", "", station(5, 100)).connect("2", "nginx", "was");
    // All at once; who is refused tries again after a millisecond, when this is over.
    const SimulationResult result = play(drawing.build(), closed(users, 0, 0.0005, 0));
    QCOMPARE(result.offered, static_cast<std::uint64_t>(users));
    QCOMPARE(failedFor(result, "queue_full"), static_cast<std::uint64_t>(refused));
    QCOMPARE(result.failed, static_cast<std::uint64_t>(refused));
}

void TestWebServer::moreServersCarryTheOverflow_data()
{
    QTest::addColumn<int>("servers");
    QTest::addColumn<bool>("isOneLost");
    QTest::addColumn<bool>("overflows");
    QTest::newRow("two carry 3,000") << 2 << false << false;
    QTest::newRow("one of two does not") << 2 << true << true;
    QTest::newRow("three survive the loss of one") << 3 << true << false;
}

void TestWebServer::moreServersCarryTheOverflow()
{
    QFETCH(int, servers);
    QFETCH(bool, isOneLost);
    QFETCH(bool, overflows);
    Drawing drawing;
    drawing.add("users", "clients")
        .add("lb", "elb.application")
        .add("group", "elb.target-group", "",
             {{"health_check", {{"interval_s", 5}, {"timeout_s", 2}, {"unhealthy_threshold", 2}}},
              {"algorithm", "least_outstanding_requests"}})
        .connect("1", "users", "lb")
        .connect("2", "lb", "group");
    for (int server = 0; server < servers; ++server) {
        const std::string id = "nginx-" + std::to_string(server);
        drawing.add(id.c_str(), "ec2.instance", "", nginx())
            .connect(("to-" + id).c_str(), "group", id.c_str());
    }
    // 3,000 people come within some 30 s and stay for 100 s.
    Scenario scenario = closed(3000, 10, 90, 20);
    if (isOneLost)
        scenario.faults = {{.atS = 0, .kind = "process.stop", .target = "nginx-0"}};
    const SimulationResult result = play(drawing.build(), scenario);
    QCOMPARE(failedFor(result, "queue_full") > 1000, overflows);
    QCOMPARE(result.failed == 0, !overflows);
}

void TestWebServer::connectionsAreGivenBack()
{
    // One connection, 10 ms each, 50/s at equal distances: nobody finds it taken.
    const Json narrow = {{"service_time_ms", 10},
                         {"service_time_distribution", "deterministic"},
                         {"worker_processes", 1},
                         {"worker_connections", 1}};
    const SimulationResult result = play(oneWebServer(Json::object(), narrow), evenly(50, 100));
    QCOMPARE(result.failed, std::uint64_t{0});
    // 200/s: every other finds it taken; that which comes as it is freed may have it or not.
    const SimulationResult busy = play(oneWebServer(Json::object(), narrow), evenly(190, 100));
    VERIFY_NEAR(static_cast<double>(busy.failed), 9500, 0.01);
}

void TestWebServer::aProxyGivesBothConnectionsBack()
{
    // Two connections are one request of 1 + 10 ms; 50/s at equal distances find them free, also
    // after the server behind has failed for a while.
    Json narrow = station(1, 10,
                          {{"service_time_distribution", "deterministic"},
                           {"worker_processes", 1},
                           {"worker_connections", 2}});
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("nginx", "ec2.instance", "", narrow)
            .add("was", "ec2.instance", "",
                 station(10, 10, {{"service_time_distribution", "deterministic"}}))
            .connect("1", "users", "nginx")
            .connect("2", "nginx", "was")
            .build();
    Scenario scenario = evenly(50, 100.01);
    scenario.faults = {{.atS = 50, .kind = "http500", .target = "was", .durationS = 10}};
    const SimulationResult result = play(architecture, scenario);
    QCOMPARE(failedFor(result, "queue_full"), std::uint64_t{0});
    QCOMPARE(failedFor(result, "http_500"), std::uint64_t{500}); // 10 s at 50/s
    QCOMPARE(result.failed, std::uint64_t{500});
}

void TestWebServer::aServerThatStopsLosesItsConnections()
{
    Json narrow = nginx(1, 100);
    narrow["service_time_ms"] = 10'000;
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("nginx", "ec2.instance", "", narrow)
                                          .connect("1", "users", "nginx")
                                          .build();
    // 10/s for 10 s are 100 at once, as many as there may be; it stops at 50.05 s for a second.
    Scenario scenario = evenly(9.5, 100);
    scenario.faults = {{.atS = 50.05, .kind = "process.stop", .target = "nginx", .durationS = 1}};
    const SimulationResult result = play(architecture, scenario);
    QVERIFY(failedFor(result, "connection_reset") >= 94
            && failedFor(result, "connection_reset") <= 96);
    QCOMPARE(failedFor(result, "queue_full"), std::uint64_t{0}); // none is taken for ever
}

QTEST_APPLESS_MAIN(TestWebServer)
#include "tst_web_server.moc"
