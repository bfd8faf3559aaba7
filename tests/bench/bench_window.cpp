// SPDX-License-Identifier: GPL-3.0-or-later
// Measures, in the real window, the time from a key press that changes a rule to the repainted
// verdicts of the connections. Exit status 1 where the gate is missed. Run on a quiet machine:
// bench_window [hosts]
#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "app/gui/main_window.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/session/analysis_runner.h"
#include "widgets/session/document_controller.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace skydraft;

namespace {

constexpr double gateMs = 16;

/// Services of eight hosts in the subnets of one VPC, each with a group of its own; every fifth
/// host has an arrow to a host of the next service.
Architecture drawn(int hosts)
{
    ArchitectureBuilder builder;
    const auto put = [&](const std::string& id, const char* type, const std::string& parent,
                         Json properties, const Placement& placement) {
        Resource resource;
        resource.id = ResourceId(id);
        resource.type = type;
        resource.name = id;
        if (!parent.empty())
            resource.parent = ResourceId(parent);
        resource.properties = std::move(properties);
        resource.placement = placement;
        builder.put(std::move(resource));
    };
    put("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}}, {0, 0, 3900, 2900});
    for (int subnet = 0; subnet < 9; ++subnet)
        put("s" + std::to_string(subnet), "vpc.subnet", "vpc",
            {{"cidr", "10.0." + std::to_string(16 * subnet) + ".0/20"}},
            {20.0 + 1290 * (subnet % 3), 40.0 + 950 * (subnet / 3), 1270, 930});
    const int services = (hosts + 7) / 8;
    for (int service = 0; service < services; ++service) {
        Json ingress = Json::array();
        for (int port = 8000; port < 8006; ++port)
            ingress.push_back(
                {{"protocol", "tcp"},
                 {"from_port", port},
                 {"to_port", port},
                 {"source", "g" + std::to_string((service + services - 1) % services)}});
        put("g" + std::to_string(service), "vpc.security-group", "vpc", {{"ingress", ingress}},
            {4000.0 + 90 * (service % 12), 90.0 * (service / 12), 64, 64});
    }
    std::vector<int> used(9, 0);
    for (int host = 0; host < hosts; ++host) {
        const int subnet = (host / 8) % 9;
        const int number = used[static_cast<std::size_t>(subnet)]++;
        put("i" + std::to_string(host), "ec2.instance", "s" + std::to_string(subnet),
            {{"security_groups", Json::array({"g" + std::to_string(host / 8)})}},
            {20.0 + 1290 * (subnet % 3) + 30 + 88 * (number % 13),
             40.0 + 950 * (subnet / 3) + 50 + 95 * (number / 13), 64, 64});
    }
    for (int host = 0; host + 8 < hosts; host += 5) {
        Connection connection;
        connection.id = ConnectionId("c" + std::to_string(host));
        connection.from = ResourceId("i" + std::to_string(host));
        connection.to = ResourceId("i" + std::to_string(host + 8));
        connection.properties = {{"protocol", "tcp"}, {"port", 8000}};
        builder.put(std::move(connection));
    }
    return builder.build();
}

/// Knows when the canvas has painted what the newest walks say.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(MainWindow& window)
    {
        window.canvas().installEventFilter(this);
        connect(&window.analysis(), &AnalysisRunner::walked, this,
                [this, &window](const auto& walks) {
                    m_isNew = walks->architecture == window.controller().architecture();
                });
    }

    void start() { m_isNew = m_isPainted = false; }
    bool isPainted() const { return m_isPainted; }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_isNew)
            m_isPainted = true;
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_isNew = false;
    bool m_isPainted = false;
};

} // namespace

int main(int argc, char** argv)
{
    const QTemporaryDir home; // settings of the person who measures stay as they are
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // it measures painting, not a display
    QApplication application(argc, argv);
    constexpr int fewest = 24; // three services: the second one's rules are edited
    const int hosts = argc > 1 ? std::max(fewest, std::atoi(argv[1])) : 850;
    MainWindow window(Catalogue::builtIn(), home.path());
    window.resize(1280, 800);
    window.show();
    DocumentController& controller = window.controller();
    controller.reset(drawn(hosts));
    QTest::qWait(1500);
    window.canvas().zoomToFit();
    QTest::qWait(1500);
    const ResourceId group("g1");
    Json rules = controller.architecture().find(group)->properties["ingress"];
    rules.erase(0); // the arrows into the second service then carry nothing
    if (!controller.apply(Edit{SetProperty{group, "ingress", rules}}, Text()))
        return 2;
    QTest::qWait(1500);
    PaintWatch watch(window);
    QElapsedTimer timer;
    std::vector<double> times, changed, walked;
    const auto since = [&] { return static_cast<double>(timer.nsecsElapsed()) / 1e6; };
    QObject::connect(&controller, &DocumentController::changed, &watch,
                     [&] { changed.push_back(since()); });
    QObject::connect(&window.analysis(), &AnalysisRunner::walked, &watch,
                     [&] { walked.push_back(since()); });
    for (int i = 0; i < 200; ++i) {
        watch.start();
        timer.start();
        QTest::keyClick(&window, i % 2 == 0 ? Qt::Key_Z : Qt::Key_Y, Qt::ControlModifier);
        while (!watch.isPainted() && timer.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        times.push_back(since());
        QTest::qWait(60); // the rules of this step end before the next begins
    }
    for (auto* stage : {&times, &changed, &walked})
        std::sort(stage->begin(), stage->end());
    const double p50 = times[times.size() / 2];
    const double p95 = times[times.size() * 95 / 100];
    std::printf("%zu resources, %zu connections: key press to repainted verdicts p50 %.1f ms, "
                "p95 %.1f ms (gate %.0f ms)\n",
                controller.architecture().resources().size(),
                controller.architecture().connections().size(), p50, p95, gateMs);
    std::printf("of which until the drawing has changed %.1f ms, until the connections are walked "
                "%.1f ms (medians)\n",
                changed[changed.size() / 2], walked[walked.size() / 2]);
    return p95 <= gateMs ? 0 : 1;
}
