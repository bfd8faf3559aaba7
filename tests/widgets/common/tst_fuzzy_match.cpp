// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "widgets/common/fuzzy_match.h"

using namespace skydraft;

class TestFuzzyMatch : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void theBetterAnswerScoresMore_data();
    void theBetterAnswerScoresMore();
    void namesComeBeforeAliases();
};

void TestFuzzyMatch::matches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("candidate");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char* name, const char* query, const char* candidate, bool isMatch) {
        QTest::newRow(name) << QString::fromUtf8(query) << QString::fromUtf8(candidate) << isMatch;
    };
    row("nothing typed matches everything", "", "EC2", true);
    row("case does not matter", "lAmBdA", "Lambda function", true);
    row("any part of a word", "rout", "Aroutine", true);
    row("the first letters of the words", "alb", "Application Load Balancer", true);
    row("letters may be left out", "lmbda", "Lambda", true);
    row("two letters are too few to leave letters out", "lb", "Lambda", false);
    row("other letters do not match", "xyz", "Lambda", false);
    row("a Korean syllable", "로드", "로드 밸런서", true);
    row("spaces do not matter", "로드밸런서", "로드 밸런서", true);
    row("initial consonants", "ㄹㄷ", "람다", true);
    row("initial consonants in the middle", "ㅂㄹㅅ", "로드 밸런서", true);
    row("other initial consonants", "ㄱㄴ", "람다", false);
    row("a syllable that is still being typed", "람ㄷ", "람다", true);
    row("a final consonant that will move on", "롣", "로드 밸런서", true);
    row("a syllable without its final consonant", "라", "람다", true);
    row("another vowel", "림", "람다", false);
    row("a part of a syllable does not begin a match", "ㅏ", "람다", false);
    row("decomposed input of a Mac", "\u1105\u1161\u11b7\u1103\u1161", "람다", true);
}

void TestFuzzyMatch::matches()
{
    QFETCH(QString, query);
    QFETCH(QString, candidate);
    QTEST(fuzzyScore(query, candidate).has_value(), "isMatch");
}

void TestFuzzyMatch::theBetterAnswerScoresMore_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("the same text before its beginning") << "vpc"
                                                        << "VPC"
                                                        << "VPC peering";
    QTest::newRow("the beginning before a later word") << "net"
                                                       << "Network ACL"
                                                       << "Subnet net";
    QTest::newRow("a word before a part of one") << "net"
                                                 << "My net"
                                                 << "Subnet";
    QTest::newRow("a part before letters left out") << "elas"
                                                    << "Release elastic"
                                                    << "Ebbllaass";
    QTest::newRow("a short name before a long one") << "sub"
                                                    << "Subnet"
                                                    << "Subnet of a very long name";
    QTest::newRow("syllables before initial consonants")
        << QStringLiteral("ㄹ") << QStringLiteral("람다") << QStringLiteral("서버 람다");
}

void TestFuzzyMatch::theBetterAnswerScoresMore()
{
    QFETCH(QString, query);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    const auto high = fuzzyScore(query, better);
    const auto low = fuzzyScore(query, worse);
    QVERIFY(high.has_value());
    QVERIFY(!low.has_value() || *high > *low);
}

void TestFuzzyMatch::namesComeBeforeAliases()
{
    // The same text as first name and as third: each place costs 2, so 1000 and 1000 - 2 * 2.
    const QString word = QStringLiteral("vpc");
    const QString other = QStringLiteral("other");
    QCOMPARE(fuzzyScore(word, QStringList{word, other}).value(), 1000);
    QCOMPARE(fuzzyScore(word, QStringList{other, other, word}).value(), 996);
    QVERIFY(!fuzzyScore(word, QStringList{other}).has_value());
}

QTEST_APPLESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
