// SPDX-License-Identifier: GPL-3.0-or-later
#include <QEvent>
#include <QTest>
#include <QWidget>

#include "widgets/common/language.h"

using namespace skydraft;

namespace {

class Listener : public QWidget
{
public:
    int changes = 0;

protected:
    void changeEvent(QEvent* event) override
    {
        if (event->type() == QEvent::LanguageChange)
            ++changes;
        QWidget::changeEvent(event);
    }
};

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setLanguage(QStringLiteral("en")); }
    void catalogueTextsFollowTheLanguage();
    void argumentsAreFilledInTheLanguage();
    void widgetsHearOfTheChange();
    void anUnknownLanguageIsEnglish();
};

void TestLanguage::catalogueTextsFollowTheLanguage()
{
    const LocalizedText name{"Subnet", "서브넷"};
    setLanguage(QStringLiteral("ko"));
    QCOMPARE(localized(name), QStringLiteral("서브넷"));
    setLanguage(QStringLiteral("en"));
    QCOMPARE(localized(name), QStringLiteral("Subnet"));
}

void TestLanguage::argumentsAreFilledInTheLanguage()
{
    // No translation is installed here: the pattern stays English, the argument does not.
    const Text text = MODEL_TEXT("TestLanguage", "Change %1 of %2")
                          .with(LocalizedText{"Port", "포트"})
                          .with("web");
    setLanguage(QStringLiteral("ko"));
    QCOMPARE(translated(text), QStringLiteral("Change 포트 of web"));
}

void TestLanguage::widgetsHearOfTheChange()
{
    Listener widget;
    widget.show();
    QCoreApplication::processEvents();
    widget.changes = 0;
    setLanguage(QStringLiteral("ko"));
    QCoreApplication::processEvents();
    QVERIFY(widget.changes > 0);
    QCOMPARE(currentLanguage(), QStringLiteral("ko"));
    QCOMPARE(QLocale().language(), QLocale::Korean);
}

void TestLanguage::anUnknownLanguageIsEnglish()
{
    setLanguage(QStringLiteral("xx"));
    QCOMPARE(currentLanguage(), QStringLiteral("en"));
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
