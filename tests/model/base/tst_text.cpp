// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/base/error.h"
#include "model/base/text.h"

using namespace skydraft;

namespace {

std::string korean(const char* context, const char* source)
{
    const std::string_view known = source;
    if (std::string_view(context) != "Test")
        return source;
    return known == "%1 in %2" ? "%2 안의 %1" : known == "a number" ? "숫자" : source;
}

} // namespace

class TestText : public QObject
{
    Q_OBJECT

private slots:
    void argumentsTakeTheirPlaces();
    void aPatternMayTurnTheArgumentsRound();
    void argumentsThatAreMissingStayVisible();
    void catalogueNamesFollowTheLanguage();
    void aSentenceMayStandInASentence();
    void numbersAreWrittenAsPeopleDo();
    void anErrorSaysItsPlace();
};

void TestText::argumentsTakeTheirPlaces()
{
    const Text text = MODEL_TEXT("Test", "%1 cannot stand in %2").with("a NAT gateway").with("web");
    QCOMPARE(text.english(), std::string("a NAT gateway cannot stand in web"));
}

void TestText::aPatternMayTurnTheArgumentsRound()
{
    const Text text = MODEL_TEXT("Test", "%1 in %2").with("A").with("100% of %1");
    QCOMPARE(text.in("ko", korean), std::string("100% of %1 안의 A"));
}

void TestText::argumentsThatAreMissingStayVisible()
{
    QCOMPARE(MODEL_TEXT("Test", "%1 of %2").with("one").english(), std::string("one of %2"));
}

void TestText::catalogueNamesFollowTheLanguage()
{
    const Text text = MODEL_TEXT("Test", "%1").with(LocalizedText{"Subnet", "서브넷"});
    QCOMPARE(text.in("ko_KR", korean), std::string("서브넷"));
    QCOMPARE(text.english(), std::string("Subnet"));
    QCOMPARE((LocalizedText{"Subnet", ""}.in("ko")), std::string("Subnet"));
}

void TestText::aSentenceMayStandInASentence()
{
    const Text text = MODEL_TEXT("Test", "%1 in %2").with(MODEL_TEXT("Test", "a number")).with("B");
    QCOMPARE(text.english(), std::string("a number in B"));
    QCOMPARE(text.in("ko", korean), std::string("B 안의 숫자"));
    QCOMPARE(text, MODEL_TEXT("Test", "%1 in %2").with(MODEL_TEXT("Test", "a number")).with("B"));
}

void TestText::numbersAreWrittenAsPeopleDo()
{
    QCOMPARE(MODEL_TEXT("Test", "%1 %2").with(80.0).with(0.25).english(), std::string("80 0.25"));
}

void TestText::anErrorSaysItsPlace()
{
    const Error error{ErrorCode::Syntax, MODEL_TEXT("Test", "no"), {"a.skydraft", "/title", 3, 7}};
    QCOMPARE(describe(error), std::string("a.skydraft:3:7: no (/title)"));
}

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
