// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include "model/architecture/journal.h"
#include "tests/support/drawing.h"
#include "widgets/session/document_file.h"

#include <csignal>

using namespace skydraft;

/// Kills the real program (SIGKILL) while somebody works in it, as a power cut or the system's
/// out-of-memory killer would, and looks whether the work is still there.
class TestKillRecovery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingOlderThanASecondIsLost_data();
    void nothingOlderThanASecondIsLost();
    void theNextStartOffersRecovery();

private:
    void prepare();
    bool start(QProcess& program, const QStringList& arguments);
    static QString windowNamed(const QString& name, int timeoutMs);
    static QString run(const QStringList& arguments);
    static void kill(QProcess& program);
    std::optional<Recovered> journal() const;

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_drawing;
    QRandomGenerator m_random;
};

namespace {

constexpr double startX = 100;
constexpr qint64 promiseMs = 1000;
const QString title = QStringLiteral("drawing.skydraft");

/// One node, so that each nudge to the right adds 1 to its x.
Architecture oneNode()
{
    return testing::Drawing()
        .add("web", "ec2.instance")
        .place("web", {startX, 100, 64, 64})
        .build();
}

} // namespace

void TestKillRecovery::initTestCase()
{
    if (qEnvironmentVariableIsEmpty("DISPLAY"))
        QSKIP("needs an X display: tests/support/with_display.sh gives one");
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    m_random.seed(seed);
}

void TestKillRecovery::prepare()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
    m_drawing = m_home->filePath(title);
    QVERIFY(saveFile(oneNode(), m_drawing));
}

QString TestKillRecovery::run(const QStringList& arguments)
{
    QProcess tool;
    tool.start(QStringLiteral("xdotool"), arguments);
    tool.waitForFinished(10000);
    return QString::fromUtf8(tool.readAllStandardOutput()).trimmed();
}

QString TestKillRecovery::windowNamed(const QString& name, int timeoutMs)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < timeoutMs) {
        const QString found = run({QStringLiteral("search"), QStringLiteral("--onlyvisible"),
                                   QStringLiteral("--name"), name});
        if (!found.isEmpty())
            return found.section(u'\n', 0, 0);
        QThread::msleep(10);
    }
    return {};
}

bool TestKillRecovery::start(QProcess& program, const QStringList& arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home->filePath(QStringLiteral("data")));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"),
                       m_home->filePath(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), m_home->filePath(QStringLiteral("cache")));
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedChannels);
    program.start(QStringLiteral(SKYDRAFT_PROGRAM),
                  QStringList{QStringLiteral("--language"), QStringLiteral("en")} + arguments);
    return program.waitForStarted();
}

void TestKillRecovery::kill(QProcess& program)
{
    ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
    program.waitForFinished();
}

std::optional<Recovered> TestKillRecovery::journal() const
{
    const QDir folder(m_home->filePath(QStringLiteral("data/Skydraft/Skydraft/recovery")));
    const QStringList names = folder.entryList({QStringLiteral("*.journal")}, QDir::Files);
    QFile file(folder.filePath(names.value(0)));
    if (names.size() != 1 || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto recovered = skydraft::recover(Catalogue::builtIn(), file.readAll().toStdString());
    if (!recovered)
        return std::nullopt;
    return *recovered;
}

void TestKillRecovery::nothingOlderThanASecondIsLost_data()
{
    QTest::addColumn<int>("round");
    for (int round = 1; round <= 50; ++round)
        QTest::addRow("killed at a random moment, round %d", round) << round;
}

void TestKillRecovery::nothingOlderThanASecondIsLost()
{
    prepare();
    QProcess program;
    QVERIFY(start(program, {m_drawing}));
    const QString window = windowNamed(title, 20000);
    QVERIFY2(!window.isEmpty(), "the window did not appear");
    run({QStringLiteral("windowfocus"), QStringLiteral("--sync"), window});
    run({QStringLiteral("key"), QStringLiteral("ctrl+a")});

    // Somebody presses the arrow key, sometimes fast, sometimes slowly, until the lights go out.
    QElapsedTimer clock;
    clock.start();
    const qint64 killAt = promiseMs + 150 + m_random.bounded(500);
    std::vector<qint64> sent;
    while (clock.elapsed() < killAt) {
        run({QStringLiteral("key"), QStringLiteral("Right")});
        sent.push_back(clock.elapsed());
        const qint64 pause = std::min<qint64>(m_random.bounded(20, 300), killAt - clock.elapsed());
        if (pause > 0)
            QThread::msleep(static_cast<unsigned long>(pause));
    }
    const qint64 killed = clock.elapsed();
    kill(program);

    const auto old = std::count_if(sent.begin(), sent.end(),
                                   [&](qint64 time) { return time <= killed - promiseMs; });
    QVERIFY2(old > 0, "the round shows nothing: no nudge was old enough");
    const auto recovered = journal();
    QVERIFY2(recovered, "there is one journal and it can be read");
    const double x = recovered->architecture.find(ResourceId("web"))->placement->x;
    const auto kept = static_cast<qint64>(x - startX); // each nudge is one unit
    const QByteArray told = QByteArrayLiteral("sent ") + QByteArray::number(sent.size()) + ", old "
                            + QByteArray::number(qint64{old}) + ", kept "
                            + QByteArray::number(kept);
    QVERIFY2(kept >= old, told.constData());
    QVERIFY2(kept <= static_cast<qint64>(sent.size()), told.constData());
    QCOMPARE(recovered->path, m_drawing.toStdString());
}

void TestKillRecovery::theNextStartOffersRecovery()
{
    prepare();
    {
        QProcess program;
        QVERIFY(start(program, {m_drawing}));
        const QString window = windowNamed(title, 20000);
        QVERIFY(!window.isEmpty());
        run({QStringLiteral("windowfocus"), QStringLiteral("--sync"), window});
        run({QStringLiteral("key"), QStringLiteral("ctrl+a"), QStringLiteral("Right"),
             QStringLiteral("Right"), QStringLiteral("Right")});
        QThread::msleep(promiseMs);
        kill(program);
    }
    QCOMPARE(journal()->architecture.find(ResourceId("web"))->placement->x, startX + 3);

    QProcess program;
    QVERIFY(start(program, {}));
    const QString dialog = windowNamed(QStringLiteral("Recover unsaved drawings"), 20000);
    QVERIFY2(!dialog.isEmpty(), "the dialog is visible");
    run({QStringLiteral("windowfocus"), QStringLiteral("--sync"), dialog});
    run({QStringLiteral("key"), QStringLiteral("Return")}); // "Recover" is the default
    QVERIFY2(!windowNamed(QStringLiteral("drawing.skydraft\\*"), 10000).isEmpty(),
             "the drawing is open and marked as modified");
    kill(program); // once more, right after recovery: the journal stays until the drawing is saved
    QCOMPARE(journal()->architecture.find(ResourceId("web"))->placement->x, startX + 3);
    // The file itself is as it was.
    QVERIFY(loadFile(Catalogue::builtIn(), m_drawing)->architecture == oneNode());
}

QTEST_GUILESS_MAIN(TestKillRecovery)
#include "tst_kill_recovery.moc"
