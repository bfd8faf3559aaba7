// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <QThread>

#include "tests/support/drawing.h"
#include "widgets/session/document_controller.h"
#include "widgets/session/reach_runner.h"

using namespace skydraft;

class TestReachRunner : public QObject
{
    Q_OBJECT

private slots:
    void anAnswerComesFromAnotherThreadToThisOne();
    void afterAnEditTheAnswerIsOfTheNewDrawing();
    void anAnswerThatIsOvertakenByAnEditNeverComes();
    void anAnswerToSomebodyWhoIsGoneNeverComes();
};

namespace {

/// One instance whose group lets tcp 22 in from everywhere.
Architecture oneOpenHost()
{
    const Json rule{
        {"protocol", "tcp"}, {"from_port", 22}, {"to_port", 22}, {"source", "0.0.0.0/0"}};
    return testing::Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("subnet", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("sg", "vpc.security-group", "vpc", {{"ingress", Json::array({rule})}})
        .add("a", "ec2.instance", "subnet", {{"security_groups", Json::array({"sg"})}})
        .add("b", "ec2.instance", "subnet", {{"security_groups", Json::array({"sg"})}})
        .build();
}

const Text step = MODEL_TEXT("Test", "Step");

ReachRunner::Question portsFromAToB(std::vector<OpenPorts>& into, bool& isAnswered)
{
    return [&into, &isAnswered](Reachability& reach) -> ReachRunner::Answer {
        return [&into, &isAnswered, found = reach.between(ResourceId("a"), ResourceId("b"))] {
            into = found.ports;
            isAnswered = true;
        };
    };
}

} // namespace

void TestReachRunner::anAnswerComesFromAnotherThreadToThisOne()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneOpenHost());
    ReachRunner runner(controller);
    QThread* asked = nullptr;
    QThread* answered = nullptr;
    runner.ask(this, [&](Reachability& /*reach*/) -> ReachRunner::Answer {
        asked = QThread::currentThread();
        return [&] { answered = QThread::currentThread(); };
    });
    QTRY_COMPARE(answered, QThread::currentThread());
    QVERIFY(asked != nullptr && asked != answered);
    std::vector<OpenPorts> ports;
    bool isAnswered = false;
    runner.ask(this, portsFromAToB(ports, isAnswered));
    QTRY_VERIFY(isAnswered);
    QCOMPARE(ports, (std::vector<OpenPorts>{{Protocol::Tcp, {22, 22}}}));
}

void TestReachRunner::afterAnEditTheAnswerIsOfTheNewDrawing()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneOpenHost());
    ReachRunner runner(controller);
    std::vector<OpenPorts> ports;
    bool isAnswered = false;
    runner.ask(this, portsFromAToB(ports, isAnswered));
    QTRY_VERIFY(isAnswered);
    int changes = 0;
    connect(&runner, &ReachRunner::changed, this, [&] { ++changes; });
    QVERIFY(controller.apply(Edit{SetProperty{ResourceId("sg"), "ingress", Json::array()}}, step));
    QCOMPARE(changes, 1);
    isAnswered = false;
    runner.ask(this, portsFromAToB(ports, isAnswered));
    QTRY_VERIFY(isAnswered);
    QVERIFY(ports.empty());
    controller.undo();
    isAnswered = false;
    runner.ask(this, portsFromAToB(ports, isAnswered));
    QTRY_VERIFY(isAnswered);
    QCOMPARE(ports.size(), std::size_t{1});
}

void TestReachRunner::anAnswerThatIsOvertakenByAnEditNeverComes()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneOpenHost());
    ReachRunner runner(controller);
    std::vector<OpenPorts> ports;
    bool isFirstAnswered = false;
    bool isSecondAnswered = false;
    runner.ask(this, portsFromAToB(ports, isFirstAnswered));
    QVERIFY(controller.apply(Edit{SetProperty{ResourceId("sg"), "ingress", Json::array()}}, step));
    runner.ask(this, portsFromAToB(ports, isSecondAnswered));
    QTRY_VERIFY(isSecondAnswered);
    QVERIFY(!isFirstAnswered);
    QVERIFY(ports.empty());
}

void TestReachRunner::anAnswerToSomebodyWhoIsGoneNeverComes()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneOpenHost());
    ReachRunner runner(controller);
    std::vector<OpenPorts> ports;
    bool isAnswered = false;
    bool isLastAnswered = false;
    auto asker = std::make_unique<QObject>();
    runner.ask(asker.get(), portsFromAToB(ports, isAnswered));
    asker.reset();
    runner.ask(this, portsFromAToB(ports, isLastAnswered));
    QTRY_VERIFY(isLastAnswered);
    QVERIFY(!isAnswered);
}

QTEST_GUILESS_MAIN(TestReachRunner)
#include "tst_reach_runner.moc"
