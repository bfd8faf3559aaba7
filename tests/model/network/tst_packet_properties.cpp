// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "model/catalogue/catalogue.h"
#include "model/network/packet_properties.h"

#include <set>

using namespace skydraft;

namespace {

/// Words in quotes that stand in the sources of the network, but for the list itself.
std::set<std::string> quotedWords()
{
    std::set<std::string> words;
    const QDir folder(QStringLiteral(SKYDRAFT_SOURCE_DIR "/model/network"));
    const QRegularExpression quoted(QStringLiteral("\"([a-z0-9_]+)\""));
    for (const QString& name : folder.entryList({QStringLiteral("*.cpp"), QStringLiteral("*.h")})) {
        QFile file(folder.filePath(name));
        if (name.startsWith(QLatin1String("packet_properties")) || !file.open(QIODevice::ReadOnly))
            continue;
        auto found = quoted.globalMatch(QString::fromUtf8(file.readAll()));
        while (found.hasNext())
            words.insert(found.next().captured(1).toStdString());
    }
    return words;
}

std::set<std::string> properties()
{
    std::set<std::string> names;
    for (const ServiceType& type : Catalogue::builtIn().types())
        for (const Property& property : type.properties)
            names.insert(property.name);
    return names;
}

} // namespace

class TestPacketProperties : public QObject
{
    Q_OBJECT

private slots:
    void theListHasWhatTheSourcesName();
};

void TestPacketProperties::theListHasWhatTheSourcesName()
{
    const std::set<std::string> words = quotedWords();
    const std::set<std::string> names = properties();
    QVERIFY(words.size() > 80 && names.size() > 150);
    for (const std::string& name : names) {
        QVERIFY2(isReadByPackets(name) == words.contains(name), name.c_str());
    }
}

QTEST_GUILESS_MAIN(TestPacketProperties)
#include "tst_packet_properties.moc"
